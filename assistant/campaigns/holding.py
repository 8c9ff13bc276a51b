"""A job in a worker's hands: its lease is renewed while the work goes on, and every step makes sure that it still is."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.storage import Connection, Engine
from assistant.storage.jobs import LEASE, Job, Jobs, LeaseLost
from assistant.storage.writing import writing

log = logging.getLogger(__name__)


class Held:
    """A claimed job. Whoever works on it says how far it is; a worker that lost it is told with ``LeaseLost``."""

    def __init__(self, engine: Engine, jobs: Jobs, job: Job) -> None:
        self.engine = engine
        self.job = job
        self._jobs = jobs
        self._lost = threading.Event()
        self._over = threading.Event()

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Renew the lease from a thread of its own: some steps take longer than a lease, and cannot be divided."""
        renewing = threading.Thread(target=self._renew, name=f"lease of job {self.job.id}", daemon=True)
        renewing.start()
        try:
            yield
        finally:
            self._over.set()
            renewing.join()

    def _renew(self) -> None:
        while not self._over.wait(LEASE.total_seconds() / 4):
            try:
                self._jobs.renew(self.job)
            except LeaseLost:
                self._lost.set()
                return
            except Exception as error:  # the database was busy or away for a moment: the next turn may do
                log.warning("the lease of job %s was not renewed: %s", self.job.id, type(error).__name__)

    def check(self) -> None:
        """Raise ``LeaseLost`` if another worker has the job by now."""
        if self._lost.is_set():
            raise LeaseLost

    def told(self, done: int, total: int) -> None:
        """Say how many rows are done, of about how many."""
        with self.step(done, total):
            pass

    @contextmanager
    def step(self, done: int, total: int) -> Iterator[Connection]:
        """A transaction of the work, with how far it brings the job: nothing is written once the job is another's."""
        self.check()
        with writing(self.engine) as connection:
            self._jobs.progress(connection, self.job, done, total)
            yield connection

    @contextmanager
    def last_step(self, rows: int) -> Iterator[Connection]:
        """The transaction that ends the work and the job with it."""
        self.check()
        with writing(self.engine) as connection:
            self._jobs.finish(connection, self.job, rows)
            yield connection
