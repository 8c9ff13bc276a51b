"""What gateways call: only what carries the gateway's signature for our own address has any effect."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from twilio.request_validator import RequestValidator
from werkzeug.test import TestResponse

from assistant import create_app, storage
from assistant.campaigns import sending
from assistant.campaigns.sending.hours import beijing_day, utc_now
from assistant.settings import Settings
from assistant.storage import Engine
from assistant.storage.campaigns import Campaign
from assistant.storage.outbox.attempts import Attempt, Attempts
from assistant.storage.outbox.claiming import Claiming, Pace
from assistant.storage.tables import opt_outs, receipts
from tests.campaigns.sending import made
from tests.sms.provider_dialects import ACCOUNT, SERVICE, TOKEN

ORIGIN = "https://wengang.example.gov.cn"
LEASE = timedelta(seconds=60)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        secret_key=made.SECRET, database_url=f"sqlite:///{tmp_path / 'test.sqlite3'}", public_origin=ORIGIN,
        sms_gateway="twilio", twilio_account_sid=ACCOUNT, twilio_auth_token=TOKEN, twilio_messaging_service_sid=SERVICE,
    )  # fmt: skip


@pytest.fixture
def engine(app: Flask, settings: Settings) -> Engine:
    return storage.connect(settings.database_url)


@pytest.fixture
def campaign(engine: Engine) -> Campaign:
    wanted = made.terms(reply_until=utc_now().date() + timedelta(days=30))
    return sending.approve(engine, made.submitted(engine, 3, wanted), 2, utc_now(), secret_key=made.SECRET)


@pytest.fixture
def attempt(engine: Engine, campaign: Campaign) -> Attempt:
    """A request that is under way to the first firm."""
    pace = Pace(10, 100, beijing_day(utc_now()))
    (claim,) = Claiming(engine, "w1", LEASE).claim(campaign, pace, utc_now(), limit=1, ahead=LEASE)
    begun = Attempts(engine, made.SECRET).begin(claim, "twilio", utc_now(), LEASE)
    assert isinstance(begun, Attempt)
    return begun


@pytest.fixture
def call(client: FlaskClient) -> Callable[..., TestResponse]:
    """Return a function that calls us as the provider does; the signature is on the public address."""

    def post(path: str, form: Mapping[str, str], token: str = TOKEN, signed: str = ORIGIN) -> TestResponse:
        signature = RequestValidator(token).compute_signature(signed + path, dict(form))
        return client.post(path, data=form, headers={"X-Twilio-Signature": signature})

    return post


def _receipt(status: str, sid: str = "SM1", **more: str) -> dict[str, str]:
    return {"AccountSid": ACCOUNT, "MessageSid": sid, "MessageStatus": status, "To": made.phone(1), **more}


def _states(engine: Engine, campaign: Campaign) -> list[str]:
    return [line.state for line in sending.delivery(engine, campaign.id)]


def _count(engine: Engine, table: object) -> int:
    with engine.connect() as connection:
        found: int = connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[arg-type]
    return found


def test_a_signed_receipt_is_applied_once(
    call: Callable[..., TestResponse], engine: Engine, campaign: Campaign, attempt: Attempt
) -> None:
    path = f"/sms/twilio/receipts?reference={attempt.reference}"
    for status in ("delivered", "sent", "delivered"):
        answer = call(path, _receipt(status))
        assert answer.status_code == 200
        assert answer.mimetype == "text/xml"
    assert _states(engine, campaign) == ["delivered", "queued", "queued"]
    assert _count(engine, receipts) == 2


@pytest.mark.parametrize("forgery", ["unsigned", "another key", "another address", "changed afterwards"])
def test_what_is_not_signed_for_our_address_has_no_effect(
    call: Callable[..., TestResponse],
    client: FlaskClient,
    engine: Engine,
    campaign: Campaign,
    attempt: Attempt,
    forgery: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    path, form = f"/sms/twilio/receipts?reference={attempt.reference}", _receipt("failed", ErrorCode="30007")
    match forgery:
        case "unsigned":
            answer = client.post(path, data=form)
        case "another key":
            answer = call(path, form, token="not-the-token")
        case "another address":
            answer = call(path, form, signed="https://elsewhere.example")
        case _:
            signature = RequestValidator(TOKEN).compute_signature(ORIGIN + path, _receipt("delivered"))
            answer = client.post(path, data=form, headers={"X-Twilio-Signature": signature})
    assert answer.status_code == 403
    assert _states(engine, campaign) == ["claimed", "queued", "queued"]
    assert _count(engine, receipts) == 0
    assert "138" not in caplog.text
    assert attempt.reference not in caplog.text


@pytest.mark.parametrize("words", ["退订", " TD ", "ｔ", "T", "回复T", "退订。"])
def test_whoever_writes_back_to_leave_gets_nothing_more(
    call: Callable[..., TestResponse], engine: Engine, campaign: Campaign, words: str
) -> None:
    form = {"AccountSid": ACCOUNT, "From": made.phone(2), "Body": words}
    assert call("/sms/twilio/replies", form).status_code == 200
    assert call("/sms/twilio/replies", form).status_code == 200
    assert _states(engine, campaign) == ["queued", "opted_out", "queued"]
    assert _count(engine, opt_outs) == 1


def test_other_replies_are_not_kept(call: Callable[..., TestResponse], engine: Engine, campaign: Campaign) -> None:
    answer = call("/sms/twilio/replies", {"AccountSid": ACCOUNT, "From": made.phone(2), "Body": "我是张三，账号不对"})
    assert answer.status_code == 200
    assert "张三" not in answer.text
    assert _states(engine, campaign) == ["queued"] * 3
    assert _count(engine, opt_outs) == 0


def test_a_closed_account_stops_the_campaign(
    call: Callable[..., TestResponse], engine: Engine, campaign: Campaign, attempt: Attempt
) -> None:
    path = f"/sms/twilio/receipts?reference={attempt.reference}"
    call(path, _receipt("failed", ErrorCode="30002"))
    assert sending.progress(engine, campaign.id).reason_kind == "stop"


def test_another_gateways_name_is_not_ours(call: Callable[..., TestResponse]) -> None:
    assert call("/sms/tencent/receipts", _receipt("delivered")).status_code == 404
    assert call("/sms/nonsense/replies", _receipt("delivered")).status_code == 404


def test_a_call_that_is_too_large_is_refused(call: Callable[..., TestResponse]) -> None:
    assert call("/sms/twilio/receipts", _receipt("delivered", Padding="x" * 300_000)).status_code == 413


def test_a_burst_is_not_slowed_down(call: Callable[..., TestResponse]) -> None:
    form = {"AccountSid": ACCOUNT, "From": made.phone(2), "Body": "收到"}
    assert {call("/sms/twilio/replies", form).status_code for _ in range(3001)} == {200}  # pages end at 3,000 a minute


def test_a_list_of_receipts_as_json(tmp_path: Path) -> None:
    settings = Settings(
        secret_key=made.SECRET, database_url=f"sqlite:///{tmp_path / 'test.sqlite3'}", public_origin=ORIGIN,
        sms_gateway="tencent", tencent_secret_id="id", tencent_secret_key="key", tencent_sdk_app_id="1400000000",
        tencent_templates="notice_pickup=1", tencent_callback_token="a-long-random-text-for-callbacks",
    )  # fmt: skip
    client = create_app(settings).test_client()
    receipt = {
        "mobile": "13800000001",
        "nationcode": "86",
        "report_status": "SUCCESS",
        "sid": "s1",
        "errmsg": "DELIVRD",
    }
    receipt |= {"user_receive_time": "2024-09-02 12:00:00", "description": "", "ext": ""}
    assert client.post("/sms/tencent/receipts", json=[receipt]).status_code == 403
    address = "/sms/tencent/receipts?token=a-long-random-text-for-callbacks"
    assert client.post(address, json=[receipt]).status_code == 200
    assert _count(storage.connect(settings.database_url), receipts) == 1
