"""Fields of staff's forms that WTForms does not have: days as people write them, Beijing time, prices in yuan.

Whatever was typed is kept as it was typed, so that it can be shown again beside the error.
"""

import re
from collections.abc import Collection, Sequence
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import Field, RadioField, StringField, ValidationError
from wtforms.validators import AnyOf, DataRequired, Length, NumberRange

from assistant.campaigns.firm_page.replying import clean
from assistant.interview.parsing import AnswerError, parse
from assistant.interview.wording import translate
from assistant.rules.facts import Fact
from assistant.site.preferences import language

BEIJING: Final = ZoneInfo("Asia/Shanghai")
_DAY = Fact("day", "date", "日期")
_CLOCK = re.compile(r"(?P<hour>[0-9]{1,2})[:：.时](?P<minute>[0-9]{2})分?")
_WIDE = str.maketrans("０１２３４５６７８９．", "0123456789.")


class TypedField(StringField):  # type: ignore[misc]  # WTForms has no types
    """A field of one line that stands for a value: subclasses read the text, and write the value."""

    data: Any  # the value; its type is that of ``read``

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read what was typed; an empty field is None."""
        self.typed = (valuelist[0] if valuelist else "").strip()
        self.data = self.read(self.typed) if self.typed else None

    def _value(self) -> str:
        typed = getattr(self, "typed", None)
        if typed is not None:
            return str(typed)
        return "" if self.data is None else self.write(self.data)

    def read(self, text: str) -> Any:
        """Return the value; raise ``ValueError`` with advice."""
        raise NotImplementedError

    def write(self, value: Any) -> str:
        """Return the value as it would be typed."""
        return str(value)


class DayField(TypedField):
    """A day, in any of the ways in which people write one."""

    def read(self, text: str) -> date:
        """Return the day."""
        try:
            day = parse(_DAY, text)
        except AnswerError as error:
            said = translate(error.msgid, language())
            raise ValueError(said % error.params if error.params else said) from None
        assert isinstance(day, date)
        return day


class ClockField(TypedField):
    """A time of day, to the minute."""

    def read(self, text: str) -> time:
        """Return the time of day."""
        found = _CLOCK.fullmatch(text.translate(_WIDE))
        try:
            if found:
                return time(int(found["hour"]), int(found["minute"]))
        except ValueError:
            pass
        raise ValueError(_("没看懂这个时间。请按“时:分”写，例如 8:30"))

    def write(self, value: time) -> str:
        """Return the time as 08:30."""
        return f"{value:%H:%M}"


class InstantField(TypedField):
    """A day and a time of day in Beijing; its value is an instant."""

    def read(self, text: str) -> datetime:
        """Return the instant."""
        day, _gap, clock = text.replace("T", " ").rpartition(" ")
        found = _CLOCK.fullmatch(clock.translate(_WIDE))
        try:
            on = parse(_DAY, day)
            if found and isinstance(on, date):
                return datetime.combine(on, time(int(found["hour"]), int(found["minute"])), BEIJING)
        except ValueError:  # also AnswerError
            pass
        raise ValueError(_("没看懂这个时间。请按“年-月-日 时:分”写，例如 2026-03-02 9:00"))

    def write(self, value: datetime) -> str:
        """Return the instant as 2026-03-02 09:00, in Beijing."""
        return f"{value.astimezone(BEIJING):%Y-%m-%d %H:%M}"


class CountField(TypedField):
    """A whole number; thousands may be set apart by commas."""

    def read(self, text: str) -> int:
        """Return the number."""
        plain = text.translate(_WIDE).replace(",", "").replace("，", "")
        if not plain.isascii() or not plain.isdigit() or len(plain) > 12:
            raise ValueError(_("请填一个整数，例如 10"))
        return int(plain)

    def write(self, value: int) -> str:
        """Return the number without commas."""
        return str(value)


class PriceField(TypedField):
    """A price in yuan to three places; its value is in 厘, a thousandth of a yuan."""

    def read(self, text: str) -> int:
        """Return the price in 厘."""
        try:
            price = Decimal(text.translate(_WIDE).removesuffix("元").strip()) * 1000
        except InvalidOperation:
            price = Decimal("NaN")
        if not price.is_finite() or price != price.to_integral_value():
            raise ValueError(_("请填以元为单位的数，最多三位小数，例如 0.045"))
        return int(price)

    def write(self, value: int) -> str:
        """Return the price in yuan."""
        return f"{Decimal(value) / 1000}"


class Given:
    """Something was typed. Unlike WTForms' own, a value of 0 or midnight counts, and an earlier error stays."""

    def __init__(self, message: Any) -> None:
        """Keep what is said to who left the field empty."""
        self.message = message

    def __call__(self, form: Any, field: Field) -> None:
        """Raise ``ValidationError`` for an empty field."""
        if not field.raw_data or not str(field.raw_data[0]).strip():
            field.errors = []
            raise ValidationError(self.message)


def one_of(values: Collection[str], missing: Any) -> RadioField:
    """Return a field for one of some values; ``missing`` is said to who chose none, or sent another."""
    return RadioField(choices=list(values), validate_choice=False, validators=[AnyOf(values, missing)])


def within(least: int, most: int) -> NumberRange:
    """Return a validator for whole numbers of a span."""
    return NumberRange(
        least, most, lazy_gettext("请填 %(least)s 到 %(most)s 之间的数", least=f"{least:,}", most=f"{most:,}")
    )


def words(least: int, most: int, missing: Any) -> list[Any]:
    """Return the validators of a text that has to be there."""
    too_long = lazy_gettext("请写 %(least)s 到 %(most)s 个字", least=least, most=most)
    return [DataRequired(missing), Length(least, most, too_long)]


def tidy(text: str | None) -> str | None:
    """Return a line without outer and doubled blanks, and without characters that cannot be seen."""
    if text is None:
        return None
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def tidy_lines(text: str | None) -> str | None:
    """Return lines of text without characters that cannot be seen: PostgreSQL refuses one of them, others turn lines round."""
    return None if text is None else clean(text)


def errors_of(*fields: Field) -> dict[str, str]:
    """Return the first error of each field that has one, by its name."""
    return {field.name: str(field.errors[0]) for field in fields if field.errors}
