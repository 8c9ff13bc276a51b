"""Telephone numbers as staff type them."""

from typing import Any

import phonenumbers
from flask_babel import gettext as _

from assistant.site.fields import TypedField

_CHINA = 86
_MOBILE = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)


class TelephoneField(TypedField):
    """A number that can be called, a landline with its area code too; its value is E.164."""

    def read(self, text: str) -> str:
        """Return the number as E.164; raise ``ValueError`` where it is none."""
        return _e164(_parsed(text), _("这不是一个有效的电话号码，座机请带区号"))

    def write(self, value: str) -> str:
        """Return the number as it is dialled here."""
        return spoken(value)


class MobileField(TypedField):
    """A mobile number; its value is E.164."""

    def read(self, text: str) -> str:
        """Return the number as E.164; raise ``ValueError`` where it is none that a text can reach."""
        found = _parsed(text)
        if found is not None and phonenumbers.number_type(found) not in _MOBILE:
            found = None
        return _e164(found, _("这不是一个有效的手机号，请核对位数"))

    def write(self, value: str) -> str:
        """Return the number as it is dialled here."""
        return spoken(value)


def spoken(number: str) -> str:
    """Return an E.164 number in the groups in which it is read out, and as it is dialled in China."""
    parsed = phonenumbers.parse(number)
    form = phonenumbers.PhoneNumberFormat
    return str(
        phonenumbers.format_number(parsed, form.NATIONAL if parsed.country_code == _CHINA else form.INTERNATIONAL)
    )


def _parsed(text: str) -> Any:
    """The number, or None where there can be none like it."""
    try:
        found = phonenumbers.parse(text, "CN")
    except phonenumbers.NumberParseException:
        return None
    return found if phonenumbers.is_valid_number(found) else None


def _e164(number: Any, advice: str) -> str:
    if number is None:
        raise ValueError(advice)
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
