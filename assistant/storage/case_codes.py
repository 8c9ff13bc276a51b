"""Case codes 查询码: ten random characters that open one stored interview and say nothing about anyone."""

import hashlib
import hmac
import secrets
import unicodedata

# Nothing that is misread on a screen or misheard on the telephone: no 0 O, 1 I L, U V, 2 Z, 5 S, 8 B.
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
LENGTH = 10


def new_case_code(length: int = LENGTH) -> str:
    """Return a fresh code drawn by ``secrets``: 23 ** 10 possibilities (45 bits), or 23 ** ``length``."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def normalise(typed: str, length: int = LENGTH) -> str | None:
    """Return the code that was typed in any case, width or grouping; None when it cannot be a code."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    code = "".join(char for char in plain if not char.isspace() and unicodedata.category(char) != "Pd")
    return code if len(code) == length and set(code) <= set(ALPHABET) else None


def grouped(code: str) -> str:
    """Return the code as it is shown and read out, in two halves: ``ACDEF-GHJKM``."""
    half = len(code) // 2
    return f"{code[:half]}-{code[half:]}"


class CodeHasher:
    """Turns secrets into what the database keeps, with a key of its own derived from the secret key."""

    def __init__(self, secret_key: str, purpose: str = "case-code") -> None:
        """Derive the key, so that a copy of the table alone lets nobody try codes against it.

        Each purpose has its own key: a hash of one table says nothing about another table's.
        """
        self._key = hmac.digest(secret_key.encode(), f"assistant.{purpose}".encode(), hashlib.sha256)

    def digest(self, code: str) -> str:
        """Return the HMAC-SHA256 of a normalised code, as 64 hexadecimal digits."""
        return hmac.new(self._key, code.encode(), hashlib.sha256).hexdigest()
