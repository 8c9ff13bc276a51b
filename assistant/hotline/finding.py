"""Who is calling: firms by what they say of themselves, firms and earlier calls by a number, also by a part of one."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

import phonenumbers

from assistant.campaigns.firm_page.proof import LAST, WHOLE
from assistant.campaigns.importing.identity import one_code
from assistant.hotline.at_hand import calls
from assistant.hotline.content import Content
from assistant.rules.facts import N_
from assistant.site.application import engine
from assistant.staff.access import current
from assistant.storage.hotline.callers import Callers, Hit
from assistant.storage.hotline.calls import Call

MOST: Final = 20
_SHORTEST_NAME: Final = 2
_LONGEST: Final = 200
_CODE_LIKE = re.compile(r"[0-9A-Z]+")
_MASKED = re.compile(r"(?:\+?86)?(1\d{2})[*·•]{1,8}(\d{4})")
_TAIL = re.compile(r"\d{4}")

SAY_FIRM = N_("请填单位名称的一部分、统一社会信用代码，或者它的末六位")
SHORT_NAME = N_("至少填两个字，单位才好找")
SAY_NUMBER = N_("请填完整号码、138****1234 这样的号码，或者末四位")
NO_NUMBER = N_("没看懂这个号码。可以填完整号码、138****1234 这样的号码，或者末四位")


class Unclear(ValueError):
    """What was typed is nothing that can be looked for; says why (a Chinese msgid)."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: at most ``MOST`` firms, ``more`` if there are more; the agent's own earlier calls."""

    by: str  # for the trail: name | credit_code | number | part_of_number
    firms: tuple[Hit, ...] = ()
    more: bool = False
    calls: tuple[Call, ...] = ()

    @property
    def number(self) -> int:
        """How many there are."""
        return len(self.firms) + len(self.calls)


def by_firm(typed: str) -> Found:
    """Find firms by 统一社会信用代码, its last six, or a part of the name. Raises Unclear."""
    text = _plain(typed)
    if not text:
        raise Unclear(SAY_FIRM)
    code = re.sub(r"[\s-]", "", text).upper()
    region = current().region
    if len(code) == WHOLE and _CODE_LIKE.fullmatch(code):
        return _found("credit_code", Callers(engine()).by_code(_checked(code), region, MOST + 1))
    if len(code) == LAST and _CODE_LIKE.fullmatch(code):
        text = code
    if len(text) < _SHORTEST_NAME:
        raise Unclear(SHORT_NAME)
    return _found("name", Callers(engine()).by_name(text, region, MOST + 1))


def by_number(typed: str) -> Found:
    """Find firms and the agent's earlier calls by a number or a part of it. Raises Unclear."""
    text = re.sub(r"[\s()-]", "", _plain(typed))
    if not text:
        raise Unclear(SAY_NUMBER)
    callers, staff = Callers(engine()), current()
    if _TAIL.fullmatch(text):
        hits = callers.by_part("", text, staff.region, MOST + 1)
        return _found("part_of_number", hits, calls().of_tail(text, staff.id))
    if masked := _MASKED.fullmatch(text):
        beginning, tail = f"+86{masked[1]}", masked[2]
        hits = callers.by_part(beginning, tail, staff.region, MOST + 1)
        earlier = [call for call in calls().of_tail(tail, staff.id) if _number_of(call).startswith(beginning)]
        return _found("part_of_number", hits, earlier)
    number = _e164(text)
    hits = callers.by_number(number, staff.region, MOST + 1)
    return _found("number", hits, calls().of_number(number, staff.id))


def _found(by: str, hits: list[Hit], earlier: list[Call] | None = None) -> Found:
    return Found(by, tuple(hits[:MOST]), len(hits) > MOST, tuple((earlier or [])[:MOST]))


def _plain(typed: str) -> str:
    """What was typed in half width, without anything invisible: PostgreSQL refuses some of it."""
    half = unicodedata.normalize("NFKC", typed[:_LONGEST])
    return "".join(filter(str.isprintable, half)).strip()


def _checked(code: str) -> str:
    found, why = one_code(code)
    if found is None:
        raise Unclear(why)
    return found


def _e164(text: str) -> str:
    try:
        found = phonenumbers.parse(text, "CN")
    except phonenumbers.NumberParseException:
        raise Unclear(NO_NUMBER) from None
    if not phonenumbers.is_valid_number(found):
        raise Unclear(NO_NUMBER)
    return str(phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164))


def _number_of(call: Call) -> str:
    return Content.from_json(call.content).number or ""
