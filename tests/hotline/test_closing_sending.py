"""The case code in the caller's hand: sent once, with their consent, to whom has not opted out; or read aloud."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from assistant import create_app
from assistant.settings import Settings
from assistant.sms.gateway import Capabilities
from assistant.sms.outbox import OutboxGateway
from assistant.storage.outbox.opt_outs import OptOuts
from assistant.storage.outbox_page import Outbox
from assistant.storage.tables import single_messages
from assistant.texting.sender import TextSender
from tests import staffing
from tests.hotline.agents import Agent, agent
from tests.hotline.closing import SKILL, begun, cases, read_back, taken_up
from tests.operator.desk import errors
from tests.web.interview.visiting import Visit, main_of

NUMBER = "13800138000"
E164 = f"+86{NUMBER}"


@pytest.fixture
def desk(app: Flask) -> Agent:
    return agent(app)


def ready(desk: Agent) -> tuple[str, Any]:
    """A call whose answers were read back."""
    case = begun(desk.app)
    at = taken_up(desk, case)
    read_back(desk, at, case)
    return at, case


def texts(app: Flask) -> list[Any]:
    with staffing.engine_of(app).connect() as connection:
        return list(connection.execute(select(single_messages).order_by(single_messages.c.id)))


def sender(app: Flask) -> TextSender:
    gateway = app.extensions["assistant.gateway"]
    return TextSender(staffing.engine_of(app), staffing.settings_of(app), gateway, worker="w1")


def test_the_caller_gets_code_and_link_and_sees_their_result(desk: Agent) -> None:
    at, case = ready(desk)
    answer = desk.post(f"{at}/send", number="138 0013 8000", consent="y")
    assert answer.location == f"{at}/result#in-hand"
    assert "138****8000" in main_of(desk.get(f"{at}/result"))
    assert "正在发出" in main_of(desk.get(f"{at}/result"))
    assert sender(desk.app).send_one()
    assert "短信服务商已经收下" in main_of(desk.get(f"{at}/result"))
    (shown,) = Outbox(staffing.engine_of(desk.app)).latest()
    assert shown.to == E164
    assert f"查询码：{case.shown_code}。打开 http://localhost/r/{case.shown_code} 可以" in shown.body
    assert case.shown_code in desk.client.get("/outbox").text  # the page where development shows what was sent
    visit = Visit(desk.app.test_client())
    visit.get(f"/r/{case.shown_code}")
    visit.send("/resume")
    assert "1,500.00 元" in main_of(visit.page)


def test_it_is_recorded_with_the_number_masked(desk: Agent) -> None:
    at, case = ready(desk)
    desk.post(f"{at}/send", number=NUMBER, consent="y")
    (event,) = desk.events("case_code_sent")
    assert event.after == {"to": "138****8000", "text": "case_code_link"}
    assert desk.open is not None
    assert desk.open.consent_at is not None
    assert desk.content(desk.open.id).number == E164
    (row,) = texts(desk.app)
    assert case.code not in str(row)
    assert NUMBER not in str(row)


def test_pressing_again_sends_nothing_more_but_a_mended_number_or_answer_does(desk: Agent) -> None:
    at, case = ready(desk)
    for _ in range(2):
        desk.post(f"{at}/send", number=NUMBER, consent="y")
    assert len(texts(desk.app)) == len(desk.events("case_code_sent")) == 1
    desk.post(f"{at}/send", number="13900139000", consent="y")
    case = cases(desk.app).save(case, {**case.interview.answers, "certificate_level": "five"})
    read_back(desk, at, case)
    desk.post(f"{at}/send", number="13900139000", consent="y")
    assert len(texts(desk.app)) == 3


def test_one_call_sends_a_few_texts_at_most(desk: Agent) -> None:
    at, _ = ready(desk)
    for last in range(5):
        assert desk.post(f"{at}/send", number=f"1380013800{last}", consent="y").status_code == 303
    refused = desk.post(f"{at}/send", number="13800138009", consent="y")
    assert refused.status_code == 422
    assert "不能再发" in errors(refused)["number"]
    assert len(texts(desk.app)) == 5


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"number": NUMBER}, "consent"),
        ({"number": "", "consent": "y"}, "number"),
        ({"number": "0791-8622-1234", "consent": "y"}, "number"),
        ({"number": "138001", "consent": "y"}, "number"),
    ],
)
def test_without_consent_or_a_mobile_number_nothing_is_sent(desk: Agent, form: dict[str, str], field: str) -> None:
    at, _ = ready(desk)
    answer = desk.post(f"{at}/send", **form)
    assert answer.status_code == 422
    assert list(errors(answer)) == [field]
    assert f'value="{form["number"]}"' in answer.text
    assert texts(desk.app) == []
    assert desk.open is not None
    assert desk.open.consent_at is None


def test_who_opted_out_is_sent_nothing_and_the_agent_is_told(desk: Agent) -> None:
    at, _ = ready(desk)
    secret = staffing.settings_of(desk.app).secret_key
    OptOuts(staffing.engine_of(desk.app), secret).record(E164, "reply", datetime.now(UTC))
    answer = desk.post(f"{at}/send", number=NUMBER, consent="y")
    assert answer.status_code == 422
    assert "退订过短信" in errors(answer)["number"]
    assert texts(desk.app) == []
    assert desk.events("case_code_sent") == []


def test_where_links_are_not_allowed_the_constant_page_is_named(desk: Agent) -> None:
    desk.app.extensions["assistant.gateway"].capabilities = Capabilities(links=False, two_way=False)
    at, case = ready(desk)
    desk.post(f"{at}/send", number=NUMBER, consent="y")
    assert sender(desk.app).send_one()
    (shown,) = Outbox(staffing.engine_of(desk.app)).latest()
    assert f"查询码：{case.shown_code}。打开 http://localhost/resume 输入查询码" in shown.body
    assert "/r/" not in shown.body


@pytest.mark.parametrize(
    "given", [{"sms_gateway": "none"}, {"sms_gateway": "none", "sms_signature": "江西人社"}], ids=["none", "signed"]
)
def test_where_no_text_can_be_sent_the_code_is_read_aloud(sqlite_url: str, tmp_path: Path, given: Any) -> None:
    settings = Settings(secret_key="k" * 40, database_url=sqlite_url, data_dir=tmp_path, **given)
    desk = agent(create_app(settings))
    at, _ = ready(desk)
    page = desk.get(f"{at}/result")
    assert "这里没有开通给来电人发短信" in main_of(page)
    assert 'name="number"' not in page.text.split("<main")[1]
    assert desk.post(f"{at}/send", number=NUMBER, consent="y").location == f"{at}/result"
    assert texts(desk.app) == []


def test_what_is_not_registered_cannot_be_sent(desk: Agent) -> None:
    gateway: OutboxGateway = desk.app.extensions["assistant.gateway"]
    gateway.capabilities = Capabilities(links=False, two_way=False, registered=frozenset())
    at, _ = ready(desk)
    assert "这里没有开通" in main_of(desk.get(f"{at}/result"))


def test_the_code_is_read_aloud_in_groups_and_that_is_recorded(desk: Agent) -> None:
    at, case = ready(desk)
    assert 'id="read-aloud"' not in desk.get(f"{at}/result").text
    answer = desk.post(f"{at}/read")
    page = desk.get(answer.location)
    assert page.text.count('<b class="mono">') == 10
    assert [event.after for event in desk.events("case_code_read")] == [None]
    assert case.code not in str(desk.events("case_code_read"))


def test_the_result_of_one_call_says_nothing_of_the_last_callers_number(desk: Agent) -> None:
    at, _ = ready(desk)
    desk.post(f"{at}/send", number=NUMBER, consent="y")
    desk.post(f"{at}/keep")
    case = begun(desk.app, {**SKILL, "certificate_level": "five"})
    second = taken_up(desk, case)
    read_back(desk, second, case)
    page = desk.get(f"{second}/result")
    assert NUMBER not in page.text
    assert "138****8000" not in page.text
