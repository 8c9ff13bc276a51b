"""A hostile provider of text messages on loopback: real HTTP, Twilio's and Tencent's way of speaking, and bad manners.

    with Provider(Plan({"accept": 90, "hang": 5, "reset": 5}), tmp_path / "ledger.jsonl") as provider:
        settings = Settings(…, **provider.twilio_settings())        # or tencent_settings()

or as a process of its own, for workers that are processes themselves:

    python -m tests.sms.provider --port 8100 --ledger ledger.jsonl --answers accept=90,hang=5,reset=5 --seed 7 \\
        --per-second 100 --receipts delay=2,duplicated=0.2,forged=0.1

It prints "listening on http://127.0.0.1:8100" once it does. ``GET /-/stats`` tells counts as JSON.
"""

import argparse
import itertools
import json
import socket
import struct
import threading
import time
from collections import Counter, deque
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.sms import provider_dialects as dialects
from tests.sms.provider_callbacks import Callbacks
from tests.sms.provider_dialects import Answer, Asked, Order
from tests.sms.provider_ledger import Entry, Ledger
from tests.sms.provider_plan import Plan, parse_receipts, parse_shares

_HTML = "<html><head><title>{0}</title></head><body><h1>{0}</h1><hr>nginx</body></html>"
_TAKEN = {"accept", "accept_html_500", "hang", "reset", "late", "garbage"}


class Provider:
    """The provider, listening from the start until ``close``."""

    def __init__(
        self,
        plan: Plan,
        ledger: Path,
        *,
        port: int = 0,
        deliver_to: str | None = None,
        tencent_callback: str = "",
    ) -> None:
        """``deliver_to``: an origin that receipts go to instead of the one in their address."""
        self.plan = plan
        self.ledger = Ledger(ledger)
        self.callbacks = Callbacks(plan, self.ledger, dialects.TOKEN, deliver_to)
        self.counts: Counter[str] = Counter()
        self.closing = threading.Event()
        self.twilio = dialects.Twilio(self.ledger.of_number)
        self.tencent = dialects.Tencent(self.ledger.of_number, tencent_callback)
        self._numbers = itertools.count()
        self._recent: deque[float] = deque()
        self._late: list[threading.Timer] = []
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", port), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Its origin."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def twilio_settings(self) -> dict[str, Any]:
        """Settings of an installation that sends through it as if it were Twilio (PUBLIC_ORIGIN is yours to add)."""
        return {
            "sms_gateway": "twilio",
            "twilio_account_sid": dialects.ACCOUNT,
            "twilio_auth_token": dialects.TOKEN,
            "twilio_messaging_service_sid": dialects.SERVICE,
            "twilio_api_base": self.url,
        }

    def tencent_settings(self) -> dict[str, Any]:
        """Settings of an installation that sends through it as if it were Tencent Cloud."""
        return {
            "sms_gateway": "tencent",
            "tencent_secret_id": dialects.SECRET_ID,
            "tencent_secret_key": dialects.SECRET_KEY,
            "tencent_sdk_app_id": dialects.APP,
            "tencent_endpoint": self.url,
        }

    def stats(self) -> dict[str, Any]:
        """Requests by what was done with them, messages taken, receipts by kind and the status they were answered with."""
        receipts = {f"{kind} {status}": count for (kind, status), count in self.callbacks.answers.items()}
        taken = len(self.ledger.all())
        return {"answers": dict(self.counts), "taken": taken, "receipts": receipts, "due": self.callbacks.due()}

    def decide(self) -> str:
        """What happens to the next request to send."""
        with self._lock:
            if self._over_the_limit():
                self.counts["over_the_limit"] += 1
                return "too_many_retry_after"
            answer = self.plan.answer(next(self._numbers))
            self.counts[answer] += 1
            return answer

    def _over_the_limit(self) -> bool:
        if self.plan.per_second is None:
            return False
        now = time.monotonic()
        while self._recent and self._recent[0] <= now - 1:
            self._recent.popleft()
        if len(self._recent) >= self.plan.per_second:
            return True
        self._recent.append(now)
        return False

    def take(self, dialect: dialects.Dialect, order: Order, answer: str) -> Entry:
        """Take a message, and start its receipts."""
        entry = Entry(dialects.new_sid(), order.to, order.body, order.reference, answer, time.time())
        self.ledger.take(entry)
        if order.callback and dialect is self.twilio:
            self.callbacks.twilio(entry, order.callback, dialects.ACCOUNT)
        elif order.callback:
            self.callbacks.tencent(entry, order.callback)
        return entry

    def take_later(self, dialect: dialects.Dialect, order: Order) -> None:
        """Take a message some time after its sender has lost the connection."""
        timer = threading.Timer(self.plan.late_seconds, self.take, (dialect, order, "late"))
        self._late.append(timer)
        timer.start()

    def close(self) -> None:
        """Stop, and cut whoever hangs. What was to be taken late is taken first."""
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        for timer in self._late:
            timer.join()
        self.callbacks.close()
        self.ledger.close()

    def __enter__(self) -> Self:
        """Return the provider."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that give up or are killed are this provider's daily bread."""


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(_Handler):
        owner = provider

    return Handler


class _Handler(BaseHTTPRequestHandler):
    owner: Provider
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # an answer in one piece

    def do_GET(self) -> None:
        """Listings, and our own counts."""
        if self.path == "/-/stats":
            self._give(Answer(200, json.dumps(self.owner.stats()), {"Content-Type": "application/json"}))
        elif self.owner.plan.draws("list", time.monotonic_ns()).random() < self.owner.plan.list_fails:
            self._give(_html(503))
        else:
            found = self.owner.twilio.understand(Asked("GET", self.path, self.headers, b""))
            self._give(found if isinstance(found, Answer) else _html(405))

    def do_POST(self) -> None:
        """Messages to send."""
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        dialect: dialects.Dialect = self.owner.tencent if "X-TC-Action" in self.headers else self.owner.twilio
        found = dialect.understand(Asked("POST", self.path, self.headers, body))
        if isinstance(found, Answer):
            self.owner.counts["not a valid request to send"] += 1
            self._give(found)
            return
        answer = self.owner.decide()
        if self.owner.plan.answer_seconds:
            self.owner.closing.wait(self.owner.plan.answer_seconds)
        self._do(dialect, found, answer)

    def _do(self, dialect: dialects.Dialect, order: Order, answer: str) -> None:
        entry = self.owner.take(dialect, order, answer) if answer in _TAKEN - {"late"} else None
        match answer:
            case "accept":
                assert entry
                self._give(dialect.accepted(entry))
            case "garbage":
                self._give(Answer(201, "OK", {"Content-Type": "text/plain"}))
            case "html_500" | "accept_html_500":
                self._give(_html(500))
            case "html_503":
                self._give(_html(503))
            case "too_many_retry_after":
                refused = dialect.refused("too_many")
                self._give(Answer(refused.status, refused.body, {**refused.headers, "Retry-After": "1"}))
            case "hang" | "hang_refused":
                self.owner.closing.wait(self.owner.plan.hang_seconds)
                self.close_connection = True
            case "reset" | "reset_refused" | "late":
                if answer == "late":
                    self.owner.take_later(dialect, order)
                self._reset()
            case _:
                self._give(dialect.refused(answer))

    def _reset(self) -> None:
        """Cut the connection so that the other side sees a reset and not an end."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def _give(self, answer: Answer) -> None:
        content = answer.body.encode()
        self.send_response(answer.status)
        for name, value in {**answer.headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: numbers stand in the addresses."""


def _html(status: int) -> Answer:
    return Answer(status, _HTML.format(status), {"Content-Type": "text/html"})


def main() -> None:
    """Run a provider until the process is ended."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--ledger", type=Path, required=True)
    parser.add_argument("--answers", "--plan", type=parse_shares, default={"accept": 1.0}, metavar="NAME=WEIGHT,…")
    parser.add_argument("--receipts", type=parse_receipts, default=parse_receipts(""), metavar="NAME=SHARE,…")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--per-second", type=int)
    parser.add_argument("--answer-seconds", type=float, default=0)
    parser.add_argument("--hang-seconds", type=float, default=60)
    parser.add_argument("--late-seconds", type=float, default=1)
    parser.add_argument("--list-fails", type=float, default=0)
    parser.add_argument("--deliver-to", metavar="ORIGIN")
    parser.add_argument("--tencent-callback", default="", metavar="URL")
    given: Mapping[str, Any] = vars(parser.parse_args())
    plan = Plan(**{name: given[name] for name in Plan.__dataclass_fields__})
    rest = {name: given[name] for name in ("port", "deliver_to", "tencent_callback")}
    with Provider(plan, given["ledger"], **rest) as provider:
        print(f"listening on {provider.url}", flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
