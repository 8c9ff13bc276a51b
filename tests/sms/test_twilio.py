"""Twilio's gateway against the loopback provider: what each way of answering means, and what never happens twice."""

import logging
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import pytest
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import Headers, MultiDict

from assistant.settings import SettingsError
from assistant.sms import wording
from assistant.sms.gateway import (
    Accepted,
    Ambiguous,
    BadSignature,
    CannotTell,
    Found,
    Missing,
    Outcome,
    Rejected,
    WebRequest,
)
from assistant.sms.twilio import TwilioGateway
from tests.sms.conftest import ORIGIN, REFERENCE, TO, answering, installation, values
from tests.sms.provider import Provider
from tests.sms.provider_dialects import ACCOUNT, SERVICE, TOKEN
from tests.sms.provider_plan import Plan

Start = Callable[..., Provider]
ZH = "zh_Hans_CN"


def gateway_to(provider: Provider, **given: Any) -> TwilioGateway:
    return TwilioGateway(installation(**{**provider.twilio_settings(), **given}))


def send(gateway: TwilioGateway, message: str = "notice_pickup", reference: str = REFERENCE) -> Outcome:
    return gateway.send(message, values(message), TO, reference, ZH)


def test_a_message_arrives_as_worded_with_our_reference(start: Start) -> None:
    provider = start()
    outcome = send(gateway_to(provider))
    (taken,) = provider.ledger.all()
    assert outcome == Accepted(taken.sid)
    assert taken.to == TO
    assert taken.body == wording.render("notice_pickup", values("notice_pickup"), ZH)
    assert taken.reference == REFERENCE


def test_a_number_can_be_the_sender(start: Start) -> None:
    provider = start()
    given = provider.twilio_settings() | {"twilio_messaging_service_sid": "", "twilio_from": "+15005550006"}
    assert isinstance(send(TwilioGateway(installation(**given))), Accepted)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("too_many", Rejected("20429", "retry")),
        ("too_many_retry_after", Rejected("20429", "retry", 1.0)),
        ("invalid_number", Rejected("21211", "permanent")),
        ("opted_out", Rejected("21610", "opted_out")),
        ("unauthorised", Rejected("20003", "stop")),
    ],
)
def test_a_refusal_says_what_happens_next(start: Start, answer: str, outcome: Outcome) -> None:
    provider = start(Plan({answer: 1}))
    assert send(gateway_to(provider)) == outcome
    assert provider.ledger.all() == []


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("html_500", "http_500"),
        ("html_503", "http_503"),
        ("accept_html_500", "http_500"),
        ("garbage", "JSONDecodeError"),
        ("hang", "ReadTimeout"),
        ("hang_refused", "ReadTimeout"),
        ("reset", "ConnectionError"),
        ("reset_refused", "ConnectionError"),
        ("late", "ConnectionError"),
    ],
)
def test_what_does_not_prove_a_refusal_is_ambiguous_and_sent_once(start: Start, answer: str, reason: str) -> None:
    provider = start(Plan({answer: 1}, late_seconds=0))
    assert send(gateway_to(provider)) == Ambiguous(reason)
    assert provider.counts == {answer: 1}


def test_nothing_left_when_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    gateway = TwilioGateway(
        installation(
            sms_gateway="twilio", twilio_account_sid=ACCOUNT, twilio_auth_token=TOKEN,
            twilio_messaging_service_sid=SERVICE, twilio_api_base=f"http://127.0.0.1:{port}",
        )
    )  # fmt: skip
    assert send(gateway) == Rejected("not_connected", "retry")


def test_nothing_left_when_the_name_is_unknown(start: Start) -> None:
    gateway = gateway_to(start(), twilio_api_base="https://no-such-host.invalid")
    assert send(gateway) == Rejected("not_connected", "retry")


@pytest.mark.parametrize(
    "octets",
    [
        b"HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n{",
        b"HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}",
        b"HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n[]",
        b"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"",
    ],
)
def test_an_answer_that_is_cut_off_or_no_answer_is_ambiguous(start: Start, octets: bytes) -> None:
    with answering(octets) as base:
        assert isinstance(send(gateway_to(start(), twilio_api_base=base)), Ambiguous)


def test_an_error_that_speaks_of_another_status_is_taken_by_its_own(start: Start) -> None:
    body = b'{"type": "x", "title": "x", "status": "400", "code": 21211}'
    head = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: %d\r\n\r\n" % len(body)
    with answering(head + body) as base:
        assert send(gateway_to(start(), twilio_api_base=base)) == Ambiguous("http_502")


@pytest.mark.parametrize(("status", "code", "kind"), [(403, "http_403", "pause"), (404, "http_404", "stop")])
def test_a_proxy_s_refusal_is_no_acceptance(start: Start, status: int, code: str, kind: str) -> None:
    with answering(b"HTTP/1.1 %d No\r\nContent-Length: 6\r\n\r\n<html>" % status) as base:
        assert send(gateway_to(start(), twilio_api_base=base)) == Rejected(code, kind)


def test_a_text_beyond_what_china_takes_is_not_sent(start: Start) -> None:
    provider = start()
    params = values("notice_pickup") | {"office": "长" * 500}
    assert gateway_to(provider).send("notice_pickup", params, TO, REFERENCE, ZH) == Rejected("too_long", "permanent")
    assert not provider.counts


def test_credentials_do_not_travel_in_the_clear(start: Start) -> None:
    with pytest.raises(SettingsError, match="TWILIO_API_BASE"):
        gateway_to(start(), twilio_api_base="http://api.example.com")


def test_a_public_name_that_twilio_would_not_call_stops_the_start(start: Start) -> None:
    with pytest.raises(SettingsError, match="PUBLIC_ORIGIN"):
        TwilioGateway(
            installation(**start().twilio_settings()).model_copy(update={"public_origin": "https://wen_gang.example"})
        )


def test_edge_and_region_of_the_sdk_do_not_move_a_base_of_our_own(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWILIO_EDGE", "sydney")
    monkeypatch.setenv("TWILIO_REGION", "au1")
    assert isinstance(send(gateway_to(start())), Accepted)


def test_logs_hold_no_number_and_no_text(start: Start, caplog: pytest.LogCaptureFixture) -> None:
    provider = start()
    gateway = gateway_to(provider)
    with caplog.at_level(logging.DEBUG):
        send(gateway)
        gateway.find(TO, datetime.now(UTC), REFERENCE)
    assert "13800138000" not in caplog.text
    assert "ACDEF" not in caplog.text


class TestFinding:
    """Asking what became of an ambiguous attempt."""

    @staticmethod
    def find(gateway: TwilioGateway, message: str = "notice_pickup", **given: Any) -> Any:
        known = {name: value for name, value in values(message).items() if name != "code"}
        ours = wording.fits(message, known, ZH)
        since = datetime.now(UTC) - timedelta(seconds=5)
        return gateway.find(TO, given.pop("since", since), REFERENCE, **{"ours": ours, **given})

    def test_what_was_taken_is_found_by_number_and_text(self, start: Start) -> None:
        provider = start(Plan({"reset": 1}))
        gateway = gateway_to(provider)
        send(gateway)
        send(gateway, "proof_code", "another")
        first = provider.ledger.all()[0]
        found = self.find(gateway)
        assert isinstance(found, Found)
        assert found.provider_id == first.sid

    def test_what_was_not_taken_is_missing(self, start: Start) -> None:
        gateway = gateway_to(start(Plan({"reset_refused": 1})))
        send(gateway)
        assert self.find(gateway) == Missing()

    def test_a_message_from_before_the_attempt_is_not_ours(self, start: Start) -> None:
        gateway = gateway_to(start())
        send(gateway)
        assert self.find(gateway, since=datetime.now(UTC) + timedelta(minutes=10)) == Missing()

    def test_two_that_fit_cannot_be_told_apart(self, start: Start) -> None:
        provider = start()
        gateway = gateway_to(provider)
        send(gateway)
        send(gateway)
        assert self.find(gateway) == CannotTell("several")

    def test_unless_one_is_known_to_be_another(self, start: Start) -> None:
        provider = start()
        gateway = gateway_to(provider)
        send(gateway)
        send(gateway)
        first, second = (entry.sid for entry in provider.ledger.all())
        found = self.find(gateway, others={first})
        assert isinstance(found, Found)
        assert found.provider_id == second

    def test_without_knowing_the_text_one_may_be_another_s(self, start: Start) -> None:
        gateway = gateway_to(start())
        send(gateway)
        assert self.find(gateway, ours=None) == CannotTell("perhaps_another")

    def test_a_provider_that_cannot_be_asked_says_nothing(self, start: Start) -> None:
        gateway = gateway_to(start(Plan(list_fails=1)))
        send(gateway)
        assert self.find(gateway) == CannotTell("unreachable")

    def test_too_many_to_look_through(self, start: Start) -> None:
        provider = start()
        gateway = gateway_to(provider)
        for _ in range(200):
            send(gateway)
        assert self.find(gateway) == CannotTell("too_many")


URL = f"{ORIGIN}/sms/twilio/receipts?reference={REFERENCE}"


def call(form: dict[str, str], url: str = URL, token: str = TOKEN, **given: Any) -> WebRequest:
    signature = RequestValidator(token).compute_signature(url, form)
    headers = Headers({"X-Twilio-Signature": given.get("signature", signature), "Host": "127.0.0.1:8000"})
    return WebRequest("POST", given.get("seen", url), headers, MultiDict(given.get("received", form)), b"")


@pytest.fixture
def gateway(start: Start) -> TwilioGateway:
    return gateway_to(start())


def receipt(status: str, **more: str) -> dict[str, str]:
    return {"MessageSid": "SM" + "1" * 32, "AccountSid": ACCOUNT, "MessageStatus": status, "To": TO, **more}


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        ("queued", None, ("accepted", None, None)),
        ("sent", None, ("accepted", None, None)),
        ("delivered", None, ("delivered", None, None)),
        ("undelivered", "30003", ("failed", "30003", "late_retry")),
        ("failed", "30007", ("failed", "30007", "pause")),
        ("failed", "39999", ("failed", "39999", "permanent")),
        ("canceled", None, ("failed", "canceled", "permanent")),
        ("something_new", None, ("accepted", None, None)),
    ],
)
def test_a_receipt_is_read(gateway: TwilioGateway, status: str, code: str | None, expected: tuple[Any, ...]) -> None:
    (found,) = gateway.receipts(call(receipt(status, **({"ErrorCode": code} if code else {}))))
    assert (found.status, found.code, found.kind) == expected
    assert (found.provider_id, found.reference) == ("SM" + "1" * 32, REFERENCE)


@pytest.mark.parametrize(
    "forged",
    [
        call(receipt("failed"), token="another"),
        call(receipt("failed"), signature=""),
        call(receipt("delivered"), received=receipt("failed")),
        call(receipt("failed"), seen=f"{ORIGIN}/sms/twilio/receipts?reference=another"),
        call(receipt("failed"), seen=URL.replace("https://wengang", "https://evil")),
        call(receipt("failed") | {"AccountSid": "AC" + "9" * 32}),
        call({"AccountSid": ACCOUNT}),
    ],
)
def test_a_receipt_that_is_not_twilio_s_is_refused(gateway: TwilioGateway, forged: WebRequest) -> None:
    with pytest.raises(BadSignature):
        gateway.receipts(forged)


def test_a_field_given_twice_does_not_pass_for_one(gateway: TwilioGateway) -> None:
    honest = call(receipt("delivered"))
    twice = MultiDict([*honest.form.items(), ("MessageStatus", "failed")])
    with pytest.raises(BadSignature):
        gateway.receipts(WebRequest("POST", honest.url, honest.headers, twice, b""))


@pytest.mark.parametrize(
    ("text", "more", "out"),
    [("退订", {}, True), ("TD", {}, True), ("收到", {}, False), ("别发了", {"OptOutType": "STOP"}, True)],
)
def test_a_reply_is_read(gateway: TwilioGateway, text: str, more: dict[str, str], out: bool) -> None:
    url = f"{ORIGIN}/sms/twilio/replies"
    (reply,) = gateway.replies(call({"AccountSid": ACCOUNT, "From": TO, "Body": text, **more}, url))
    assert (reply.from_, reply.text, reply.opted_out) == (TO, text, out)


def test_a_forged_reply_is_refused(gateway: TwilioGateway) -> None:
    with pytest.raises(BadSignature):
        gateway.replies(call({"AccountSid": ACCOUNT, "From": TO, "Body": "退订"}, token="another"))


class TestTwoWay:
    """Answering people who write, where the installation says that it may."""

    TWO_WAY: ClassVar = {"sms_two_way": True, "sms_chat_number": "+15005550006"}

    def test_a_text_leaves_as_it_is_with_our_reference(self, start: Start) -> None:
        provider = start()
        gateway = gateway_to(provider, **self.TWO_WAY)
        assert gateway.capabilities.two_way
        outcome = gateway.say("1 是\n2 否", TO, REFERENCE)
        (taken,) = provider.ledger.all()
        assert outcome == Accepted(taken.sid)
        assert (taken.to, taken.body, taken.reference) == (TO, "1 是\n2 否", REFERENCE)

    def test_without_leave_nothing_is_said(self, start: Start) -> None:
        provider = start()
        gateway = gateway_to(provider)
        assert not gateway.capabilities.two_way
        assert gateway.say("你好", TO, REFERENCE) == Rejected("one_way", "permanent")
        assert not provider.counts

    def test_a_text_that_is_too_long_is_not_sent(self, start: Start) -> None:
        provider = start()
        gateway = gateway_to(provider, **self.TWO_WAY)
        assert gateway.say("长" * 501, TO, REFERENCE) == Rejected("too_long", "permanent")
        assert not provider.counts

    @pytest.mark.parametrize("answer", ["hang", "reset", "html_500"])
    def test_what_does_not_prove_a_refusal_is_ambiguous(self, start: Start, answer: str) -> None:
        gateway = gateway_to(start(Plan({answer: 1})), **self.TWO_WAY)
        assert isinstance(gateway.say("你好", TO, REFERENCE), Ambiguous)

    @pytest.mark.parametrize(
        ("text", "told", "expected"),
        [
            ("START", "", (False, True, False)),
            ("start.", "START", (False, True, True)),
            ("HELP", "HELP", (False, False, True)),
            ("STOP", "STOP", (True, False, True)),
            ("我想开始", "", (False, False, False)),
        ],
    )
    def test_the_provider_s_own_words(self, gateway: TwilioGateway, text: str, told: str, expected: Any) -> None:
        form = {"AccountSid": ACCOUNT, "From": TO, "To": "+15005550006", "Body": text, "MessageSid": "SM1"}
        form |= {"OptOutType": told} if told else {}
        (reply,) = gateway.replies(call(form, f"{ORIGIN}/sms/twilio/replies"))
        assert (reply.opted_out, reply.returned, reply.handled) == expected
        assert (reply.provider_id, reply.to) == ("SM1", "+15005550006")
        assert TO not in repr(reply)
