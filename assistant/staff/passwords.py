"""Passwords: what they must be, and how they are kept (argon2id).

Length decides, and what attackers try first is refused; rules of composition are left out, as NIST SP 800-63B advises.
"""

import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from assistant.rules.facts import N_

SHORTEST = 12
LONGEST = 256

TOO_SHORT = N_("密码至少要 12 个字符。可以用几个不相干的词连起来。")
TOO_LONG = N_("密码最多 256 个字符。")
LIKE_NAME = N_("密码里不能有登录名。")
TOO_COMMON = N_("这个密码太常见，容易被猜到，请换一个。")

# RFC 9106's kind for interactive use, with OWASP's parameters: 19 MiB, so that eight sign-ins at once fit a small server.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NOBODY = _HASHER.hash(secrets.token_urlsafe(16))

# Only what is long enough to pass otherwise; without its digits' order or repetition it is a sequence anyone tries.
_COMMONEST = """
123456789012 1234567890123 1234567890123456 123456123456 123123123123 112233445566 111222333444 987654321098
0123456789012 098765432109 qwertyuiop12 qwertyuiop123 qwertyuiopasdf qwertyuiopasdfghjkl qwerty123456 1q2w3e4r5t6y
1qaz2wsx3edc 1qaz2wsx3edc4rfv qazwsxedcrfv zxcvbnm12345 asdfghjkl123 abcdefghijkl abcdefg12345 abc123456789
a12345678901 a1234567890b aa1234567890 password1234 password12345 password123456 passwordpassword mypassword123
p@ssw0rd1234 admin1234567 admin12345678 administrator administrator1 admin@123456 welcome12345 welcome123456
changeme1234 changemechangeme letmeinletmein iloveyou1234 iloveyouiloveyou woaini123456 woaini1314520 woaini5201314
5201314520131 520131452013 147258369147 147258369000 159357159357 zaq12wsxcde3 wodemima1234 mima12345678 shebao123456
shiye1234567 renshe123456 wengang12345 wengangzhushou correcthorsebatterystaple
"""
_COMMON = frozenset(_COMMONEST.split())
# Neither read wrongly from paper nor heard wrongly on the telephone.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def problem(password: str, name: str) -> str | None:
    """Return why this cannot be the password of who signs in as ``name`` (a Chinese msgid), or None."""
    plain = _normal(password)
    if len(plain) < SHORTEST:
        return TOO_SHORT
    if len(plain) > LONGEST:
        return TOO_LONG
    folded = plain.casefold()
    if name.casefold() in folded:
        return LIKE_NAME
    return TOO_COMMON if folded in _COMMON or len(set(folded)) < 5 else None


def new_initial() -> str:
    """Return a password to begin with: four groups of four, 79 bits."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))


def hashed(password: str) -> str:
    """Return the argon2id hash to keep."""
    return _HASHER.hash(_normal(password))


def matches(password: str, kept: str | None) -> bool:
    """Return whether this is the password of a kept hash; for None, do the same work and return False."""
    try:
        right = _HASHER.verify(kept or _NOBODY, _normal(password[: LONGEST + 1]))
    except (VerificationError, InvalidHashError):
        return False
    return right and kept is not None


def outdated(kept: str) -> bool:
    """Return whether a hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(kept)


def _normal(password: str) -> str:
    """The same characters, however a keyboard composes them."""
    return unicodedata.normalize("NFKC", password)
