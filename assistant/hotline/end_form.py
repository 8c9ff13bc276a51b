"""The form with which a call ends: what it was about, how it came out, what was noted, what it leaves to do."""

from datetime import date, timedelta
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import BooleanField, Field, Form, IntegerField, StringField, TextAreaField, ValidationError
from wtforms.validators import Length

from assistant.hotline.filing import FILED
from assistant.hotline.handing_on import DUE_IN, USUALLY, today
from assistant.hotline.noting import masked
from assistant.hotline.outcomes import CALL_BACK, ESCALATED, OUTCOMES, SLOTS
from assistant.site.fields import DayField, one_of
from assistant.site.phones import TelephoneField

LONGEST_NOTE: Final = 1000
LONGEST_REQUEST: Final = 500
FARTHEST: Final = timedelta(days=90)  # ahead; a callback beyond that is a slip of the pen


def day_to_call(field: Field) -> None:
    """Raise ``ValidationError`` for a day on which nobody can be called back."""
    if field.errors:
        return
    if not isinstance(field.data, date):
        raise ValidationError(_("请写哪天回访"))
    if field.data < today():
        raise ValidationError(_("回访日期不能早于今天"))
    if field.data > today() + FARTHEST:
        raise ValidationError(_("回访日期太远了，最多 %(days)s 天以内", days=FARTHEST.days))


class EndForm(Form):  # type: ignore[misc]  # WTForms has no types
    """What is typed at the end of a call. ``hidden``: how many numbers were masked; nothing unmasked is left in it."""

    topic = one_of(FILED, lazy_gettext("请选择咨询的事项"))
    outcome = one_of(list(OUTCOMES), lazy_gettext("请选择结果"))
    notes = TextAreaField(
        validators=[Length(max=LONGEST_NOTE, message=lazy_gettext("备注最多 %(most)s 个字", most=LONGEST_NOTE))]
    )
    escalate = BooleanField()
    due = IntegerField(default=USUALLY)
    request_note = TextAreaField(
        validators=[Length(max=LONGEST_REQUEST, message=lazy_gettext("最多 %(most)s 个字", most=LONGEST_REQUEST))]
    )
    callback = BooleanField()
    day = DayField()
    slot = StringField(default="any")
    number = TelephoneField()
    consent = BooleanField()

    def __init__(self, *args: Any, code: str | None = None, **kwargs: Any) -> None:
        """``code``: the call's case code, which is masked in what was written."""
        super().__init__(*args, **kwargs)
        self.hidden = 0
        for field in (self.notes, self.request_note):
            field.data, hidden = masked(field.data, code)
            self.hidden += hidden

    @property
    def escalates(self) -> bool:
        """Whether the operators are asked for something."""
        return bool(self.escalate.data) or self.outcome.data == ESCALATED

    @property
    def calls_back(self) -> bool:
        """Whether the caller will be called back."""
        return bool(self.callback.data) or self.outcome.data == CALL_BACK

    def validate_due(self, field: Field) -> None:
        """One of the terms that are offered."""
        field.errors = []  # what is no number is none of them: said in our own words
        if self.escalates and field.data not in DUE_IN:
            raise ValidationError(_("请选择什么时候以前办结"))

    def validate_request_note(self, field: Field) -> None:
        """The operators have to know what they are asked for."""
        if self.escalates and not field.data:
            raise ValidationError(_("请写要经办员办什么"))

    def validate_day(self, field: Field) -> None:
        """From today on."""
        if self.calls_back:
            day_to_call(field)
        else:
            field.errors = []

    def validate_slot(self, field: Field) -> None:
        """One of the three."""
        if self.calls_back and field.data not in SLOTS:
            raise ValidationError(_("请选择上午、下午还是全天都行"))

    def validate_number(self, field: Field) -> None:
        """Nobody can be called back without one."""
        if not self.calls_back:
            field.errors = []
        elif not field.data and not field.errors:
            raise ValidationError(_("请写回访的电话号码"))
