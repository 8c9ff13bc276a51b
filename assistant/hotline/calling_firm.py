"""The firm of the call at hand, with all that is known of its matter: what was sent, opened, replied, published, paid."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Final

from flask import abort

from assistant.campaigns.firm_page import own
from assistant.campaigns.firm_page.findings import Findings, findings, prefilled
from assistant.campaigns.paying import standing
from assistant.campaigns.terms import Terms
from assistant.hotline.at_hand import AtHand, at_hand
from assistant.interview.cases import Case
from assistant.site.application import engine, flows, policies, settings
from assistant.staff.access import current
from assistant.staff.stores import now
from assistant.storage.campaigns import Campaign, Campaigns
from assistant.storage.firm_page.progress import Progress, progress
from assistant.storage.firm_page.replies import Replies, Reply
from assistant.storage.firms import Firm, Firms
from assistant.storage.hotline.callers import Callers, Sent
from assistant.storage.paying.payments import Candidate, Payments

MOST_TRIES: Final = 5
_DECIDED: Final = ("approved", "paused", "closed")


@dataclass(frozen=True)
class CallingFirm:
    """The firm of an open call. What is read of it, is read when it is wanted."""

    at: AtHand
    firm: Firm
    campaign: Campaign

    @property
    def verified(self) -> bool:
        """Whether the caller named the last six of the firm's credit code."""
        return self.at.content.verified

    @property
    def tries_left(self) -> int:
        """How often the caller may still try."""
        return max(0, MOST_TRIES - self.at.content.tries)

    @property
    def decided(self) -> bool:
        """Whether what was found was approved by a second person: nothing else is told to anybody."""
        return self.campaign.state in _DECIDED

    @cached_property
    def terms(self) -> Terms:
        """What the campaign's operator settled."""
        return Terms.of(self.campaign)

    @cached_property
    def found(self) -> Findings:
        """What the bureau found."""
        return findings(policies(), flows(), self.campaign, self.firm)

    @cached_property
    def sent(self) -> list[Sent]:
        """The messages to it."""
        return Callers(engine()).sent_to(self.firm.id)

    @cached_property
    def opened_at(self) -> datetime | None:
        """When its page was first opened."""
        return Callers(engine()).opened_at(self.firm.id)

    @cached_property
    def reply(self) -> Reply | None:
        """What it replied."""
        return replies().of_firm(self.firm.id)

    @property
    def replied_meanwhile(self) -> bool:
        """Whether it replied since it called: then its receipt code may still be read aloud."""
        return self.reply is not None and self.reply.created_at >= self.at.call.began_at

    @cached_property
    def progress(self) -> Progress:
        """公示 and payment."""
        return progress(engine(), self.firm.id)

    @cached_property
    def candidate(self) -> Candidate | None:
        """What stands against paying it; None where payment does not come to it."""
        return Payments(engine()).of_firm(standing(self.campaign, now()), self.firm.id)

    @property
    def own(self) -> Case | None:
        """The call's interview, where it is the one that began with this firm's facts."""
        case = self.at.case
        if case is None or not own.belongs(case.stored, self.found):
            return None
        return case if case.stored.prefilled == prefilled(self.found) else None

    @property
    def may_reply(self) -> bool:
        """Whether an objection or application is still taken."""
        return self.decided and self.reply is None and self.found.open_on(now())

    def timeline(self) -> Iterator[tuple[str, date | datetime, str]]:
        """(what, when, more) of all that happened so far, in its order; see ``templates/hotline/firm.html``."""
        for one in self.sent:
            yield "message", one.finished_at or one.accepted_at or one.created_at, one.state
        if self.opened_at:
            yield "opened", self.opened_at, ""
        if self.reply:
            yield "replied", self.reply.created_at, self.reply.kind
        if self.reply and self.reply.handled_at:
            yield "handled", self.reply.handled_at, self.reply.state
        if self.progress.public_from and self.progress.public_until:
            yield "published", self.progress.public_from, ""
        if self.progress.handed_over_at:
            yield "paid", self.progress.handed_over_at, ""


def replies() -> Replies:
    """Return the replies of the running application."""
    return Replies(engine(), settings().secret_key, now)


def calling_firm(number: int) -> CallingFirm:
    """Return the firm of the agent's open call; 404 where there is none, or none of the agent's region. Raises NotOpen."""
    at = at_hand(number)
    firm = Firms(engine()).get(at.call.firm) if at.call.firm else None
    campaign = Campaigns(engine()).get(firm.campaign, current().region) if firm else None
    if firm is None or campaign is None:
        abort(404)
    return CallingFirm(at, firm, campaign)
