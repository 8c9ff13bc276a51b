"""The caller's own words as they are shown beside the question: what was taken, what is to be confirmed, asked back, answered.

Worked out anew for every page from what is kept of the words and from the interview as it is now.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.hotline.at_hand import AtHand
from assistant.hotline.content import Said
from assistant.hotline.rules_answer import RulesAnswer, rules_answer
from assistant.interview.answer_forms import error_text
from assistant.interview.cases import Case
from assistant.interview.changes import change_lines, said
from assistant.interview.engine import needs, preview
from assistant.interview.flows import Flow
from assistant.interview.held.places import region_name
from assistant.interview.parsing import AnswerError, parse
from assistant.interview.stored import value_from_json
from assistant.interview.wording import say
from assistant.policies import Policies
from assistant.rules.registry import PROGRAMS, fact_of
from assistant.rules.texts import Message
from assistant.understanding.unclear import Unclear, asks_back, values_of


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that was taken: its fact (empty: it cannot be changed here), label, value, and the words that said it."""

    fact: str
    label: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Changed:
    """An answer that would be another one, and what that does."""

    fact: str
    label: str
    before: str
    after: str
    lines: list[str]


@dataclass(frozen=True, slots=True)
class AskedBack:
    """A doubt: the words that ask it back, and what may have been meant (place among the candidates, label).

    ``asked``: the interview asks it, so that there is a question to go to.
    """

    program: str
    fact: str
    text: str
    candidates: list[tuple[int, str]]
    asked: bool


@dataclass(frozen=True, slots=True)
class Other:
    """Another program that was spoken of: its name, the flow that would begin it (id), and what was told for it."""

    label: str
    flow: str
    chips: list[Chip]


@dataclass(frozen=True, slots=True)
class SaidView:
    """All of it. ``reason``: why the asked question does not take what was said, where nothing was understood."""

    said: Said
    chips: list[Chip]
    others: list[Other]
    changes: list[Changed]
    doubts: list[AskedBack]
    regions: list[tuple[str, str]]
    answer: RulesAnswer | None
    reason: str

    @property
    def nothing(self) -> bool:
        """Whether the words were understood, and yet there is nothing to show of them: a greeting, another's name."""
        shown = (self.chips, self.others, self.changes, self.doubts, self.regions, self.answer, self.said.as_of)
        return self.said.understood and not any((*shown, self.said.own, self.said.named, self.said.taken))


def said_view(at: AtHand, policies: Policies, flows: Mapping[str, Flow], today: date, language: str) -> SaidView | None:
    """What is shown of a call's last words; None where there are none."""
    kept = at.content.said
    if kept == Said():
        return None
    own = at.case.flow.program.name if at.case else ""
    return SaidView(
        kept,
        list(_chips(at.case, kept.taken.get(own, {}), language)) if at.case else [],
        list(_others(at, own, flows, language)),
        list(_changes(at.case, kept, language)) if at.case else [],
        list(_doubts(at, kept, language)),
        [(code, region_name(policies, code, language)) for code in kept.regions if not _is_held(at.case, code)],
        rules_answer(kept, policies, today, language),
        _reason(at.case, kept, today, language) if not kept.understood else "",
    )


def _is_held(case: Case | None, region: str) -> bool:
    return case is not None and case.stored.region == region


def _chips(case: Case, words: Mapping[str, str], language: str) -> Iterator[Chip]:
    for name, text in words.items():
        if name in case.interview.answers and name in case.flow.order:
            fact = case.flow.question(name).fact
            yield Chip(name, say(fact.label, language), said(fact, case.interview.answers[name], language), text)


def _others(at: AtHand, own: str, flows: Mapping[str, Flow], language: str) -> Iterator[Other]:
    """Programs other than the interview's, with what was told for each."""
    told = {program: words for program, words in at.content.said.taken.items() if program != own}
    named = at.content.program if at.content.program not in (None, own) else None
    for program in dict.fromkeys((*told, *([named] if named else []))):
        if program not in PROGRAMS:
            continue
        chips = [
            Chip("", say(fact.label, language), said(fact, value, language), words)
            for name, words in told.get(program, {}).items()
            if (fact := fact_of(program, name)) is not None
            and (value := value_from_json(fact, at.content.told.get(program, {}).get(name))) is not None
        ]
        wanted = (at.content.flow or program) if program == named else program
        yield Other(say(Message(PROGRAMS[program].label), language), wanted if wanted in flows else "", chips)


def _changes(case: Case, kept: Said, language: str) -> Iterator[Changed]:
    """Changes of answers that are still on the path and still different."""
    answered = {question.fact.name: question.fact for question in case.interview.path()}
    for name, raw in kept.changes.items():
        value = value_from_json(answered[name], raw) if name in answered else None
        if value is None or value == case.interview.answers[name]:
            continue
        fact = answered[name]
        yield Changed(
            name,
            say(fact.label, language),
            said(fact, case.interview.answers[name], language),
            said(fact, value, language),
            change_lines(preview(case.interview, name, value), language),
        )


def _doubts(at: AtHand, kept: Said, language: str) -> Iterator[AskedBack]:
    """What is to be asked back, as far as it can change the answer and was not answered since."""
    for doubt in kept.doubts:
        fact = fact_of(doubt.program, doubt.fact)
        if fact is None or fact.kind == "list" or not _matters(at.case, kept, doubt):
            continue
        asked = at.case is not None and _asks(at.case, doubt)
        question = say(at.case.flow.question(doubt.fact).text, language) if at.case and asked else ""
        numbered = {repr(raw): place for place, raw in enumerate(doubt.candidates)}
        candidates = [
            (numbered[repr(raw)], said(fact, value, language)) for raw, value in values_of(fact, doubt.candidates)
        ]
        yield AskedBack(doubt.program, doubt.fact, asks_back(doubt, fact, question, language), candidates, asked)


def _asks(case: Case, doubt: Unclear) -> bool:
    return doubt.program == case.flow.program.name and doubt.fact in case.flow.order


def _matters(case: Case | None, kept: Said, doubt: Unclear) -> bool:
    if case is None:
        return True
    if not _asks(case, doubt) or (doubt.fact in case.interview.answers and kept.version != case.stored.version):
        return False
    path = {question.fact.name for question in case.interview.path()}
    return doubt.fact in path or doubt.fact in needs(case.plan, case.interview.facts())


def _reason(case: Case | None, kept: Said, today: date, language: str) -> str:
    """Why the field of the asked question would not take what was said; empty where it gives no reason."""
    fact: Any = fact_of(case.flow.program.name, kept.asked) if case else None
    if fact is None or fact.kind in ("list", "bool", "choice"):
        return ""
    try:
        parse(fact, kept.typed, today=today)
    except AnswerError as error:
        return error_text(error, language)
    return ""
