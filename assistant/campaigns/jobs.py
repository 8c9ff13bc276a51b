"""One job after another: claimed under a lease, done, or failed with a sentence that a clerk understands."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from assistant.campaigns.holding import Held
from assistant.campaigns.importing import reading
from assistant.campaigns.screening import running
from assistant.policies import Policies
from assistant.rules.facts import N_
from assistant.screening.kept_messages import kept
from assistant.screening.reading import FileProblem
from assistant.settings import Settings
from assistant.storage import Engine
from assistant.storage.campaigns import Campaign, Campaigns
from assistant.storage.files.imports import Imports
from assistant.storage.files.loading import NotOpen
from assistant.storage.jobs import MOST_CLAIMS, Job, Jobs, LeaseLost
from assistant.storage.staffing.trail import Trail
from assistant.storage.writing import writing

UNEXPECTED = N_("处理时出现意外，没有完成，原有数据没有改变。请重试；仍然不行，请联系系统管理员。")
DIED = N_("处理这个文件时程序多次中断，已停止重试。请联系系统管理员，或把文件分成几份再导入。")
SUBMITTED = N_("批次已提交或已结束，名单不能再改，这次处理已停止。")

log = logging.getLogger(__name__)


def run_one(
    engine: Engine,
    settings: Settings,
    policies: Policies,
    worker: str,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> bool:
    """Do one waiting job, or one whose worker died; return whether there was any.

    Whatever goes wrong is written to the job; nothing but a database that cannot be reached is raised.
    """
    jobs = Jobs(engine, now)
    job = jobs.claim(worker)
    if job is None:
        return False
    campaign = Campaigns(engine).get(job.campaign)
    assert campaign is not None
    held = Held(engine, jobs, job)
    try:
        with held.kept():
            problem = _problem(held, settings, policies, campaign)
        if problem is not None:
            _fail(held, jobs, campaign, problem, now())
    except LeaseLost:
        log.warning("job %s was taken over by another worker", job.id)
    return True


def _problem(held: Held, settings: Settings, policies: Policies, campaign: Campaign) -> str | None:
    """Do the job; return why it could not be done, as it is kept, or None. Raises LeaseLost."""
    try:
        _do(held, settings, policies, campaign)
    except LeaseLost:
        raise
    except FileProblem as problem:
        return kept(problem.message)
    except NotOpen:
        return SUBMITTED
    except Exception as error:
        # A trace may hold cells of the file: only what kind of error it was, and where.
        log.error("job %s (%s) failed: %s at %s", held.job.id, held.job.kind, type(error).__name__, _where(error))
        return UNEXPECTED
    return None


def _do(held: Held, settings: Settings, policies: Policies, campaign: Campaign) -> None:
    job = held.job
    if job.claims > MOST_CLAIMS:
        raise FileProblem(DIED)
    if job.kind == "screen":
        running.run(held, settings, policies, campaign)
        return
    assert job.subject is not None
    found = Imports(held.engine).get(job.subject)
    assert found is not None
    reading.run(held, settings, found, campaign.program)


def _fail(held: Held, jobs: Jobs, campaign: Campaign, problem: str, at: datetime) -> None:
    with writing(held.engine) as connection:
        jobs.fail(connection, held.job, problem)
        if held.job.kind == "import" and held.job.subject is not None:
            Imports(held.engine).failed(connection, held.job.subject, problem)
    Trail(held.engine).add(_event(held.job, campaign, at))


def _event(job: Job, campaign: Campaign, at: datetime) -> dict[str, Any]:
    """What the trail keeps of it. The sentence stays with the job: it may show a cell."""
    return {
        "at": at,
        "event": "job_failed",
        "actor": "worker",
        "region": campaign.region,
        "subject": "campaign",
        "subject_id": str(campaign.id),
        "result": "done",
        "after": {"job": job.id, "kind": job.kind},
    }


def _where(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else "?"
