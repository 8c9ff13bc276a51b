"""What a campaign's messages cost: counted firm by firm, estimated only where there are very many."""

from datetime import date, timedelta

import pytest

from assistant.campaigns import approving
from assistant.campaigns.approving import NotReady, cost
from assistant.campaigns.wording import Wording
from assistant.policies import shipped_policies
from assistant.sms.gateway import Capabilities
from assistant.sms.outbox import OutboxGateway
from assistant.storage.campaigns import Campaign
from assistant.storage.interviews import Conflict
from assistant.storage.outbox.reachable import Reachable
from tests.campaigns.bureau import Bureau
from tests.campaigns.sending import made

ABLE = Capabilities(links=True, two_way=False)
TODAY = date(2024, 9, 2)


def _wording() -> Wording:
    return Wording(shipped_policies(), "https://wengang.example.gov.cn")


def _campaign(bureau: Bureau, firms: int, state: str = "screened") -> Campaign:
    campaign = bureau.campaign(state=state, settings=made.terms().stored())
    made.add_firms(bureau.engine, campaign, range(1, firms + 1))
    return campaign


def test_every_firm_is_counted(bureau_on_sqlite: Bureau) -> None:
    campaign = _campaign(bureau_on_sqlite, 12)
    firms = list(Reachable(bureau_on_sqlite.engine).every(campaign.id, "automatic"))
    each = [_wording().preview(campaign, firm, "notice", ABLE) for firm in firms]
    found = cost(_wording(), campaign, firms, "notice", ABLE)
    assert (found.messages, found.estimated) == (12, False)
    assert found.segments == sum(one.segments for one in each)
    assert found.cost_li == found.segments * 45


def test_of_very_many_a_part_stands_for_all(bureau_on_sqlite: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(approving, "MOST_COUNTED", 4)
    campaign = _campaign(bureau_on_sqlite, 10)
    firms = list(Reachable(bureau_on_sqlite.engine).every(campaign.id, "automatic"))
    part = cost(_wording(), campaign, firms[:4], "notice", ABLE)
    found = cost(_wording(), campaign, firms, "notice", ABLE)
    assert (found.messages, found.estimated, part.estimated) == (10, True, False)
    # half-up: segments of four × 10 ÷ 4
    assert found.segments == (part.segments * 10 + 2) // 4
    assert found.cost_li == (part.cost_li * 10 + 2) // 4


def test_checks_that_stop_and_checks_to_be_known(bureau_on_sqlite: Bureau) -> None:
    campaign = _campaign(bureau_on_sqlite, 1)
    gateway = OutboxGateway(bureau_on_sqlite.engine)
    found = approving.checks(bureau_on_sqlite.engine, campaign, gateway, "https://x.example", TODAY)
    assert [check.id for check in found if not check.fine] == []
    late = approving.checks(bureau_on_sqlite.engine, campaign, gateway, "", TODAY + timedelta(days=400))
    assert {check.id for check in late if check.stops} == {"origin", "until"}


def test_what_stops_is_not_submitted(bureau_on_sqlite: Bureau) -> None:
    engine, at = bureau_on_sqlite.engine, made.NOON
    campaign = _campaign(bureau_on_sqlite, 0)
    found = approving.checks(engine, campaign, OutboxGateway(engine), "https://x.example", TODAY)
    assert {check.id for check in found if check.stops} == {"addressed"}
    with pytest.raises(NotReady):
        approving.submit(engine, campaign, found, 1, at)
    assert bureau_on_sqlite.now(campaign).state == "screened"


def test_a_campaign_is_submitted_and_returned_as_it_was_seen(bureau: Bureau) -> None:
    engine, campaign = bureau.engine, _campaign(bureau, 1)
    submitted = approving.submit(engine, campaign, [], 1, made.NOON)
    assert (submitted.state, submitted.submitted_by) == ("submitted", 1)
    with pytest.raises(Conflict):
        approving.submit(engine, campaign, [], 2, made.NOON)
    returned = approving.send_back(engine, submitted)
    assert (returned.state, returned.submitted_by, returned.submitted_at) == ("screened", None, None)
    with pytest.raises(NotReady):
        approving.send_back(engine, returned)
