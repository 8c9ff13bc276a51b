"""Made-up notices for what no loaded notice says: written to a folder, loaded as any other file is."""

from datetime import date
from pathlib import Path
from typing import Any

from assistant.policies.loading import load_policies
from assistant.rules.explain import Decision, explain
from assistant.rules.plan import Plan

PROGRAM = "stabilization_refund"
AS_OF = date(2026, 3, 2)
HEADER = """
id = "made-up"
title = { zh = "虚构", en = "Made up" }
region = "450000"
region_label = { zh = "广西", en = "Guangxi" }
issued = 2026-01-05
issuers = ["虚构"]
year = 2026
"""
TERM = '[program.stabilization_refund]\nterm = { section = "1" }\n'
PERCENT = "percent = { large = 30, medium = 60, small = 60, micro = 60 }"


def made_up(folder: Path, *parts: str, term: str = TERM) -> Plan:
    """The plan of a notice with these parts: ``condition: …`` or ``figure: …``, then its keys."""
    lines = [HEADER, term]
    for part in parts:
        kind, _, keys = part.partition(":")
        lines.append(f'[[program.stabilization_refund.{kind}]]\nsection = "1"\n{keys.strip()}\n')
    (folder / "made-up.toml").write_text("\n".join(lines), "utf-8")
    return load_policies(folder).plan_for("made-up", PROGRAM, AS_OF)


def refund(extra: str = "", percent: str = PERCENT) -> str:
    """A figure with a fixed rate and no dispatch split, and further keys."""
    split = "" if "dispatch" in extra else 'dispatch = "not_stated"\n'
    fixed = "" if "fixed" in extra else "fixed = true\n"
    return f'figure: use = "refund"\nid = "refund_fen"\n{percent}\n{split}{fixed}{extra}'


def decided(plan: Plan, **facts: Any) -> Decision:
    """The decision on these facts."""
    return explain(plan, facts)


def amount(plan: Plan, **facts: Any) -> int | None:
    """The refund in fen, None while unknown."""
    line = decided(plan, **facts).amount
    assert line is not None
    return line.value


def result(plan: Plan, condition: str, **facts: Any) -> str:
    """One condition's result."""
    return next(line.result for line in decided(plan, **facts).conditions if line.id == condition)
