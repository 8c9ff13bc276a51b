"""Conditions, deadlines, open points and possibilities as a reader meets them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.interview.documents import full_title, section, tier
from assistant.interview.engine import Interview, Possibility, possibilities, what_if
from assistant.interview.flows import Question
from assistant.interview.report.amounts import show_amount
from assistant.interview.wording import CHINESE, RESULTS, VERDICTS, say, show_date, show_fact, translate
from assistant.rules.explain import ConditionLine, DeadlineLine, Decision
from assistant.rules.facts import N_, Fact, by_name
from assistant.rules.plan import Citation

NOT_STATED = N_("本文件没有写明这一点，我不能替您判断。请拨打当地区号+12333，或到参保地失业保险经办机构确认。")
UNTIL = N_("最晚 %(last)s")
START_UNKNOWN = N_("从“%(what)s”那天起算；还不知道是哪一天")
PAST = N_("%(last)s 已经过了")
NO_CALENDAR = N_("那一年的放假安排还没有公布，算不出是哪一天，请问 12333")
OUTCOME = N_("%(verdict)s，%(amount)s")


@dataclass(frozen=True, slots=True)
class Cited:
    """A clause: which of the listed documents, section and tier, in words; and the citation itself."""

    document: int
    section: str
    tier: str
    source: Citation


@dataclass(frozen=True, slots=True)
class ConditionView:
    """One condition: result code and word, text, what the reader said, its clauses, why a person looks, remarks.

    ``near``: how little was wanting, where it is not met.
    """

    result: str
    word: str
    text: str
    values: tuple[tuple[str, str], ...]
    cited: tuple[Cited, ...]
    review: str
    note: str
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """An act and its last day, in words; ``last`` for the calendar file."""

    act: str
    text: str
    last: date | None
    after: str
    cited: Cited


@dataclass(frozen=True, slots=True)
class UnsureView:
    """A question answered "not sure": how to find out, and what each possible answer would mean."""

    text: str
    find: str
    outcomes: tuple[tuple[str, str], ...]
    matters: bool


class Documents:
    """Numbers the notices in the order in which they are first cited."""

    def __init__(self, decision: Decision, language: str) -> None:
        self._language = language
        self._plan = decision.plan
        self._laws: set[str] = set()
        self.ids: dict[str, int] = {decision.plan.notice.id: 1}

    def cite(self, citation: Citation) -> Cited:
        """The citation with its document's number."""
        number = self.ids.setdefault(citation.notice, len(self.ids) + 1)
        if citation.tier == "T3":
            self._laws.add(citation.notice)
        return Cited(number, section(citation.section, self._language), tier(citation, self._language), citation)

    def titles(self) -> tuple[str, ...]:
        """Every cited document with title and number, in the order of their numbers."""
        found = ((key, self._plan.notices.get(key, self._plan.notice)) for key in self.ids)
        return tuple(full_title(notice, self._language, law=key in self._laws) for key, notice in found)


def condition_views(decision: Decision, documents: Documents, language: str = CHINESE) -> list[ConditionView]:
    """Every condition; those that fail first, then what is open, reviewed and met."""
    facts = by_name(decision.plan.program.facts)
    order = ("not_met", "unknown", "review", "met")
    lines = sorted(decision.conditions, key=lambda line: order.index(line.result))
    return [_condition(line, facts, decision, documents, language) for line in lines]


def _condition(
    line: ConditionLine, facts: Mapping[str, Fact], decision: Decision, documents: Documents, language: str
) -> ConditionView:
    return ConditionView(
        line.result,
        translate(RESULTS[line.result], language),
        say(line.text, language),
        tuple(_compared(line, facts, decision, language)),
        tuple(documents.cite(c) for c in (line.citation, *line.filled_from)),
        say(line.review, language) if line.review and line.result == "review" else "",
        say(line.note, language) if line.note else "",
        tuple(say(text, language) for text in line.near),
    )


def _compared(
    line: ConditionLine, facts: Mapping[str, Fact], decision: Decision, language: str
) -> Iterable[tuple[str, str]]:
    """What the reader said that the condition reads; of what is unknown only that which it waits for."""
    for name, value in line.compared.items():
        asked = facts[name].asked_as or name
        if value is not None:
            yield say(facts[name].label, language), show_fact(facts[name], value, language)
        elif line.result == "unknown" and asked in decision.missing:
            yield say(facts[name].label, language), translate(N_("还不知道"), language)


def deadline_views(decision: Decision, documents: Documents, language: str = CHINESE) -> list[DeadlineView]:
    """Every deadline that applies."""
    facts = by_name(decision.plan.program.facts)
    return [
        DeadlineView(
            say(line.act, language),
            _until(line, facts, decision.plan.as_of, language),
            line.last,
            say(line.after, language) if line.after else "",
            documents.cite(line.citation),
        )
        for line in decision.deadlines
    ]


def _until(line: DeadlineLine, facts: Mapping[str, Fact], as_of: date, language: str) -> str:
    if line.last is not None:
        return translate(UNTIL if line.last >= as_of else PAST, language) % {"last": show_date(line.last, language)}
    if line.calendar_missing:
        return translate(NO_CALENDAR, language)
    if line.start_fact:
        return translate(START_UNKNOWN, language) % {"what": say(facts[line.start_fact].label, language)}
    return ""


def unsure_views(interview: Interview, decision: Decision, language: str = CHINESE) -> list[UnsureView]:
    """Every question answered "not sure"."""
    found = possibilities(interview)
    return [
        _unsure(question, [p for p in found if p.question is question], decision, language)
        for question in interview.unsure()
    ]


def _unsure(question: Question, found: list[Possibility], decision: Decision, language: str) -> UnsureView:
    now = (decision.verdict, decision.amount.value if decision.amount else None)
    tells_apart = any((p.verdict, p.amount) != now for p in found)
    return UnsureView(
        say(question.text, language),
        say(question.find, language) if question.find else "",
        _grouped(found, decision, language) if tells_apart else (),
        question.fact.name in decision.deciding,
    )


def change_views(interview: Interview, decision: Decision, language: str = CHINESE) -> list[tuple[str, str, str]]:
    """(question's label, other answers, what they would make of the result): only where the result would differ."""
    found: dict[int, list[Possibility]] = {}
    for possibility in what_if(interview):
        found.setdefault(id(possibility.question), []).append(possibility)
    return [
        (say(group[0].question.fact.label, language), values, outcome)
        for group in found.values()
        for values, outcome in _grouped(group, decision, language)
    ]


def _grouped(found: Iterable[Possibility], decision: Decision, language: str) -> tuple[tuple[str, str], ...]:
    """Possible answers with one and the same outcome stand together."""
    outcomes: dict[str, list[str]] = {}
    for p in found:
        outcomes.setdefault(_outcome(p, decision, language), []).append(show_fact(p.question.fact, p.value, language))
    joiner = "、" if language == CHINESE else ", "
    return tuple((joiner.join(values), outcome) for outcome, values in outcomes.items())


def _outcome(p: Possibility, decision: Decision, language: str) -> str:
    verdict = translate(VERDICTS[p.verdict], language)
    line = decision.amount
    if p.amount is None or line is None or p.verdict == "ineligible":
        return verdict
    amount = show_amount(p.amount, line.unit, language)
    return translate(OUTCOME, language) % {"verdict": verdict, "amount": amount}
