"""Walking a whole flow under a plan: every path over representative answers, counted without listing them.

Paths multiply beyond counting one by one, so prefixes that cannot differ any more are taken together: when the same parts
are still open and the facts that these may still read have the same values, what follows is the same.
"""

import random
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.interview.engine import UNSURE, Interview
from assistant.interview.flows import Flow, Question
from assistant.interview.walks.representatives import answers_to
from assistant.rules.decide import Outcome, decide, result_of
from assistant.rules.plan import Plan
from assistant.rules.reading import as_case

MOST_STATES = 4000  # in full; after that only in the first few states of each question
_STATES_OF_EACH = 100
_EXPLAINED = 40  # so many ends of paths are also explained in full, to see that nothing raises there


@dataclass(slots=True)
class Tally:
    """What follows from one state: how many paths, their summed and longest length, and how they end."""

    paths: int = 0
    questions: int = 0
    longest: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)

    def add(self, rest: "Tally") -> None:
        """Count the paths of one more answer."""
        self.paths += rest.paths
        self.questions += rest.questions + rest.paths
        self.longest = max(self.longest, rest.longest + 1)
        self.verdicts.update(rest.verdicts)


@dataclass(frozen=True)
class Walk:
    """One flow walked under one plan. ``edges``: (from fact, to fact or "=verdict") → the answers that lead on so."""

    flow: Flow
    plan: Plan
    tally: Tally
    states: int
    asked: frozenset[str]
    edges: Mapping[tuple[str, str], frozenset[int]]
    answers: Mapping[str, tuple[Any, ...]]
    first: str
    sampled: bool
    endless: tuple[str, ...]
    raised: tuple[str, ...]

    @property
    def mean(self) -> float:
        """How many questions a path has on average, every representative answer counting alike."""
        return self.tally.questions / self.tally.paths if self.tally.paths else 0.0

    @property
    def never_asked(self) -> tuple[str, ...]:
        """The questions that no path reaches."""
        return tuple(q.fact.name for q in self.flow.questions if q.fact.name not in self.asked)


class _Recorded(dict[str, Any]):
    """Facts that note which of them are looked at."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__(values)
        self.seen: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.seen.add(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self.seen.add(name)
        return super().get(name, default)


class _Walker:
    def __init__(self, flow: Flow, plan: Plan, most_states: int) -> None:
        self.flow, self.plan, self.most_states = flow, plan, most_states
        self.facts = {fact.name: fact for fact in plan.program.facts}
        self.answers = {q.fact.name: answers_to(q.fact, plan) for q in flow.questions}
        self.memo: dict[Any, Tally] = {}
        self.expanded: Counter[str] = Counter()
        self.asked: set[str] = set()
        self.edges: dict[tuple[str, str], set[int]] = {}
        self.endless: dict[str, None] = {}
        self.raised: dict[str, None] = {}
        self.sampled = False
        self.explained = 0
        self.chance = random.Random(1)  # noqa: S311  # a sample that is the same every time

    def walk(self, known: dict[str, Any], unsure: frozenset[str]) -> tuple[Tally, str]:
        """Count what follows from here; returns also the next question's fact, or "=verdict" at an end."""
        outcome = decide(self.plan, known)
        question = self._next(outcome, known, unsure)
        if question is None:
            return self._end(outcome, known, unsure), f"={outcome.verdict}"
        name = question.fact.name
        key = (name, self._state(outcome, known, unsure))
        if key not in self.memo:
            self.asked.add(name)
            self.memo[key] = Tally()  # a state that comes back to itself would count no path
            self.memo[key] = self._expand(name, known, unsure)
        return self.memo[key], name

    def _expand(self, name: str, known: dict[str, Any], unsure: frozenset[str]) -> Tally:
        tally = Tally()
        for i in self._chosen(name):
            answer = self.answers[name][i]
            after = (known, unsure | {name}) if answer is UNSURE else ({**known, name: answer}, unsure)
            try:
                rest, to = self.walk(*after)
            except Exception as error:
                self.raised[f"{name} = {answer!r}: {type(error).__name__}: {error}"] = None
                continue
            tally.add(rest)
            self.edges.setdefault((name, to), set()).add(i)
        return tally

    def _chosen(self, name: str) -> Iterable[int]:
        """All answers; one at random when the question has come up in too many states already."""
        count = len(self.answers[name])
        self.expanded[name] += 1
        if len(self.memo) <= self.most_states or self.expanded[name] <= min(_STATES_OF_EACH, self.most_states):
            return range(count)
        self.sampled = True
        return (self.chance.randrange(count),)

    def _next(self, outcome: Outcome, known: Mapping[str, Any], unsure: frozenset[str]) -> Question | None:
        """As the engine chooses; a fact that is wanted although it was given would be asked for ever."""
        waiting = []
        for name in outcome.needs:
            if name in known and not self._leaves_open(name, known[name]):
                self.endless[f"{name}: 已回答仍被需要"] = None
            elif name in self.flow.order and name not in unsure and name not in known:
                waiting.append(self.flow.order[name])
        return self.flow.questions[min(waiting)] if waiting else None

    def _leaves_open(self, name: str, value: Any) -> bool:
        """Whether a list has cells that were left open: what waits for them names the list, and it is not asked again."""
        items = {item.name for item in self.facts[name].items}
        return isinstance(value, list) and any(items - row.keys() for row in value)

    def _end(self, outcome: Outcome, known: Mapping[str, Any], unsure: frozenset[str]) -> Tally:
        if self.explained < _EXPLAINED:
            self.explained += 1
            interview = Interview(self.flow, self.plan, {**known, **dict.fromkeys(unsure, UNSURE)})
            if interview.next_question() is not None:
                self.endless[f"{', '.join(known)}: 引擎还要再问"] = None
            interview.decision()
        return Tally(1, 0, 0, Counter([outcome.verdict]))

    # -- when two prefixes are the same ---------------------------------------------------------------

    def _state(self, outcome: Outcome, known: dict[str, Any], unsure: frozenset[str]) -> Any:
        done = known.keys() | unsure
        waits = self._waits(outcome)
        alive = self._alive(waits, done)
        relevant = {name for i in alive for name in self.plan.parts[i].reads} | set(self.plan.guidance)
        relevant |= self._behind(relevant, known)
        values = tuple(sorted((n, repr(known[n])) for n in relevant if n in known and (n in self._read_by(alive))))
        passed = frozenset(n for n in relevant if n in done)
        results = {result_of(finding) for finding in outcome.findings}
        lost = bool(waits.keys() - alive)
        return frozenset(alive), values, passed, unsure & relevant, "review" in results, outcome.contested, lost

    def _read_by(self, alive: frozenset[int]) -> set[str]:
        reads = {name for i in alive for name in self.plan.parts[i].reads}
        return reads | {self.facts[n].asked_as for n in reads if self.facts[n].asked_as} | self._derived_from

    _derived_from: frozenset[str] = frozenset()

    def _behind(self, relevant: set[str], known: dict[str, Any]) -> set[str]:
        """The asked facts from which the relevant ones are derived, also those that only the derivation looks at."""
        sources = {self.facts[name].asked_as for name in relevant} - {""}
        if not sources or self.plan.program.derive is None:
            self._derived_from = frozenset()
            return set()
        recorded = _Recorded({name: [] for name in sources} | known)
        self.plan.program.derive(recorded)
        self._derived_from = frozenset(sources | (recorded.seen & self.facts.keys()))
        return set(self._derived_from)

    def _waits(self, outcome: Outcome) -> dict[int, set[str]]:
        """Part → the facts that it waits for now (perhaps none: then only another part's questions can settle it)."""
        waits = {}
        values: list[tuple[Any, ...]] = [(f.holds, f.certain) for f in outcome.findings]
        values += [(outcome.figures[part.id],) for part in self.plan.figures]
        for i, parts in enumerate(values):
            unknown = [case for case in map(as_case, parts) if case.v is None]
            if unknown:
                waits[i] = {name for case in unknown for name in case.needs}
        return waits

    def _alive(self, waits: Mapping[int, set[str]], done: set[str]) -> frozenset[int]:
        """The open parts that an answer still to come may settle or lead to further questions."""
        alive = {i for i, names in waits.items() if any(n in self.flow.order for n in names - done)}
        to_come = self._unasked(alive, done) | (set(self.plan.guidance) - done)
        while more := {i for i in waits.keys() - alive if self._unasked({i}, done) & to_come}:
            alive |= more
            to_come |= self._unasked(more, done)
        return frozenset(alive)

    def _unasked(self, parts: set[int], done: set[str]) -> set[str]:
        names = {self.facts[n].asked_as or n for i in parts for n in self.plan.parts[i].reads}
        return names - done


def walk(flow: Flow, plan: Plan, most_states: int = MOST_STATES) -> Walk:
    """Walk the flow under the plan. Beyond ``most_states`` only samples are followed: see ``sampled``."""
    walker = _Walker(flow, plan, most_states)
    tally, first = walker.walk(dict(flow.given), frozenset())
    return Walk(
        flow,
        plan,
        tally,
        len(walker.memo),
        frozenset(walker.asked),
        {key: frozenset(answers) for key, answers in walker.edges.items()},
        walker.answers,
        first,
        walker.sampled,
        tuple(walker.endless),
        tuple(walker.raised),
    )
