"""Objections and applications by telephone: begun with the bureau's facts, changed in the walk, filed once."""

import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from assistant.storage import Engine
from assistant.storage.firm_page.replies import Replies, Reply
from assistant.storage.firms import Firm
from tests import staffing
from tests.campaigns.firm_page import sample
from tests.hotline.agents import LIST, Agent, agent
from tests.hotline.closing import cases
from tests.operator.desk import errors
from tests.web.interview.visiting import main_of


@pytest.fixture
def engine(app: Flask) -> Engine:
    return staffing.engine_of(app)


@pytest.fixture
def desk(app: Flask) -> Agent:
    return agent(app)


@pytest.fixture
def firm(engine: Engine) -> Firm:
    return sample.make(engine).firms[0]


def begun(desk: Agent, firm: Firm) -> str:
    """Take the firm's call and begin its objection; return the address of the firm's pages."""
    number = desk.take_firm(firm, verified=True)
    answer = desk.post(f"{LIST}/{number}/firm/objection/begin")
    assert answer.location == f"{LIST}/{number}"
    return f"{LIST}/{number}/firm"


def change(desk: Agent, at: str, **answers: Any) -> None:
    """Change answers as the walk does."""
    content = desk.content(int(at.split("/")[3]))
    case = cases(desk.app).load(content.code or "")
    assert case is not None
    cases(desk.app).save(case, {**case.interview.answers, **answers})


def file(desk: Agent, at: str, **form: Any) -> TestResponse:
    """Send the form of the page."""
    version = re.search(r'name="version" value="(\d+)"', desk.get(f"{at}/objection").text)
    return desk.post(f"{at}/objection", **({"version": version[1]} if version else {}), **form)


def reply_of(engine: Engine, firm: Firm) -> Reply | None:
    return Replies(engine, sample.TEST_SECRET).of_firm(firm.id)


def test_an_objection_is_filed_as_on_the_firms_own_page(desk: Agent, engine: Engine, firm: Firm) -> None:
    at = begun(desk, firm)
    case = cases(desk.app).load(desk.content(int(at.split("/")[3])).code or "")
    assert case is not None
    assert (case.stored.channel, case.stored.notice, case.stored.prefilled) == ("desk", "jiangxi-2024", firm.facts)
    change(desk, at, premium_paid_fen=15_000_000)
    shown = main_of(desk.get(f"{at}/objection"))
    assert "测算金额 72,000.00 元 90,000.00 元" in shown
    assert "经办机构数据：120,000.00 元" in shown
    assert file(desk, at, note="少算了\r\n十二月的\u202e保费").location == f"{at}/objection"
    reply = reply_of(engine, firm)
    assert reply is not None
    assert (reply.kind, reply.facts, reply.note, reply.refund_fen) == (
        "objected",
        {"premium_paid_fen": 15_000_000},
        "少算了\n十二月的保费",
        9_000_000,
    )
    receipt = desk.get(f"{at}/objection")
    code = re.search(r'class="code" translate="no">([A-Z0-9-]{11})<', receipt.text)
    assert code
    assert "/n/status" in receipt.text
    assert Replies(engine, sample.TEST_SECRET).by_receipt(code[1]) == reply
    assert desk.events("objection_filed")[0].after == {
        "firm": firm.id,
        "reply": reply.id,
        "kind": "objected",
        "facts": ["premium_paid_fen"],
    }
    # Pressed again, it is one reply with one receipt.
    desk.post(f"{at}/objection", version=2, note="noch")
    assert reply_of(engine, firm) == reply


def test_a_dispatch_agency_applies_once_every_question_is_answered(desk: Agent, engine: Engine) -> None:
    row = sample.firm_row(0, facts=sample.AGENCY, track="invitation", verdict="undetermined", refund_fen=None)
    firm = sample.make(engine, row).firms[0]
    at = begun(desk, firm)
    assert "还有题没有问完" in main_of(desk.get(f"{at}/objection"))
    assert file(desk, at, version=1).status_code == 303
    assert reply_of(engine, firm) is None
    hosts = [{"host_kind": "enterprise", "host_size": "small", "bears_costs": True, "premium_fen": 10_000_000}]
    answers = {
        "own_staff_premium_fen": 2_000_000,
        "host_employers": hosts,
        "size_class": "small",
        "on_large_list": False,
    }
    change(desk, at, **answers)
    assert file(desk, at).status_code == 303
    reply = reply_of(engine, firm)
    assert reply is not None
    assert (reply.kind, reply.verdict, reply.refund_fen) == ("applied", "eligible", 7_200_000)  # (2万 + 10万) × 60 %


def test_what_says_nothing_or_too_much_is_asked_again_and_kept(desk: Agent, engine: Engine, firm: Firm) -> None:
    at = begun(desk, firm)
    assert "还没有改动任何一项" in errors(file(desk, at, note=" "))["note"]
    long = file(desk, at, note="数" * 501)
    assert long.status_code == 422
    assert "数" * 501 in long.text
    assert reply_of(engine, firm) is None


def test_a_page_that_is_not_the_newest_is_shown_again(desk: Agent, engine: Engine, firm: Firm) -> None:
    at = begun(desk, firm)
    change(desk, at, premium_paid_fen=15_000_000)
    answer = desk.post(f"{at}/objection", version=1, note="保留这一句")
    assert answer.status_code == 409
    assert "保留这一句" in answer.text
    assert "90,000.00 元" in main_of(answer)
    assert reply_of(engine, firm) is None


def test_nothing_is_begun_or_filed_for_a_caller_who_was_not_checked(desk: Agent, engine: Engine, firm: Firm) -> None:
    number = desk.take_firm(firm)
    for path in ("objection/begin", "objection"):
        assert desk.post(f"{LIST}/{number}/firm/{path}", version=1, note="x").location == f"{LIST}/{number}/firm"
    assert desk.get(f"{LIST}/{number}/firm/objection").location == f"{LIST}/{number}/firm"
    assert desk.content(number).code is None
    assert reply_of(engine, firm) is None


def test_who_replied_before_or_too_late_is_told_so(desk: Agent, engine: Engine) -> None:
    late = sample.make(engine, state="closed").firms[0]
    at = f"{LIST}/{desk.take_firm(late, verified=True)}/firm"
    assert desk.post(f"{at}/objection/begin").location == at
    first = sample.make(engine).firms[0]
    replying = begun_in_a_second_call(desk, first)
    change(desk, replying, premium_paid_fen=15_000_000)
    assert file(desk, replying).status_code == 303
    third = desk.take("by-firm", firm=first.id, then="keep", open_call=replying.split("/")[3])
    desk.post(f"{LIST}/{third}/firm/verify", last_six=first.credit_code[-6:])
    shown = desk.get(f"{LIST}/{third}/firm")
    assert "已提交异议" in main_of(shown)
    assert "/objection" not in shown.text
    assert desk.get(f"{LIST}/{third}/firm/objection").location == f"{LIST}/{third}/firm"  # no receipt code any more


def begun_in_a_second_call(desk: Agent, firm: Firm) -> str:
    opened = desk.open
    assert opened is not None
    number = desk.take("by-firm", firm=firm.id, then="keep", open_call=opened.id)
    desk.post(f"{LIST}/{number}/firm/verify", last_six=firm.credit_code[-6:])
    desk.post(f"{LIST}/{number}/firm/objection/begin")
    return f"{LIST}/{number}/firm"


def test_another_interview_of_the_call_is_not_taken_for_the_objection(desk: Agent, app: Flask, firm: Firm) -> None:
    at = begun(desk, firm)
    opened = desk.open
    assert opened is not None
    own = cases(app).load(desk.content(opened.id).code or "")
    assert own is not None
    # By the same questions, notice and day, but not begun with this firm's facts.
    other = cases(app).begin(own.flow, "360000", own.stored.as_of, own.stored.notice)
    desk.calls.save(replace(opened, content={**opened.content, "code": other.code}))
    assert desk.get(f"{at}/objection").location == at
    desk.post(f"{at}/objection/begin")
    assert desk.content(opened.id).code not in (own.code, other.code)
