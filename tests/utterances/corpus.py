"""The corpus: what people say, with what an attentive hotline agent would write down (in files beside this one).

``python -m tests.utterances.corpus`` says what is wrong with an annotation, and how much there is of what.
"""

import hashlib
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from assistant.rules import contribution_rate, skill_subsidy, stabilization_refund, unemployment_benefit
from assistant.rules.facts import Fact, by_name
from assistant.rules.topics import TOPICS

AS_OF = date(2024, 11, 20)  # "today" and the day asked about, for every utterance
HERE = Path(__file__).parent
FILES = tuple(sorted(path.stem for path in HERE.glob("*.toml")))
PROGRAMS = {
    module.facts.NAME: by_name(module.facts.FACTS)
    for module in (skill_subsidy, stabilization_refund, unemployment_benefit, contribution_rate)
}
FLOWS = ("dispatch_refund",)

Half = Literal["development", "held-out"]


@dataclass(frozen=True, slots=True)
class Utterance:
    """One message and what is to be understood of it; ``file`` is the name of the file it stands in, without ending.

    ``doubts`` names facts to be asked back, not taken. ``asked`` is the fact just asked, which the message answers.
    Several trades in one ``occupation`` are parted by 、.
    """

    text: str
    topic: str
    file: str
    program: str | None = None
    flow: str | None = None
    asked: str | None = None
    region: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    occupation: str | None = None
    subject: str | None = None


def load() -> list[Utterance]:
    """Every utterance of every file, in the order in which they stand there."""
    return [
        Utterance(file=name, doubts=tuple(row.pop("doubts", ())), **row)
        for name in FILES
        for row in tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))["utterance"]
    ]


def half(text: str) -> Half:
    """The half that ``text`` belongs to, fixed by its hash: the held-out one is never looked at while tuning."""
    return "held-out" if hashlib.sha256(text.encode()).digest()[0] % 2 else "development"


def problems(utterances: list[Utterance]) -> list[str]:
    """What is wrong with the annotation: each problem as a line, with the text concerned."""
    found = [f"twice: {text}" for text, times in Counter(u.text for u in utterances).items() if times > 1]
    return found + [f"{problem}: {u.text}" for u in utterances for problem in _problems(u)]


def _problems(utterance: Utterance) -> Iterator[str]:
    topic = TOPICS.get(utterance.topic)
    if topic is None:
        yield f"no topic {utterance.topic}"
    elif utterance.program and topic.programs and utterance.program not in topic.programs:
        yield f"topic {topic.id} is not one of {utterance.program}"
    if utterance.program is not None and utterance.program not in PROGRAMS:
        yield f"no program {utterance.program}"
    if utterance.flow is not None and utterance.flow not in FLOWS:
        yield f"no flow {utterance.flow}"
    if utterance.region is not None and not (len(utterance.region) == 6 and utterance.region.isdigit()):
        yield f"no region {utterance.region}"
    facts = PROGRAMS.get(utterance.program or "", {})
    for name in {*utterance.facts, *utterance.doubts, *((utterance.asked,) if utterance.asked else ())} - set(facts):
        yield f"no fact {name} in {utterance.program}"
    for name in set(utterance.facts) & set(utterance.doubts):
        yield f"{name} both taken and doubted"
    for name, value in utterance.facts.items():
        if name in facts and (problem := _value_problem(facts[name], value)):
            yield f"{name}: {problem}"


def _value_problem(fact: Fact, value: Any) -> str | None:
    if fact.kind == "month" and isinstance(value, date) and value.day != 1:
        return "a month is its first day"
    return fact.problem(value)


def _main() -> int:
    utterances = load()
    for problem in (found := problems(utterances)):
        print(problem)
    halves = Counter(half(u.text) for u in utterances)
    print(len(utterances), dict(halves), dict(Counter(u.file for u in utterances)))
    print("topics", dict(Counter(u.topic for u in utterances).most_common()))
    print("facts", dict(Counter(name for u in utterances for name in u.facts).most_common()))
    print("doubts", dict(Counter(name for u in utterances for name in u.doubts).most_common()))
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(_main())
