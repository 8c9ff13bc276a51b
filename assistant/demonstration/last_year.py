"""Last year's campaign, made by the same code as this year's: something to compare with, and a payment list to look at.

Firms are paid once they stood in public for days, which nobody waits for who only wants to see how it works.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Final

from assistant.campaigns import importing, jobs, paying, publishing, screening
from assistant.campaigns.terms import Terms
from assistant.demonstration.accounts import OPERATOR_NAME, REGION, REVIEWER_NAME
from assistant.demonstration.files import write_workbook
from assistant.policies import Policies
from assistant.rules.stabilization_refund.facts import NAME as PROGRAM
from assistant.settings import Settings
from assistant.storage import Engine
from assistant.storage.campaigns import Campaign, Campaigns
from assistant.storage.jobs import Jobs
from assistant.storage.paying.payments import Payments
from assistant.storage.paying.publications import Publications
from assistant.storage.staffing.accounts import StaffAccounts

NOTICE: Final = "jiangxi-2024"
ROWS: Final = 5_000
TITLE: Final = "2023年度稳岗返还（演示）"
_AS_OF: Final = date(2023, 8, 15)
_CREATED: Final = datetime(2023, 8, 16, 1, tzinfo=UTC)
_APPROVED: Final = datetime(2023, 8, 25, 2, tzinfo=UTC)
_PUBLISHED: Final = datetime(2023, 10, 9, 2, tzinfo=UTC)
_PAID: Final = datetime(2023, 10, 23, 2, tzinfo=UTC)
_FINISHED: Final = datetime(2023, 12, 8, 3, tzinfo=UTC)
_OVER: Final = ("closed", "aborted")
_WORKER: Final = "demonstration"
_PAUSE: Final = 0.2  # seconds

log = logging.getLogger(__name__)


def prepare(engine: Engine, settings: Settings, policies: Policies, rows: int = ROWS) -> None:
    """Make the campaign unless it is there; takes seconds. One that a stop left half made is given up for a new one."""
    campaigns = Campaigns(engine)
    ours = [campaign for campaign in campaigns.all(REGION) if campaign.demonstration and campaign.title == TITLE]
    if any(campaign.state == "closed" for campaign in ours):
        return
    for campaign in ours:
        if campaign.state not in _OVER:
            campaigns.save(replace(campaign, state="aborted"))
    accounts = StaffAccounts(engine)
    operator, reviewer = accounts.named(OPERATOR_NAME), accounts.named(REVIEWER_NAME)
    if operator is None or reviewer is None:
        return
    campaign = begun(campaigns, operator.id)
    _wait(engine, settings, policies, lambda: _imported(engine, settings, campaign, operator.id, rows))
    _wait(engine, settings, policies, lambda: screening.start(engine, campaign.id))
    closed = _closed(campaigns, campaign.id, operator.id, reviewer.id)
    publishing.publish(Publications(engine), policies, closed, operator.id, _PUBLISHED)
    Payments(engine).export(paying.standing(closed, _PAID), operator.id, _PAID)


def begun(campaigns: Campaigns, operator: int) -> Campaign:
    """Store the campaign as a draft, before its file is there."""
    terms = Terms(
        signature="演示人社",
        office="演示市失业保险经办机构",
        address="演示市演示路1号",
        reply_until=date(2023, 9, 30),
    )
    return campaigns.create(
        title=TITLE,
        region=REGION,
        program=PROGRAM,
        notice=NOTICE,
        as_of=_AS_OF,
        settings=terms.stored(),
        demonstration=1,
        created_by=operator,
        created_at=_CREATED,
    )


def _imported(engine: Engine, settings: Settings, campaign: Campaign, by: int, rows: int) -> int:
    out = BytesIO()
    write_workbook(out, rows, "last")
    out.seek(0)
    received = importing.receive(engine, settings, campaign, "2023年度参保单位名单.xlsx", out, by)
    mapping = {heading.place: heading.suggested for heading in received.headings}
    return importing.start(engine, settings, campaign, received.import_id, mapping, received.sheet)


def _wait(engine: Engine, settings: Settings, policies: Policies, queue: Callable[[], int]) -> None:
    """Queue a job and see it done, by whichever worker comes first."""
    job = queue()
    while (found := Jobs(engine).get(job)) is not None and not found.over:
        if not jobs.run_one(engine, settings, policies, _WORKER):
            time.sleep(_PAUSE)
    if found is None or found.state != "done":
        raise RuntimeError(f"last year's campaign could not be made: {found.problem if found else 'no job'}")


def _closed(campaigns: Campaigns, key: int, operator: int, reviewer: int) -> Campaign:
    screened = campaigns.get(key)
    assert screened is not None
    finished = replace(
        screened,
        state="closed",
        submitted_by=operator,
        submitted_at=_CREATED,
        approved_by=reviewer,
        approved_at=_APPROVED,
        finished_at=_FINISHED,
    )
    return campaigns.save(finished)
