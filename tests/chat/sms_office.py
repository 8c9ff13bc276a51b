"""An installation that is texted to: the real application over HTTP, the provider on loopback, and telephones."""

import http.client
import itertools
import socket
import threading
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from sqlalchemy import select
from twilio.request_validator import RequestValidator
from werkzeug.serving import make_server

from assistant import create_app, storage
from assistant.settings import Settings
from assistant.sms.twilio import TwilioGateway
from assistant.storage import Engine
from assistant.storage.tables import single_messages
from assistant.texting.sender import TextSender
from tests.sms.provider import Provider
from tests.sms.provider_dialects import ACCOUNT, TOKEN
from tests.sms.provider_plan import Plan

ORIGIN = "https://wengang.example.gov.cn"
OURS = "+15005550006"
SECRET = "only-for-tests-" * 3
_NUMBERS = itertools.count(1)


@dataclass
class Office:
    """What a test gets."""

    engine: Engine
    settings: Settings
    provider: Provider
    address: str
    sender: TextSender

    def call(self, form: Mapping[str, str], token: str = TOKEN, signed: str = ORIGIN) -> int:
        """Bring a text as the provider does, signed for the public address; return the status of the answer."""
        path = "/sms/twilio/replies"
        signature = RequestValidator(token).compute_signature(signed + path, dict(form))
        headers = {"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"}
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=60)
        try:
            connection.request("POST", path, urlencode(form).encode(), headers)
            return connection.getresponse().status
        finally:
            connection.close()

    def phone(self) -> "Phone":
        """A telephone that never wrote before."""
        return Phone(self, f"+861390000{next(_NUMBERS):04d}")

    def send_all(self) -> None:
        """Do what a worker does, until nothing is left to send."""
        while self.sender.send_one():
            pass

    def states(self) -> list[str]:
        """The states of all single messages."""
        with self.engine.connect() as connection:
            return list(connection.execute(select(single_messages.c.state)).scalars())


@dataclass
class Phone:
    """Somebody's telephone."""

    office: Office
    number: str

    def form(self, text: str, sid: str = "", **more: str) -> dict[str, str]:
        """The call that brings a text of this telephone."""
        sid = sid or f"SM{uuid.uuid4().hex}"
        return {"AccountSid": ACCOUNT, "MessageSid": sid, "From": self.number, "To": OURS, "Body": text, **more}

    def write(self, text: str, sid: str = "", **more: str) -> int:
        """Write a text; return the status that the provider got."""
        return self.office.call(self.form(text, sid, **more))

    def got(self) -> list[str]:
        """What arrived at the telephone, once all is sent."""
        self.office.send_all()
        return [entry.body for entry in reversed(self.office.provider.ledger.of_number(self.number))]

    def say(self, text: str) -> str:
        """Write a text and read the one answer to it."""
        before = len(self.got())
        assert self.write(text) == 200
        (answer,) = self.got()[before:]
        return answer


@contextmanager
def opened(folder: Path, plan: Plan | None = None, **given: Any) -> Iterator[Office]:
    """Open an office on a fresh SQLite file."""
    listening = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    with Provider(plan or Plan(), folder / "ledger.jsonl", deliver_to=address) as provider:
        settings = Settings(
            secret_key=SECRET, database_url=f"sqlite:///{folder / 'office.sqlite3'}", public_origin=ORIGIN,
            sms_timeout_seconds=1, **{**provider.twilio_settings(), "sms_two_way": True, "sms_chat_number": OURS, **given},
        )  # fmt: skip
        server = make_server("127.0.0.1", 0, create_app(settings), threaded=True, fd=listening.fileno())
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        engine = storage.connect(settings.database_url)
        sender = TextSender(engine, settings, TwilioGateway(settings), worker="w1")
        try:
            yield Office(engine, settings, provider, address, sender)
        finally:
            server.shutdown()
            thread.join()
            listening.close()
