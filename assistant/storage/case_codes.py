"""Case codes 查询码: ten random characters that open one stored interview and say nothing about anyone."""

import hashlib
import hmac
import secrets
import unicodedata

# Nothing that is misread on a screen or misheard on the telephone: no 0 O, 1 I L, U V, 2 Z, 5 S, 8 B.
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
LENGTH = 10


def new_case_code() -> str:
    """Return a fresh code: 23 ** 10 possibilities (45 bits), drawn by ``secrets``."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normalise(typed: str) -> str | None:
    """Return the code that was typed in any case, width or grouping; None when it cannot be a code."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    code = "".join(char for char in plain if not char.isspace() and unicodedata.category(char) != "Pd")
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def grouped(code: str) -> str:
    """Return the code as it is shown and read out: ``ACDEF-GHJKM``."""
    return f"{code[:5]}-{code[5:]}"


class CodeHasher:
    """Turns codes into what the database keeps, with a key of its own derived from the secret key."""

    def __init__(self, secret_key: str) -> None:
        """Derive the key, so that a copy of the table alone lets nobody try codes against it."""
        self._key = hmac.digest(secret_key.encode(), b"assistant.case-code", hashlib.sha256)

    def digest(self, code: str) -> str:
        """Return the HMAC-SHA256 of a normalised code, as 64 hexadecimal digits."""
        return hmac.new(self._key, code.encode(), hashlib.sha256).hexdigest()
