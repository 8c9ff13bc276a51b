"""Sealed texts: what the database keeps of what people wrote, readable only with SECRET_KEY and the door's own key."""

import base64
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Unreadable(Exception):
    """What is kept was sealed with another key, or changed since."""


class Sealer:
    """Seals for one purpose. Each door (a visit, a number, a follower) has a key of its own, which is stored nowhere."""

    def __init__(self, secret_key: str, purpose: str) -> None:
        """Keep both; keys are derived when they are needed (HKDF, RFC 5869)."""
        self._secret_key, self._purpose = secret_key.encode(), purpose

    def seal(self, door: str, text: str) -> str:
        """Return the text as it is kept."""
        return self._fernet(door).encrypt(text.encode()).decode()

    def unseal(self, door: str, sealed: str) -> str:
        """Return a kept text. Raises Unreadable."""
        try:
            return self._fernet(door).decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise Unreadable from None

    def seal_json(self, door: str, value: Any) -> str:
        """Return a JSON value as it is kept."""
        return self.seal(door, json.dumps(value, ensure_ascii=False, separators=(",", ":")))

    def unseal_json(self, door: str, sealed: str) -> Any:
        """Return a kept JSON value. Raises Unreadable."""
        return json.loads(self.unseal(door, sealed))

    def content(self, door: str, sealed: str | None) -> Any:
        """Return what is kept beside a row that outlives it: empty where it has gone, or cannot be read any more."""
        try:
            return self.unseal_json(door, sealed) if sealed else {}
        except Unreadable:
            return {}

    def _fernet(self, door: str) -> Fernet:
        info = f"assistant.{self._purpose}\0{door}".encode()
        derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(self._secret_key)
        return Fernet(base64.urlsafe_b64encode(derived))
