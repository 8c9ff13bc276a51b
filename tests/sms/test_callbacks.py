"""Receipts over real HTTP: late, twice, out of order, forged and unsigned ones, as the provider sends them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qsl

import pytest
from werkzeug.datastructures import Headers, MultiDict

from assistant.sms.gateway import BadSignature, Gateway, Receipt, WebRequest
from assistant.sms.tencent import TencentGateway
from assistant.sms.twilio import TwilioGateway
from tests.sms.conftest import ORIGIN, TO, installation, values
from tests.sms.provider import Provider
from tests.sms.provider_plan import Plan, Receipts

Start = Callable[..., Provider]
TOKEN = "callback-token-of-this-installation"
HOSTILE = Receipts(delay=0.05, duplicated=0.5, reordered=0.5, forged=0.5, unsigned=0.5, undelivered=0.2)


class Listener:
    """What an installation does with a call, without a database: verify, read, acknowledge."""

    def __init__(self) -> None:
        self.gateway: Gateway
        self.receipts: list[Receipt] = []
        self.lock = Lock()

    def hear(self, path: str, headers: Any, body: bytes) -> int:
        form = MultiDict(parse_qsl(body.decode()))
        try:
            found = self.gateway.receipts(WebRequest("POST", ORIGIN + path, Headers(headers.items()), form, body))
        except BadSignature:
            return 403
        with self.lock:
            self.receipts += found
        return 200


@contextmanager
def listening(listener: Listener) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(listener.hear(self.path, self.headers, body))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def _sent(provider: Provider, gateway: Gateway, count: int) -> None:
    for number in range(count):
        gateway.send("proof_code", values("proof_code"), TO, f"{number:032x}", "zh_Hans_CN")
    assert provider.callbacks.wait(60)


def _believed(provider: Provider, listener: Listener) -> None:
    """Each message ends as the provider says; nothing forged or unsigned was believed, nothing true refused."""
    answers = provider.callbacks.answers
    assert {status for (kind, status) in answers if kind == "true"} == {200}
    assert {status for (kind, status) in answers if kind != "true"} == {403}
    ends = {"delivered": "delivered", "undelivered": "failed"}
    for entry in provider.ledger.all():
        heard = {r.status for r in listener.receipts if r.provider_id == entry.sid}
        assert heard - {"accepted"} == {ends[entry.status]}
        assert {r.reference for r in listener.receipts if r.provider_id == entry.sid} == {entry.reference}


def test_twilio_s_receipts_are_believed_and_no_others(start: Start) -> None:
    listener = Listener()
    with listening(listener) as origin:
        provider = start(Plan(receipts=HOSTILE, seed=3), deliver_to=origin)
        listener.gateway = TwilioGateway(installation(**provider.twilio_settings()))
        _sent(provider, listener.gateway, 40)
    _believed(provider, listener)
    assert {kind for kind, _ in provider.callbacks.answers} == {"true", "forged", "unsigned"}


def test_tencent_s_receipts_are_believed_and_no_others(start: Start) -> None:
    listener = Listener()
    with listening(listener) as origin:
        address = f"{ORIGIN}/sms/tencent/receipts?token={TOKEN}"
        provider = start(Plan(receipts=HOSTILE, seed=3), deliver_to=origin, tencent_callback=address)
        given = provider.tencent_settings() | {"tencent_templates": "proof_code=1", "tencent_callback_token": TOKEN}
        listener.gateway = TencentGateway(installation(**given))
        _sent(provider, listener.gateway, 40)
    _believed(provider, listener)
    assert {kind for kind, _ in provider.callbacks.answers} == {"true", "unsigned"}


@pytest.mark.parametrize("share", ["lost", "duplicated"])
def test_the_provider_can_lose_and_repeat_them(start: Start, share: str) -> None:
    listener = Listener()
    with listening(listener) as origin:
        provider = start(Plan(receipts=Receipts(**{share: 1})), deliver_to=origin)
        listener.gateway = TwilioGateway(installation(**provider.twilio_settings()))
        _sent(provider, listener.gateway, 3)
    assert len(listener.receipts) == {"lost": 0, "duplicated": 12}[share]
