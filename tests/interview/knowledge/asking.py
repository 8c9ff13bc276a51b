"""Asking questions of the notices that ship, for tests of the answers."""

from collections.abc import Iterable
from datetime import date

from assistant.interview.knowledge import Answer, Line, answer
from assistant.policies import shipped_policies

TODAY = date(2026, 11, 21)
# Inside the term of each notice of 2024, of 2025 and of 2018.
IN_2024, IN_2025, IN_2019 = date(2024, 9, 2), date(2025, 9, 1), date(2019, 9, 2)


def ask(
    topic: str,
    program: str | None = None,
    region: str | None = None,
    as_of: date = TODAY,
    language: str = "zh_Hans_CN",
    **more: str,
) -> Answer:
    """The answer by the notices that ship, on the day for which these tests are written."""
    return answer(topic, program, shipped_policies(), region, as_of, TODAY, language, **more)


def every_line(found: Answer) -> tuple[Line, ...]:
    """Lines and what there was no room for."""
    return (*found.lines, *found.more)


def text_of(lines: Iterable[Line]) -> str:
    """All sentences, one below the other."""
    return "\n".join(line.text for line in lines)


def clauses_of(found: Answer) -> set[str]:
    """The clauses cited, in short."""
    return {clause.short for line in every_line(found) for clause in line.cites}
