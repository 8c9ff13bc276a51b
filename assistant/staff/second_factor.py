"""The second factor: six digits from an authenticator app (TOTP, RFC 6238). Its secret is kept encrypted."""

import base64
import hashlib
import hmac
import unicodedata
from datetime import datetime

import pyotp
import segno
from cryptography.fernet import Fernet, InvalidToken

_ISSUER = "稳岗助手"


class Unreadable(Exception):
    """The secret was sealed under another SECRET_KEY: the second factor has to be set up anew."""


def new_secret() -> str:
    """Return a fresh secret of 160 bits, in base32 as apps take it."""
    return pyotp.random_base32()


def seal(secret: str, secret_key: str) -> str:
    """Return the secret as it is kept."""
    return _fernet(secret_key).encrypt(secret.encode()).decode()


def unseal(sealed: str, secret_key: str) -> str:
    """Return a kept secret; raise ``Unreadable``."""
    try:
        return _fernet(secret_key).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Unreadable from None


def matching_step(secret: str, typed: str, at: datetime) -> int | None:
    """Return the time step whose code was typed: the present one, or the one before or after for clocks that differ.

    None if it is none of them. A step is good once: the caller has to use it up.
    """
    code = "".join(unicodedata.normalize("NFKC", typed).split())
    totp = pyotp.TOTP(secret)
    present = totp.timecode(at)
    found = None
    for step in (present - 1, present, present + 1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), code.encode()):
            found = step
    return found


def setting_up(secret: str, name: str) -> tuple[str, str]:
    """Return what the set-up page shows: the QR code as a data address, and the key in groups of four to type."""
    address = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=_ISSUER)
    drawn = segno.make(address, error="m").svg_data_uri(scale=4, border=3)
    return drawn, " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def _fernet(secret_key: str) -> Fernet:
    """A key of its own, derived from the secret key."""
    return Fernet(base64.urlsafe_b64encode(hmac.digest(secret_key.encode(), b"assistant.totp-secret", hashlib.sha256)))
