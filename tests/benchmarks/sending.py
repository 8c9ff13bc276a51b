"""How fast the outbox is written, and how near one worker comes to a gateway's limit of 100 messages a second.

Run by ``make bench``. The provider is a process of its own on loopback, answers after 200 ms and refuses beyond its limit. On
PostgreSQL too, where TEST_POSTGRES_URL names one.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

import psutil

from assistant import storage
from assistant.campaigns import sending
from assistant.campaigns.sending.hours import utc_now
from assistant.paths import ROOT
from assistant.storage.firms import Firms
from tests import databases
from tests.benchmarks.report import publish
from tests.campaigns.sending import made
from tests.faults.harness import approved
from tests.sms.provider_dialects import ACCOUNT, SERVICE, TOKEN

FIRMS = 200_000
LIMIT = 100  # messages a second
ANSWER_SECONDS = 0.2
SECONDS = 60
_BATCH = 10_000


def writing(url: str) -> tuple[float, float]:
    """Seconds that approving takes, and GB that the process reached."""
    storage.upgrade(url)
    engine = storage.prepare(url, migrate=False)
    campaign = made.submitted(engine, 0)
    for first in range(1, FIRMS + 1, _BATCH):
        made.add_firms(engine, campaign, range(first, first + _BATCH))
    assert Firms(engine).count(campaign.id) == FIRMS
    start = time.perf_counter()
    sending.approve(engine, campaign, made.APPROVER, utc_now(), secret_key=made.SECRET)
    seconds = time.perf_counter() - start
    assert sending.progress(engine, campaign.id).states["queued"] == FIRMS
    engine.dispose()
    return seconds, psutil.Process().memory_info().rss / 1e9


def rate(url: str, folder: Path) -> tuple[float, float, float, int]:
    """Messages taken a second in the steady middle, share of a core that the worker took, its GB, refusals."""
    storage.upgrade(url)
    engine = storage.prepare(url, migrate=False)
    approved(engine, LIMIT * (SECONDS + 20), per_second=LIMIT)
    with ExitStack() as stack:
        provider, address = stack.enter_context(_provider(folder))
        worker = stack.enter_context(_worker(url, address))
        seen = psutil.Process(worker.pid)
        while _stats(address)[0] < 5 * LIMIT:
            time.sleep(0.05)
        start, before, spent = time.perf_counter(), _stats(address), sum(seen.cpu_times()[:2])
        time.sleep(SECONDS)
        seconds, after = time.perf_counter() - start, _stats(address)
        share, memory = (sum(seen.cpu_times()[:2]) - spent) / seconds, seen.memory_info().rss / 1e9
        assert provider.poll() is None
    engine.dispose()
    return (after[0] - before[0]) / seconds, share, memory, after[1] - before[1]


def _stats(provider: str) -> tuple[int, int]:
    """How many messages the provider took so far, and how many it refused for coming too fast."""
    with urllib.request.urlopen(f"{provider}/-/stats") as answer:
        found = json.load(answer)
    return found["taken"], found["answers"].get("over_the_limit", 0)


@contextmanager
def _provider(folder: Path) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    command = [
        sys.executable,
        "-m",
        "tests.sms.provider",
        "--ledger",
        str(folder / "ledger"),
        "--per-second",
        str(LIMIT),
    ]
    command += ["--answer-seconds", str(ANSWER_SECONDS), "--receipts", "lost=1"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().split()[-1]
        finally:
            process.kill()


@contextmanager
def _worker(url: str, provider: str) -> Iterator["subprocess.Popen[bytes]"]:
    environment = {
        **os.environ, "SECRET_KEY": made.SECRET, "DATABASE_URL": url, "SMS_GATEWAY": "twilio",
        "PUBLIC_ORIGIN": "http://127.0.0.1:8000", "TWILIO_API_BASE": provider, "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN, "TWILIO_MESSAGING_SERVICE_SID": SERVICE,
    }  # fmt: skip
    with subprocess.Popen([sys.executable, "-m", "assistant.cli", "worker"], cwd=ROOT, env=environment) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timedelta(minutes=2).total_seconds())


@contextmanager
def _databases(folder: Path, name: str) -> Iterator[str]:
    if name == "PostgreSQL":
        with databases.fresh() as url:
            yield url
    else:
        yield f"sqlite:///{folder / 'bench.sqlite3'}"


def main() -> None:
    """Measure both databases."""
    written, sent = [], []
    for name in ("SQLite", "PostgreSQL") if os.environ.get("TEST_POSTGRES_URL") else ("SQLite",):
        with tempfile.TemporaryDirectory() as folder, _databases(Path(folder), name) as url:
            seconds, memory = writing(url)
            written.append([name, f"{FIRMS:,}", f"{seconds:.1f}", f"{FIRMS / seconds:,.0f}", f"{memory:.2f}"])
        with tempfile.TemporaryDirectory() as folder, _databases(Path(folder), name) as url:
            reached, share, memory, refused = rate(url, Path(folder))
            row = [
                name,
                str(LIMIT),
                f"{reached:.1f}",
                f"{reached / LIMIT:.0%}",
                str(refused),
                f"{share:.0%}",
                f"{memory:.2f}",
            ]
            sent.append(row)
    publish("outbox", ["database", "firms", "approving, s", "messages written a second", "GB"], written)
    header = ["database", "limit, a second", "sent a second", "of the limit", "refused", "of one core", "worker, GB"]
    publish("sending", header, sent)


if __name__ == "__main__":
    main()
