"""The walk: what is asked, taken, taken back, entered ahead, changed; and what the caller changes meanwhile."""

from datetime import date

import pytest
from flask import Flask

from assistant.interview.engine import UNSURE
from assistant.storage.hotline.tallies import Tallies
from tests import staffing
from tests.hotline.agents import LIST, Agent, agent
from tests.hotline.walking import Walk, asked, hidden_of, said_of, states
from tests.operator.desk import errors, value_of
from tests.web.interview.visiting import JIANGXI_FIRM, main_of


@pytest.fixture
def desk(app: Flask) -> Agent:
    return agent(app)


@pytest.fixture
def firm(desk: Agent) -> Walk:
    """A firm's refund, 江西 2024."""
    walk = Walk(desk, caller="firm")
    assert walk.begin("stabilization_refund").status_code == 303
    return walk


@pytest.fixture
def worker(desk: Agent) -> Walk:
    """A worker's certificate, 江西 2024."""
    walk = Walk(desk, caller="worker")
    assert walk.begin("skill_subsidy").status_code == 303
    return walk


def finished(walk: Walk) -> Walk:
    for fact, value in JIANGXI_FIRM.items():
        assert walk.answer(fact, value).status_code == 303
    return walk


def test_answers_in_turn_come_to_the_pages_result(firm: Walk) -> None:
    page = finished(firm).show()
    assert asked(page) is None
    assert "都问完了" in main_of(page)
    assert "72,000.00 元" in main_of(page)  # 120,000.00 × 60 %
    assert f'href="{firm.address}/readback" autofocus' in page.text
    assert firm.case.interview.decision().verdict == "eligible"


def test_every_kind_of_field_is_taken(worker: Walk, firm_of_hosts: Walk) -> None:
    worker.answer("employment_status", "enterprise_employee")  # a choice
    worker.answer("found_online", "yes")
    worker.answer("issued_on", "2024年10月1日")
    worker.answer("insured_months_at_certificate", "两年")
    worker.answer("certificate_level", unsure="1")
    firm_of_hosts.answer("premium_paid_fen", "12", unit="万元")
    assert worker.answers == {
        "employment_status": "enterprise_employee",
        "found_online": True,
        "issued_on": "2024-10-01",
        "insured_months_at_certificate": 24,
        "certificate_level": {"unsure": True},
    }
    assert firm_of_hosts.answers == {"premium_paid_fen": 12_000_000}


@pytest.fixture
def firm_of_hosts(app: Flask) -> Walk:
    walk = Walk(agent(app), caller="firm")
    assert walk.begin("dispatch_refund").status_code == 303
    return walk


def test_a_list_grows_by_rows_and_is_taken(firm_of_hosts: Walk) -> None:
    walk = firm_of_hosts
    first = {"row-0-host_kind": "enterprise", "row-0-host_size": "small", "row-0-bears_costs": "yes"}
    first |= {"row-0-premium_fen": "1000", "row-0-has_corporate_account": "yes", "rows": "1"}
    grown = walk.answer("host_employers", **first, do="add")
    assert grown.status_code == 200
    assert value_of(grown, "rows") == "2"
    assert value_of(grown, "row-0-premium_fen") == "1000"
    second = {name.replace("row-0", "row-1"): value for name, value in first.items() if name != "rows"}
    wrong = walk.answer("host_employers", **first | second | {"rows": "2", "row-1-premium_fen": "很多"})
    assert wrong.status_code == 422
    assert set(errors(wrong)) == {"row-1-premium_fen"}
    assert walk.answer("host_employers", **first | second | {"rows": "2"}).status_code == 303
    assert [row["premium_fen"] for row in walk.answers["host_employers"]] == [100_000, 100_000]


def test_what_cannot_be_taken_is_said_beside_the_field_and_kept(worker: Walk) -> None:
    page = worker.answer("issued_on", "上个世纪")
    assert page.status_code == 422
    assert set(errors(page)) == {"answer"}
    assert value_of(page, "answer") == "上个世纪"
    assert worker.answers == {}


def test_answers_out_of_turn_wait_ahead_and_are_not_asked_again(worker: Walk) -> None:
    worker.answer("issued_on", "2024-10-01")
    page = worker.show()
    assert asked(page) == "employment_status"
    found = states(page)
    assert (found["employment_status"], found["issued_on"], found["certificate_kind"]) == ("now", "ahead", "open")
    assert said_of(page, "issued_on") == "2024年10月1日"
    for fact, value in (("employment_status", "enterprise_employee"), ("certificate_kind", "skill_level")):
        worker.answer(fact, value)
    worker.answer("certificate_level", "three")
    page = worker.show()
    assert asked(page) not in ("issued_on", None)
    assert states(page)["issued_on"] == "answered"
    assert "issued_on" in worker.answers


def test_a_failing_answer_leaves_the_rest_unneeded_and_is_said_kindly(firm: Walk) -> None:
    firm.answer("months_paid", "14")
    firm.answer("organisation_type", "enterprise")
    firm.answer("registration_status", "deregistered_before_payout")
    page = firm.show()
    assert asked(page) is None
    found = states(page)
    assert (found["registration_status"], found["premium_paid_fen"], found["months_paid"]) == (
        "answered",
        "unneeded",
        "unneeded",
    )
    assert firm.answers["months_paid"] == 14  # not needed as things stand, and kept
    assert 'class="to-say"' in page.text


def test_not_sure_is_an_answer_of_its_own(worker: Walk) -> None:
    worker.answer("employment_status", unsure="1")
    page = worker.show()
    assert states(page)["employment_status"] == "unsure"
    assert asked(page) != "employment_status"
    assert worker.case.interview.answers["employment_status"] is UNSURE


def test_the_way_back_takes_back_this_calls_answers_last_first(worker: Walk) -> None:
    worker.answer("employment_status", "enterprise_employee")
    worker.answer("issued_on", "2024-10-01")
    worker.answer("certificate_kind", "skill_level")
    assert worker.post("back").headers["Location"].endswith("?ask=certificate_kind")
    assert worker.post("back").headers["Location"].endswith("?ask=issued_on")
    assert worker.answers == {"employment_status": "enterprise_employee"}


def test_what_was_answered_at_another_door_is_shown_again_and_not_taken_back(worker: Walk) -> None:
    worker.answer_elsewhere("page", employment_status="enterprise_employee")
    assert worker.post("back").headers["Location"].endswith("?ask=employment_status")
    assert worker.answers == {"employment_status": "enterprise_employee"}


def test_a_change_shows_what_it_does_before_it_is_stored(firm: Walk) -> None:
    finished(firm)
    page = firm.answer("premium_paid_fen", "10万")
    assert page.status_code == 200
    assert "金额由 72,000.00 元 变为 60,000.00 元" in main_of(page)  # 100,000.00 × 60 %
    assert firm.answers["premium_paid_fen"] == 12_000_000
    assert firm.post("answer/confirm", **hidden_of(page)).status_code == 303
    assert firm.answers["premium_paid_fen"] == 10_000_000
    assert len(firm.answers) == len(JIANGXI_FIRM)


def test_the_same_answer_again_changes_nothing(firm: Walk) -> None:
    firm.answer("months_paid", "14")
    version = firm.case.stored.version
    assert firm.answer("months_paid", "14").status_code == 303
    assert firm.case.stored.version == version


def test_what_the_caller_changed_meanwhile_is_shown_and_asked_anew(worker: Walk) -> None:
    form = hidden_of(worker.show(ask="issued_on"))
    worker.answer_elsewhere("page", employment_status="enterprise_employee")
    page = worker.post("answer", **form, answer="2024-10-01")
    assert page.status_code == 409
    assert "刚在别处改过" in main_of(page)
    assert value_of(page, "answer") == "2024-10-01"
    assert worker.answers == {"employment_status": "enterprise_employee"}
    assert worker.post("answer", **hidden_of(page), answer="2024-10-01").status_code == 303
    assert set(worker.answers) == {"employment_status", "issued_on"}


def test_a_change_that_was_shown_for_an_older_state_is_shown_anew(firm: Walk) -> None:
    finished(firm)
    form = hidden_of(firm.answer("premium_paid_fen", "10万"))
    firm.answer_elsewhere("page", on_large_list=True)
    page = firm.post("answer/confirm", **form)
    assert page.status_code == 409
    assert firm.answers["premium_paid_fen"] == 12_000_000


def test_a_form_of_the_interview_before_is_not_taken_for_the_present_one(worker: Walk) -> None:
    form = hidden_of(worker.show())
    worker.begin("skill_subsidy")
    page = worker.post("answer", **form, answer="enterprise_employee")
    assert page.status_code == 409
    assert worker.answers == {}


def test_where_the_caller_stopped_at_another_door_is_said(worker: Walk) -> None:
    worker.answer_elsewhere("chat", employment_status="enterprise_employee")
    page = main_of(worker.show())
    assert "在网页的对话里填到这里" in page
    assert "停在：您拿到的是哪一种证书？" in page


def test_hesitation_and_why_are_counted_shown_and_keep_what_was_typed(worker: Walk) -> None:
    form = hidden_of(worker.show(ask="issued_on"))
    page = worker.post("hesitated", **form, answer="2024")
    assert value_of(page, "answer") == "2024"
    assert 'id="probe" role="status">' in page.text
    assert 'id="why" role="status" hidden>' in page.text
    assert worker.post("why", **form, quiet="1").status_code == 204
    sums = Tallies(staffing.engine_of(worker.desk.app)).sums(
        ("kind", "name", "channel"), since=date(2000, 1, 1), until=date(2100, 1, 1), kind=("hesitated", "why")
    )
    assert sums == {("hesitated", "issued_on", "desk"): 1, ("why", "issued_on", "desk"): 1}


def test_views_and_changes_are_in_the_trail_without_any_value(worker: Walk) -> None:
    worker.answer("insured_months_at_certificate", "23")
    worker.show()
    changed = worker.desk.events("case_changed")
    assert changed[0].after == {"fact": "insured_months_at_certificate", "how": "answered"}
    viewed = worker.desk.events("case_viewed")
    assert {event.subject_id for event in viewed} == {str(worker.number)}
    code = worker.case.code
    assert all(code not in str(event) and "23" not in str(event.after) for event in (*changed, *viewed))


def test_another_agents_call_is_none(app: Flask, worker: Walk) -> None:
    other = agent(app)
    for view in ("", "/start"):
        assert other.get(f"{worker.address}{view}").status_code == 404
    for view in ("answer", "answer/confirm", "back", "hesitated", "why", "start", "place"):
        form = {"fact": "employment_status", "version": "1", "answer": "enterprise_employee"}
        assert other.post(f"{worker.address}/{view}", **form).status_code == 404
    assert worker.answers == {}


def test_a_kept_call_is_neither_shown_nor_changed(worker: Walk) -> None:
    form = hidden_of(worker.show())
    case = worker.case
    worker.desk.post(f"{worker.address}/keep")
    for page in (worker.show(), worker.post("answer", **form, answer="enterprise_employee"), worker.post("back")):
        assert page.status_code == 409
        assert case.shown_code not in page.text
    assert worker.answers == {}


def test_nothing_of_one_call_is_on_the_pages_of_the_next(worker: Walk) -> None:
    worker.answer("issued_on", "2024-10-01")
    first = worker.case
    worker.desk.post(f"{worker.address}/keep")
    second = Walk(worker.desk, caller="worker")
    assert "2024-10-01" not in second.show().text
    second.begin("skill_subsidy")
    page = second.show(ask="issued_on")
    for held in (first.shown_code, first.code, "2024-10-01", "2024年10月1日", f"{LIST}/{worker.number}"):
        assert held not in page.text
    assert page.headers["Cache-Control"] == "no-store"
