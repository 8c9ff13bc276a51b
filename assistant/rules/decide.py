"""Deciding one case: the fast core that pages, chat, text messages, hotline, command line and API share.

Verdicts and their order (design §2): ineligible beats undetermined beats manual_review beats eligible.
"ineligible" needs a known failing condition; whatever is unknown leaves the verdict undetermined.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from assistant.rules.facts import Implied
from assistant.rules.plan import Plan, When
from assistant.rules.reading import OPEN, CaseFacts, as_case, asked_names, compute, find, implied_facts
from assistant.rules.registry import Finding, NoSteps, Program, Steps
from assistant.rules.values import Case

Verdict = Literal["eligible", "ineligible", "undetermined", "manual_review"]
Result = Literal["met", "not_met", "unknown", "review"]


@dataclass(slots=True)
class Outcome:
    """What the rule says of one case. ``needs``: facts that can still change the answer, in the rule's order."""

    verdict: Verdict
    findings: list[Finding]
    figures: dict[str, Case]
    contested: bool
    needs: tuple[str, ...]
    open_points: tuple[str, ...]


@lru_cache(maxsize=64)
def _asked(program_name: str, program: Program) -> dict[str, tuple[str, ...]]:
    return asked_names(program)


@lru_cache(maxsize=64)
def _implied(program_name: str, program: Program) -> dict[str, tuple[Implied, ...]]:
    return implied_facts(program)


def case_facts(plan: Plan, answers: Mapping[str, Any]) -> CaseFacts:
    """The case's facts, with what follows from its lists filled in."""
    program = plan.program
    if program.derive is not None:
        answers = program.derive(answers)
    return CaseFacts(answers, _asked(program.name, program), _implied(program.name, program))


def decide(plan: Plan, answers: Mapping[str, Any]) -> Outcome:
    """Decide one case. ``answers``: fact name → value (see ``rules.facts``); absent or None means unknown."""
    facts = case_facts(plan, answers)
    at = plan.as_of.toordinal()
    findings = [find(part, facts, at) for part in plan.conditions]
    figures: dict[str, Case] = {}
    contested = False
    for part in plan.figures:
        figure = compute(part, facts, at, _SILENT)
        figures[part.id] = as_case(figure.value)
        if part.id == plan.program.amount:
            contested = as_case(figure.contested).v is True
    verdict = _verdict(plan, findings, figures, contested)
    needs = () if verdict == "ineligible" else _needs(plan, verdict, findings, figures, answers)
    asked = tuple(n for n in needs if not n.startswith(OPEN)) if needs else ()
    open_points = tuple(n for n in needs if n.startswith(OPEN)) if needs else ()
    return Outcome(verdict, findings, figures, contested, asked, open_points)


_SILENT: Steps = NoSteps()


def result_of(finding: Finding) -> Result:
    """One condition's result."""
    holds, certain = finding.holds, finding.certain
    if isinstance(holds, Case):
        holds = holds.v
    if isinstance(certain, Case):
        certain = certain.v
    if holds is False:
        return "not_met"
    if holds is None or certain is None:
        return "unknown"
    return "met" if certain else "review"


def _verdict(plan: Plan, findings: list[Finding], figures: Mapping[str, Case], contested: bool) -> Verdict:
    results = [result_of(finding) for finding in findings]
    if "not_met" in results:
        return "ineligible"
    amount = figures.get(plan.program.amount)
    if "unknown" in results or (amount is not None and amount.v is None and not contested):
        return "undetermined"
    return "manual_review" if "review" in results or contested else "eligible"


def _needs(
    plan: Plan,
    verdict: Verdict,
    findings: list[Finding],
    figures: Mapping[str, Case],
    answers: Mapping[str, Any],
) -> tuple[str, ...]:
    """Names still waited for: by conditions first, then the amount, other figures, and last the advice."""
    names: dict[str, None] = {}
    for finding in findings:
        for value in (finding.holds, finding.certain):
            if isinstance(value, Case) and value.v is None:
                names.update(dict.fromkeys(value.needs))
    unknown = [name for name, value in figures.items() if value.v is None]
    for name in sorted(unknown, key=lambda name: name != plan.program.amount):
        names.update(dict.fromkeys(figures[name].needs))
    asked = _asked(plan.program.name, plan.program)
    for when, waited_for in plan.guidance_parts:
        missing = [name for name in waited_for if answers.get(name) is None]
        if missing and not _ruled_out(when, answers, verdict, plan.over):
            for name in missing:
                names.update(dict.fromkeys(asked[name]))
    return tuple(names)


def _ruled_out(when: When, answers: Mapping[str, Any], verdict: Verdict, over: bool) -> bool:
    """Whether a piece of advice cannot be for this case, whatever its unknown facts turn out to be."""
    if (when.verdicts and verdict not in when.verdicts) or when.programme_over not in (None, over):
        return True
    return any(answers.get(name) is not None and answers[name] not in values for name, values in when.facts)
