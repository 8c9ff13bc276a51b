"""What firms will read, the list of checks, a test, and two people: one submits, another approves."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from assistant import create_app
from assistant.settings import Settings
from assistant.storage.outbox_page import Outbox
from tests.conftest import TEST_SECRET
from tests.operator.desk import Desk
from tests.operator.office import NOON, Office


def test_the_message_is_shown_word_for_word_with_pieces_and_cost(office: Office) -> None:
    text = office.operator.get(office.address("/approval"), search="甲制造").text
    assert "【南昌社保】甲制造有限公司：" in text
    assert "测算6,000.00元" in text
    assert "*" * 20 in text  # stars for the secret
    assert "0.135" in text or "0.09" in text  # 3 or 2 pieces of 0.045 yuan
    assert "丁劳务派遣有限公司" not in text
    assert "丁劳务派遣有限公司" in office.operator.get(office.address("/approval"), search="丁").text


def test_the_longest_name_is_shown_first(office: Office) -> None:
    # 己 has the longest name and no number: nothing can be sent to it
    text = office.operator.get(office.address("/approval")).text
    assert "己名称特别长" not in text
    without = office.operator.get(office.address("/approval/without-phone")).text
    assert "己名称特别长" in without
    assert "甲制造" not in without


def test_a_firm_is_found_by_its_code(office: Office) -> None:
    firm = office.firm("乙")
    text = office.operator.get(office.address("/approval"), search=firm.credit_code).text
    assert "乙商贸有限公司：" in text


def test_the_list_says_what_should_be_known(office: Office) -> None:
    text = office.operator.get(office.address("/approval")).text
    for said in ("短信网关：outbox", "将发给 3 家单位", "1 家没有手机号", "1 家还在等待核定"):
        assert said in text
    assert "未满足" not in text


def test_one_submits_and_another_approves(office: Office) -> None:
    approved = office.approve()
    assert approved.submitted_by != approved.approved_by
    (submitted,), (event,) = office.operator.events("submitted"), office.operator.events("approved")
    assert (submitted.before, submitted.after) == ({"state": "screened"}, {"state": "submitted"})
    assert (event.before, event.after) == ({"state": "submitted"}, {"state": "approved"})
    assert submitted.account != event.account


def test_whoever_submitted_cannot_approve(office: Office) -> None:
    both = Desk.of(office.app, "operator", "reviewer", region="360000")
    both.post(office.address("/approval/submit"), version=office.now().version)
    answer = both.post(office.address("/approval/approve"), version=office.now().version)
    assert answer.status_code == 303
    assert office.now().state == "submitted"
    assert "批准发送" not in both.get(office.address("/approval")).text
    assert [event.result for event in both.events("approved")] == ["refused"]


def test_what_is_returned_says_why_and_can_be_submitted_again(office: Office) -> None:
    office.operator.post(office.address("/approval/submit"), version=office.now().version)
    version = office.now().version
    assert office.reviewer.post(office.address("/approval/return"), version=version, reason=" ").status_code == 422
    answer = office.reviewer.post(office.address("/approval/return"), version=version, reason="签名应为南昌人社")
    assert answer.status_code == 303
    assert office.now().state == "screened"
    assert "签名应为南昌人社" in office.operator.get(office.address("/approval")).text
    office.approve()


def test_a_campaign_that_changed_meanwhile_is_not_approved(office: Office) -> None:
    office.operator.post(office.address("/approval/submit"), version=office.now().version)
    stale = office.now().version
    office.reviewer.post(office.address("/approval/return"), version=stale, reason="再核对")
    office.operator.post(office.address("/approval/submit"), version=office.now().version)
    assert office.reviewer.post(office.address("/approval/approve"), version=stale).status_code == 409
    assert office.now().state == "submitted"


def test_what_is_not_screened_cannot_be_submitted(office: Office) -> None:
    office.approve()
    answer = office.operator.post(office.address("/approval/submit"), version=office.now().version)
    assert answer.status_code == 303
    assert office.now().state == "approved"


@pytest.mark.parametrize("typed", ["13900139000", "+86 139 0013 9000", "139-0013-9000"])
def test_a_test_goes_to_the_number_that_was_typed_and_to_no_firm(office: Office, typed: str) -> None:
    answer = office.operator.post(office.address("/approval/test"), to=typed)
    assert answer.status_code == 303
    (shown,) = Outbox(office.engine).latest()
    assert shown.to == "+8613900139000"
    assert "测试短信请忽略" in shown.body
    assert "甲制造" not in shown.body
    (event,) = office.operator.events("test_sent")
    assert event.after == {"to": "139****9000"}


@pytest.mark.parametrize("typed", ["", "1390013", "0791-88888888", "abc", "+1 555 0100"])
def test_a_number_that_no_text_reaches_is_refused(office: Office, typed: str) -> None:
    answer = office.operator.post(office.address("/approval/test"), to=typed)
    assert answer.status_code == 422
    assert 'id="to-error"' in answer.text
    assert Outbox(office.engine).latest() == []


def test_tests_are_few_a_day(office: Office) -> None:
    for _ in range(5):
        assert office.operator.post(office.address("/approval/test"), to="13900139000").status_code == 303
    answer = office.operator.post(office.address("/approval/test"), to="13900139000")
    assert answer.status_code == 422
    assert "明天再试" in answer.text
    assert len(Outbox(office.engine).latest()) == 5
    office.pass_days(1)
    assert office.operator.post(office.address("/approval/test"), to="13900139000").status_code == 303


@pytest.fixture
def without_gateway(settings: Settings) -> Office:
    """An office whose installation has no gateway."""
    values: dict[str, Any] = {**settings.model_dump(), "sms_gateway": "none", "secret_key": TEST_SECRET}
    app: Flask = create_app(Settings(**values))
    return Office.with_screened(app)


def test_without_a_gateway_nothing_is_submitted(without_gateway: Office) -> None:
    office = without_gateway
    assert "没有设置短信网关" in office.operator.get(office.address("/approval")).text
    office.operator.post(office.address("/approval/submit"), version=office.now().version)
    assert office.now().state == "screened"
    answer = office.operator.post(office.address("/approval/test"), to="13900139000")
    assert "没有设置短信网关" in office.operator.get(answer.headers["Location"]).text


def test_after_the_last_day_for_replies_nothing_is_submitted(office: Office) -> None:
    office.at(NOON + timedelta(days=40))
    office.sign_in_again(office.operator)
    office.operator.post(office.address("/approval/submit"), version=office.now().version)
    assert office.now().state == "screened"
    assert "答复截止日" in office.operator.get(office.address("/approval")).text


def test_another_office_sees_nothing_of_it(office: Office) -> None:
    gansu = Desk.of(office.app, "operator", "reviewer", region="620000")
    for path in ("/approval", "/approval/without-phone"):
        assert gansu.get(office.address(path)).status_code == 404
    for path in ("/approval/test", "/approval/submit", "/approval/approve", "/approval/return"):
        assert gansu.post(office.address(path), version=office.now().version, to="13900139000").status_code == 404
    assert office.now().state == "screened"
