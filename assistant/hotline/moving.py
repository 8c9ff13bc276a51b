"""Another place or day in the middle of a call: what it made of the same answers, told after it was done.

Nothing of it is kept anywhere: the address names the place and day that were, and both results are worked out from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assistant.hotline.side import what_moved
from assistant.interview.cases import Case, plan_for
from assistant.interview.engine import Interview
from assistant.interview.held.places import region_name
from assistant.interview.wording import show_date
from assistant.policies import NoNotice
from assistant.site.application import policies
from assistant.storage.interviews import Interview as Stored

SEPARATOR = "."


@dataclass(frozen=True, slots=True)
class Moved:
    """Where and on which day it was before, and what is different now, in words."""

    place: str
    as_of: str
    lines: list[str]


def basis_text(stored: Stored) -> str:
    """The place and day (and notice) of an interview, as an address names them."""
    return SEPARATOR.join((stored.region, stored.as_of.isoformat(), stored.notice or ""))


def moved(case: Case, arguments: Mapping[str, str], language: str) -> Moved | None:
    """What is different since ``was`` in the address; None where nothing (that can be) is named."""
    region, _, rest = arguments.get("was", "").partition(SEPARATOR)
    day, _, notice = rest.partition(SEPARATOR)
    if region not in policies().all_regions():
        return None
    try:
        as_of = date.fromisoformat(day)
        plan = plan_for(policies(), case.flow, region, as_of, notice or None)
    except (ValueError, NoNotice, KeyError):
        return None
    before = Interview(case.flow, plan, case.interview.answers)
    lines = what_moved(before, case.interview, language)
    return Moved(region_name(policies(), region, language), show_date(as_of, language), lines)
