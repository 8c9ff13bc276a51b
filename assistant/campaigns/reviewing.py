"""核定: what a reviewer sees of a firm, which amounts may be decided, and who may sign."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from assistant.interview.decision_json import describe_ways
from assistant.interview.documents import section, short_citation
from assistant.interview.engine import UNSURE, Interview, flows_of
from assistant.interview.flows import Flow
from assistant.interview.marks import joined, pair
from assistant.interview.prefilled import rest_unsure
from assistant.interview.stored import from_json
from assistant.interview.wording import CHINESE, say, translate
from assistant.rules.explain import Decision, explain
from assistant.rules.facts import N_, by_name
from assistant.rules.plan import Citation, Plan
from assistant.rules.reading import OPEN as OPEN_PREFIX
from assistant.rules.registry import OPEN_POINTS
from assistant.storage.paying.reviews import PAY, REFUSE, Review, Reviews

# Where a review came from, when not from a condition.
OBJECTION: Final = "reply:objected"
APPLICATION: Final = "reply:applied"
PUBLICATION: Final = "publication:upheld"
AMOUNT: Final = "amount"

BY_DATA = N_("按现有数据")
BY_FIRM = N_("按单位填报的情况")
ORIGINS: Final[Mapping[str, str]] = {
    OBJECTION: N_("单位提出异议，经受理"),
    APPLICATION: N_("劳务派遣单位自己申请"),
    PUBLICATION: N_("公示期内的异议成立"),
    AMOUNT: N_("金额还算不出来，或有几种可能"),
}


class ImpossibleAmount(ValueError):
    """The amount is none of those that the rules can come to for this firm."""


@dataclass(frozen=True, slots=True)
class Possible:
    """An amount in fen that the rules can come to, and under which reading or assumption, in words."""

    amount_fen: int
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amounts:
    """The amounts that may be decided: those listed, or any up to ``at_most`` (fen) where the notice has a ceiling only."""

    listed: tuple[Possible, ...]
    at_most: int | None = None

    def __bool__(self) -> bool:
        return bool(self.listed) or self.at_most is not None

    def allows(self, amount_fen: int) -> bool:
        """Return whether the amount may be decided."""
        if any(possible.amount_fen == amount_fen for possible in self.listed):
            return amount_fen > 0
        return self.at_most is not None and 0 < amount_fen <= self.at_most


def possible_amounts(decisions: Sequence[tuple[str, Decision]], language: str = CHINESE) -> Amounts:
    """Return the amounts of some decisions on the same firm, each with what it is based on (Chinese msgid)."""
    found: dict[int, dict[str, None]] = {}
    ceilings = []
    for basis, decision in decisions:
        if decision.verdict == "ineligible" or decision.amount is None:
            continue
        for fen, way in _amounts(decision, language):
            label = translate(basis, language)
            told = pair(label, way, language) if way else label
            found.setdefault(fen, {})[told] = None
        if decision.amount.value is None and decision.amount.at_most is not None:
            ceilings.append(decision.amount.at_most)
    listed = tuple(Possible(fen, tuple(ways)) for fen, ways in sorted(found.items()) if fen > 0)
    return Amounts(listed, max(ceilings, default=None))


def _amounts(decision: Decision, language: str) -> list[tuple[int, str]]:
    line = decision.amount
    assert line is not None
    if line.readings:
        return [(fen, say(label, language)) for label, fen in line.readings]
    if line.value is not None:
        return [(line.value, "")]
    facts = by_name(decision.plan.program.facts)
    return [(a.amount, joined(describe_ways(a, facts, language), language)) for a in decision.alternatives]


class Explained(Interview):
    """An interview in which every fact counts, also those that no question of the flow asks for."""

    def facts(self) -> dict[str, Any]:
        """Everything that is known."""
        known = {name: value for name, value in self.answers.items() if value is not UNSURE}
        return {**self.flow.given, **known}


def explained(flows: Mapping[str, Flow], plan: Plan, facts: Mapping[str, Any]) -> Interview:
    """Return a decision on a firm's facts as an interview, from which its report can be made."""
    fitting = [
        flow
        for flow in flows_of(plan.program.name, flows)
        if all(facts.get(name) == value for name, value in flow.given.items())
    ]
    flow = max(fitting, key=lambda flow: len(flow.given))
    return Explained(flow, plan, rest_unsure(Explained(flow, plan, facts)).answers)


def known_facts(plan: Plan, stored: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return facts as they are kept with a firm or a reply, without those that nobody knows."""
    found = from_json(plan.program, stored or {})
    return {name: value for name, value in found.items() if value is not UNSURE}


def decisions_on(plan: Plan, facts: Mapping[str, Any], said: Mapping[str, Any] | None) -> list[tuple[str, Decision]]:
    """Return the decision by the bureau's facts and, where the firm said something else, the one by those."""
    found = [(BY_DATA, explain(plan, facts))]
    if said:
        found.append((BY_FIRM, explain(plan, {**facts, **said})))
    return found


def decide(
    reviews: Reviews,
    review: Review,
    amounts: Amounts,
    *,
    decision: str,
    amount_fen: int | None,
    note: str,
    by: int,
    at: datetime,
) -> Review:
    """Decide an open review and return it as stored.

    Raises ``ImpossibleAmount`` for a payment that no rule comes to, ``Conflict`` if the review changed meanwhile.
    """
    if decision not in (PAY, REFUSE) or not note.strip():
        raise ValueError("a decision is pay or refuse, and says why")
    if decision == PAY and (amount_fen is None or not amounts.allows(amount_fen)):
        raise ImpossibleAmount
    return reviews.decide(review, decision, amount_fen, note.strip(), by, at)


def reason_text(plan: Plan, reason: str, language: str = CHINESE) -> tuple[str, str]:
    """Return why a person must look, in words, and by which clause ('' where it is none)."""
    if reason in ORIGINS:
        return translate(ORIGINS[reason], language), ""
    if reason.startswith(OPEN_PREFIX):
        point = OPEN_POINTS.get(reason.removeprefix(OPEN_PREFIX))
        return (say(point.text, language) if point else reason), ""
    lines = {line.id: line for line in explain(plan, {}).conditions}
    if reason not in lines:
        return reason, ""
    line = lines[reason]
    return say(line.text, language), where(plan, line.citation, language)


def where(plan: Plan, citation: Citation, language: str = CHINESE) -> str:
    """Return a clause: of the plan's own notice the section alone, since every page names the notice."""
    if citation.notice == plan.notice.id:
        return section(citation.section, language)
    return short_citation(plan, citation, language)
