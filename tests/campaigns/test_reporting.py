"""The monthly report: what counts where, at the edges of a month in Beijing."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import insert, update

from assistant.campaigns.calendar import beijing_day, month_of, start_of
from assistant.campaigns.duties import duty, report_due, report_name
from assistant.campaigns.paying import standing
from assistant.campaigns.reporting import MEASURES, SIZE_LABELS, months, span_of
from assistant.policies import shipped_policies
from assistant.storage.paying import reporting
from assistant.storage.paying.payments import Payments
from assistant.storage.paying.reporting import Reports, total_of
from assistant.storage.tables import firm_links, firms, jobs, messages, replies
from tests.campaigns.bureau import Bureau
from tests.campaigns.standings import AT, Case, store

SEPTEMBER = date(2024, 9, 1)
GOOD = Case("automatic", None, "confirmed", "on file", "over", None)
FIRST = datetime(2024, 8, 31, 16, tzinfo=UTC)  # 1 September, 00:00 in Beijing
LAST = datetime(2024, 9, 30, 15, 59, 59, tzinfo=UTC)


def _insert(bureau: Bureau, table: Any, **values: Any) -> None:
    with bureau.engine.begin() as connection:
        connection.execute(insert(table).values(values))


def _sizes(bureau: Bureau, **sizes: str) -> None:
    with bureau.engine.begin() as connection:
        for key, size in sizes.items():
            connection.execute(update(firms).where(firms.c.id == int(key[1:])).values(facts={"size_class": size}))


def _message(bureau: Bureau, campaign: int, firm: int, **values: Any) -> None:
    row = {
        "campaign": campaign, "firm": firm, "purpose": "notice", "state": "delivered", "attempts": 1, "segments": 2,
        "asked": 0, "late_retry": 0, "created_at": FIRST, "accepted_at": FIRST, "finished_at": LAST,
    }  # fmt: skip
    _insert(bureau, messages, **(row | values))


def test_a_month_of_a_campaign(bureau: Bureau) -> None:
    campaign = bureau.campaign(state="approved", created_at=FIRST)
    store(bureau.engine, campaign.id, [GOOD, GOOD, Case("automatic", None, "objected received", "on file", None, None)])
    _sizes(bureau, f1="small", f2="micro", f3="small")
    _insert(bureau, jobs, kind="screen", campaign=campaign.id, state="done", done=3, total=3, created_at=FIRST,
            finished_at=FIRST, claims=1)  # fmt: skip
    for firm in (1, 2, 3):
        _message(bureau, campaign.id, firm, state="delivered" if firm != 2 else "accepted")
    _message(bureau, campaign.id, 1, purpose="reminder")  # reaches a firm that was counted before
    _insert(bureau, firm_links, firm=1, kind="link", secret_hash="a" * 64, created_at=FIRST, expires_at=LAST,
            opened_at=LAST, failures=0)  # fmt: skip
    Payments(bureau.engine).export(standing(campaign, AT), 7, AT)

    found = Reports(bureau.engine).tallies(span_of(SEPTEMBER), campaign=campaign.id)
    by_size = {tally.size: tally for tally in found}
    assert set(by_size) == {"small", "micro"}
    small, micro = by_size["small"], by_size["micro"]
    assert small.firms == {
        "screened": 2, "notified": 2, "delivered": 2, "opened": 1, "confirmed": 1, "objected": 1, "applied": 0,
        "published": 1, "paid": 1,
    }  # fmt: skip
    assert (micro.firms["notified"], micro.firms["delivered"], micro.firms["opened"]) == (1, 0, 0)
    total = total_of(found)
    # two firms of 6,000.00 each
    assert (total.published_fen, total.paid_fen, total.firms["paid"]) == (1_200_000, 1_200_000, 2)
    assert Reports(bureau.engine).tallies(span_of(date(2024, 8, 1)), campaign=campaign.id) == []
    assert Reports(bureau.engine).tallies(span_of(date(2024, 10, 1)), campaign=campaign.id) == []


@pytest.mark.parametrize(
    ("at", "counted"),
    [
        (datetime(2024, 8, 31, 15, 59, 59, tzinfo=UTC), 0),
        (FIRST, 1),
        (LAST, 1),
        (datetime(2024, 9, 30, 16, tzinfo=UTC), 0),
    ],
)
def test_a_month_is_beijings(bureau_on_sqlite: Bureau, at: datetime, counted: int) -> None:
    campaign = bureau_on_sqlite.campaign(state="approved", created_at=FIRST)
    store(bureau_on_sqlite.engine, campaign.id, [Case("automatic", None, "confirmed", "on file", None, None)])
    with bureau_on_sqlite.engine.begin() as connection:
        connection.execute(update(replies).values(created_at=at))
    total = total_of(Reports(bureau_on_sqlite.engine).tallies(span_of(SEPTEMBER), campaign=campaign.id))
    assert total.firms["confirmed"] == counted


def test_regions_stand_apart_and_demonstrations_do_not_count(bureau: Bureau) -> None:
    reply = Case("automatic", None, "confirmed", "on file", None, None)
    for place, (region, demonstration) in enumerate([("360000", 0), ("620000", 0), ("360000", 1)], start=1):
        campaign = bureau.campaign(state="approved", region=region, demonstration=demonstration, created_at=FIRST)
        store(bureau.engine, campaign.id, [reply], first=place)
    reports, span = Reports(bureau.engine), span_of(SEPTEMBER)
    assert [(t.region, t.size, t.firms["confirmed"]) for t in reports.tallies(span)] == [
        ("360000", "", 1),
        ("620000", "", 1),
    ]
    assert [t.region for t in reports.tallies(span, "620000")] == ["620000"]
    assert reports.first_instant("360000") == FIRST
    assert reports.first_instant("110000") is None


def test_every_measure_and_size_has_a_word() -> None:
    assert set(MEASURES) == set(reporting.MEASURES)
    assert set(SIZE_LABELS) == {"large", "medium", "small", "micro", ""}


def test_months_go_back_to_the_first() -> None:
    assert list(months(date(2024, 11, 30), date(2025, 1, 2))) == [
        date(2025, 1, 1),
        date(2024, 12, 1),
        date(2024, 11, 1),
    ]
    assert list(months(date(2025, 1, 31), date(2025, 1, 1))) == [date(2025, 1, 1)]


def test_days_are_beijings() -> None:
    assert beijing_day(datetime(2024, 8, 31, 16, tzinfo=UTC)) == SEPTEMBER
    assert start_of(SEPTEMBER).astimezone(UTC) == FIRST
    assert month_of(date(2024, 12, 31)) == (date(2024, 12, 1), date(2025, 1, 1))


@pytest.mark.parametrize(
    ("notice", "name", "due"),
    [
        ("jiangxi-2024", "失业保险联网数据", "没有写明每月几日"),  # JX24-6.3
        ("gansu-2024", "执行情况", "没有写明每月几日"),  # GS24-5.1
        ("jilin-2018", "上年度“护航行动”实施情况", "每年1月15日前"),  # JL18-4.4
        ("jilin-2024", "失业保险联网数据", "没有写明每月几日"),  # from the national notice
    ],
)
def test_a_report_has_the_name_and_day_that_the_notice_gives(
    bureau_on_sqlite: Bureau, notice: str, name: str, due: str
) -> None:
    found = duty(shipped_policies(), bureau_on_sqlite.campaign(notice=notice), "report")
    assert found is not None
    assert report_name(found) == name
    assert due in report_due(found)


def test_no_report_is_made_up(bureau_on_sqlite: Bureau) -> None:
    assert duty(shipped_policies(), bureau_on_sqlite.campaign(notice="neimenggu-2025"), "report") is None
