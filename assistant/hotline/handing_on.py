"""What a call leaves to do: whose operators it goes to, until when, what goes along."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from flask import abort
from flask_babel import gettext as _

from assistant.campaigns.calendar import beijing_day
from assistant.hotline.at_hand import AtHand, tasks
from assistant.policies.regions import parents
from assistant.rules.working_days import CalendarNotLoaded, working_days_after
from assistant.site.application import engine
from assistant.site.speaking import day
from assistant.staff.person import current
from assistant.staff.roles import Permission, permissions_of
from assistant.staff.stores import accounts, now
from assistant.storage.campaigns import Campaigns
from assistant.storage.firms import Firms
from assistant.storage.hotline.tasks import CALLBACK, ESCALATION, Task

DUE_IN: Final = (1, 3, 5, 10, 15)  # working days
USUALLY: Final = 5

Write = Callable[..., object]


def office_of(at: AtHand) -> str | None:
    """The region whose operators an escalation goes to: the firm's, else the caller's, else the agent's own.

    The nearest above it that has an operator, so that nothing lies where nobody looks; None: every region's see it.
    """
    own = at.call.region
    wanted = _firms_region(at) or (at.case.stored.region if at.case else at.content.region) or own
    if wanted is None:
        return None
    regions = set(_operators_regions())
    near = next((code for code in parents(wanted) if code in regions), None)
    return near or (parents(wanted)[-1] if None in regions else own)


def the_task(kind: str, key: int) -> Task:
    """Return a task of the signed-in person's region; 404 for another's, as if there were none."""
    found = tasks().get(key)
    if found is None or found.kind != kind or not (found.region is None or current().sees(found.region)):
        abort(404)
    return found


def today() -> date:
    """The day in China, by the application's clock."""
    return beijing_day(now())


def due_choices() -> list[tuple[int, str]]:
    """In how many working days an escalation may be due, each with its day."""
    return [(days, _due_words(days)) for days in DUE_IN]


def due_on(days: int) -> date:
    """The last of so many working days from today; plain days where the year's calendar is not held."""
    return _due(days)[0]


def next_day() -> date:
    """The next working day."""
    return due_on(1)


def escalation(at: AtHand, office: str | None, days: int, note: str, *, with_code: bool) -> Write:
    """What writes an escalation, within the transaction that ends the call."""
    content = {"number": at.content.number, "note": note}
    return _task(at, ESCALATION, office, due_on(days), _with(at, content, with_code))


def callback(at: AtHand, on: date, slot: str, number: str, note: str, *, with_code: bool) -> Write:
    """What writes a callback, within the transaction that ends the call."""
    content = _with(at, {"number": number, "note": note}, with_code)
    return _task(at, CALLBACK, at.call.region, on, content, slot=slot)


def _with(at: AtHand, content: dict[str, Any], with_code: bool) -> dict[str, Any]:
    return {**content, "code": at.case.code} if with_code and at.case else content


def _task(at: AtHand, kind: str, region: str | None, on: date, content: dict[str, Any], **values: Any) -> Write:
    about = {"program": at.call.program, "topic": at.call.topic, "demonstration": at.call.demonstration, **values}
    return partial(
        tasks().add_in, kind=kind, call=at.call.id, region=region, due_on=on, by=current().id, content=content, **about
    )


def _due(days: int) -> tuple[date, int | None]:
    """The day, and the year without a calendar because of which plain days were counted: days of rest are not guessed."""
    try:
        return working_days_after(today(), days), None
    except CalendarNotLoaded as error:
        return today() + timedelta(days=days), error.year


def _due_words(days: int) -> str:
    on, year = _due(days)
    words = _("%(days)s 个工作日（%(on)s）", days=days, on=day(on))
    if year is not None:
        words = _("%(days)s 天（%(on)s；%(year)s 年的放假安排还没有收录）", days=days, on=day(on), year=year)
    return str(words)


def _firms_region(at: AtHand) -> str | None:
    firm = Firms(engine()).get(at.call.firm) if at.call.firm else None
    campaign = Campaigns(engine()).get(firm.campaign) if firm else None
    return campaign.region if campaign else None


def _operators_regions() -> Iterator[str | None]:
    for account in accounts().all():
        if account.disabled_at is None and Permission.handle_escalations in permissions_of(account.roles):
            yield account.region
