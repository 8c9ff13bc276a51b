"""The state of a reply by receipt and last six: both or nothing, and nobody can try them out."""

import re
from datetime import UTC, date, datetime

import pytest

from assistant.storage import Engine
from assistant.storage.case_codes import grouped
from assistant.storage.firm_page.replies import Replies, Said
from tests.campaigns.firm_page import sample
from tests.notices.visiting import FirmVisit, main_of

Made = sample.Sample


@pytest.fixture
def receipt(engine: Engine, made: Made) -> str:
    replies = Replies(engine, sample.TEST_SECRET)
    reply, _ = replies.add(made.campaign.id, made.firms[0].id, Said("objected", facts={"months_paid": 20}))
    return grouped(replies.receipt(reply))


def ask(visit: FirmVisit, code: str, six: str) -> str:
    visit.get("/n/status")
    return main_of(visit.send("/n/status", code=code, last_six=six))


def test_both_right_show_the_state_and_the_offices_answer(
    visit: FirmVisit, made: Made, engine: Engine, receipt: str
) -> None:
    six = made.firms[0].credit_code[-6:].lower()
    assert "正在核对" in ask(visit, receipt.lower(), six)
    replies = Replies(engine, sample.TEST_SECRET)
    reply = replies.by_receipt(receipt)
    assert reply
    replies.handle(reply, "refused", 7, "缴费月数以税务数据为准 <b>")
    shown = ask(visit, receipt, six)
    assert "没有采纳" in shown
    assert "缴费月数以税务数据为准 <b>" in shown
    assert "<b>" not in visit.page.text.split("<main")[1]
    assert made.firms[0].name not in shown


def test_public_notice_and_payment_are_told_once_they_are_known(
    visit: FirmVisit, made: Made, engine: Engine, receipt: str
) -> None:
    six = made.firms[0].credit_code[-6:]
    assert "还没有公示" in ask(visit, receipt, six)
    assert "还没有付款" in main_of(visit.page)
    from sqlalchemy import insert, update

    from assistant.storage.tables import firms, payment_exports, public_notice_firms, public_notices

    at, campaign, firm = datetime(2024, 9, 20, 17, tzinfo=UTC), made.campaign.id, made.firms[0].id
    with engine.begin() as connection:
        notice = connection.execute(
            insert(public_notices)
            .values(
                campaign=campaign, number=1, first_day=date(2024, 9, 9), last_day=date(2024, 9, 14), content={},
                created_by=1, created_at=at,
            )
            .returning(public_notices.c.id)
        ).scalar_one()  # fmt: skip
        line = {"public_notice": notice, "firm": firm, "refund_fen": 1, "percent": "60%", "layoff_rate": "", "live": 1}
        connection.execute(insert(public_notice_firms).values(line))
        values = {"campaign": campaign, "firms": 1, "total_fen": 1, "created_by": 1, "created_at": at}
        export = connection.execute(insert(payment_exports).values(values).returning(payment_exports.c.id)).scalar_one()
        connection.execute(update(firms).where(firms.c.id == firm).values(payment_export=export))
    shown = ask(visit, receipt, six)
    assert "2024年9月9日 至 2024年9月14日" in shown
    assert "2024年9月21日 已交付款" in shown, "17:00 UTC is the next day in Beijing"


def test_whatever_is_wrong_sounds_alike(visit: FirmVisit, made: Made, receipt: str) -> None:
    six, other = made.firms[0].credit_code[-6:], made.firms[1].credit_code[-6:]
    pages = set()
    for code, typed in ((receipt, other), (receipt, ""), ("ACDEF-GHJKM", six), ("", ""), ("x" * 3000, six)):
        visit.get("/n/status")
        page = visit.send("/n/status", code=code, last_six=typed)
        assert page.status_code == 422
        pages.add(re.sub(r'value="[^"]*"', "", page.text))
    assert len(pages) == 1


def test_guessing_is_stopped(visit: FirmVisit, made: Made, receipt: str) -> None:
    six = made.firms[0].credit_code[-6:]
    statuses = [visit.post("/n/status", code="ACDEF-GHJKM", last_six=six).status_code for _ in range(22)]
    assert statuses.count(422) == 20
    assert statuses[-1] == 429
    assert visit.post("/n/status", code=receipt, last_six=six).status_code == 429
