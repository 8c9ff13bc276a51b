"""The form of a campaign's terms: who speaks to the firms, how they are reached, when and how fast."""

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import BooleanField, Form, RadioField, SelectField, StringField, ValidationError
from wtforms.validators import Length, Optional

from assistant.campaigns.duties import stated_duty
from assistant.campaigns.terms import Terms
from assistant.interview.flows import today
from assistant.operator.basis import PROGRAM
from assistant.site.application import policies
from assistant.site.fields import (
    ClockField,
    CountField,
    DayField,
    Given,
    InstantField,
    PriceField,
    tidy,
    within,
    words,
)

_TIME_TO_REPLY = timedelta(days=30)
_EMPTY = lazy_gettext("请填这一项")


class TermsForm(Form):  # type: ignore[misc]  # WTForms has no types
    """One campaign's terms. ``least_public_days``: what the notice asks for, 1 where it states none."""

    office = StringField(
        filters=[tidy], validators=words(2, 60, lazy_gettext("请填经办机构全称，单位凭它辨认短信真假"))
    )
    signature = StringField(filters=[tidy], validators=words(2, 16, lazy_gettext("请填在短信服务商那里登记的签名")))
    address = StringField(filters=[tidy], validators=[Length(max=120, message=lazy_gettext("最多 120 个字"))])
    telephone = StringField(filters=[tidy], validators=words(3, 30, lazy_gettext("请填单位可以打来核实的电话")))
    reach = RadioField(choices=["link", "pickup"], validators=[Given(lazy_gettext("请选一种方式"))])
    message_language = SelectField(choices=["zh_Hans_CN", "en"])
    reply_until = DayField(validators=[Given(lazy_gettext("请填单位最晚哪天反馈"))])
    requires_confirmation = BooleanField()
    public_days = CountField(validators=[Given(_EMPTY), within(1, 60)])
    starts_at = InstantField(validators=[Optional()])
    send_from = ClockField(validators=[Given(_EMPTY)])
    send_to = ClockField(validators=[Given(_EMPTY)])
    per_second = CountField(validators=[Given(_EMPTY), within(1, 500)])
    daily_cap = CountField(validators=[Given(_EMPTY), within(1, 10_000_000)])
    segment_price_li = PriceField(validators=[Given(_EMPTY)])

    least_public_days = 1

    def validate_signature(self, field: StringField) -> None:
        """The brackets are put around it by the provider."""
        if set(field.data or "") & set("【】[]"):
            raise ValidationError(_("签名不用写括号，发送时会自动加上【】"))

    def validate_reply_until(self, field: DayField) -> None:
        """Refuse a last day that is over."""
        if field.data is not None and field.data < today():
            raise ValidationError(_("这一天已经过了，请填以后的日期"))

    def validate_public_days(self, field: CountField) -> None:
        """Refuse fewer days than the notice asks for."""
        if field.data is not None and field.data < self.least_public_days:
            raise ValidationError(_("文件要求至少 %(days)s 个工作日", days=self.least_public_days))

    def validate_send_to(self, field: ClockField) -> None:
        """Refuse a window that does not open."""
        if field.data is not None and self.send_from.data is not None and field.data <= self.send_from.data:
            raise ValidationError(_("停止发送的时间要晚于开始的时间"))

    def validate_segment_price_li(self, field: PriceField) -> None:
        """Refuse what no message costs."""
        if field.data is not None and not 0 <= field.data <= 100_000:
            raise ValidationError(_("请填 0 到 100 元之间的数"))

    def terms(self) -> Terms:
        """Return what was filled in. To be asked once all is valid."""
        return Terms.model_validate(
            {name: field.data for name, field in self._fields.items() if field.data is not None}
        )


def preset(notice: str, office: str = "") -> dict[str, Any]:
    """Return what a new campaign's form shows first: what the notice says, and what is usual."""
    held = policies()
    published = stated_duty(held, notice, PROGRAM, "publication")
    return {
        "office": office,
        "telephone": "12333",
        "reach": "link",
        "message_language": "zh_Hans_CN",
        "reply_until": today() + _TIME_TO_REPLY,
        "requires_confirmation": stated_duty(held, notice, PROGRAM, "confirmation") is not None,
        "public_days": published.publication.working_days_at_least if published and published.publication else 5,
        "send_from": time(8, 30),
        "send_to": time(20),
        "per_second": 10,
        "daily_cap": 50_000,
        "segment_price_li": 45,
    }


def terms_form(notice: str, formdata: Any = None, data: Mapping[str, Any] | None = None) -> TermsForm:
    """Return the form for a campaign by a notice."""
    form = TermsForm(formdata, data=data)
    stated = stated_duty(policies(), notice, PROGRAM, "publication")
    if stated is not None and stated.publication is not None:
        form.least_public_days = stated.publication.working_days_at_least
    return form
