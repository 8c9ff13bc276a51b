"""Jobs: one at a time, taken over from a worker that died, never finished by one that was only slow; faults are told."""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest

from assistant.campaigns import importing, jobs, screening
from assistant.campaigns.holding import Held
from assistant.campaigns.importing import files
from assistant.policies import shipped_policies
from assistant.storage.files.imports import Imports
from assistant.storage.jobs import LEASE, MOST_CLAIMS, Job, JobRunning, Jobs, LeaseLost
from assistant.storage.staffing.trail import Trail, Wanted
from assistant.storage.writing import writing
from tests.campaigns.bureau import Bureau, firm, text_of


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2024, 8, 15, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def past_the_lease(self) -> None:
        self.now += LEASE + timedelta(seconds=1)


def queued(bureau: Bureau, rows: int = 3) -> int:
    campaign = bureau.campaign()
    received = bureau.receive(campaign, text_of([firm(n) for n in range(1, rows + 1)]))
    chosen = {one.place: one.suggested for one in received.headings}
    return importing.start(bureau.engine, bureau.settings, campaign, received.import_id, chosen)


def test_a_campaign_has_one_job_at_a_time(bureau: Bureau) -> None:
    campaign = bureau.campaign()
    bureau.read(campaign, text_of([firm(1)]))
    results: list[object] = []

    def press() -> None:
        try:
            results.append(screening.start(bureau.engine, campaign.id))
        except JobRunning:
            results.append("running")

    threads = [Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, results))[1:] == ["running"] * 7


def test_two_workers_never_claim_the_same_job(bureau: Bureau) -> None:
    wanted = {queued(bureau) for _ in range(6)}
    claimed: list[Job] = []

    def work() -> None:
        while (job := Jobs(bureau.engine).claim("worker")) is not None:
            claimed.append(job)

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(job.id for job in claimed) == sorted(wanted)
    assert len({job.worker for job in claimed}) == 6


def test_a_slow_worker_finds_out_that_its_job_is_anothers(bureau: Bureau) -> None:
    clock = Clock()
    key, worker_jobs = queued(bureau), Jobs(bureau.engine, clock)
    slow = worker_jobs.claim("slow")
    assert slow is not None
    held = Held(bureau.engine, worker_jobs, slow)
    held.told(1, 3)
    assert worker_jobs.claim("other") is None
    clock.past_the_lease()
    other = worker_jobs.claim("other")
    assert other is not None
    assert (other.id, other.done, other.claims) == (key, 0, 2)
    with pytest.raises(LeaseLost), held.step(2, 3) as connection:
        pytest.fail(f"the slow worker may write on {connection}")
    with pytest.raises(LeaseLost), writing(bureau.engine) as connection:
        worker_jobs.fail(connection, slow, "never written")
    found = worker_jobs.get(key)
    assert found is not None
    assert (found.state, found.worker, found.problem) == ("running", other.worker, None)


def test_a_lease_is_renewed_while_a_long_step_goes_on(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.campaigns.holding.LEASE", timedelta(milliseconds=40))
    clock = Clock()
    queued(bureau)
    worker_jobs = Jobs(bureau.engine, clock)
    job = worker_jobs.claim("worker")
    assert job is not None
    with Held(bureau.engine, worker_jobs, job).kept():
        clock.past_the_lease()
        while True:  # until the renewing thread has come round
            found = worker_jobs.get(job.id)
            assert found is not None
            assert found.lease_until is not None
            if found.lease_until > clock.now:
                break
            time.sleep(0.01)
    assert worker_jobs.claim("other") is None


def test_a_job_that_kills_every_worker_is_given_up(bureau: Bureau) -> None:
    clock = Clock()
    key = queued(bureau)
    for _ in range(MOST_CLAIMS):
        assert Jobs(bureau.engine, clock).claim("victim") is not None
        clock.past_the_lease()
    assert jobs.run_one(bureau.engine, bureau.settings, shipped_policies(), "last", clock)
    job = Jobs(bureau.engine).get(key)
    assert job is not None
    assert (job.state, job.problem) == ("failed", jobs.DIED)


def test_an_unexpected_fault_is_told_without_the_cells(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fault(*_: object) -> None:
        raise RuntimeError("第1公司 13800138000")

    key = queued(bureau)
    monkeypatch.setattr("assistant.campaigns.importing.reading._take", fault)
    with caplog.at_level(logging.DEBUG):
        job = bureau.work(key)
    assert (job.state, job.problem) == ("failed", jobs.UNEXPECTED)
    assert "13800138000" not in caplog.text
    assert "RuntimeError" in caplog.text
    assert job.subject is not None
    found = Imports(bureau.engine).get(job.subject)
    assert found is not None
    assert (found.state, found.problem) == ("failed", jobs.UNEXPECTED)
    [event] = Trail(bureau.engine).page(Wanted(event="job_failed"))
    assert (event.subject, event.subject_id, event.region) == ("campaign", str(job.campaign), "360000")


def test_a_file_that_is_gone_is_named(bureau: Bureau) -> None:
    campaign = bureau.campaign()
    _, found = bureau.read(campaign, text_of([firm(1)]))
    key = screening.start(bureau.engine, campaign.id)
    files.remove(bureau.settings, found.folder)
    job = bureau.work(key)
    assert job.state == "failed"
    assert job.problem is not None
    assert "请重新上传" in job.problem


def test_an_aborted_campaign_takes_no_firms(bureau: Bureau) -> None:
    campaign = bureau.campaign()
    bureau.read(campaign, text_of([firm(1)]))
    key = screening.start(bureau.engine, campaign.id)
    bureau.abort(campaign)
    assert bureau.work(key).problem == jobs.SUBMITTED
    assert bureau.now(campaign).state == "aborted"
    assert bureau.firms(campaign) == {}


_WORK = """
import sys
from pathlib import Path
from assistant.policies import shipped_policies
from assistant.campaigns import jobs
from tests.campaigns.bureau import Bureau
bureau = Bureau.on(sys.argv[1], Path(sys.argv[2]))
while True:
    jobs.run_one(bureau.engine, bureau.settings, shipped_policies(), "killed")
"""


@contextmanager
def worker(url: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker in a process of its own."""
    process = subprocess.Popen([sys.executable, "-c", _WORK, url, str(folder)], cwd=Path(__file__).parents[2])
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize("kind", ["import", "screen"])
def test_what_a_killed_worker_began_another_does_from_the_start(
    bureau: Bureau, database_url: str, tmp_path: Path, kind: str
) -> None:
    rows = 20_000
    campaign = bureau.campaign()
    content = text_of([firm(n, months_paid="3" if n % 4 == 0 else "24") for n in range(1, rows + 1)])
    if kind == "screen":
        bureau.read(campaign, content)
        key = screening.start(bureau.engine, campaign.id)
    else:
        received = bureau.receive(campaign, content)
        chosen = {one.place: one.suggested for one in received.headings}
        key = importing.start(bureau.engine, bureau.settings, campaign, received.import_id, chosen)
    begun = 5_000 if kind == "screen" else 0
    with worker(database_url, tmp_path) as process:
        while True:
            job = Jobs(bureau.engine).get(key)
            assert job is not None
            if job.state == "running" and job.done >= begun:
                break
            assert process.poll() is None
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    halfway = Jobs(bureau.engine).get(key)
    assert halfway is not None
    assert halfway.state == "running"  # it was killed in the middle
    later = lambda: datetime.now(UTC) + LEASE + timedelta(seconds=1)  # noqa: E731
    assert jobs.run_one(bureau.engine, bureau.settings, shipped_policies(), "next", later)
    job = Jobs(bureau.engine).get(key)
    assert job is not None
    assert (job.state, job.done, job.claims) == ("done", rows, 2)
    if kind == "import":
        assert bureau.screen(campaign).state == "done"
    summary = screening.summary(bureau.now(campaign))
    assert summary is not None
    assert (summary.verdicts["eligible"], summary.verdicts["ineligible"]) == (15_000, 5_000)
    assert len(bureau.firms(campaign)) == rows


def test_pages_can_write_while_firms_are_loaded(bureau: Bureau) -> None:
    campaign, other = bureau.campaign(), bureau.campaign()
    bureau.read(campaign, text_of([firm(n) for n in range(1, 10_001)]))
    key = screening.start(bureau.engine, campaign.id)
    loading = Thread(target=bureau.work, args=(key,))
    loading.start()
    titles = 0
    while loading.is_alive():
        bureau.rename(other, f"第{titles}次改名")
        titles += 1
    loading.join()
    job = Jobs(bureau.engine).get(key)
    assert job is not None
    assert job.state == "done"
    assert titles > 0
