"""Tencent's gateway against the loopback provider, which checks the SDK's signature and every field."""

import json
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from werkzeug.datastructures import Headers, MultiDict

from assistant.settings import SettingsError
from assistant.sms.gateway import Accepted, Ambiguous, BadSignature, CannotTell, Found, Outcome, Rejected, WebRequest
from assistant.sms.tencent import TencentGateway, templates
from tests.sms.conftest import ORIGIN, REFERENCE, TO, answering, installation, values
from tests.sms.provider import Provider
from tests.sms.provider_plan import Plan

Start = Callable[..., Provider]
ZH = "zh_Hans_CN"
TEMPLATES = "notice_pickup=1234567, proof_code=7654321"
TOKEN = "callback-token-of-this-installation"


def gateway_to(provider: Provider, **given: Any) -> TencentGateway:
    ours = {"tencent_templates": TEMPLATES, "tencent_callback_token": TOKEN}
    return TencentGateway(installation(**{**provider.tencent_settings(), **ours, **given}))


def send(gateway: TencentGateway, message: str = "notice_pickup", language: str = ZH) -> Outcome:
    return gateway.send(message, values(message), TO, REFERENCE, language)


def test_a_message_goes_as_a_template_with_its_variables_in_order(start: Start) -> None:
    provider = start()
    outcome = send(gateway_to(provider))
    (taken,) = provider.ledger.all()
    assert outcome == Accepted(taken.sid)
    assert (taken.to, taken.reference) == (TO, REFERENCE)
    given = values("notice_pickup")
    signature, rest = taken.body.removeprefix("【").split("】")
    number, variables = rest.split(":", 1)
    firm, *others = variables.split("|")
    assert (signature, number) == (given["signature"], "1234567")
    assert others == [given[name] for name in ("office", "notice", "amount", "until", "code")]
    assert firm.startswith("江西省")
    assert "…" in firm


def test_it_takes_what_is_registered_in_its_language(start: Start) -> None:
    takes = gateway_to(start(), tencent_templates="case_code_pickup=7").capabilities.takes
    assert takes("case_code_pickup", ZH)
    assert not takes("case_code_pickup", "en")
    assert not takes("proof_code", ZH)


def test_threads_share_a_gateway(start: Start) -> None:
    provider = start()
    gateway = gateway_to(provider)
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda message: send(gateway, message), ["notice_pickup", "proof_code"] * 10))
    assert {entry.sid for entry in provider.ledger.all()} == {
        o.provider_id for o in outcomes if isinstance(o, Accepted)
    }
    assert len(provider.ledger.all()) == 20


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("too_many", Rejected("RequestLimitExceeded", "retry")),
        ("invalid_number", Rejected("InvalidParameterValue.IncorrectPhoneNumber", "permanent")),
        ("opted_out", Rejected("FailedOperation.PhoneNumberInBlacklist", "opted_out")),
        ("unauthorised", Rejected("AuthFailure.SecretIdNotFound", "stop")),
        ("html_500", Ambiguous("http_500")),
        ("html_503", Ambiguous("http_503")),
        ("accept_html_500", Ambiguous("http_500")),
        ("hang", Ambiguous("network")),
        ("reset", Ambiguous("network")),
        ("garbage", Ambiguous("http_201")),
    ],
)
def test_each_answer_is_sorted(start: Start, answer: str, outcome: Outcome) -> None:
    provider = start(Plan({answer: 1}))
    assert send(gateway_to(provider)) == outcome
    assert provider.counts == {answer: 1}


def test_a_wrong_key_is_refused_by_the_signature(start: Start) -> None:
    provider = start()
    assert send(gateway_to(provider, tencent_secret_key="another")) == Rejected("AuthFailure.SignatureFailure", "stop")


def test_an_answer_cut_off_in_the_middle_is_ambiguous(start: Start) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"
    with answering(head) as base:
        assert isinstance(send(gateway_to(start(), tencent_endpoint=base)), Ambiguous)


def test_an_answer_without_a_status_is_ambiguous(start: Start) -> None:
    body = b'{"Response": {"SendStatusSet": [], "RequestId": "1"}}'
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
    with answering(head + body) as base:
        assert isinstance(send(gateway_to(start(), tencent_endpoint=base)), Ambiguous)


def test_nothing_left_when_nobody_listens(start: Start) -> None:
    gateway = gateway_to(start(), tencent_endpoint="https://no-such-host.invalid")
    assert send(gateway) == Rejected("not_connected", "retry")


def test_a_message_without_a_template_is_not_sent(start: Start) -> None:
    provider = start()
    gateway = gateway_to(provider)
    assert send(gateway, "reminder_pickup") == Rejected("no_template", "stop")
    assert send(gateway, "notice_pickup", "en") == Rejected("no_template", "stop")
    assert not provider.counts


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("notice_pickup", "MESSAGE=NUMBER"),
        ("notice_pikup=1", "MESSAGE=NUMBER"),
        ("notice_pickup=one", "MESSAGE=NUMBER"),
        ("notice_link=1", "takes no links"),
    ],
)
def test_a_mistake_in_the_list_of_templates_is_named(text: str, reason: str) -> None:
    with pytest.raises(SettingsError, match=reason):
        templates(text)


def test_links_cannot_be_switched_on(start: Start) -> None:
    with pytest.raises(SettingsError, match="SMS_LINKS"):
        gateway_to(start(), sms_links=True)


def test_templates_may_differ_by_language() -> None:
    assert templates("proof_code=1,proof_code.en=2") == {("proof_code", ZH): "1", ("proof_code", "en"): "2"}


def test_a_receipt_there_is_found_by_our_reference(start: Start) -> None:
    provider = start(Plan({"reset": 1}), tencent_callback="http://127.0.0.1:1/")
    gateway = gateway_to(provider)
    send(gateway)
    found = gateway.find(TO, datetime.now(UTC), REFERENCE)
    assert found == Found(provider.ledger.all()[0].sid, "delivered")


def test_a_message_without_a_receipt_may_still_have_been_taken(start: Start) -> None:
    gateway = gateway_to(start(Plan({"reset": 1})))
    send(gateway)
    assert gateway.find(TO, datetime.now(UTC) - timedelta(minutes=1), REFERENCE) == CannotTell("no_receipt_yet")


def test_logs_hold_no_number(start: Start, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        send(gateway_to(start()))
    assert "13800138000" not in caplog.text


URL = f"{ORIGIN}/sms/tencent/receipts?token={TOKEN}"
RECEIPT = {
    "user_receive_time": "2024-11-01 09:00:00", "nationcode": "86", "mobile": "13800138000",
    "report_status": "SUCCESS", "errmsg": "DELIVRD", "description": "用户短信送达成功", "sid": "2640:1",
}  # fmt: skip


def call(content: Any, url: str = URL) -> WebRequest:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return WebRequest("POST", url, Headers({"Content-Type": "application/json"}), MultiDict(), body)


def test_one_call_reports_on_several_messages(start: Start) -> None:
    failed = RECEIPT | {"report_status": "FAIL", "errmsg": "MK:0001", "sid": "2640:2", "ext": REFERENCE}
    unknown = RECEIPT | {"report_status": "FAIL", "errmsg": "ZZ:9", "sid": "2640:3"}
    found = gateway_to(start()).receipts(call([RECEIPT, failed, unknown]))
    assert [(r.provider_id, r.status, r.code, r.kind, r.reference) for r in found] == [
        ("2640:1", "delivered", None, None, None),
        ("2640:2", "failed", "MK:0001", "permanent", REFERENCE),
        ("2640:3", "failed", "ZZ:9", "permanent", None),
    ]


@pytest.mark.parametrize(
    "forged",
    [
        call([RECEIPT], URL.replace(TOKEN, "guessed")),
        call([RECEIPT], URL.split("?")[0]),
        call(b"not json"),
        call([{"sid": "1"}]),
        call(["text"]),
        call(7),
    ],
)
def test_what_is_not_the_provider_s_is_refused(start: Start, forged: WebRequest) -> None:
    with pytest.raises(BadSignature):
        gateway_to(start()).receipts(forged)


def test_without_a_token_of_ours_nobody_is_believed(start: Start) -> None:
    with pytest.raises(BadSignature):
        gateway_to(start(), tencent_callback_token="").receipts(call([RECEIPT], f"{URL.split('?')[0]}?token="))


def test_a_reply_is_read(start: Start) -> None:
    reply = {"extend": "1", "mobile": "13800138000", "nationcode": "86", "sign": "x", "text": "td", "time": 1}
    (found,) = gateway_to(start()).replies(call(reply))
    assert (found.from_, found.text, found.opted_out) == (TO, "td", True)
    with pytest.raises(BadSignature):
        gateway_to(start()).replies(call({"mobile": "13800138000"}))
