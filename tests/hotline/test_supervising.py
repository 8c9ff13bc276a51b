"""The supervisor's report: every figure worked out by hand; whose business it is; what its files say.

The sums themselves are tried on both databases: tests/storage/test_figures.py.
"""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import update
from werkzeug.test import TestResponse

from assistant import create_app
from assistant.interview.flows import shipped_flows
from assistant.settings import Settings
from assistant.site.application import cases as cases_of
from assistant.staff import stores
from assistant.storage.hotline.calls import Calls
from assistant.storage.hotline.tallies import Tallies, Tally
from assistant.storage.tables import calls
from tests import staffing
from tests.chat.talking import Talk
from tests.clocks import Clock
from tests.conftest import TEST_SECRET
from tests.operator.desk import Desk, errors, rows

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)  # Friday, ten o'clock in Beijing
MONDAY, FRIDAY = date(2026, 11, 16), date(2026, 11, 20)
REPORT, EXPORT = "/console/desk-report", "/console/desk-report/export"
REFUND, SKILL = "stabilization_refund", "skill_subsidy"
DURATIONS = [60, 120, 180, 240, 300, 360, 420, 480, 540, 1000]


@pytest.fixture
def app(settings: Settings) -> Flask:
    """The application at a fixed hour."""
    made = create_app(settings)
    made.extensions[stores.CLOCK] = Clock(NOW)
    return made


@pytest.fixture
def supervisor(app: Flask) -> Desk:
    """The supervisor of 江西."""
    return Desk.of(app, "supervisor", region="360000")


def ended(app: Flask, seconds: int, days_ago: int = 0, region: str = "360000", agent: int = 901, **columns: Any) -> int:
    """Add a call that is over."""
    at = NOW - timedelta(days=days_ago)
    made = Calls(staffing.engine_of(app), TEST_SECRET, timedelta(days=30), lambda: at).take(agent, region, "new")
    values = {"state": "ended", "ended_at": at, "seconds": seconds, **columns}
    with staffing.engine_of(app).begin() as connection:
        connection.execute(update(calls).where(calls.c.id == made.id).values(**values))
    return made.id


def tally(app: Flask, flow: str, channel: str, region: str = "360000", day: date = FRIDAY, **numbers: int) -> None:
    """Count; ``asked__months_paid=8`` is eight times kind asked, name months_paid."""
    found = Tallies(staffing.engine_of(app))
    for key, number in numbers.items():
        kind, _, name = key.partition("__")
        found.add(*[Tally(day, region, channel, flow, kind, name)] * number)


def table(page: TestResponse, name: str) -> list[list[str]]:
    """The rows of one of the page's tables, without its headings."""
    assert page.status_code == 200, page.text
    section = page.text.split(f'<h2 id="{name}">')[1].split("</section>")[0]

    class Part:
        text = section

    return rows(Part())[1:]  # type: ignore[arg-type]  # it has what is looked at


def csv_of(answer: TestResponse) -> list[list[str]]:
    """A file's lines."""
    assert answer.status_code == 200, answer.text
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_calls_are_counted_and_their_time_is_told(app: Flask, supervisor: Desk) -> None:
    for place, seconds in enumerate(DURATIONS):
        ended(
            app, seconds, days_ago=place % 2, agent=901 + place % 3, program=SKILL, topic="amount", outcome="resolved"
        )
    ended(app, 30, program=REFUND, topic="deadline", outcome="escalated", verdict="eligible", way="firm", caller="firm")
    ended(app, 30, region="620000", agent=999)
    ended(app, 30, days_ago=19)  # 1 November: within the month
    ended(app, 30, days_ago=20)  # 31 October
    page = supervisor.get(REPORT)
    assert table(page, "totals")[:2] == [["来电数", "12", "—"], ["来电已结束", "12", "100%"]]
    assert table(page, "totals")[-1] == ["接过电话的坐席（人）", "3", "—"]
    days = dict(tuple(row) for row in table(page, "days"))
    assert len(days) == 20
    assert {day: number for day, number in days.items() if number != "0"} == {
        "2026-11-01": "1", "2026-11-19": "5", "2026-11-20": "6",
    }  # fmt: skip
    assert table(page, "ways") == [["新来电", "11", "91.7%"], ["按单位", "1", "8.3%"]]
    assert table(page, "topics") == [
        ["多少钱", "10", "83.3%"],
        ["什么时候截止", "1", "8.3%"],
        ["没有登记", "1", "8.3%"],
    ]
    assert table(page, "outcomes")[0] == ["已解答", "10", "83.3%"]
    assert table(page, "verdicts") == [["可以享受", "1", "8.3%"], ["没有算出结论", "11", "91.7%"]]
    # Skill: 3,700 s ÷ 10 = 370 s; five of ten took no longer than 300 s, nine no longer than 540 s. All: 3,760 s ÷ 12 =
    # 313 s; the sixth of twelve (30, 30, 60, 120, 180, 240, …) took 240 s, the eleventh 540 s. A single call's is not told.
    assert table(page, "durations") == [
        ["技能提升补贴", "10", "6 分 10 秒", "5 分 00 秒", "9 分 00 秒"],
        ["稳岗返还", "1", "—", "—", "—"],
        ["没有说到哪一项", "1", "—", "—", "—"],
        ["全部", "12", "5 分 13 秒", "4 分 00 秒", "9 分 00 秒"],
    ]


def test_a_region_sees_its_own_calls_and_nobody_made_up_ones(app: Flask, supervisor: Desk) -> None:
    for region, demonstration in (("360000", 0), ("620000", 0), ("360000", 1)):
        ended(app, 30, region=region, demonstration=demonstration)
    everywhere = Desk.of(app, "supervisor")
    made_up = Desk.of(app, "supervisor", region="360000", demonstration=1)
    found = [table(desk.get(REPORT), "totals")[0][1] for desk in (supervisor, everywhere, made_up)]
    assert found == ["1", "2", "2"]
    assert "只有一名坐席" in supervisor.get(REPORT).text


def test_where_people_stop_is_told_by_question_and_door(app: Flask, supervisor: Desk) -> None:
    tally(
        app,
        REFUND,
        "page",
        begun=12,
        asked__months_paid=10,
        answered__months_paid=5,
        unsure__months_paid=1,
        passed__months_paid=1,
    )
    tally(
        app, REFUND, "desk", asked__months_paid=8, answered__months_paid=8, hesitated__months_paid=2, why__months_paid=1
    )
    tally(app, REFUND, "chat", region="360100", asked__months_paid=5, answered__months_paid=1, why__months_paid=4)
    tally(app, REFUND, "sms", asked__months_paid=4)  # too few
    tally(app, REFUND, "page", region="620000", asked__months_paid=5)  # elsewhere
    tally(app, REFUND, "page", day=date(2026, 10, 31), asked__months_paid=5)  # before
    tally(app, SKILL, "wechat", asked__issued_on=5, answered__issued_on=7, finished__eligible=2)  # asked the day before
    page = supervisor.get(REPORT)
    flow = shipped_flows()[REFUND]
    about = [flow.title.zh, flow.question("months_paid").text.zh]
    found = table(page, "questions")
    assert [row[2] for row in found] == ["网页聊天", "网页", "热线", "公众号"]
    assert found[0] == [*about, "网页聊天", "5", "1", "0", "0", "4", "80%", "—", "—", "4"]
    assert found[1][2:] == ["网页", "10", "5", "1", "1", "3", "30%", "—", "—", "—"]  # 10 − 5 − 1 − 1
    assert found[2][2:] == ["热线", "8", "8", "0", "0", "0", "0%", "2", "25%", "1"]
    assert found[3][3:9] == ["5", "7", "0", "0", "0", "0%"]
    assert "停在这里（含正在填的）" in page.text
    assert [row[1:] for row in table(page, "courses")] == [["公众号", "0", "2"], ["网页", "12", "0"]]
    only = supervisor.get(REPORT, flow=REFUND, channel="desk")
    assert [row[2] for row in table(only, "questions")] == ["热线"]


def test_small_numbers_of_a_region_are_not_told(app: Flask) -> None:
    for region, finished, failed in (("360000", 10, 5), ("620000", 9, 4), ("220000", 4, 4)):
        tally(app, REFUND, "page", region=region, finished__ineligible=finished, failed__months_paid=failed)
    tally(app, REFUND, "page", region="360000", failed__no_such_condition=6)
    everywhere = Desk.of(app, "supervisor")
    condition = "足额缴纳失业保险费满 12 个月（含 12 个月）"
    found = [[row[0], *row[2:]] for row in table(everywhere.get(REPORT), "conditions")]
    assert found == [
        ["吉林", condition, "<5", "<5", "—"],
        ["江西", "no_such_condition", "6", "10", "60%"],
        ["江西", condition, "5", "10", "50%"],
        ["甘肃", condition, "<5", "9", "—"],
    ]
    lines = csv_of(everywhere.post(EXPORT, table="conditions", format="csv"))
    assert [[row[0], *row[2:]] for row in lines[3:7]] == [[*row[:-1], row[-1].replace("—", "")] for row in found]
    sheet = openpyxl.load_workbook(io.BytesIO(everywhere.post(EXPORT, table="conditions", format="xlsx").data)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[4]][3:] == ["<5", "<5", None]
    assert [cell.value for cell in sheet[5]][3:] == [6, 10, "60%"]


def test_a_file_says_what_the_page_says_and_is_in_the_trail(app: Flask, supervisor: Desk) -> None:
    ended(app, 61, outcome="=1+1")
    lines = csv_of(supervisor.post(EXPORT, table="outcomes", format="csv", period="week"))
    assert lines == [
        ["办到哪一步"], ["2026年11月16日 至 2026年11月20日（北京时间）", "江西"], ["来电结果", "来电数", "占比"],
        ["'=1+1", "1", "100%"], ["只算已结束的来电。"],
    ]  # fmt: skip
    (event,) = supervisor.events("desk_report_exported")
    assert event.after == {"list": "outcomes", "format": "csv", "since": "2026-11-16", "until": "2026-11-20"}
    assert supervisor.post(EXPORT, table="agents", format="csv").status_code == 404
    assert supervisor.post(EXPORT, table="outcomes", format="pdf").status_code == 404


def test_a_span_that_is_none_is_told_beside_the_field(supervisor: Desk) -> None:
    for since, until, wrong in (
        ("2026-11-02", "2026-11-01", "until"),
        ("2026-11-21", "2026-11-22", "until"),  # not yet
        ("2025-11-01", "2026-11-20", "until"),  # more than a year
        ("", "2026-11-01", "since"),
        ("2026-11-01", "", "until"),
        ("昨天下午", "2026-11-01", "since"),
    ):
        page = supervisor.get(REPORT, period="other", since=since, until=until)
        assert page.status_code == 422
        assert list(errors(page)) == [wrong], (since, until)
        assert f'value="{since}"' in page.text
        assert "<table" not in page.text
    assert supervisor.post(EXPORT, table="ways", period="other", since="", until="").status_code == 422
    assert supervisor.get(REPORT, period="year").status_code == 422
    assert supervisor.get(REPORT, period="week", since="昨天下午").status_code == 200


def test_a_long_span_is_told_by_week_or_month(app: Flask, supervisor: Desk) -> None:
    ended(app, 30)
    weeks = table(supervisor.get(REPORT, period="other", since="2026-10-17", until="2026-11-20"), "days")
    assert [row[0] for row in weeks][:2] == ["2026-10-17 – 10-18", "2026-10-19 – 10-25"]
    assert weeks[-1] == ["2026-11-16 – 11-20", "1"]
    months = table(supervisor.get(REPORT, period="other", since="2026-01-15", until="2026-11-30"), "days")
    assert (months[0][0], months[-1]) == ("2026-01-15 – 01-31", ["2026-11-01 – 11-20", "1"])


def test_nobody_else_sees_it_and_nobody_is_named(app: Flask, supervisor: Desk) -> None:
    for role in ("hotline", "operator", "administrator"):
        other = Desk.of(app, role, region="360000")
        assert other.get(REPORT).status_code == 403
        assert other.post(EXPORT, table="ways").status_code == 403
    ended(app, 30, agent=90124)
    page = supervisor.get(REPORT)
    assert "90124" not in page.text
    assert 'aria-current="page">热线报表' in page.text


def test_who_asks_why_and_who_comes_from_another_door_are_counted(app: Flask) -> None:
    with app.app_context():
        at = {channel: cases_of(channel) for channel in ("page", "chat")}
    flow = shipped_flows()[REFUND]
    begun = at["page"].begin(flow, "360000", date(2024, 8, 15))
    first = begun.interview.next_question()
    assert first is not None
    talk = Talk(at["chat"], channel="sms")
    talk.state = talk.assistant.adopt(talk.state, begun.code)
    talk._took(talk.assistant.welcome(talk.state, channel="sms"))
    talk.say("为什么问这个")
    held = at["chat"].load(begun.code)
    assert held is not None
    at["chat"].save(held, {first.fact.name: "enterprise"})
    today = {"since": date(2000, 1, 1), "until": date(2100, 1, 1)}
    found = Tallies(staffing.engine_of(app)).sums(["channel", "kind"], name=first.fact.name, **today)
    # Asked on the page, and dropped there; asked anew in the chat, and answered.
    assert found == {("page", "asked"): 1, ("chat", "why"): 1, ("chat", "asked"): 1, ("chat", "answered"): 1}
