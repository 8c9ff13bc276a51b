"""Made-up calls: there after the first start, once, and gone in production."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from assistant import storage
from assistant.demonstration import accounts, calls, courses
from assistant.demonstration.callers import KINDS
from assistant.hotline.content import Content
from assistant.hotline.filing import FILED
from assistant.hotline.outcomes import OUTCOMES
from assistant.interview.flows import shipped_flows
from assistant.interview.wording import VERDICTS
from assistant.policies import shipped_policies
from assistant.settings import Settings
from assistant.storage import Engine
from assistant.storage.demonstration import remove_calls
from assistant.storage.hotline.calls import Calls
from assistant.storage.hotline.figures import Figures, Wanted
from assistant.storage.hotline.tallies import Tallies
from assistant.storage.hotline.tasks import CALLBACK, ESCALATION, Task, Tasks
from assistant.storage.interviews import Interviews
from assistant.storage.staffing.accounts import StaffAccounts
from tests.conftest import TEST_SECRET

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
TODAY = date(2026, 11, 20)
DAYS = 7
POLICIES = shipped_policies()


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(secret_key=TEST_SECRET, database_url=database_url, data_dir=tmp_path)


@pytest.fixture
def empty(settings: Settings) -> Iterator[Engine]:
    engine = storage.connect(settings.database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def engine(empty: Engine, settings: Settings) -> Engine:
    accounts.prepare(empty, settings)
    calls.prepare(empty, settings, POLICIES, NOW)
    return empty


def _agent(engine: Engine) -> int:
    found = StaffAccounts(engine).named(accounts.HOTLINE_NAME)
    assert found
    return found.id


def _tasks(engine: Engine, settings: Settings) -> list[Task]:
    held = Tasks(engine, settings.secret_key, settings.keep_for)
    return [*held.waiting(ESCALATION), *held.waiting(CALLBACK)]


def test_the_agent_has_one_kept_call_two_callbacks_and_two_escalations(engine: Engine, settings: Settings) -> None:
    held = Calls(engine, settings.secret_key, settings.keep_for, lambda: NOW)
    (kept,) = held.kept_of(_agent(engine))
    content = Content.from_json(kept.content)
    assert content.code
    stored = Interviews(engine, settings.secret_key, settings.keep_for, lambda: NOW).load(content.code)
    assert stored
    assert len(stored.answers) == len(content.trail) == 2
    assert held.open_of(_agent(engine)) is None
    found = [(task.kind, task.due_on, "code" in task.content) for task in _tasks(engine, settings)]
    assert found == [
        (ESCALATION, TODAY, False),
        (ESCALATION, TODAY + timedelta(days=2), True),
        (CALLBACK, TODAY - timedelta(days=1), False),  # overdue
        (CALLBACK, TODAY + timedelta(days=1), True),
    ]
    assert {task.region for task in _tasks(engine, settings)} == {accounts.REGION}


def test_a_second_start_adds_nothing(engine: Engine, settings: Settings) -> None:
    calls.fill(engine, settings, POLICIES, NOW, DAYS)
    span = {"since": TODAY - timedelta(days=40), "until": TODAY}
    wanted = Wanted(NOW - timedelta(days=40), NOW + timedelta(days=1), demonstration=True)
    before = Figures(engine).totals(wanted), Tallies(engine).sums(["channel", "kind"], **span), _tasks(engine, settings)
    calls.prepare(engine, settings, POLICIES, NOW + timedelta(hours=1))
    calls.fill(engine, settings, POLICIES, NOW + timedelta(hours=1), DAYS)
    after = Figures(engine).totals(wanted), Tallies(engine).sums(["channel", "kind"], **span), _tasks(engine, settings)
    assert after == before
    totals, tallied, _ = before
    assert totals.agents == 4
    assert totals.calls == 5 + 5 * 5 + 2  # the agent's own; five on each working day, one on each other day
    assert totals.code_sent > 0
    assert totals.code_read > 0
    outcomes = Figures(engine).by("outcome", wanted)
    assert (totals.escalated, totals.callback) == (outcomes["escalated"], outcomes["callback"])
    for door in ("page", "chat", "desk", "sms", "wechat"):
        assert tallied[door, "begun"] >= tallied[door, "finished"] > 0
    # Real figures are not mixed with them.
    assert Figures(engine).totals(Wanted(wanted.start, wanted.end)).calls == 0


def test_everything_is_filed_under_words_that_there_are() -> None:
    for kind in KINDS:
        assert kind.outcome in OUTCOMES
        assert kind.topic is None or kind.topic in FILED
        assert kind.verdict is None or kind.verdict in VERDICTS
        assert kind.flow is None or kind.flow in shipped_flows()
    assert sum(kind.share for kind in KINDS) == 100


def test_a_course_is_counted_from_its_beginning_to_its_result() -> None:
    """Laid off, three years paid: 社会保险法 45 is met, and the interview comes to that result."""
    person, course = courses.courses(POLICIES, shipped_flows(), TODAY)[0]
    assert person.flow == "unemployment_benefit"
    assert course[0][0] == ("begun", "")
    assert course[-1][-1] == ("finished", "eligible")
    assert courses.of_day(TODAY, [(person, course)]) == courses.of_day(TODAY, [(person, course)])


def test_made_up_calls_go_in_production(engine: Engine, settings: Settings) -> None:
    held = Calls(engine, settings.secret_key, settings.keep_for)
    real = held.take(7_000, "360000", "new")
    assert remove_calls(engine) == 5
    assert _tasks(engine, settings) == []
    assert held.get(real.id) is not None
    assert remove_calls(engine) == 0


def test_an_agent_who_has_taken_calls_is_given_none(empty: Engine, settings: Settings) -> None:
    accounts.prepare(empty, settings)
    held = Calls(empty, settings.secret_key, settings.keep_for)
    taken = held.take(_agent(empty), "360000", "new")
    calls.prepare(empty, settings, POLICIES)
    assert held.open_of(taken.agent) == taken
    assert held.ended_of(taken.agent) == []


def test_without_the_account_there_are_no_calls(empty: Engine, settings: Settings) -> None:
    calls.prepare(empty, settings, POLICIES)
    assert _tasks(empty, settings) == []
