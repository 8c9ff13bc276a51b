"""Turns of the chat a second beside the pages of the same interview. Run by ``make bench``.

The server has the first core for itself. Eight visits send one after the other what they have to say, each in an interview of
its own, so that none waits for another's lock: an answer and the way back in turn, on the pages and in the chat, and a
question about the rules.
"""

import http.client
import json
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from statistics import median, quantiles
from urllib.parse import urlencode

from tests.benchmarks.report import publish
from tests.benchmarks.talking_server import VISITS

PORT = 8766
SECONDS = 6
ROUNDS = 3
AMOUNT = "120000"
# What is sent in turn: the form's fields; no fields: the page is asked for.
CASES: dict[str, tuple[str, list[dict[str, str]]]] = {
    "page: question": ("page", [{}]),
    "page: answer": ("page", [{"answer": AMOUNT}]),
    "chat: answer, and back": ("chat", [{"text": "12万元"}, {"text": "上一步"}]),
    "chat: question about the rules": ("chat", [{"text": "裁员率怎么算，多少以内才行"}]),
}


class Visitor(threading.Thread):
    """One visit that sends as fast as it is answered, until the time is over."""

    def __init__(self, visit: Sequence[str], forms: list[dict[str, str]]) -> None:
        super().__init__()
        self._cookie, self._token, self._path = visit
        self._forms = forms
        self.times: list[float] = []
        self.trouble = ""

    def run(self) -> None:
        """Send and count."""
        connection = http.client.HTTPConnection("127.0.0.1", PORT)
        until = time.perf_counter() + SECONDS
        number = 0
        while (start := time.perf_counter()) < until and not self.trouble:
            self._send(connection, self._forms[number % len(self._forms)])
            self.times.append(time.perf_counter() - start)
            number += 1

    def _send(self, connection: http.client.HTTPConnection, form: dict[str, str]) -> None:
        headers = {"Cookie": self._cookie, "X-Requested-With": "fetch"}
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode({**form, "csrf_token": self._token})
            connection.request("POST", self._path, body, headers)
        else:
            connection.request("GET", self._path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status not in (200, 303):
            self.trouble = f"{self._path} {form}: {answer.status}"


def measure(visits: Sequence[Sequence[str]], forms: list[dict[str, str]]) -> tuple[float, float, float]:
    """Requests a second, and median and 99th percentile in ms."""
    threads = [Visitor(visit, forms) for visit in visits]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if troubles := [thread.trouble for thread in threads if thread.trouble]:
        raise RuntimeError("; ".join(troubles))
    times = [one for thread in threads for one in thread.times]
    return len(times) / SECONDS, median(times) * 1000, quantiles(times, n=100)[98] * 1000


def main() -> None:
    """Measure every case in turns, and report the best round of each."""
    arguments = ["taskset", "-c", "0", sys.executable, "-m", "tests.benchmarks.talking_server", str(PORT)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            visits = json.loads(server.stdout.readline())
            time.sleep(1)
            rounds = [
                {name: measure(visits[door], forms) for name, (door, forms) in CASES.items()} for _ in range(ROUNDS)
            ]
        finally:
            server.terminate()
    found = {name: max(one[name] for one in rounds) for name in CASES}
    answer = found["page: answer"][0]
    rows = [[name, f"{rate:.0f}", f"{middle:.1f}", f"{late:.1f}", f"{rate / answer:.2f}"]
            for name, (rate, middle, late) in found.items()]  # fmt: skip
    header = ["request", "a second", f"median of {VISITS} at once, ms", "99th percentile, ms", "of a page's answers"]
    publish("talking", header, rows)


if __name__ == "__main__":
    main()
