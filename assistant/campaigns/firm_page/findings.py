"""What the bureau found about one firm, as the firm may see it; and its reply to that, as an interview of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assistant.campaigns import tracks
from assistant.campaigns.calendar import beijing_day
from assistant.campaigns.duties import duty
from assistant.campaigns.screening import interview as bureaus_interview
from assistant.campaigns.terms import Terms
from assistant.interview.engine import Interview
from assistant.interview.flows import Flow
from assistant.interview.prefilled import rest_unsure
from assistant.interview.stored import from_json, to_json
from assistant.policies import Policies
from assistant.rules.stabilization_refund.facts import SIZES
from assistant.storage.campaigns import Campaign
from assistant.storage.firms import Firm

_TAKES_REPLIES = ("approved", "paused")  # 已复核; pausing stops messages, not replies


@dataclass(frozen=True, slots=True)
class AccountRule:
    """Where the money goes when a firm has no account of its own: stated for some size classes only (register A50).

    ``serves``: this firm is of one of them, as far as its class is known; ``clause``: where that stands.
    """

    serves: bool
    clause: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found about one firm."""

    campaign: Campaign
    firm: Firm
    terms: Terms
    interview: Interview  # the bureau's facts; what they do not say is "not sure"

    @property
    def invited(self) -> bool:
        """Whether the firm must apply by itself, with the split (劳务派遣单位)."""
        return self.firm.track == tracks.INVITATION

    @property
    def may_confirm(self) -> bool:
        """Whether there is an amount to agree with: only what is paid without a person's decision."""
        return self.firm.track == tracks.AUTOMATIC

    def open_on(self, at: datetime) -> bool:
        """Whether a reply is still taken: until the end of the last day in Beijing, unless the campaign is over."""
        return self.campaign.state in _TAKES_REPLIES and beijing_day(at) <= self.terms.reply_until

    def account_rule(self, policies: Policies, language: str) -> AccountRule | None:
        """What the campaign's notice says on firms without a corporate account; None where it says nothing."""
        stated = duty(policies, self.campaign, "tax_account")
        if stated is None or stated.tax_account is None:
            return None
        return AccountRule(
            self.firm.facts.get("size_class") in stated.tax_account.size_classes, stated.clause(language)
        )

    @property
    def size_label(self) -> str:
        """The size class on file, as a Chinese msgid; empty where there is none."""
        found = self.firm.facts.get("size_class")
        return next((choice.label for choice in SIZES if choice.value == found), "")


def findings(policies: Policies, flows: Mapping[str, Flow], campaign: Campaign, firm: Firm) -> Findings:
    """Return what was found. Raises KeyError when the campaign's notice is no longer held."""
    interview = bureaus_interview(policies, flows, campaign, firm)
    return Findings(campaign, firm, Terms.of(campaign), rest_unsure(interview))


def prefilled(found: Findings) -> dict[str, Any]:
    """Return the bureau's facts as an interview keeps them: those that the questions ask for."""
    known = from_json(found.interview.flow.program, found.firm.facts)
    return to_json({name: value for name, value in known.items() if name in found.interview.flow.order})


def first_answers(found: Findings) -> dict[str, Any]:
    """Return the answers with which the firm's own interview begins, as it is stored.

    A firm that objects sees every question answered at once, and changes what is wrong: what the bureau does not know
    starts as "not sure". A dispatch agency is asked what nobody but it can know.
    """
    if found.invited:
        return {}
    return to_json(found.interview.answers)
