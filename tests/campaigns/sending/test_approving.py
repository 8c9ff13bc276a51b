"""Approving writes the outbox: who gets a message, who does not, and who may approve."""

from collections.abc import Callable
from datetime import date

import pytest

from assistant.campaigns import sending
from assistant.campaigns.sending.hours import beijing_day
from assistant.storage import Engine
from assistant.storage.campaigns import Campaign
from assistant.storage.firms import Firms
from assistant.storage.interviews import Conflict
from assistant.storage.outbox.opt_outs import OptOuts
from tests.campaigns.sending import made

Approve = Callable[[Campaign], Campaign]


def test_each_firm_of_two_tracks_gets_the_message_of_its_track(engine: Engine, approve: Approve) -> None:
    campaign = made.submitted(engine, firms=3)
    made.add_firms(engine, campaign, range(11, 13), "invitation")
    made.add_firms(engine, campaign, range(21, 23), "review")
    made.add_firms(engine, campaign, range(31, 33), "none")
    approved = approve(campaign)
    assert (approved.state, approved.approved_by) == ("approved", made.APPROVER)
    progress = sending.progress(engine, campaign.id)
    assert progress.purposes == {"notice": 3, "invitation": 2, "reminder": 0}
    assert progress.states["queued"] == progress.total == 5


def test_a_firm_without_a_number_gets_none(engine: Engine, approve: Approve) -> None:
    campaign = made.submitted(engine, firms=1)
    Firms(engine).add([_row(engine, campaign) | {"credit_code": "X", "phone": None}])
    approve(campaign)
    assert sending.progress(engine, campaign.id).total == 1


def test_a_number_that_opted_out_is_written_as_such(engine: Engine, approve: Approve, clock: made.Clock) -> None:
    campaign = made.submitted(engine, firms=3)
    OptOuts(engine, made.SECRET).record(made.phone(2), "reply", clock())
    approve(campaign)
    states = [line.state for line in sending.delivery(engine, campaign.id)]
    assert states == ["queued", "opted_out", "queued"]


def test_whoever_submitted_never_approves(engine: Engine, clock: made.Clock) -> None:
    campaign = made.submitted(engine)
    with pytest.raises(sending.SamePerson):
        sending.approve(engine, campaign, made.SUBMITTER, clock(), secret_key=made.SECRET)
    assert sending.progress(engine, campaign.id).total == 0


def test_a_campaign_is_approved_once(engine: Engine, approve: Approve) -> None:
    campaign = made.submitted(engine)
    approved = approve(campaign)
    for stale in (campaign, approved):
        with pytest.raises(Conflict):
            approve(stale)
    assert sending.progress(engine, campaign.id).total == 3


def test_firms_that_a_review_added_later_get_their_message_and_the_others_no_second(
    engine: Engine, approve: Approve
) -> None:
    campaign = approve(made.submitted(engine, firms=2))
    made.add_firms(engine, campaign, range(11, 14))
    assert sending.add_late(engine, campaign, secret_key=made.SECRET) == 3
    assert sending.add_late(engine, campaign, secret_key=made.SECRET) == 0
    assert sending.progress(engine, campaign.id).total == 5


def test_nothing_is_added_to_a_campaign_that_is_over(engine: Engine, approve: Approve) -> None:
    campaign = approve(made.submitted(engine))
    sending.abort(engine, campaign)
    for act in (sending.add_late, sending.remind):
        with pytest.raises(Conflict):
            act(engine, campaign, secret_key=made.SECRET)
    with pytest.raises(Conflict):
        sending.retry_failed(engine, campaign)


def test_pages_of_the_delivery_report_mask_numbers(engine: Engine, approve: Approve) -> None:
    campaign = approve(made.submitted(engine, firms=5))
    first = sending.delivery(engine, campaign.id, limit=2)
    second = sending.delivery(engine, campaign.id, after=first[-1].message_id, limit=10)
    assert [line.name for line in first + second] == [f"江西{n}号制造有限公司" for n in range(1, 6)]
    assert first[0].phone == "138****0001"
    assert sending.delivery(engine, campaign.id, state="delivered") == []


def _row(engine: Engine, campaign: Campaign) -> dict[str, object]:
    (firm,) = Firms(engine).page(campaign.id, limit=1)
    names = [name for name in firm.__slots__ if name not in ("id", "payment_export")]
    return {name: getattr(firm, name) for name in names}


def test_a_day_is_beijings() -> None:
    assert beijing_day(made.NOON.replace(hour=15, minute=59)) == date(2024, 9, 2)
    assert beijing_day(made.NOON.replace(hour=16)) == date(2024, 9, 3)
