"""The firm's own interview: it begins with the bureau's facts, and what it comes to may be replied to the bureau."""

from assistant.campaigns.firm_page.findings import Findings, first_answers, prefilled
from assistant.interview.cases import Case, Cases
from assistant.interview.stored import from_json
from assistant.storage.interviews import Interview as Stored


def begin(cases: Cases, found: Findings) -> Case:
    """Store a new one, under the campaign's notice and day."""
    flow, campaign = found.interview.flow, found.campaign
    answers = from_json(flow.program, first_answers(found))
    return cases.begin(
        flow, campaign.region, campaign.as_of, campaign.notice, answers, prefilled=prefilled(found)
    )  # fmt: skip


def belongs(stored: Stored, found: Findings) -> bool:
    """Whether an interview is held by the same questions, notice and day, so that its result may stand beside the bureau's."""
    campaign = found.campaign
    held = (stored.flow, stored.notice, stored.as_of)
    return held == (found.interview.flow.id, campaign.notice, campaign.as_of)
