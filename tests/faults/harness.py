"""An installation on loopback: a hostile provider, a real server for its receipts, and workers that get killed."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import time, timedelta
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from assistant.campaigns import sending
from assistant.campaigns.sending.hours import utc_now
from assistant.paths import ROOT
from assistant.storage import Engine
from tests.campaigns.sending import made
from tests.sms.provider_dialects import ACCOUNT, SERVICE, TOKEN

PATIENCE = 600.0  # seconds until something is taken to hang; nothing is expected to be quick
WORKER = "--threads 24 --lease 4"


def wait_until(done: Callable[[], bool], what: str, every: float = 0.25) -> None:
    """Wait until something is so; fail when it never comes about."""
    until = monotonic() + PATIENCE
    while not done():
        assert monotonic() < until, f"waited in vain: {what}"
        sleep(every)


def approved(engine: Engine, count: int, per_second: int) -> int:
    """A campaign that may be sent at any hour; returns its key."""
    wanted = made.terms(
        per_second=per_second, send_from=time.min, send_to=time.max, reply_until=utc_now().date() + timedelta(days=9)
    )
    campaign = made.submitted(engine, count, wanted)
    return sending.approve(engine, campaign, made.APPROVER, utc_now(), secret_key=made.SECRET).id


@dataclass
class Installation:
    """What a test gets: where to look, and the workers to kill."""

    ledger: Path
    log: Path
    provider: str
    launcher: "subprocess.Popen[str]"
    server: str
    workers: list[int] = field(default_factory=list)

    def start_worker(self) -> None:
        """Start one more worker."""
        assert self.launcher.stdin is not None
        assert self.launcher.stdout is not None
        self.launcher.stdin.write(WORKER + "\n")
        self.launcher.stdin.flush()
        self.workers.append(int(self.launcher.stdout.readline()))

    def kill_a_worker(self, chance: random.Random) -> None:
        """Kill one worker with SIGKILL, whatever it does, and start another."""
        pid = self.workers.pop(chance.randrange(len(self.workers)))
        os.kill(pid, signal.SIGKILL)
        self.start_worker()

    def stats(self) -> dict[str, Any]:
        """What the provider counted."""
        with urllib.request.urlopen(f"{self.provider}/-/stats", timeout=30) as answer:
            found: dict[str, Any] = json.load(answer)
        return found


@contextmanager
def installation(
    database_url: str, folder: Path, *provider: str, serves: bool = True, **more: str
) -> Iterator[Installation]:
    """Start provider, launcher and, unless nothing comes in, the server; all of them are ended afterwards.

    ``more``: further variables.
    """
    port = _free_port()
    server = f"http://127.0.0.1:{port}"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("TWILIO_", "SMS_"))},
        "ENVIRONMENT": "production", "SECRET_KEY": made.SECRET, "DATABASE_URL": database_url, "PORT": str(port),
        "PUBLIC_ORIGIN": server, "SMS_GATEWAY": "twilio", "TWILIO_ACCOUNT_SID": ACCOUNT, "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_MESSAGING_SERVICE_SID": SERVICE, "SMS_TIMEOUT_SECONDS": "1.5", **more,
    }  # fmt: skip
    ledger = folder / "ledger.jsonl"
    with (folder / "log").open("wb") as log, ExitStack() as stack:

        def start(module: str, *arguments: str, talking: bool = False) -> "subprocess.Popen[str]":
            return stack.enter_context(_process(environment, log, [module, *arguments], talking))

        listening = start("tests.sms.provider", "--ledger", str(ledger), *provider, talking=True)
        assert listening.stdout is not None
        environment["TWILIO_API_BASE"] = listening.stdout.readline().split()[-1]
        launcher = start("tests.faults.launcher", talking=True)
        if serves:
            start("assistant.cli", "serve")
            wait_until(lambda: _answers(f"{server}/healthz"), "the server")
        yield Installation(ledger, folder / "log", environment["TWILIO_API_BASE"], launcher, server)


@contextmanager
def _process(
    environment: dict[str, str], log: Any, arguments: list[str], talking: bool
) -> Iterator["subprocess.Popen[str]"]:
    """A process with whatever it starts; all are killed afterwards."""
    pipe = subprocess.PIPE if talking else None
    with subprocess.Popen(
        [sys.executable, "-m", *arguments], cwd=ROOT, env=environment, text=True, start_new_session=True,
        stdin=pipe, stdout=pipe or log, stderr=log,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def _answers(address: str) -> bool:
    with suppress(urllib.error.URLError, OSError), urllib.request.urlopen(address, timeout=5) as answer:
        return bool(answer.status == 200)
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
