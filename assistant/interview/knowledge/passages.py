"""Every part of what is held, told on its own: conditions, figures, deadlines, steps, reservations, and what is left open."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from assistant.interview.held import comparing, holdings
from assistant.interview.knowledge.answering import silences
from assistant.interview.knowledge.model import Line
from assistant.interview.knowledge.recipes import RECIPES
from assistant.interview.knowledge.speaking import Part, Speaker
from assistant.interview.marks import listed
from assistant.interview.wording import CHINESE, say, translate
from assistant.policies import Policies
from assistant.rules.facts import N_
from assistant.rules.plan import Caveat, NextStep, Plan, Statement
from assistant.rules.topics import TOPICS

Kind = Literal["term", "condition", "figure", "deadline", "step", "says", "caveat", "open", "silence"]
KINDS: Final[dict[Kind, str]] = {
    "term": N_("执行期"),
    "condition": N_("条件"),
    "figure": N_("金额和标准"),
    "deadline": N_("期限"),
    "step": N_("怎么办"),
    "says": N_("其他说明"),
    "caveat": N_("要注意的地方"),
    "open": N_("有疑问的地方"),
    "silence": N_("没有写明"),
}


@dataclass(frozen=True, slots=True)
class Passage:
    """One part of one program of one notice, spoken. ``topics``: the questions that it bears on."""

    kind: Kind
    notice: str
    program: str
    heading: str
    lines: tuple[Line, ...]
    topics: frozenset[str] = frozenset()


def passages(policies: Policies, today: date, language: str = CHINESE) -> list[Passage]:
    """All passages of all notices; in every language the same ones in the same order."""
    found: list[Passage] = []
    for notice in holdings.notices(policies):
        for span in holdings.spans(policies, notice, today):
            found += _of_plan(span.plan, policies, today, language)
    return found


def _of_plan(plan: Plan, policies: Policies, today: date, language: str) -> Iterator[Passage]:
    teller = _Teller(plan, Speaker(plan, language), language)
    left_open = {topic for text in teller.texts for topic in text.silent_on}
    yield from teller.rules()
    yield from teller.advice()
    for topic, lines in silences(plan, policies, today, language):
        # What a text says that the notice leaves open is one of the open points already.
        if topic not in left_open:
            yield teller.passage("silence", translate(TOPICS[topic].label, language), lines, [topic])


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells one plan in one language."""

    plan: Plan
    speaker: Speaker
    language: str

    @property
    def texts(self) -> tuple[Statement | Caveat, ...]:
        """Statements and reservations."""
        return (*self.plan.says, *self.plan.caveats)

    def passage(self, kind: Kind, heading: str, lines: Iterable[Line], topics: Iterable[str]) -> Passage:
        """One passage of this plan."""
        return Passage(kind, self.plan.notice.id, self.plan.program.name, heading, tuple(lines), frozenset(topics))

    def rules(self) -> Iterator[Passage]:
        """The term, the conditions, the figures and the deadlines."""
        plan, heading = self.plan, translate(KINDS["term"], self.language)
        term = Line(say(comparing.term(plan), self.language), self.speaker.clauses([plan.term.citation]))
        yield self.passage("term", heading, [term], ("deadline", "policy_current"))
        for condition in plan.conditions:
            if condition.id not in comparing.OF_TERM:
                heading = say(comparing.about(plan, condition), self.language)
                texts = [say(text, self.language) for text in comparing.says(condition)]
                yield self.passage("condition", heading, self._told(condition, texts), _topics_of(plan, condition))
        for figure in plan.figures:
            texts = [say(text, self.language) for text in comparing.standards(plan, figure)]
            heading = translate(figure.kind.label, self.language)
            if texts and not comparing.repeats(figure, plan):
                yield self.passage("figure", heading, self._told(figure, texts), _topics_of(plan, figure))
        for deadline in plan.deadlines:
            lines = tuple(self.speaker.deadline(deadline))
            if lines:
                yield self.passage("deadline", translate(KINDS["deadline"], self.language), lines, deadline.topics)

    def _told(self, part: Part, texts: list[str]) -> Iterator[Line]:
        """The sentences of a part, its clauses behind the last one, then its note."""
        yield from (Line(text) for text in texts[:-1])
        yield Line(texts[-1], self.speaker.clauses(comparing.sources(part)))
        if part.note:
            yield Line(say(part.note, self.language), tone="quiet")

    def advice(self) -> Iterator[Passage]:
        """What else the files say: statements, reservations, steps."""
        for text in self.texts:
            kind = _kind_of(text)
            cites = self.speaker.clauses([text.citation])
            line = Line(say(text.text, self.language), cites, "plain" if cites else "quiet", text.entry)
            topics = (*text.topics, *text.silent_on)
            yield self.passage(kind, self._headed(topics, kind), [line], topics)
        for step in self.plan.steps:
            yield self.passage("step", self._headed(step.topics, "step"), self._step(step), step.topics)

    def _step(self, step: NextStep) -> Iterator[Line]:
        yield Line(say(step.what, self.language), self.speaker.clauses([step.citation]))
        if step.where:
            yield Line(say(step.where, self.language), tone="quiet")
        yield from (Line(say(paper, self.language), tone="quiet") for paper in step.papers)

    def _headed(self, topics: Iterable[str], kind: Kind) -> str:
        """What a text is about: the questions that it answers, else what kind of text it is."""
        labels = [translate(TOPICS[topic].label, self.language) for topic in topics]
        return listed(labels, self.language) or translate(KINDS[kind], self.language)


def _kind_of(text: Statement | Caveat) -> Kind:
    if text.silent_on:
        return "silence"
    if text.entry:
        return "open"
    return "says" if isinstance(text, Statement) else "caveat"


def _topics_of(plan: Plan, part: Part) -> set[str]:
    return {*part.topics, *_asked_of_kind(plan.program.name).get(part.kind.name, ())}


@lru_cache(maxsize=8)
def _asked_of_kind(program: str) -> dict[str, set[str]]:
    """Which questions the functions of ``rules`` answer, by their names: see ``recipes``."""
    found: dict[str, set[str]] = {}
    for (topic, of), aspects in RECIPES.items():
        for aspect in aspects:
            if of == program:
                found.setdefault(aspect.kind, set()).add(topic)
    return found
