"""Which gateway the settings name, and the two that send nothing."""

from datetime import UTC, datetime
from typing import Any

import pytest
from werkzeug.datastructures import Headers, MultiDict

from assistant import storage
from assistant.settings import Settings
from assistant.sms import wording
from assistant.sms.configured import gateway
from assistant.sms.gateway import Accepted, BadSignature, Found, Missing, Rejected, WebRequest
from assistant.storage.outbox_page import Outbox
from tests.sms.conftest import REFERENCE, TO, installation, values

ZH = "zh_Hans_CN"
TWILIO = {"twilio_account_sid": "AC1", "twilio_auth_token": "t", "twilio_from": "+15005550006"}
TENCENT = {
    "tencent_secret_id": "i", "tencent_secret_key": "k", "tencent_sdk_app_id": "1", "tencent_templates": "proof_code=1",
}  # fmt: skip


@pytest.fixture
def engine(settings: Settings) -> storage.Engine:
    return storage.prepare(settings.database_url, migrate=False)


@pytest.mark.parametrize(
    ("given", "name", "links"),
    [
        ({}, "outbox", True),
        ({"sms_gateway": "none"}, "none", True),
        ({"sms_gateway": "twilio", **TWILIO}, "twilio", False),
        ({"sms_gateway": "twilio", "sms_links": True, **TWILIO}, "twilio", True),
        ({"sms_gateway": "tencent", **TENCENT}, "tencent", False),
    ],
)
def test_the_settings_name_the_gateway(engine: storage.Engine, given: dict[str, Any], name: str, links: bool) -> None:
    found = gateway(installation(**given), engine)
    assert (found.name, found.capabilities.links) == (name, links)


def test_the_outbox_shows_what_was_sent_and_says_that_it_arrived(engine: storage.Engine) -> None:
    outbox = gateway(installation(), engine)
    outcome = outbox.send("proof_code", values("proof_code"), TO, REFERENCE, ZH)
    assert isinstance(outcome, Accepted)
    (shown,) = Outbox(engine).latest()
    assert (shown.to, shown.provider_id, shown.reference) == (TO, outcome.provider_id, REFERENCE)
    assert shown.body == wording.render("proof_code", values("proof_code"), ZH)
    assert outbox.find(TO, datetime.now(UTC), REFERENCE) == Found(outcome.provider_id, "delivered")
    assert outbox.find(TO, datetime.now(UTC), "another") == Missing()


def test_the_newest_text_is_first(engine: storage.Engine) -> None:
    outbox = gateway(installation(), engine)
    for to in (TO, "+8613900139000", TO):
        outbox.send("proof_code", values("proof_code"), to, REFERENCE, ZH)
    assert [shown.to for shown in Outbox(engine).latest(2)] == [TO, "+8613900139000"]
    assert len(Outbox(engine).latest(to=TO)) == 2


def test_without_a_gateway_nothing_is_sent_and_the_campaign_pauses(engine: storage.Engine) -> None:
    nothing = gateway(installation(sms_gateway="none"), engine)
    assert nothing.send("proof_code", values("proof_code"), TO, REFERENCE, ZH) == Rejected("no_gateway", "pause")
    assert nothing.find(TO, datetime.now(UTC), REFERENCE) == Missing()
    assert Outbox(engine).latest() == []


@pytest.mark.parametrize("name", ["outbox", "none"])
def test_nobody_may_call_back_to_them(engine: storage.Engine, name: str) -> None:
    request = WebRequest("POST", "https://wengang.example/sms/x/receipts", Headers(), MultiDict(), b"")
    for hear in (gateway(installation(sms_gateway=name), engine).receipts, gateway(installation(), engine).replies):
        with pytest.raises(BadSignature):
            hear(request)
