"""The worked cases that a flow can be walked for, and what the pages decide on them: every other door has to decide the same."""

from assistant.interview.engine import UNSURE, Interview
from assistant.interview.flows import Flow, shipped_flows
from assistant.policies import shipped_policies
from assistant.policies.regions import NATIONAL
from assistant.rules.stabilization_refund.facts import AGENCY
from tests.cases.loading import WorkedCase, worked_cases

CASES = [case for case in worked_cases() if case.program in {flow.program.name for flow in shipped_flows().values()}]


def flow_of(case: WorkedCase) -> Flow:
    """The flow in which a person with these facts would be."""
    flows = [flow for flow in shipped_flows().values() if flow.program.name == case.program]
    agency = case.facts.get("organisation_type") == AGENCY
    return next((flow for flow in flows if agency and flow.given), flows[-1])


def region_of(case: WorkedCase) -> str:
    """The code of the region whose notices a person with these facts would be shown."""
    policies, notice = shipped_policies(), case.plan().notice.id
    return policies.region_code(case.region or (notice and policies.notices[notice].region) or NATIONAL)


def wanted(case: WorkedCase) -> Interview:
    """The same answers on the pages, "not sure" where the case has none."""
    interview = Interview(flow_of(case), case.plan(), case.answers())
    while (question := interview.next_question()) is not None:
        interview = interview.with_answer(question.fact.name, UNSURE)
    return interview
