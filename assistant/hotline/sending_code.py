"""The case code in the caller's hand: one registered text by the outbox of single messages, to a number that they name.

The same answers to the same number are the same text, however often it is asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

from flask import request, url_for
from flask_babel import lazy_gettext
from wtforms import BooleanField, Form
from wtforms.validators import DataRequired

from assistant.campaigns.firm_page.masking import mask_phone
from assistant.hotline.at_hand import AtHand, record
from assistant.interview.cases import Case
from assistant.rules.facts import N_
from assistant.site.application import engine, gateway, settings
from assistant.site.fields import Given
from assistant.site.phones import MobileField
from assistant.site.preferences import language
from assistant.sms.wording import PAGES
from assistant.staff.stores import now
from assistant.storage.case_codes import CodeHasher
from assistant.storage.singles.queue import Queue, Text
from assistant.texting.registered import Registered

LINK, PICKUP = "case_code_link", "case_code_pickup"
GOOD_FOR: Final = timedelta(hours=2)  # the caller waits for it; days later it would only confuse
MOST: Final = 5  # texts of one call: several slips of the pen, and answers that change
Sent = Literal["queued", "duplicate", "opted_out", "too_many"]
# What became of a text, as an agent has to know it; see ``storage.singles.states``.
STATES: Final[Mapping[str, tuple[str, str]]] = {
    "queued": (N_("正在发出"), "busy"),
    "claimed": (N_("正在发出"), "busy"),
    "accepted": (N_("短信服务商已经收下"), "ok"),
    "delivered": (N_("已经送到"), "ok"),
    "unknown": (N_("不知道有没有送到；不会自动再发。请来电人看看手机，没有就读给来电人听"), "warn"),
    "failed": (N_("没有发出去，请读给来电人听"), "bad"),
    "opted_out": (N_("这个号码退订了短信，没有发，请读给来电人听"), "bad"),
    "expired": (N_("等得太久，没有发，请读给来电人听"), "bad"),
}


class SendForm(Form):  # type: ignore[misc]  # WTForms has no types
    """Whom to send the code to, and that they agreed."""

    number = MobileField(validators=[Given(lazy_gettext("请填来电人的手机号"))])
    consent = BooleanField(validators=[DataRequired(lazy_gettext("请先问来电人同不同意，同意了再勾选"))])


@dataclass(frozen=True, slots=True)
class Status:
    """What became of the last text to a number: the number masked, a msgid, and how it looks (``ok``, ``bad`` …)."""

    to: str
    said: str
    look: str


def message() -> str | None:
    """Which text leaves here; None where none can: no gateway, no signature, or it is not registered."""
    allowed = gateway().capabilities
    name = LINK if allowed.links else PICKUP
    return name if settings().caller_signature and allowed.takes(name, language()) else None


def resume_page() -> str:
    """The constant page where a case code is typed."""
    return _origin() + PAGES[PICKUP]


def send(at: AtHand, case: Case, number: str) -> Sent:
    """Note that the caller agreed, then hand the text to the outbox. Raises Conflict; LookupError where none can be sent."""
    name = message()
    if name is None:
        raise LookupError(name)
    queue, dedupe = _queue(), _key(at, case, number)
    earlier = {state.dedupe for state in queue.states(_of(at))}
    if dedupe not in earlier and len(earlier) >= MOST:
        return "too_many"
    at.put({"consent_at": at.call.consent_at or now()}, number=number)
    body = Registered(name, _params(name, case), language()).body
    written = queue.write(Text(name, dedupe, number, body, now() + GOOD_FOR), now())
    if written == "queued":
        record("case_code_sent", at.call, to=mask_phone(number), text=name)
    return written


def status(at: AtHand, case: Case) -> Status | None:
    """What became of the text with these answers to the caller's number; None where there is none."""
    number = at.content.number
    if not number:
        return None
    key = _key(at, case, number)
    found = next((one for one in _queue().states(key) if one.dedupe == key), None)
    return Status(mask_phone(number), *STATES[found.state]) if found else None


def _params(name: str, case: Case) -> dict[str, str]:
    params = {"signature": settings().caller_signature, "code": case.shown_code}
    if name == LINK:
        return params | {"link": _origin() + url_for("interview.resume_link", code=case.shown_code)}
    return params | {"page": resume_page()}


def _origin() -> str:
    return settings().public_origin or request.host_url.rstrip("/")


def _queue() -> Queue:
    return Queue(engine(), settings().secret_key)


def _of(at: AtHand) -> str:
    return f"desk:{at.call.id}:"


def _key(at: AtHand, case: Case, number: str) -> str:
    digest = CodeHasher(settings().secret_key, "desk-text").digest(number)
    return f"{_of(at)}{case.stamp}.{case.stored.version}:{digest[:24]}"
