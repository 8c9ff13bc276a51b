"""Worked cases from ``tests/cases/<notice>/<program>.toml``: strict about every key, so that a slip fails."""

import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.interview.facts_json import read_facts
from assistant.policies import shipped_policies
from assistant.rules.plan import Plan
from assistant.rules.registry import PROGRAMS

FOLDER = Path(__file__).parent
Verdict = Literal["eligible", "ineligible", "undetermined", "manual_review"]
Result = Literal["met", "not_met", "unknown", "review"]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Expect(Strict):
    """What must come out; what is not named is not checked."""

    verdict: Verdict
    notice: str | None = None  # which notice the region must lead to (default: the folder's)
    amount_fen: int | Literal["unknown"] | None = None
    conditions: dict[str, Result] = {}
    figures: dict[str, int | Literal["unknown"]] = {}
    alternatives_fen: list[int] | None = None
    at_most_fen: int | None = None
    readings_fen: list[int] | None = None
    missing: list[str] | None = None
    caveats: list[str] = []


class WorkedCase(Strict):
    """One case: facts in the units of the program's facts, dates as TOML dates."""

    name: str = Field(min_length=1)
    entries: list[str] = []
    region: str | None = None
    notice: str | None = None
    as_of: date
    facts: dict[str, Any] = {}
    expect: Expect
    folder: str = ""
    program: str = ""

    @model_validator(mode="after")
    def _one_way_to_the_notice(self) -> "WorkedCase":
        if (self.region is None) == (self.notice is None):
            raise ValueError("name either region or notice")
        return self

    @property
    def id(self) -> str:
        return f"{self.folder}/{self.program}: {self.name}"

    def plan(self) -> Plan:
        policies = shipped_policies()
        if self.notice is not None:
            return policies.plan_for(self.notice, self.program, self.as_of)
        return policies.plan(self.program, self.region or "", self.as_of)

    def answers(self) -> dict[str, Any]:
        return read_facts(PROGRAMS[self.program], self.facts)


class CaseFile(Strict):
    case: list[WorkedCase]


@lru_cache(maxsize=1)
def worked_cases() -> tuple[WorkedCase, ...]:
    """Every worked case. The folder names the notice, the file the program."""
    found = []
    for path in sorted(FOLDER.glob("*/*.toml")):
        cases = CaseFile.model_validate(tomllib.loads(path.read_text("utf-8"))).case
        found += [case.model_copy(update={"folder": path.parent.name, "program": path.stem}) for case in cases]
    return tuple(found)
