"""What the tests of this folder share: a plain case, how a case comes out, and notices made for one test."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from assistant.policies import Policies, load_policies, shipped_policies
from assistant.rules.explain import Decision, explain
from assistant.rules.plan import Plan
from assistant.rules.skill_subsidy.facts import NAME

PLAIN: Mapping[str, Any] = {
    "employment_status": "enterprise_employee",
    "certificate_kind": "skill_level",
    "certificate_level": "four",
    "issued_on": date(2024, 3, 1),
    "insured_months_at_certificate": 60,
    "claimed_before": False,
    "training_subsidy": False,
    "higher_training_subsidy": "none",
    "urgent_occupation": False,
    "higher_certificate_held": "none",
    "certificate_outside_area": False,
    "same_assessor_in_bulk": False,
}
# Somebody who drew the subsidy before, though not in the last twelve months.
CLAIMED: Mapping[str, Any] = {
    "claimed_before": True,
    "same_level_claim": "none",
    "higher_level_claim": "none",
    "claims_last_12_months": 0,
}
DAYS = {
    "jiangxi-2024": date(2024, 8, 15),
    "gansu-2024": date(2024, 8, 15),
    "jilin-2024": date(2024, 8, 15),
    "neimenggu-2025": date(2025, 2, 17),
    "national-2024-40": date(2024, 8, 15),
}

HEADER = """
id = "made-up"
title = { zh = "试验文件", en = "Made-up notice" }
number = "试〔2030〕1号"
region = "110000"
region_label = { zh = "北京", en = "Beijing" }
issued = 2024-01-01
issuers = ["试验"]
year = 2030
[program.skill_subsidy]
term = { section = "一" }
"""


def shipped(notice: str, as_of: date | None = None) -> Plan:
    """A shipped notice's plan, as of a plain day of its term if no other is named."""
    return shipped_policies().plan_for(notice, NAME, as_of or DAYS[notice])


def decided(notice: str, as_of: date | None = None, **changes: Any) -> Decision:
    """A plain case with some changes (None: unknown) under a shipped notice."""
    return explain(shipped(notice, as_of), {k: v for k, v in {**PLAIN, **changes}.items() if v is not None})


def results(decision: Decision) -> dict[str, str]:
    """Each condition's result."""
    return {line.id: line.result for line in decision.conditions}


def made_up(folder: Path, body: str) -> Policies:
    """A notice that exists for one test only; ``body`` follows the program's head."""
    (folder / "notice.toml").write_text(HEADER + body, "utf-8")
    return load_policies(folder)


def made_up_plan(folder: Path, body: str, as_of: date = date(2025, 6, 3)) -> Plan:
    """That notice's plan."""
    return made_up(folder, body).plan_for("made-up", NAME, as_of)
