"""What the desk counts beyond the answers: that a caller hesitated at a question, or asked why it is asked. Never who."""

from typing import Literal

from assistant.interview.cases import Case
from assistant.site.application import cases


def count(kind: Literal["hesitated", "why"], case: Case, fact: str | None = None) -> None:
    """Count it for the question of ``fact``; by default for the one that is next, if any is."""
    upcoming = case.interview.next_question()
    name = fact or (upcoming.fact.name if upcoming else None)
    if name is not None and name in case.flow.order:
        cases("desk").count(kind, case, name)
