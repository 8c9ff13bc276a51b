"""What was said but is not certain: asked back when it matters, with what may have been meant to choose from."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, Final

from assistant.chat import presses
from assistant.chat.asking import options
from assistant.chat.exchange import Exchange, fact_of
from assistant.chat.replies import Ask, Option
from assistant.chat.state import MOST_WAITING, Unclear
from assistant.interview.changes import said
from assistant.interview.engine import UNSURE, needs
from assistant.interview.flows import Question
from assistant.interview.parsing import AnswerError, parse
from assistant.interview.parsing.numbers import spell_out_digits
from assistant.interview.parsing.text import clean, fold_numerals
from assistant.interview.question_views import TYPED, question_view
from assistant.interview.stored import value_from_json, value_to_json
from assistant.interview.wording import say
from assistant.rules.facts import N_, Fact
from assistant.understanding.model import Doubt, Understood

ASKS_BACK: Final = {
    "conflict": N_("关于“%(label)s”，您说了不一样的：“%(said)s”。以哪个为准？"),
    "two_certificates": N_("您说到不止一本证书（“%(said)s”）。一次看一本，看完可以再看另一本。先看哪一本？"),
    "relative_year": N_("您说的“%(said)s”，我不确定是哪一年。"),
    "partial": N_("您说“%(said)s”，还差一点才完整。"),
    "vague": N_("您说“%(said)s”，还不能当作确切的答案。"),
    "which": N_("您说的“%(said)s”，我不确定是不是这一题的答案。"),
}
WHICH_DAY: Final = N_("是%(year)s年%(month)s月几号？")
WHICH_YEAR: Final = N_("是哪一年的%(month)s月%(day)s日？")
WHICH_YEAR_AND_DAY: Final = N_("是哪一年的%(month)s月几号？")
_YEAR: Final = re.compile("([0-9零一二三四五六七八九]{4})年?")


def remember(ex: Exchange, understood: Understood) -> None:
    """Keep what is to be asked back; a newer doubt about a fact replaces the older one."""
    day = understood.day.span if understood.day else None  # the day whose rules are asked is no part of a fact
    told = [d for d in understood.doubts if fact_of(d.program, d.fact) and not (day and day.overlaps(d.span))]
    fresh = [_joined(ex, _unclear(doubt, understood)) for doubt in told]
    if not fresh:
        return
    names = {(d.program, d.fact) for d in fresh}
    older = [d for d in ex.state.doubts if (d.program, d.fact) not in names]
    ex.put(doubts=(*fresh, *older)[:MOST_WAITING])


def _unclear(doubt: Doubt, understood: Understood) -> Unclear:
    return Unclear(
        doubt.program,
        doubt.fact,
        doubt.why,
        understood.text.said(doubt.span),
        tuple(value_to_json(value) for value in doubt.candidates),
        _partial_to_json(doubt.partial),
    )


def _joined(ex: Exchange, fresh: Unclear) -> Unclear:
    """A part of a day together with the parts that were said before: 去年10月, then 18号."""
    older = next((d for d in ex.state.doubts if (d.program, d.fact) == (fresh.program, fresh.fact)), None)
    before, now = _known(older) if older else (0, 0, 0), _known(fresh)
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


def _partial_to_json(partial: Any) -> Any:
    return list(partial) if isinstance(partial, tuple) else partial if isinstance(partial, int | str) else None


def pressing(ex: Exchange) -> tuple[Unclear, Question] | None:
    """The first doubt that can change this interview's answer now, with its question."""
    if ex.case is None:
        return None
    interview = ex.case.interview
    matters = {*needs(ex.case.plan, interview.facts()), *(q.fact.name for q in interview.path())}
    for doubt in ex.state.doubts:
        if doubt.program == ex.case.flow.program.name and doubt.fact in matters and doubt.fact in ex.case.flow.order:
            return doubt, ex.case.flow.question(doubt.fact)
    return None


def ask_back(ex: Exchange) -> bool:
    """Ask back what is in doubt; False where nothing is that matters."""
    found = pressing(ex)
    if found is None:
        return False
    doubt, question = found
    view, fact = question_view(question, ex.language), question.fact
    if view.field.kind == "list":
        ex.put(doubts=tuple(d for d in ex.state.doubts if d is not doubt))
        return ask_back(ex)
    ex.put(asked=fact.name)
    lead = ex.tr(ASKS_BACK.get(doubt.why, ASKS_BACK["which"]), said=doubt.said, label=say(fact.label, ex.language))
    text = lead if doubt.why in ("conflict", "two_certificates") else lead + (_missing(ex, doubt) or view.text)
    ex.parts.append(
        Ask(
            text,
            _choices(ex, doubt, question),
            fact.name,
            " ".join(text for text in (view.help, view.find) if text),
            view.field.hint,
            numeric=fact.kind in TYPED,
            inputmode=view.field.inputmode,
        )
    )
    return True


def _missing(ex: Exchange, doubt: Unclear) -> str:
    """What exactly is missing of a day that was said in part."""
    year, month, day = _known(doubt)
    if year and month and not day:
        return ex.tr(WHICH_DAY, year=year, month=month)
    if month and day and not year:
        return ex.tr(WHICH_YEAR, month=month, day=day)
    return ex.tr(WHICH_YEAR_AND_DAY, month=month) if month and not year else ""


def _known(doubt: Unclear) -> tuple[int, int, int]:
    """Year, month and day as far as they were said; 0 for what was not."""
    if doubt.why not in ("partial", "relative_year") or not isinstance(doubt.partial, list):
        return 0, 0, 0
    year, month, day = ([part if isinstance(part, int) else 0 for part in doubt.partial] + [0, 0, 0])[:3]
    return 0 if doubt.why == "relative_year" else year, month, day


def _choices(ex: Exchange, doubt: Unclear, question: Question) -> tuple[Option, ...]:
    """What may have been meant, else every answer that is listed."""
    every = options(ex, question)
    meant = [
        Option(said(question.fact, value, ex.language), presses.answer(question.fact, raw))
        for raw, value in _values(question.fact, doubt.candidates)
    ]
    if not meant or question.fact.kind == "bool" or (question.fact.kind == "choice" and len(meant) == 1):
        return every
    return (*meant, every[-1])


def _values(fact: Fact, candidates: Iterable[Any]) -> list[tuple[Any, Any]]:
    found = [(raw, value_from_json(fact, raw)) for raw in candidates]
    return [(raw, value) for raw, value in found if value is not None and value is not UNSURE]


def complete(ex: Exchange, fact: Fact, typed: str) -> Any:
    """The value that a typed day, or year, makes of a date that was said in part; None where it makes none."""
    doubt = next((d for d in ex.state.doubts if d.fact == fact.name), None)
    year, month, day = _known(doubt) if doubt and fact.kind == "date" else (0, 0, 0)
    whole = typed.strip().rstrip("。.")
    if year and month and not day:
        whole = f"{year}年{month}月{whole}"
    elif month and day and not year:
        whole = f"{whole.removesuffix('年')}年{month}月{day}日"
    else:
        return None
    try:
        return parse(fact, whole, today=ex.today)
    except AnswerError:
        return None


def fill_year(ex: Exchange, fact: Fact, typed: str) -> bool:
    """Take a bare year into a date that was said in part, so that only the rest is asked; False where it is none."""
    doubt = next((d for d in ex.state.doubts if d.fact == fact.name), None)
    found = _YEAR.fullmatch(fold_numerals(clean(typed)).rstrip("."))
    if doubt is None or found is None or fact.kind != "date":
        return False
    _, month, day = _known(doubt)
    if not month:
        return False
    told = _with_parts(doubt, [int(spell_out_digits(found[1])), month, day])
    ex.put(doubts=tuple(told if d is doubt else d for d in ex.state.doubts))
    return True
