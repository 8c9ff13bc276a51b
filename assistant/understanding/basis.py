"""For which place and day the rules are asked, as far as a message says; chat and hotline read it alike."""

import re
from datetime import date
from typing import Final

from assistant.interview.held.places import known_region
from assistant.interview.parsing.text import strip_stops
from assistant.policies import Policies
from assistant.understanding.model import Day, Understood

_AND_THERE: Final = re.compile(
    "(?:那|那么|那要是|那如果)?(?:在)?[^0-9]{2,10}呢|(?:and |what about |how about )(?:in )?[a-z ]{3,20}"
)


def named_regions(understood: Understood, policies: Policies) -> list[str]:
    """The regions that were named, each by the nearest code that has a name here; more than one: it is to be asked."""
    places = [place for place in (understood.place, *understood.other_places) if place]
    codes = dict.fromkeys(known_region(policies, code) for place in places for code in place.codes)
    return [code for code in codes if code]


def named_day(understood: Understood, today: date) -> date | None:
    """The day whose rules are meant; a fact's own day is not."""
    day = understood.day
    if day is None or any(fact.span.overlaps(day.span) for fact in understood.facts):
        return None
    return day_of(day, today)


def day_of(named: Day, today: date) -> date:
    """The day to ask the rules for: the one named, else the last of a past year, as the pages take it."""
    if named.day is not None:
        return named.day
    if named.year == today.year:
        return today
    return date(named.year, 12, 31) if named.year < today.year else date(named.year, 1, 1)


def asks_elsewhere(understood: Understood) -> bool:
    """Whether the message only asks the last question again, of another place: “那吉林呢”."""
    short = _AND_THERE.fullmatch(strip_stops(understood.text.folded).rstrip("?"))
    return bool(short and understood.place and not understood.facts)
