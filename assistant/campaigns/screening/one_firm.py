"""One firm of a campaign with the full explanation, and as an interview that begins with the bureau's facts."""

from collections.abc import Mapping

from assistant.interview.engine import Interview, flows_of
from assistant.interview.flows import Flow
from assistant.interview.stored import from_json
from assistant.policies import Policies
from assistant.rules.explain import Decision, explain
from assistant.rules.plan import Plan
from assistant.storage.campaigns import Campaign
from assistant.storage.firms import Firm


def plan_of(policies: Policies, campaign: Campaign) -> Plan:
    """Return the plan by which the campaign's firms are decided."""
    return policies.plan_for(campaign.notice, campaign.program, campaign.as_of)


def decision(policies: Policies, campaign: Campaign, firm: Firm) -> Decision:
    """Decide a firm by the facts that the bureau's file has, and explain it."""
    plan = plan_of(policies, campaign)
    return explain(plan, from_json(plan.program, firm.facts))


def interview(policies: Policies, flows: Mapping[str, Flow], campaign: Campaign, firm: Firm) -> Interview:
    """Return the guided questions with the bureau's facts as answers.

    A dispatch agency gets the flow that asks for its split. What the flow does not ask is left out of the answers.
    """
    plan = plan_of(policies, campaign)
    facts = from_json(plan.program, firm.facts)
    flow = _flow(flows, campaign.program, facts)
    return Interview(flow, plan, {name: value for name, value in facts.items() if name in flow.order})


def _flow(flows: Mapping[str, Flow], program: str, facts: Mapping[str, object]) -> Flow:
    """The flow whose given facts are the firm's own, else the one that takes none as given."""
    offered = flows_of(program, flows)
    fitting = [f for f in offered if f.given and all(facts.get(name) == value for name, value in f.given.items())]
    return fitting[0] if fitting else next(flow for flow in offered if not flow.given)
