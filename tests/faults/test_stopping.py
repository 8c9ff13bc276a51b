"""SIGTERM: what is under way is finished, what has not begun is given back, and nothing is left in doubt."""

import os
import signal
from pathlib import Path

from assistant import storage
from assistant.campaigns import sending
from tests.faults.harness import approved, installation, wait_until

FIRMS = 100


def test_a_worker_that_is_told_to_stop_leaves_nothing_in_doubt(database_url: str, tmp_path: Path) -> None:
    engine = storage.prepare(database_url, migrate=False)
    campaign = approved(engine, FIRMS, per_second=50)
    slow = ("--answer-seconds", "0.5", "--receipts", "lost=1")
    with installation(database_url, tmp_path, *slow, serves=False) as office:
        office.start_worker()
        wait_until(lambda: sending.progress(engine, campaign).states["accepted"] >= 10, "some messages", every=0.01)
        (worker,) = office.workers
        os.kill(worker, signal.SIGTERM)
        wait_until(lambda: not Path(f"/proc/{worker}").exists(), "the worker's end")
        taken = office.stats()["taken"]
    states = sending.progress(engine, campaign).states
    assert states["accepted"] == taken
    assert states["accepted"] + states["queued"] == FIRMS
    assert states["queued"] > 0
