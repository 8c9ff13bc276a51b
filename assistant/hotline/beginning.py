"""What an interview at the desk is begun for: flow, region, day; the form with what was said already, and its reading."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from assistant.hotline.at_hand import AtHand
from assistant.hotline.framing import WALK, call_page, today
from assistant.interview.answer_forms import error_text
from assistant.interview.flows import Flow
from assistant.interview.held.holdings import offered
from assistant.interview.held.places import (
    asks_region,
    flows_held_for,
    known_region,
    program_has_notices,
    region_groups,
)
from assistant.interview.held.places import region_name as name_of
from assistant.interview.inputs import echo
from assistant.interview.parsing import AnswerError, parse
from assistant.interview.report.building import term_values
from assistant.interview.requests import no_notice
from assistant.interview.wording import say, show_date, translate
from assistant.policies import NoNotice
from assistant.policies.regions import NATIONAL
from assistant.rules.facts import N_, Fact
from assistant.rules.plan import Plan
from assistant.rules.registry import PROGRAMS
from assistant.site.application import flows, policies
from assistant.site.preferences import language

CHOOSE_FLOW: Final = N_("请选来电人要问的事")
CHOOSE_REGION: Final = N_("请选择参保地区")
_DAY: Final = Fact("as_of", "date", N_("核算日期"))


@dataclass(frozen=True, slots=True)
class Basis:
    """Place and day, and the notice that is kept to where its term is over (None: whichever holds)."""

    region: str
    as_of: date
    notice: str | None = None


class Unclear(ValueError):
    """The form is not complete: ``errors`` is field name → message."""

    def __init__(self, errors: dict[str, str]) -> None:
        """Keep them."""
        self.errors = errors
        super().__init__(", ".join(errors))


def read_flow(form: Mapping[str, str]) -> Flow | None:
    """The chosen flow; None where none, or none that there is, was chosen."""
    return flows().get(form.get("flow", ""))


def read_basis(flow: Flow, form: Mapping[str, str]) -> Basis:
    """Place and day as they were sent; an empty day is today. Raises Unclear."""
    errors: dict[str, str] = {}
    region = form.get("region", "") if asks_region(policies(), flow) else NATIONAL
    if region != NATIONAL and region not in policies().all_regions():
        errors["region"] = translate(CHOOSE_REGION, language())
    as_of = today()
    if form.get("day", "other") == "other" and form.get("as_of", "").strip():
        try:
            as_of = _day(form["as_of"])
        except AnswerError as error:
            errors["as_of"] = error_text(error, language())
    if errors:
        raise Unclear(errors)
    notice = policies().notices.get(form.get("notice", ""))
    known = notice is not None and flow.program.name in notice.program
    return Basis(region, as_of, notice.id if notice is not None and known else None)


def _day(text: str) -> date:
    day = parse(_DAY, text, today=today())
    assert isinstance(day, date)
    return day


def is_over(plan: Plan) -> bool:
    """Whether the plan's term ended before the day that it is asked for."""
    return plan.term.last is not None and plan.as_of > plan.term.last


def first_values(at: AtHand, flow: str = "") -> dict[str, str]:
    """The form as it is first shown: with what was said in the call, else the agent's own region, and today."""
    stored, content = at.case.stored if at.case else None, at.content
    said = content.flow if content.flow in flows() else ""
    region = content.region or (stored.region if stored else "") or at.call.region or ""
    as_of = content.as_of or (stored.as_of if stored and not stored.notice else None)
    other = as_of is not None and as_of != today()
    return {
        "flow": flow or said or "",
        "region": known_region(policies(), region) or "" if region else "",
        "day": "other" if other else "today",
        "as_of": as_of.isoformat() if as_of and other else "",
    }


def begin_page(at: AtHand, values: Mapping[str, str] | None = None, errors: dict[str, str] | None = None) -> str:
    """Render the form that begins an interview, or another one within the call."""
    values = values or first_values(at)
    every = tuple(flows().values())
    own, others = _regions()
    kinds = [(kind, offered(every, kind)) for kind in ("worker", "firm")]
    if at.call.caller == "firm":
        kinds.reverse()
    return call_page(
        "hotline/begin.html",
        at,
        WALK,
        kinds=kinds,
        own_regions=own,
        other_regions=others,
        values={**values, "as_of": echo(values.get("as_of", ""))},
        today=today(),
        errors=errors or {},
        told=_told(at),
    )


def _regions() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The regions with a notice of their own for any program, and all others."""
    programs = [name for name in PROGRAMS if program_has_notices(policies(), name)]
    groups = [region_groups(policies(), name, language()) for name in programs]
    mine = {code for own, _ in groups for code, _ in own}
    every = sorted({entry for own, others in groups for entry in (*own, *others)})
    return [entry for entry in every if entry[0] in mine], [entry for entry in every if entry[0] not in mine]


def _told(at: AtHand) -> int:
    return sum(len(facts) for facts in at.content.told.values())


def over_page(at: AtHand, flow: Flow, basis: Basis, plan: Plan, action: str) -> str:
    """Say that the term is over by then, with both ways on; ``action``: the view that takes the choice."""
    return call_page(
        "hotline/over.html",
        at,
        WALK,
        flow=flow,
        basis=basis,
        plan=plan,
        action=action,
        ended=term_values(plan, language())["last"],
        wanted_day=show_date(basis.as_of, language()),
    )


def no_notice_page(at: AtHand, flow: Flow, error: NoNotice) -> str:
    """Say which notice is missing, and what is held instead: for the place, and for the program."""
    spoken = language()
    every = tuple(flows().values())
    values: dict[str, Any] = {
        "place_name": name_of(policies(), error.region, spoken),
        "why": say(no_notice(error), spoken),
        "held_here": flows_held_for(policies(), every, error.region, error.as_of, flow, spoken),
        "held_elsewhere": region_groups(policies(), flow.program.name, spoken)[0]
        if error.reason != "too_early"
        else [],
        "wanted_day": show_date(error.as_of, spoken),
    }
    return call_page("hotline/no_notice.html", at, WALK, flow=flow, error=error, **values)
