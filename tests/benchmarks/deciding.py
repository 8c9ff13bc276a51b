"""How long one case takes: ``decide`` (verdict, conditions, figures, needs) and ``explain`` (everything a page shows).

Run by ``make bench``. The cases are the worked ones of ``tests/cases``, and the same with half of their facts unknown.
"""

import time
from collections.abc import Callable, Sequence
from typing import Any

from assistant.rules.decide import decide
from assistant.rules.explain import explain
from assistant.rules.plan import Plan
from tests.benchmarks.report import publish
from tests.cases.loading import worked_cases

ROUNDS = 7
LEAST_SECONDS = 0.2

Case = tuple[Plan, dict[str, Any]]


def microseconds(work: Callable[[Plan, dict[str, Any]], object], cases: Sequence[Case]) -> float:
    """The shortest mean time for one case over some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        done, start = 0, time.perf_counter()
        while (passed := time.perf_counter() - start) < LEAST_SECONDS:
            for plan, facts in cases:
                work(plan, facts)
            done += len(cases)
        best = min(best, passed / done)
    return best * 1e6


def main() -> None:
    """Measure every program of every notice that has worked cases."""
    groups: dict[tuple[str, str], list[Case]] = {}
    for case in worked_cases():
        if case.folder != "start":
            groups.setdefault((case.folder, case.program), []).append((case.plan(), case.answers()))
    rows = []
    for (notice, program), cases in sorted(groups.items()):
        halves = [(plan, dict(list(facts.items())[::2])) for plan, facts in cases]
        times = [microseconds(decide, cases), microseconds(decide, halves), microseconds(explain, cases)]
        rows.append([notice, program, str(len(cases)), *(f"{t:.0f}" for t in times)])
    publish("deciding", ["notice", "program", "cases", "decide, µs", "decide, half unknown, µs", "explain, µs"], rows)


if __name__ == "__main__":
    main()
