"""The agent's own calls that ended, each with what it left to do and what became of that."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from assistant.hotline.at_hand import calls, tasks
from assistant.hotline.handing_on import today
from assistant.hotline.outcomes import CALLBACK_RESULTS, ESCALATION_RESULTS, OUTCOMES
from assistant.rules.registry import PROGRAMS
from assistant.rules.topics import TOPICS
from assistant.site.speaking import say
from assistant.staff.access import current
from assistant.storage.hotline.calls import Call
from assistant.storage.hotline.tasks import ESCALATION, OPEN, Task

SHOWN = 10


@dataclass(frozen=True, slots=True)
class LeftToDo:
    """A task as its agent sees it; ``result`` in words (empty: it waits still), ``answer``: what the operators said."""

    kind: str
    due_on: date
    waits: bool
    overdue: bool
    result: str
    answer: str


@dataclass(frozen=True, slots=True)
class EndedCall:
    """A call as the list shows it: nothing of the caller."""

    number: int
    ended_at: datetime | None
    program: str
    topic: str
    outcome: str
    left: tuple[LeftToDo, ...]


def own_ended_calls() -> list[EndedCall]:
    """Return the signed-in agent's last calls; for templates: ``desk_own_calls()``."""
    ended = calls().ended_of(current().id, SHOWN)
    left: dict[int, list[Task]] = defaultdict(list)
    for task in tasks().of_calls(*(call.id for call in ended)):
        left[task.call].append(task)
    return [_ended(call, left[call.id]) for call in ended]


def topic_words(topic: str | None) -> str:
    """A topic's label; empty for none."""
    return say(TOPICS[topic].label) if topic in TOPICS else ""


def program_words(program: str | None) -> str:
    """A program's label; empty for none."""
    return say(PROGRAMS[program].label) if program in PROGRAMS else ""


def _ended(call: Call, left: list[Task]) -> EndedCall:
    outcome = say(OUTCOMES.get(call.outcome or "", ""))
    shown = tuple(_left(task) for task in left)
    return EndedCall(call.id, call.ended_at, program_words(call.program), topic_words(call.topic), outcome, shown)


def _left(task: Task) -> LeftToDo:
    labels = ESCALATION_RESULTS if task.kind == ESCALATION else CALLBACK_RESULTS
    result = say(labels.get(task.result or "", ""))
    return LeftToDo(
        task.kind, task.due_on, task.state == OPEN, task.due_on < today(), result, task.content.get("answer", "")
    )
