"""Sending by its pages: when, how fast, pause, abort, what became of each message, reminders, opt-outs."""

import csv
import io
from typing import Any

import pytest
from sqlalchemy import update

from assistant.campaigns import sending
from assistant.campaigns.terms import Terms
from assistant.storage.tables import messages
from tests.operator.desk import Desk
from tests.operator.office import Office

SCHEDULE = {"starts_at": "", "send_from": "9:00", "send_to": "18:00", "per_second": "5", "daily_cap": "1,000"}


def _become(office: Office, name: str, **values: Any) -> int:
    """Let a firm's message be as given; return its key."""
    of_firm = messages.c.firm == office.firm(name).id
    with office.engine.begin() as connection:
        connection.execute(update(messages).where(of_firm).values(values))
    return next(
        line.message_id for line in sending.delivery(office.engine, office.campaign.id) if line.name.startswith(name)
    )


def test_before_the_approval_there_is_nothing_to_send(office: Office) -> None:
    text = office.operator.get(office.address("/sending")).text
    assert "还没有批准" in text
    assert office.operator.post(office.address("/sending/pause")).status_code == 409


def test_progress_is_shown_as_picture_and_table(office: Office) -> None:
    office.approve()
    before = office.operator.get(office.address("/sending")).text
    assert 'data-refresh="10"' in before
    office.send()
    text = office.operator.get(office.address("/sending")).text
    assert "<svg" in text
    assert "data-refresh" not in text
    assert sending.progress(office.engine, office.campaign.id).total == 3


def test_pause_and_resume(office: Office) -> None:
    office.approve()
    assert office.operator.post(office.address("/sending/pause")).status_code == 303
    assert office.now().state == "paused"
    office.send()
    assert sending.progress(office.engine, office.campaign.id).states["queued"] == 3
    assert office.operator.post(office.address("/sending/pause")).status_code == 409
    assert office.reviewer.post(office.address("/sending/resume")).status_code == 303
    assert office.now().state == "approved"
    assert [event.after for event in office.operator.events("paused")] == [{"state": "paused"}]


def test_abort_asks_why_and_cancels_what_has_not_left(office: Office) -> None:
    office.approve()
    assert "不能恢复" in office.operator.get(office.address("/sending/abort")).text
    assert office.operator.post(office.address("/sending/abort"), reason="").status_code == 422
    assert office.now().state == "approved"
    assert office.operator.post(office.address("/sending/abort"), reason="名单有误").status_code == 303
    assert office.now().state == "aborted"
    assert sending.progress(office.engine, office.campaign.id).states["cancelled"] == 3
    (event,) = office.operator.events("aborted")
    assert event.after == {"state": "aborted", "reason": "名单有误"}


def test_sending_ends_once_nothing_waits(office: Office) -> None:
    office.approve()
    office.operator.post(office.address("/sending/close"), version=office.now().version)
    assert office.now().state == "approved"
    office.send()
    stale = office.now().version - 1
    assert office.operator.post(office.address("/sending/close"), version=stale).status_code == 409
    assert office.operator.post(office.address("/sending/close"), version=office.now().version).status_code == 303
    assert (office.now().state, office.now().finished_at is not None) == ("closed", True)
    assert office.operator.post(office.address("/sending/remind")).status_code == 409
    office.publish()  # publishing and paying go on
    assert [event.after for event in office.operator.events("closed")] == [{"state": "closed"}]


def test_the_schedule_changes_while_it_is_sent(office: Office) -> None:
    office.approve()
    answer = office.operator.post(office.address("/sending/schedule"), version=office.now().version, **SCHEDULE)
    assert answer.status_code == 303
    terms = Terms.of(office.now())
    assert (terms.per_second, terms.daily_cap, f"{terms.send_from:%H:%M}", terms.starts_at) == (5, 1000, "09:00", None)
    assert terms.signature == "南昌社保"
    (event,) = office.operator.events("campaign_changed")
    assert event.after is not None
    assert event.after["per_second"] == 5
    assert "signature" not in event.after


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("per_second", "0", "1 到 500"),
        ("daily_cap", "很多", "请填一个整数"),
        ("send_to", "8:00", "要晚于"),
        ("send_from", "", "请填这一项"),
        ("starts_at", "明天", "没看懂这个时间"),
    ],
)
def test_a_schedule_that_cannot_be_is_refused(office: Office, field: str, typed: str, said: str) -> None:
    office.approve()
    form = {**SCHEDULE, field: typed}
    answer = office.operator.post(office.address("/sending/schedule"), version=office.now().version, **form)
    assert answer.status_code == 422
    assert said in answer.text
    assert Terms.of(office.now()).per_second == 10


def test_a_schedule_on_an_old_page_is_not_saved(office: Office) -> None:
    office.approve()
    stale = office.now().version
    office.operator.post(office.address("/sending/pause"))
    answer = office.operator.post(office.address("/sending/schedule"), version=stale, **SCHEDULE)
    assert answer.status_code == 409
    assert office.now().state == "paused"


def test_why_messages_failed_is_said_in_words(office: Office) -> None:
    office.approve()
    _become(office, "甲", state="failed", error_code="not_connected", error_class="retry")
    text = office.operator.get(office.address("/sending")).text
    assert "连不上短信网关" in text
    assert "重发可以重试的 1 条" in text
    assert office.operator.post(office.address("/sending/retry")).status_code == 303
    assert sending.progress(office.engine, office.campaign.id).states["failed"] == 0
    assert [event.after for event in office.operator.events("retried_failed")] == [{"state": "approved", "count": 1}]


def test_the_report_of_each_number_is_masked(office: Office) -> None:
    office.approve()
    office.send()
    page = office.operator.get(office.address("/sending/messages")).text
    assert "138****8001" in page
    assert "13800138001" not in page
    answer = office.operator.post(office.address("/sending/messages/export"), format="csv")
    lines = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert [line[1] for line in lines[1:]] == ["138****8001", "138****8002", "138****8004"]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert len(office.operator.events("list_exported")) == 1
    assert "没有符合条件的短信" in office.operator.get(office.address("/sending/messages"), state="failed").text


def test_an_unknown_message_is_sent_again_only_by_choice(office: Office) -> None:
    office.approve()
    one, _other = _become(office, "甲", state="unknown"), _become(office, "乙", state="unknown")
    text = office.operator.get(office.address("/sending/unknown")).text
    assert "收到两遍" in text
    office.operator.post(office.address(f"/sending/unknown/{one}"))
    assert sending.progress(office.engine, office.campaign.id).states["unknown"] == 1
    assert office.operator.post(office.address(f"/sending/unknown/{one}")).status_code == 409
    office.operator.post(office.address("/sending/unknown"))
    assert sending.progress(office.engine, office.campaign.id).states["unknown"] == 1
    office.operator.post(office.address("/sending/unknown"), sure="yes")
    assert sending.progress(office.engine, office.campaign.id).states["unknown"] == 0
    assert [event.after for event in office.operator.events("resend_unknown")] == [
        {"state": "approved", "count": 1},
        {"count": 1},
    ]


def test_a_message_of_another_campaign_cannot_be_sent_from_here(office: Office) -> None:
    office.approve()
    key = _become(office, "甲", state="unknown")
    other = office.bureau.campaign(state="approved")
    assert office.operator.post(f"/console/campaigns/{other.id}/sending/unknown/{key}").status_code == 404
    assert sending.progress(office.engine, office.campaign.id).states["unknown"] == 1


def test_only_who_did_not_reply_is_reminded_and_once(office: Office) -> None:
    office.approve()
    office.send()
    office.reply("甲", kind="confirmed", account_answer="correct")
    assert "现在要提醒 1 家" in office.operator.get(office.address("/sending/remind")).text
    office.operator.post(office.address("/sending/remind"))
    assert sending.progress(office.engine, office.campaign.id).purposes["reminder"] == 1
    assert "现在要提醒 0 家" in office.operator.get(office.address("/sending/remind")).text
    assert [event.after for event in office.operator.events("reminded")] == [{"state": "approved", "count": 1}]


def test_a_caller_opts_out(office: Office) -> None:
    office.approve()
    assert office.operator.post(office.address("/sending/opt-outs"), phone="12").status_code == 422
    assert office.operator.post(office.address("/sending/opt-outs"), phone="138 0013 8001").status_code == 303
    assert sending.progress(office.engine, office.campaign.id).states["opted_out"] == 1
    (event,) = office.operator.events("opted_out_by_staff")
    assert event.after == {"to": "138****8001"}


def test_another_office_steers_nothing(office: Office) -> None:
    office.approve()
    gansu = Desk.of(office.app, "operator", "reviewer", region="620000")
    for path in ("", "/abort", "/unknown", "/remind", "/opt-outs", "/messages"):
        assert gansu.get(office.address(f"/sending{path}")).status_code == 404
    for path in (
        "/schedule",
        "/pause",
        "/resume",
        "/close",
        "/abort",
        "/retry",
        "/unknown",
        "/unknown/1",
        "/remind",
        "/opt-outs",
        "/messages/export",
    ):
        assert gansu.post(office.address(f"/sending{path}"), version=office.now().version).status_code == 404
    assert office.now().state == "approved"
