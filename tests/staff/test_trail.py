"""The trail: declared events, one writer, nothing forged, nothing personal."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from assistant import storage
from assistant.staff import trail
from assistant.storage import Engine
from assistant.storage.staffing.trail import Event, Trail, Wanted
from tests import staffing


@pytest.fixture
def engine(sqlite_url: str) -> Engine:
    return storage.prepare(sqlite_url, migrate=False)


def _written(engine: Engine) -> Event:
    return Trail(engine).page(Wanted())[0]


def test_an_undeclared_event_is_a_mistake(engine: Engine) -> None:
    with pytest.raises(trail.UndeclaredEvent):
        trail.write(engine, "made_up", actor="worker")
    with pytest.raises(ValueError, match="perhaps"):
        trail.write(engine, "sign_in", actor="worker", result="perhaps")
    assert Trail(engine).page(Wanted()) == []


def test_all_of_it_is_kept(engine: Engine) -> None:
    at = datetime(2024, 8, 15, 1, tzinfo=UTC)
    trail.write(
        engine, "approved", actor="li.lei", account=7, subject="campaign", subject_id=3, region="360000",
        address="10.0.0.1", before={"state": "submitted"}, after={"state": "approved", "messages": 4_213}, at=at,
    )  # fmt: skip
    assert _written(engine) == Event(
        1, at, "approved", 7, "li.lei", "360000", "campaign", "3", "10.0.0.1", "done",
        {"state": "submitted"}, {"state": "approved", "messages": 4_213},
    )  # fmt: skip


@pytest.mark.parametrize(
    "forged", ["a\nb", "a\r\nb", "a\x1b[31mb", "a\u2028b", "a\u202eb", "a\0b", "a\x85b", "a\u200bb"]
)
def test_no_value_begins_a_line_of_its_own(engine: Engine, forged: str) -> None:
    trail.write(
        engine, "unmasked", actor=forged, subject="firm", subject_id=forged, address=forged,
        before={forged: [forged, {"deep": forged}]}, after={"reason": forged},
    )  # fmt: skip
    event = _written(engine)
    for kept in (event.actor, event.subject_id, event.address, str(event.before), str(event.after)):
        assert kept is not None
        assert kept.isprintable()
        assert "�" in kept


@pytest.mark.parametrize(
    "personal",
    [
        "13800138000", "138 0013 8000", "138-0013-8000", "+86 13800138000", "8613800138000", "6222020200112233445",
        "6222 0202 0011 2233 445", "11010519491231002X", "440524188001010014", "0791-88886666", "（0791）88886666转8",
    ],
)  # fmt: skip
def test_personal_data_is_masked(engine: Engine, personal: str) -> None:
    trail.write(engine, "unmasked", actor="a", after={"reason": f"致电{personal}核实", "list": [personal]})
    kept = str(_written(engine).after)
    assert "****" in kept
    assert sum(char.isdigit() for char in kept) <= 18, kept  # what is left of both is no number any more
    assert personal not in kept


def test_what_names_itself_personal_is_masked_whole(engine: Engine) -> None:
    after = {"phone": "12345", "bank_account": 77, "password": "x", "secret": None}
    trail.write(engine, "unmasked", actor="a", after=after)
    assert _written(engine).after == {"phone": "****", "bank_account": "****", "password": "****", "secret": None}


@pytest.mark.parametrize(
    "harmless",
    [
        "91350100M000100Y43", "2024-08-15", "2024-08-15T08:30:00+08:00", "2024-08-15 08:30:00", "赣人社发〔2024〕12号",
        "firms-2024.xlsx", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "1234567.89 元", "12333",
    ],
)  # fmt: skip
def test_what_is_not_personal_stays(engine: Engine, harmless: str) -> None:
    trail.write(engine, "campaign_changed", actor="a", after={"value": harmless, "amount_fen": 123_456_789_012})
    assert _written(engine).after == {"value": harmless, "amount_fen": 123_456_789_012}


def test_values_of_other_types_are_kept_as_text(engine: Engine) -> None:
    trail.write(engine, "campaign_changed", actor="a", after={"on": datetime(2024, 8, 15).date(), "roles": {"b", "a"}})
    assert _written(engine).after == {"on": "2024-08-15", "roles": ["a", "b"]}


def _fill(app: Flask) -> None:
    beginning = datetime(2024, 8, 14, 15, 59, 59, tzinfo=UTC)  # one second before the 15th in Beijing
    for number in range(120):
        trail.write(
            staffing.engine_of(app), "sign_in" if number % 2 else "unmasked", actor=f"who{number % 3}", subject="firm",
            subject_id=number, region="360000" if number < 100 else "620000", at=beginning + timedelta(seconds=number),
        )  # fmt: skip


def _shown(page: str) -> int:
    return page.count("<tr>") - 1


def test_a_trail_is_paged_from_the_newest(app: Flask, staff_client: staffing.StaffClient) -> None:
    _fill(app)
    client = staff_client("administrator")
    page = client.get("/staff/trail").text
    assert _shown(page) == 50
    assert page.index("单位 119<") < page.index("单位 118<")
    assert 'href="/staff/trail?below=71"' in page
    assert _shown(client.get("/staff/trail?below=71").text) == 50
    last = client.get("/staff/trail?below=21").text
    assert _shown(last) == 20
    assert "更早的记录" not in last


def test_a_trail_is_filtered_and_days_are_beijing_s(app: Flask, staff_client: staffing.StaffClient) -> None:
    _fill(app)
    client = staff_client("administrator")
    assert _shown(client.get("/staff/trail?event=unmasked&below=41").text) == 20
    assert _shown(client.get("/staff/trail?actor=who1&event=sign_in").text) == 20
    assert _shown(client.get("/staff/trail?subject=firm&subject_id=7").text) == 1
    only_before = client.get("/staff/trail?until=2024-08-14").text
    assert _shown(only_before) == 1
    assert "2024-08-14 23:59:59" in only_before
    assert "没有符合条件的记录" in client.get("/staff/trail?since=2024-08-16").text
    kept = client.get("/staff/trail?since=2024-08-15").text
    assert 'href="/staff/trail?below=71&amp;since=2024-08-15"' in kept


def test_a_region_s_administrator_sees_that_region_s_trail(app: Flask, staff_client: staffing.StaffClient) -> None:
    _fill(app)
    assert _shown(staff_client("administrator", region="620000").get("/staff/trail").text) == 20
    assert _shown(staff_client("administrator", region="220000").get("/staff/trail").text) == -1
    escaping = staff_client("administrator", region="620000").get("/staff/trail?region=360000&actor=who0").text
    assert "江西" not in escaping.partition("<tbody>")[2]


@pytest.mark.parametrize("query", ["since=yesterday", "until=2024-13-01", "until=9999-12-31"])
def test_a_day_that_is_none_is_said_to_be_wrong(staff_client: staffing.StaffClient, query: str) -> None:
    answer = staff_client("administrator").get(f"/staff/trail?{query}")
    assert answer.status_code == 422
    assert "2024-07-09" in answer.text


def test_changes_are_told_in_words(app: Flask, staff_client: staffing.StaffClient) -> None:
    trail.write(
        staffing.engine_of(app), "review_decided", actor="a", subject="firm", subject_id=1,
        before={"refund_fen": None, "locked": False, "region": None, "same": 1, "odd": {"a": 1}},
        after={"refund_fen": 123_456_789, "locked": True, "region": "360000", "same": 1, "odd": [1, 2]},
    )  # fmt: skip
    page = staff_client("administrator").get("/staff/trail").text
    for words in ("（无） → 1,234,567.89", "否 → 是", "全部地区 → 江西", "a：1 → 1、2"):
        assert words in page, words
    assert "same" not in page


@pytest.mark.parametrize("query", ["below=x", "below=-1", "below=9999999999999999999999", "event=%00", "actor=%27--"])
def test_odd_questions_are_no_error(staff_client: staffing.StaffClient, query: str) -> None:
    assert staff_client("administrator").get(f"/staff/trail?{query}").status_code == 200
