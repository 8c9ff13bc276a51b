"""One job after another: claimed under a lease, done, or failed with a sentence that a clerk understands."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from assistant.campaigns.holding import Held
from assistant.campaigns.importing import reading
from assistant.campaigns.screening import running
from assistant.interview.wording import say
from assistant.policies import Policies
from assistant.rules.facts import N_
from assistant.screening.reading import FileProblem
from assistant.settings import Settings
from assistant.storage import Engine
from assistant.storage.campaigns import Campaigns
from assistant.storage.imports import Imports
from assistant.storage.jobs import MOST_CLAIMS, Jobs, LeaseLost
from assistant.storage.loading import NotOpen
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
    held = Held(engine, jobs, job)
    try:
        with held.kept():
            _do(held, settings, policies)
    except LeaseLost:
        log.warning("job %s was taken over by another worker", job.id)
    except FileProblem as problem:
        _fail(held, jobs, say(problem.message))
    except NotOpen:
        _fail(held, jobs, SUBMITTED)
    except Exception as error:
        # A trace may hold cells of the file: only what kind of error it was, and where.
        log.error("job %s (%s) failed: %s at %s", job.id, job.kind, type(error).__name__, _where(error))
        _fail(held, jobs, UNEXPECTED)
    return True


def _do(held: Held, settings: Settings, policies: Policies) -> None:
    job = held.job
    if job.claims > MOST_CLAIMS:
        raise FileProblem(DIED)
    campaign = Campaigns(held.engine).get(job.campaign)
    assert campaign is not None
    if job.kind == "screen":
        running.run(held, settings, policies, campaign)
        return
    assert job.subject is not None
    found = Imports(held.engine).get(job.subject)
    assert found is not None
    reading.run(held, settings, found, campaign.program)


def _fail(held: Held, jobs: Jobs, problem: str) -> None:
    try:
        with writing(held.engine) as connection:
            jobs.fail(connection, held.job, problem)
            if held.job.kind == "import" and held.job.subject is not None:
                Imports(held.engine).failed(connection, held.job.subject, problem)
    except LeaseLost:
        log.warning("job %s was taken over by another worker", held.job.id)


def _where(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else "?"
