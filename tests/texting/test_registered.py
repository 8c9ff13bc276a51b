"""A case code to a caller by providers on loopback: what they took, whatever they answered, leaves once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from assistant import storage
from assistant.settings import Settings
from assistant.sms.gateway import Gateway
from assistant.sms.tencent import TencentGateway
from assistant.sms.twilio import TwilioGateway
from assistant.storage.singles.queue import Queue, Text
from assistant.storage.tables import single_messages
from assistant.texting.registered import Registered
from assistant.texting.sender import TextSender
from tests.sms.provider import Provider
from tests.sms.provider_plan import Plan

SECRET = "only-for-tests-" * 3
NUMBER = "+8613800138000"
CODE = Registered(
    "case_code_pickup",
    {"signature": "江西人社", "code": "ACDEF-GHJKM", "page": "https://wengang.example/resume"},
    "zh_Hans_CN",
)


def gateway_to(provider: Provider, name: str) -> Gateway:
    given: dict[str, Any] = {"secret_key": SECRET, "public_origin": "https://wengang.example", "sms_timeout_seconds": 1}
    if name == "twilio":
        return TwilioGateway(Settings(**given, **provider.twilio_settings()))
    return TencentGateway(
        Settings(**given, **provider.tencent_settings() | {"tencent_templates": "case_code_pickup=77"})
    )


def state(engine: Engine) -> tuple[str, str | None]:
    columns = (single_messages.c.state, single_messages.c.body)
    with engine.connect() as connection:
        return tuple(connection.execute(select(*columns)).one())  # type: ignore[return-value]


@pytest.mark.parametrize("name", ["twilio", "tencent"])
@pytest.mark.parametrize(("answer", "ends"), [("accept", "accepted"), ("hang", "unknown"), ("reset", "unknown")])
def test_it_leaves_once(sqlite_url: str, tmp_path: Path, name: str, answer: str, ends: str) -> None:
    engine = storage.prepare(sqlite_url, migrate=False)
    now = datetime.now(UTC)
    Queue(engine, SECRET).write(Text(CODE.message, "desk:1", NUMBER, CODE.body, now + timedelta(hours=2)), now)
    with Provider(Plan({answer: 1}), tmp_path / "ledger.jsonl") as provider:
        settings = Settings(secret_key=SECRET, database_url=sqlite_url)
        sender = TextSender(engine, settings, gateway_to(provider, name), worker="w1")
        assert sender.send_one()
        sender.sweep()
        assert not sender.send_one()
        (taken,) = provider.ledger.all()
    assert state(engine) == (ends, None)
    assert taken.to == NUMBER
    # A provider that sends one way takes the registered text's number and the code alone: the page is a constant of it.
    assert taken.body == (CODE.text() if name == "twilio" else "【江西人社】77:ACDEF-GHJKM")
