"""Amounts as they are typed: yuan in, fen out."""

import re
import unicodedata
from decimal import Decimal

from flask_babel import gettext as _

from assistant.interview.formatting import yuan
from assistant.site.fields import TypedField

_AMOUNT = re.compile(r"[0-9]{1,13}(?:\.[0-9]{1,2})?")


class YuanField(TypedField):
    """An amount typed in yuan; its value is in fen."""

    def read(self, text: str) -> int:
        """Return the amount in fen; raise ``ValueError`` with advice."""
        plain = unicodedata.normalize("NFKC", text).replace(",", "").removesuffix("元").strip()
        if not _AMOUNT.fullmatch(plain):
            raise ValueError(_("请填以元为单位的金额，最多两位小数，例如 36,000.00"))
        return int(Decimal(plain) * 100)

    def write(self, value: int) -> str:
        """Return the amount in yuan."""
        return yuan(value)
