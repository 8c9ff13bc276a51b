"""The worked cases, one test each, and how many there must be of them."""

import re
from collections import Counter
from pathlib import Path

import pytest

from assistant.rules.explain import Decision, explain
from assistant.rules.registry import PROGRAMS
from tests.cases.loading import WorkedCase, worked_cases

NOTICES = ("jiangxi-2024", "gansu-2024", "jilin-2024", "jilin-2018", "neimenggu-2025", "national-2024-40", "statute")
REGISTER = {f"A{number:02d}" for number in range(1, 56)}
TESTS = Path(__file__).parents[1]


@pytest.mark.parametrize("case", worked_cases(), ids=lambda case: case.id)
def test_worked_case(case: WorkedCase) -> None:
    decision = explain(case.plan(), case.answers())
    wanted, found = _expected(case), {}
    for key in wanted:
        found[key] = _found(key, decision, wanted[key])
    assert found == wanted


def _expected(case: WorkedCase) -> dict[str, object]:
    """What the case names, in the form in which it is compared."""
    expect = case.expect
    wanted: dict[str, object] = expect.model_dump(include=expect.model_fields_set)
    wanted["notice"] = expect.notice or (case.folder if case.region else case.notice)
    for key in ("missing", "caveats", "alternatives_fen", "readings_fen"):
        if key in wanted:
            wanted[key] = sorted(set(wanted[key]))  # type: ignore[call-overload]
    return wanted


def _found(key: str, decision: Decision, wanted: object) -> object:
    amount = decision.amount
    match key:
        case "notice":
            return decision.plan.notice.id
        case "verdict":
            return decision.verdict
        case "amount_fen":
            return _shown(amount.value) if amount else None
        case "at_most_fen":
            return amount.at_most if amount else None
        case "readings_fen":
            return sorted({value for _, value in amount.readings}) if amount else []
        case "alternatives_fen":
            return sorted({a.amount for a in decision.alternatives})
        case "conditions":
            results = {line.id: line.result for line in decision.conditions}
            return {name: results.get(name, "no such condition") for name in wanted}  # type: ignore[attr-defined]
        case "figures":
            values = {line.id: _shown(line.value) for line in decision.figures}
            return {name: values.get(name, "no such figure") for name in wanted}  # type: ignore[attr-defined]
        case "missing":
            return sorted(decision.missing)
        case "caveats":
            return sorted({c.entry for c in decision.caveats} & set(wanted))  # type: ignore[call-overload]
    raise AssertionError(f"nothing compares {key!r}")


def _shown(value: int | None) -> int | str:
    return "unknown" if value is None else value


def test_names_are_unique() -> None:
    twice = [name for name, times in Counter(case.id for case in worked_cases()).items() if times > 1]
    assert not twice


def test_there_are_enough_cases_for_every_notice_and_program() -> None:
    per_notice = Counter(case.folder for case in worked_cases())
    assert len(worked_cases()) >= 100
    assert {notice: per_notice[notice] for notice in NOTICES if per_notice[notice] < 12} == {}
    assert set(per_notice) <= {*NOTICES, "start"}, "cases in a folder that is no notice"
    assert set(PROGRAMS) - {case.program for case in worked_cases()} == set()


def test_cases_name_entries_of_the_register() -> None:
    assert {entry for case in worked_cases() for entry in (*case.entries, *case.expect.caveats)} <= REGISTER


def test_every_entry_of_the_register_is_tried_by_a_case_or_test() -> None:
    named: set[str] = set()
    for path in (*TESTS.rglob("*.py"), *TESTS.rglob("*.toml")):
        if path != Path(__file__):
            named.update(re.findall(r"\bA\d\d\b", path.read_text("utf-8")))
    assert REGISTER - named == set()
