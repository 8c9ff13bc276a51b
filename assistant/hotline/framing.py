"""The frame of every page of one call: who calls, about what, since when, and the steps of the way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import render_template, request, url_for

from assistant.hotline.at_hand import AtHand
from assistant.interview.held.places import region_name
from assistant.rules.facts import N_
from assistant.site.application import policies
from assistant.site.preferences import language
from assistant.staff.stores import now
from assistant.storage.hotline.calls import OPEN
from assistant.storage.hotline.tallies import beijing_day

CALLERS: Final[Mapping[str, str]] = {"worker": N_("职工"), "firm": N_("单位"), "": N_("还不知道是谁")}
WALK: Final = "desk.show"
_STEPS: Final = (
    (WALK, N_("问答"), ""),
    ("closing.readback", N_("复述"), "F8"),
    ("closing.result", N_("结果"), ""),
    ("desk_firm.show", N_("单位"), ""),
    ("recording.end_page", N_("结束通话"), "F9"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way: its label (msgid), key, address (empty: not to be gone to yet), whether it is shown now."""

    label: str
    key: str
    address: str
    here: bool


def call_page(template: str, at: AtHand, step: str | None = None, **values: Any) -> str:
    """Render a page of one call, which extends ``hotline/_call.html``.

    ``step``: the endpoint of the step that the page belongs to, where it is not the page's own.
    """
    stored = at.case.stored if at.case else None
    return render_template(
        template,
        at=at,
        call=at.call,
        number=at.call.id,
        caller=CALLERS[at.call.caller],
        place=region_name(policies(), stored.region, language()) if stored else "",
        as_of=stored.as_of if stored else None,
        seconds=seconds_of(at),
        steps=list(_steps(at, step or _here())),
        **values,
    )


def today() -> date:
    """The day in China, by the console's clock."""
    return beijing_day(now())


def seconds_of(at: AtHand) -> int:
    """For how long the call was or is open."""
    since = int((now() - at.call.opened_at).total_seconds()) if at.call.state == OPEN else 0
    return at.call.seconds + max(0, since)


def _here() -> str:
    """The step of the view that runs: its own, or that of its blueprint."""
    endpoints = [endpoint for endpoint, _, _ in _STEPS]
    if request.endpoint in endpoints:
        return request.endpoint
    return next((endpoint for endpoint in endpoints if endpoint.split(".")[0] == request.blueprint), WALK)


def _steps(at: AtHand, here: str) -> Iterator[Step]:
    needs_case = ("closing.readback", "closing.result")
    for endpoint, label, key in _STEPS:
        if endpoint == "desk_firm.show" and at.call.firm is None:
            continue
        open_now = at.case is not None or endpoint not in needs_case
        yield Step(label, key, url_for(endpoint, number=at.call.id) if open_now else "", endpoint == here)
