"""How well the corpus is understood: ``python -m tests.utterances.report [--failures] [--json]``, ``make chat-report``.

Of the held-out half only sums are told, never a text: what has been looked at can no longer tell how strangers fare.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from assistant.interview.engine import UNSURE
from assistant.interview.flows import Question, shipped_flows
from assistant.policies import NoNotice, shipped_policies
from assistant.understanding.model import Context, Understood
from assistant.understanding.understand import understand
from tests.utterances.corpus import AS_OF, Utterance, half, load

AIMS = {"topic": 0.92, "program": 0.97, "precision": 0.98, "recall": 0.88}
REGION = "region"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One utterance, what it was understood as, and its facts: right, wrong, missing, by name with the value."""

    utterance: Utterance
    understood: Understood
    right: tuple[tuple[str, Any], ...]
    wrong: tuple[tuple[str, Any], ...]
    missing: tuple[tuple[str, Any], ...]

    @property
    def topic(self) -> bool:
        """Whether the topic is right."""
        return self.understood.topic == self.utterance.topic

    @property
    def program(self) -> bool:
        """Whether program and flow are right."""
        return (self.understood.program, self.understood.flow) == (self.utterance.program, self.utterance.flow)

    @property
    def region(self) -> bool:
        """Whether the region is right, also where none is named."""
        return region_of(self.understood) == self.utterance.region


def region_of(understood: Understood) -> str | None:
    """The one region named; None if several are or the name stands for several."""
    place = understood.place
    return place.codes[0] if place and len(place.codes) == 1 and not understood.other_places else None


def context_of(utterance: Utterance) -> Context:
    """Where the conversation stands: at the start, or at the question that the utterance answers."""
    if utterance.asked is None or utterance.program is None:
        return Context(today=AS_OF, as_of=AS_OF)
    return Context(
        today=AS_OF,
        as_of=AS_OF,
        program=utterance.program,
        plan=_plan(utterance.program, utterance.region),
        asked=question_of(utterance.program, utterance.flow, utterance.asked),
    )


def _plan(program: str, region: str | None) -> Any:
    try:
        return shipped_policies().plan(program, region or "360000", AS_OF)
    except NoNotice:
        return None


def question_of(program: str, flow: str | None, fact: str) -> Question:
    """The question of a program's flow that asks for a fact. Raises KeyError."""
    for candidate in shipped_flows().values():
        if candidate.program.name == program and (flow is None or candidate.id == flow) and fact in candidate.order:
            return candidate.question(fact)
    raise KeyError(fact)


def outcome_of(utterance: Utterance) -> Outcome:
    """Understand one utterance and compare."""
    understood = understand(utterance.text, context_of(utterance))
    found = {
        (f.fact, f.value)
        for f in understood.facts
        if f.value is not UNSURE and f.program == (understood.program or f.program)
    }
    expected = set(utterance.facts.items())
    if region := region_of(understood):
        found.add((REGION, region))
    if utterance.region:
        expected.add((REGION, utterance.region))
    return Outcome(
        utterance,
        understood,
        *(tuple(sorted(facts, key=str)) for facts in (found & expected, found - expected, expected - found)),
    )


@dataclass(frozen=True, slots=True)
class Totals:
    """Shares from 0 to 1 over one half; ``topics``: worst topics with how many of theirs were right."""

    number: int
    topic: float
    program: float
    region: float
    precision: float
    recall: float
    topics: tuple[tuple[str, int, int], ...]


def totals(outcomes: Iterable[Outcome]) -> Totals:
    """Sum up."""
    outcomes = list(outcomes)
    count = len(outcomes)
    right, wrong, missing = (sum(len(getattr(o, kind)) for o in outcomes) for kind in ("right", "wrong", "missing"))
    of_topic = Counter(o.utterance.topic for o in outcomes)
    good = Counter(o.utterance.topic for o in outcomes if o.topic)
    worst = sorted(of_topic, key=lambda topic: (good[topic] - of_topic[topic], topic))
    return Totals(
        count,
        _share(sum(o.topic for o in outcomes), count),
        _share(sum(o.program for o in outcomes), count),
        _share(sum(o.region for o in outcomes), count),
        _share(right, right + wrong),
        _share(right, right + missing),
        tuple((topic, good[topic], of_topic[topic]) for topic in worst if good[topic] < of_topic[topic])[:8],
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def both_halves() -> dict[str, list[Outcome]]:
    """Every utterance's outcome, by half."""
    halves: dict[str, list[Outcome]] = {"development": [], "held-out": []}
    for utterance in load():
        halves[half(utterance.text)].append(outcome_of(utterance))
    return halves


def _failures(outcomes: Iterable[Outcome]) -> Iterator[str]:
    for outcome in outcomes:
        told = list(_told(outcome))
        if told:
            asked = f" [asked {outcome.utterance.asked}]" if outcome.utterance.asked else ""
            yield f"{outcome.utterance.text}{asked}\n    " + "\n    ".join(told)


def _told(outcome: Outcome) -> Iterator[str]:
    expected, understood = outcome.utterance, outcome.understood
    if not outcome.topic:
        yield f"topic {understood.topic}, not {expected.topic}  {understood.scores}"
    if not outcome.program:
        yield f"program {understood.program}/{understood.flow}, not {expected.program}/{expected.flow}"
    if outcome.wrong:
        yield "wrong " + ", ".join(f"{name}={value}" for name, value in outcome.wrong)
    if outcome.missing:
        yield "missing " + ", ".join(f"{name}={value}" for name, value in outcome.missing)


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--failures", action="store_true", help="also what fails in the development half")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    halves = both_halves()
    sums = {name: totals(outcomes) for name, outcomes in halves.items()}
    if given.json:
        print(json.dumps({name: _plain(one) for name, one in sums.items()}, ensure_ascii=False, indent=2))
        return
    if given.failures:
        print("\n".join(_failures(halves["development"])), end="\n\n")
    print(
        f"{'':<12}{'number':>8}"
        + "".join(f"{name:>11}" for name in ("topic", "program", "region", "precision", "recall"))
    )
    for name, one in sums.items():
        shares = (one.topic, one.program, one.region, one.precision, one.recall)
        print(f"{name:<12}{one.number:>8}" + "".join(f"{share:>11.1%}" for share in shares))
    aims = (AIMS["topic"], AIMS["program"], None, AIMS["precision"], AIMS["recall"])
    print(f"{'aim':<12}{'':>8}" + "".join(f"{'' if aim is None else format(aim, '.0%'):>11}" for aim in aims))
    for name, one in sums.items():
        print(f"worst topics, {name}: " + ", ".join(f"{topic} {good}/{of}" for topic, good, of in one.topics))


def _plain(one: Totals) -> dict[str, Any]:
    return {key: getattr(one, key) for key in Totals.__slots__}


if __name__ == "__main__":
    _main()
