"""What is counted of an interview's course: each step once, at the door where it was taken, and with the change or not at all."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from assistant import storage
from assistant.interview.cases import Cases
from assistant.interview.counting import Channel, steps
from assistant.interview.engine import UNSURE, Interview
from assistant.interview.flows import shipped_flows
from assistant.policies import shipped_policies
from assistant.storage import Engine
from assistant.storage.hotline.tallies import Tallies
from assistant.storage.interviews import Conflict, Interviews
from tests import staffing
from tests.interview.test_engine import FULL, interview
from tests.web.interview.visiting import Visit

# 00:30 in Beijing on the 22nd; in UTC it is still the 21st.
NIGHT, DAY = datetime(2026, 11, 21, 16, 30, tzinfo=UTC), date(2026, 11, 22)
EVER: dict[str, Any] = {"since": date(2000, 1, 1), "until": date(2100, 1, 1)}


def taken(before: Interview | None, after: Interview, **how: Any) -> list[str]:
    found, _ = steps(before, after, **{"finished": False, **how})
    return [" ".join(step).strip() for step in found]


def test_who_begins_is_asked_the_first_question():
    assert taken(None, interview()) == ["begun", "asked insured"]
    # What is known from the beginning was never asked.
    assert taken(None, interview(insured=True)) == ["begun", "asked months"]


def test_an_answer_and_an_unsure_one_lead_to_the_next_question():
    assert taken(interview(), interview(insured=True)) == ["answered insured", "asked months"]
    assert taken(interview(insured=True), interview(insured=True, months=UNSURE)) == [
        "unsure months",
        "asked premium_fen",
    ]


def test_an_answer_ahead_of_its_turn_counts_nothing_yet_and_is_not_asked_afterwards():
    ahead = interview(size="small")
    assert taken(interview(), ahead) == []
    known = {"insured": True, "months": 30, "size": "small"}
    assert taken(interview(**known), interview(**known, premium_fen=1)) == ["answered premium_fen", "asked has_account"]


def test_a_change_that_asks_nothing_else_counts_nothing():
    assert taken(interview(insured=True, months=30), interview(insured=True, months=31)) == []


def test_a_question_that_a_change_makes_needless_is_passed_by():
    # Not insured: nothing more is asked; months had been asked and not answered.
    before, after = interview(insured=True), interview(insured=False)
    assert taken(before, after) == ["passed months", "finished ineligible", "failed insured"]


def test_the_first_result_alone_is_counted():
    full = interview(**FULL)
    found, finished = steps(interview(**{**FULL, "has_account": UNSURE}), full, finished=True)
    assert (found, finished) == ([], True)
    assert steps(None, full, finished=False) == ([("begun", ""), ("finished", "eligible")], True)


def test_who_comes_from_another_door_is_asked_there_again():
    before, after = interview(insured=True), interview(insured=True, months=30)
    assert taken(before, after, moved=True) == ["asked months", "answered months", "asked premium_fen"]


# -- stored ---------------------------------------------------------------------------------------


@pytest.fixture
def engine(database_url: str) -> Engine:
    return storage.prepare(database_url, migrate=False)


def counts(engine: Engine, *by: str) -> dict[tuple[Any, ...], int]:
    return Tallies(engine).sums(by or ("kind", "name"), **EVER)


def cases(engine: Engine, channel: Channel | None = "desk") -> Cases:
    interviews = Interviews(engine, "k" * 32, timedelta(days=30), lambda: NIGHT)
    return Cases(interviews, shipped_policies(), shipped_flows(), channel)


def test_steps_are_counted_with_what_is_stored_or_not_at_all(engine: Engine) -> None:
    held = cases(engine)
    begun = held.begin(held.flows["worker_start"], "000000", DAY)
    first = begun.interview.next_question()
    assert first is not None
    held.save(begun, {first.fact.name: UNSURE})
    once = counts(engine)
    assert (once["begun", ""], once["asked", first.fact.name], once["unsure", first.fact.name]) == (1, 1, 1)
    with pytest.raises(Conflict):
        held.save(begun, {first.fact.name: UNSURE})
    assert counts(engine) == once
    assert counts(engine, "day", "region", "channel", "flow") == {
        (DAY, "000000", "desk", "worker_start"): sum(once.values())
    }


def test_where_no_door_is_named_nothing_is_counted(engine: Engine) -> None:
    held = cases(engine, None)
    held.begin(held.flows["worker_start"], "000000", DAY)
    assert counts(engine) == {}


def test_each_door_counts_as_itself(app: Flask) -> None:
    visit = Visit(app.test_client())
    visit.begin("skill_subsidy")
    chat = app.test_client()
    assert (
        chat.post("/chat", data={"csrf_token": staffing.token_of(chat), "press": "flow:worker_start"}).status_code
        == 303
    )
    begun = Tallies(staffing.engine_of(app)).sums(("channel", "flow"), kind="begun", **EVER)
    assert begun == {("page", "skill_subsidy"): 1, ("chat", "worker_start"): 1}
