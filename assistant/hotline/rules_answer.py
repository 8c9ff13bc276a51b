"""A caller's question on the rules, answered beside: from what is held, with its clauses, or that it is silent."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.hotline.content import Said
from assistant.interview.knowledge import Answer, NextStep, answer
from assistant.policies import Policies
from assistant.rules.topics import TOPICS

_CALL: Final = "tel:"  # to call the hotline is no advice to who did
_STEPS: Final = 2  # there is no room for more beside a question


@dataclass(frozen=True, slots=True)
class RulesAnswer:
    """``label``: the topic, as a msgid; ``steps``: what the caller can do next."""

    label: str
    answer: Answer
    steps: tuple[NextStep, ...]


def rules_answer(said: Said, policies: Policies, today: date, language: str) -> RulesAnswer | None:
    """The answer to what was asked; None where nothing was."""
    topic = TOPICS.get(said.topic)
    if topic is None:
        return None
    day = said.day or today
    found = answer(topic.id, said.about, policies, said.place, day, today, language, subject=said.subject)
    steps = tuple(step for step in found.next_steps if not step.address.startswith(_CALL))
    return RulesAnswer(topic.label, found, steps[:_STEPS])
