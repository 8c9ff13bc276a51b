"""Mobile numbers as staff type them."""

import phonenumbers
from flask_babel import gettext as _

from assistant.site.fields import TypedField

_MOBILE = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)


class MobileField(TypedField):
    """A mobile number; its value is E.164."""

    def read(self, text: str) -> str:
        """Return the number as E.164; raise ``ValueError`` where it is none that a text can reach."""
        try:
            found = phonenumbers.parse(text, "CN")
        except phonenumbers.NumberParseException:
            found = None
        if found is None or not phonenumbers.is_valid_number(found) or phonenumbers.number_type(found) not in _MOBILE:
            raise ValueError(_("这不是一个有效的手机号，请核对位数"))
        return str(phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164))
