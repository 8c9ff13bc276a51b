"""The hostile provider's receipts: late, lost, twice, out of order, forged, unsigned; and what they were answered."""

import heapq
import http.client
import itertools
import json
import threading
import time
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from twilio.request_validator import RequestValidator

from tests.sms.provider_ledger import Entry, Ledger
from tests.sms.provider_plan import Plan

_TRIES = 20  # the receiver may be starting again
_PAUSE = 0.25


@dataclass(frozen=True)
class Call:
    """One call to make. ``kind`` is true, forged or unsigned."""

    kind: str
    url: str
    headers: Mapping[str, str]
    body: bytes


class Callbacks:
    """Sends receipts from threads of its own. ``answers`` counts (kind, HTTP status) of what came back."""

    def __init__(self, plan: Plan, ledger: Ledger, token: str, deliver_to: str | None) -> None:
        """``deliver_to``: where to connect instead of the host in the address; the signature is on the address."""
        self._plan, self._ledger, self._token = plan, ledger, token
        self._deliver_to = deliver_to
        self.answers: Counter[tuple[str, int]] = Counter()
        self._due: list[tuple[float, int, Call]] = []
        self._numbers = itertools.count()
        self._changed = threading.Condition()
        self._pending = 0
        self._closing = threading.Event()
        self._pool = ThreadPoolExecutor(4, thread_name_prefix="receipts")
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def twilio(self, entry: Entry, url: str, account: str) -> None:
        """Send the receipts of a message that was taken."""
        status, code = self._end(entry)
        self._ledger.change(entry.sid, status, code)
        steps = [("sent", None), (status, code)]
        calls = [self._signed(entry, url, account, step) for step in steps]
        draw, plan = self._plan.draws("receipts", entry.reference or entry.sid), self._plan.receipts
        if draw.random() < plan.reordered:
            calls.reverse()
        if draw.random() < plan.lost:
            calls = []
        if draw.random() < plan.duplicated:
            calls = [call for call in calls for _ in range(2)]
        false = self._fields(entry, account, ("failed", "30007"))
        if draw.random() < plan.forged:
            forged = RequestValidator("not-the-token").compute_signature(url, false)
            calls.append(_form_call("forged", url, false, forged))
        if draw.random() < plan.unsigned:
            calls.append(_form_call("unsigned", url, false, None))
        self._schedule(calls, draw.uniform(0, plan.delay))

    def tencent(self, entry: Entry, url: str) -> None:
        """Send the provider's list of receipts for one message; the address holds the receiver's token."""
        status, code = self._end(entry)
        self._ledger.change(entry.sid, status, code)
        receipt = {
            "user_receive_time": time.strftime("%Y-%m-%d %H:%M:%S"),
            "nationcode": "86",
            "mobile": entry.to.removeprefix("+86"),
            "report_status": "SUCCESS" if status == "delivered" else "FAIL",
            "errmsg": "DELIVRD" if status == "delivered" else {"30003": "MK:0001"}.get(code or "", "MK:0010"),
            "description": "",
            "sid": entry.sid,
            "ext": entry.reference,
        }
        draw, plan = self._plan.draws("receipts", entry.reference or entry.sid), self._plan.receipts
        true = Call("true", url, {"Content-Type": "application/json"}, json.dumps([receipt]).encode())
        calls = [] if draw.random() < plan.lost else [true]
        calls *= 2 if draw.random() < plan.duplicated else 1
        if draw.random() < plan.unsigned:
            false = json.dumps([receipt | {"report_status": "FAIL", "errmsg": "MK:0010"}]).encode()
            calls.append(Call("unsigned", url.split("?")[0], {"Content-Type": "application/json"}, false))
        self._schedule(calls, draw.uniform(0, plan.delay))

    def wait(self, seconds: float) -> bool:
        """Wait until nothing is left to send; return whether that came about."""
        with self._changed:
            return self._changed.wait_for(lambda: self._pending == 0, seconds)

    def due(self) -> int:
        """How many calls are left to make."""
        with self._changed:
            return self._pending

    def close(self) -> None:
        """Send no more."""
        with self._changed:
            self._closing.set()
            self._changed.notify_all()
        self._thread.join()
        self._pool.shutdown(cancel_futures=True)

    def _end(self, entry: Entry) -> tuple[str, str | None]:
        draw, plan = self._plan.draws("end", entry.reference or entry.sid), self._plan.receipts
        drawn = draw.random()
        if drawn < plan.undelivered:
            return "undelivered", "30003"
        return ("undelivered", "30007") if drawn < plan.undelivered + plan.filtered else ("delivered", None)

    def _fields(self, entry: Entry, account: str, step: tuple[str, str | None]) -> dict[str, str]:
        status, code = step
        fields = {"MessageSid": entry.sid, "SmsSid": entry.sid, "AccountSid": account, "To": entry.to}
        fields |= {"MessageStatus": status, "SmsStatus": status, "ApiVersion": "2010-04-01"}
        return fields | ({"ErrorCode": code} if code else {})

    def _signed(self, entry: Entry, url: str, account: str, step: tuple[str, str | None]) -> Call:
        fields = self._fields(entry, account, step)
        return _form_call("true", url, fields, RequestValidator(self._token).compute_signature(url, fields))

    def _schedule(self, calls: list[Call], after: float) -> None:
        with self._changed:
            for place, call in enumerate(calls):
                self._pending += 1
                heapq.heappush(self._due, (time.monotonic() + after + place * 0.01, next(self._numbers), call))
            self._changed.notify_all()

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._closing.is_set() and (not self._due or self._due[0][0] > time.monotonic()):
                    self._changed.wait(self._due[0][0] - time.monotonic() if self._due else None)
                if self._closing.is_set():
                    return
                call = heapq.heappop(self._due)[2]
            self._pool.submit(self._make, call)

    def _make(self, call: Call) -> None:
        status = 0
        for _ in range(_TRIES):
            try:
                status = self._post(call)
                break
            except (OSError, http.client.HTTPException):
                if self._closing.wait(_PAUSE):
                    break
        with self._changed:
            self.answers[(call.kind, status)] += 1
            self._pending -= 1
            self._changed.notify_all()

    def _post(self, call: Call) -> int:
        target = urlsplit(self._deliver_to or call.url)
        path = call.url[call.url.index("/", 8) :]
        connection = http.client.HTTPConnection(target.hostname or "", target.port or 80, timeout=10)
        try:
            connection.request("POST", path, call.body, dict(call.headers))
            return connection.getresponse().status
        finally:
            connection.close()


def _form_call(kind: str, url: str, fields: Mapping[str, str], signature: str | None) -> Call:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    if signature is not None:
        headers["X-Twilio-Signature"] = signature
    return Call(kind, url, headers, urlencode(fields).encode())
