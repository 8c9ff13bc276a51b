"""The envelope of the 公众号 protocol: who sent a call, what is in it, and how an answer goes back. By wechatpy.

Plain mode carries a signature over token, time stamp and nonce only: it does not cover the content. With an AES key every
call and answer is encrypted and signed whole, and a plain one is refused.
"""

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from xml.parsers.expat import ExpatError

from wechatpy import create_reply, parse_message
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import InvalidAppIdException, InvalidSignatureException
from wechatpy.utils import check_signature

from assistant.settings import Settings

FRESH_SECONDS: Final = 300
# What a forged or damaged body makes the library raise.
_DAMAGED: Final = (ExpatError, ValueError, KeyError, TypeError, AttributeError, IndexError, UnicodeError)


class BadCall(Exception):
    """The call is not from WeChat, is old, or cannot be read; the message says which, and holds nothing of it."""


@dataclass(frozen=True, slots=True)
class Account:
    """One 公众号 as its settings describe it."""

    token: str
    app_id: str
    crypto: Any = None  # WeChatCrypto in encrypted mode
    now: Callable[[], float] = time.time

    @classmethod
    def of(cls, settings: Settings) -> "Account":
        """The account of an installation."""
        key = settings.wechat_aes_key
        crypto = WeChatCrypto(settings.wechat_token, key, settings.wechat_app_id) if key else None
        return cls(settings.wechat_token, settings.wechat_app_id, crypto)

    def verify(self, query: Mapping[str, str]) -> None:
        """Check signature and age of a call. Raises BadCall."""
        stamp = query.get("timestamp", "")
        try:
            check_signature(self.token, query.get("signature", ""), stamp, query.get("nonce", ""))
        except InvalidSignatureException:
            raise BadCall("signature") from None
        if not stamp.isascii() or not stamp.isdigit() or abs(self.now() - int(stamp[:15])) > FRESH_SECONDS:
            raise BadCall("old")

    def open(self, query: Mapping[str, str], body: bytes) -> Any:
        """The message in a call, as wechatpy has it. Raises BadCall."""
        self.verify(query)
        if (query.get("encrypt_type") == "aes") != (self.crypto is not None):
            raise BadCall("mode")
        try:
            text = body.decode()
            if self.crypto is not None:
                given = (query.get("msg_signature", ""), query.get("timestamp", ""), query.get("nonce", ""))
                text = self.crypto.decrypt_message(text, *given)
            message = parse_message(text)
        except (InvalidSignatureException, InvalidAppIdException):
            raise BadCall("encryption") from None
        except _DAMAGED:
            raise BadCall("damaged") from None
        if message is None or not message.source:
            raise BadCall("damaged")
        return message

    def answer(self, message: Any, text: str) -> str:
        """The answer to a call: a text, or what WeChat takes as none."""
        if not text:
            return "success"
        xml: str = create_reply(text, message).render()
        if self.crypto is None:
            return xml
        sealed: str = self.crypto.encrypt_message(xml, secrets.token_hex(8), str(int(self.now())))
        return sealed
