"""A worker: long jobs, sending (of campaigns, of single messages) and clearing up, side by side, until it is told to stop."""

import logging
import os
import secrets
import socket
from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread
from typing import Final

from assistant.campaigns import jobs
from assistant.campaigns.sending.reconciling import Reconciler
from assistant.campaigns.sending.sender import Sender
from assistant.policies import Policies
from assistant.settings import Settings
from assistant.sms.gateway import Gateway
from assistant.storage import Engine
from assistant.texting.sender import TextSender

log = logging.getLogger(__name__)

_NO_JOB = 1.0  # seconds until the next look for one
_RESTART = 5.0  # seconds after a crash
_JOB_ENDS = 5.0  # seconds that a stop waits for a job; its lease lets another worker take it up
LEASE: Final = timedelta(seconds=120)


class Worker:
    """One worker of an installation. With PostgreSQL any number may run, on any number of hosts; with SQLite one."""

    def __init__(
        self,
        engine: Engine,
        settings: Settings,
        policies: Policies,
        gateway: Gateway,
        *,
        threads: int = 64,
        lease: timedelta = LEASE,
    ) -> None:
        """``threads`` requests are under way at most; ``lease`` is longer than a request to the provider may take."""
        self.name = f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(4)}"
        self._engine, self._settings, self._policies = engine, settings, policies
        self._sender = Sender(engine, settings, policies, gateway, worker=self.name, threads=threads, lease=lease)
        self._reconciler = Reconciler(engine, settings, policies, gateway, worker=self.name)
        self._texts = TextSender(engine, settings, gateway, worker=self.name, lease=lease)

    def run(self, stop: Event) -> None:
        """Work until ``stop``; then finish the messages that are under way, and give back the others."""
        log.info("worker %s begins", self.name)
        tasks: tuple[Callable[[Event], None], ...] = (self._sender.run, self._reconciler.sweep_on)
        tasks += (self._reconciler.ask_on, self._texts.run, self._texts.sweep_on)
        threads = [Thread(target=_kept_alive, args=(task, stop), name=task.__qualname__) for task in tasks]
        job = Thread(target=_kept_alive, args=(self._work_on, stop), name="jobs", daemon=True)
        for thread in (*threads, job):
            thread.start()
        for thread in threads:
            thread.join()
        job.join(_JOB_ENDS)
        log.info("worker %s has ended", self.name)

    def _work_on(self, stop: Event) -> None:
        while not stop.is_set():
            if not jobs.run_one(self._engine, self._settings, self._policies, self.name):
                stop.wait(_NO_JOB)


def _kept_alive(task: Callable[[Event], None], stop: Event) -> None:
    """Run a task until ``stop``. When it breaks, say so and begin again: a database that went away comes back."""
    while not stop.is_set():
        try:
            task(stop)
        except Exception:
            log.exception("%s broke, and begins again in %d seconds", task.__qualname__, _RESTART)
            stop.wait(_RESTART)
