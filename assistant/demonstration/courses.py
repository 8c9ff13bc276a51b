"""How people got on with the questions in the demonstration's last days: counted as real interviews are, at every door."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from random import Random
from typing import Any, Final

from assistant.demonstration.callers import PERSONS, Person
from assistant.interview.cases import plan_for
from assistant.interview.counting import Channel, Step, steps
from assistant.interview.engine import UNSURE, Interview
from assistant.interview.flows import Flow
from assistant.policies import Policies
from assistant.storage.hotline.tallies import Tally

A_DAY: Final = 14  # interviews begun
_DOORS: Final[Mapping[Channel, int]] = {"page": 40, "chat": 25, "desk": 20, "sms": 10, "wechat": 5}
_LEAVES: Final[Mapping[Channel, float]] = {"page": 0.04, "chat": 0.05, "desk": 0.02, "sms": 0.1, "wechat": 0.06}
_NOT_SURE: Final = 0.04
_HESITATES: Final = 0.12  # aloud: on the telephone
_ASKS_WHY: Final = 0.04

Course = list[list[Step]]  # what each answer counts for, the beginning first


def courses(policies: Policies, flows: Mapping[str, Flow], today: date) -> list[tuple[Person, Course]]:
    """Each person's way through the questions, from the beginning to the result."""
    return [(person, list(_course(person, policies, flows[person.flow], today))) for person in PERSONS]


def _course(person: Person, policies: Policies, flow: Flow, today: date) -> Iterator[list[Step]]:
    plan = plan_for(policies, flow, person.region, person.as_of or today, None)
    answers: dict[str, Any] = {}
    before: Interview | None = None
    finished = False
    while True:
        after = Interview(flow, plan, answers)
        found, finished = steps(before, after, finished=finished)
        yield found
        question = after.next_question()
        if question is None:
            return
        before = after
        answers = {**answers, question.fact.name: person.facts.get(question.fact.name, UNSURE)}


def of_day(day: date, known: Sequence[tuple[Person, Course]]) -> list[Tally]:
    """What is counted on one day; the same at every start."""
    random = Random(f"{day}")
    found: list[Tally] = []
    for _ in range(A_DAY if day.weekday() < 5 else A_DAY // 3):
        person, course = random.choice(known)
        (door,) = random.choices(list(_DOORS), list(_DOORS.values()))
        found += [Tally(day, person.region, door, person.flow, *step) for step in _went(course, door, random)]
    return found


def _went(course: Course, door: Channel, random: Random) -> Iterator[Step]:
    """The steps until the person went away, or to the end."""
    for batch in course:
        for kind, name in batch:
            unsure = kind == "answered" and random.random() < _NOT_SURE
            yield ("unsure" if unsure else kind), name
            if kind == "asked" and door == "desk" and random.random() < _HESITATES:
                yield "hesitated", name
            if kind == "asked" and door != "page" and random.random() < _ASKS_WHY:
                yield "why", name
        if random.random() < _LEAVES[door]:
            return
