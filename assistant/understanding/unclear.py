"""What was said of a fact but is not certain, as it is kept until it is asked back; how it is asked back, and completed.

Chat and hotline share it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from assistant.interview.engine import UNSURE
from assistant.interview.parsing import AnswerError, is_not_sure, parse
from assistant.interview.parsing.numbers import spell_out_digits
from assistant.interview.parsing.text import clean, fold_numerals
from assistant.interview.stored import value_from_json, value_to_json
from assistant.interview.wording import CHINESE, say, translate
from assistant.rules.facts import N_, Fact
from assistant.rules.registry import fact_of
from assistant.understanding.model import Doubt, Understood

ASKS_BACK: Final = {
    "conflict": N_("关于“%(label)s”，您说了不一样的：“%(said)s”。以哪个为准？"),
    "two_certificates": N_("您说到不止一本证书（“%(said)s”）。一次看一本，看完可以再看另一本。先看哪一本？"),
    "relative_year": N_("您说的“%(said)s”，我不确定是哪一年。"),
    "partial": N_("您说“%(said)s”，还差一点才完整。"),
    "vague": N_("您说“%(said)s”，还不能当作确切的答案。"),
    "which": N_("您说的“%(said)s”，我不确定是不是这一题的答案。"),
}
COMPLETE: Final = ("conflict", "two_certificates")  # what asks back by itself; after the others the question follows
WHICH_DAY: Final = N_("是%(year)s年%(month)s月几号？")
WHICH_YEAR: Final = N_("是哪一年的%(month)s月%(day)s日？")
WHICH_YEAR_AND_DAY: Final = N_("是哪一年的%(month)s月几号？")
_YEAR: Final = re.compile("([0-9零一二三四五六七八九]{4})年?")


@dataclass(frozen=True, slots=True)
class Unclear:
    """Something said that must be asked back (see ``understanding.model.Doubt``); values as JSON."""

    program: str
    fact: str
    why: str
    said: str
    candidates: tuple[Any, ...] = ()
    partial: Any = None


def unclear_of(understood: Understood) -> list[Unclear]:
    """What a message leaves to be asked back. The day whose rules are asked is no part of a fact."""
    day = understood.day.span if understood.day else None
    told = [d for d in understood.doubts if fact_of(d.program, d.fact) and not (day and day.overlaps(d.span))]
    return [_unclear(doubt, understood) for doubt in told]


def _unclear(doubt: Doubt, understood: Understood) -> Unclear:
    return Unclear(
        doubt.program,
        doubt.fact,
        doubt.why,
        understood.text.said(doubt.span),
        tuple(value_to_json(value) for value in doubt.candidates),
        _partial_to_json(doubt.partial),
    )


def _partial_to_json(partial: Any) -> Any:
    return list(partial) if isinstance(partial, tuple) else partial if isinstance(partial, int | str) else None


def joined(fresh: Unclear, older: Iterable[Unclear]) -> Unclear:
    """A part of a day together with the parts that were said before: 去年10月, then 18号."""
    same = next((d for d in older if (d.program, d.fact) == (fresh.program, fresh.fact)), None)
    before, now = _known(same) if same else (0, 0, 0), _known(fresh)
    if not any(before) or not any(now):
        return fresh
    return _with_parts(fresh, [new or old for new, old in zip(now, before, strict=True)])


def _with_parts(doubt: Unclear, parts: list[int]) -> Unclear:
    """A doubt about a day with these parts known; where they make a day, it is offered."""
    try:
        whole = (date(*parts).isoformat(),) if all(parts) else ()
    except ValueError:
        whole = ()
    return replace(doubt, why="partial", partial=parts, candidates=whole)


def _known(doubt: Unclear) -> tuple[int, int, int]:
    """Year, month and day as far as they were said; 0 for what was not."""
    if doubt.why not in ("partial", "relative_year") or not isinstance(doubt.partial, list):
        return 0, 0, 0
    year, month, day = ([part if isinstance(part, int) else 0 for part in doubt.partial] + [0, 0, 0])[:3]
    return 0 if doubt.why == "relative_year" else year, month, day


def asks_back(doubt: Unclear, fact: Fact, question: str, language: str = CHINESE) -> str:
    """The words that ask a doubt back; ``question`` is how the fact is asked otherwise."""
    lead = translate(ASKS_BACK.get(doubt.why, ASKS_BACK["which"]), language)
    lead %= {"said": doubt.said, "label": say(fact.label, language)}
    return lead if doubt.why in COMPLETE else lead + (_missing(doubt, language) or question)


def _missing(doubt: Unclear, language: str) -> str:
    """What exactly is missing of a day that was said in part."""
    year, month, day = _known(doubt)
    if year and month and not day:
        return translate(WHICH_DAY, language) % {"year": year, "month": month}
    if month and day and not year:
        return translate(WHICH_YEAR, language) % {"month": month, "day": day}
    return translate(WHICH_YEAR_AND_DAY, language) % {"month": month} if month and not year else ""


def values_of(fact: Fact, candidates: Iterable[Any]) -> list[tuple[Any, Any]]:
    """What may have been meant, as (JSON, value); what is no answer to the fact is left out."""
    found = [(raw, value_from_json(fact, raw)) for raw in candidates]
    return [(raw, value) for raw, value in found if value is not None and value is not UNSURE]


def whole_answer(fact: Fact, typed: str, understood: Understood, doubt: Unclear | None, today: date) -> Any:
    """The value where the whole message is the answer to a fact, read as the page's field reads it; else None.

    ``doubt``: what was said of the fact before; a day, or a year, may complete it.
    """
    if is_not_sure(typed):
        return UNSURE
    if fact.kind == "list":
        return None
    value = _completed(fact, typed, doubt, today)
    if value is None and fact.kind in ("date", "month") and any(d.fact == fact.name for d in understood.doubts):
        return None
    return value if value is not None else _parsed(fact, typed, today)


def _completed(fact: Fact, typed: str, doubt: Unclear | None, today: date) -> Any:
    """The value that a typed day, or year, makes of a date that was said in part; None where it makes none."""
    year, month, day = _known(doubt) if doubt and fact.kind == "date" else (0, 0, 0)
    whole = typed.strip().rstrip("。.")
    if year and month and not day:
        return _parsed(fact, f"{year}年{month}月{whole}", today)
    if month and day and not year:
        return _parsed(fact, f"{whole.removesuffix('年')}年{month}月{day}日", today)
    return None


def _parsed(fact: Fact, typed: str, today: date) -> Any:
    try:
        return parse(fact, typed, today=today)
    except AnswerError:
        return None


def with_year(doubt: Unclear, typed: str) -> Unclear | None:
    """A date that was said in part with the bare year that was typed now, so that only the rest is asked; else None."""
    found = _YEAR.fullmatch(fold_numerals(clean(typed)).rstrip("."))
    _, month, day = _known(doubt)
    if found is None or not month:
        return None
    return _with_parts(doubt, [int(spell_out_digits(found[1])), month, day])
