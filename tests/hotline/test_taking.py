"""Taking a call: new, by case code, by firm, by number; one open call, those kept, and what is done of either."""

from dataclasses import replace

import pytest
from flask import Flask

from assistant.storage import Engine
from assistant.storage.firms import Firm
from assistant.storage.hotline.calls import Call
from tests import staffing
from tests.campaigns.bureau import code
from tests.campaigns.firm_page import sample
from tests.hotline.agents import LIST, Agent, agent, case_code, rows_of, taken
from tests.operator.desk import errors, rows
from tests.web.interview.visiting import main_of

NAMED = {"甲": "赣江甲制造有限公司", "乙": "赣江乙商贸有限公司"}


@pytest.fixture
def desk(app: Flask) -> Agent:
    return agent(app)


@pytest.fixture
def engine(app: Flask) -> Engine:
    return staffing.engine_of(app)


@pytest.fixture
def firms(engine: Engine) -> list[Firm]:
    made = sample.make(
        engine,
        sample.firm_row(0, credit_code=code(1), name=NAMED["甲"], phone="+8613812341234"),
        sample.firm_row(1, credit_code=code(2), name=NAMED["乙"], phone="+8613988881234"),
    )
    return made.firms


def found(desk: Agent, **typed: str) -> list[str]:
    """The names that a search shows."""
    page = desk.post(f"{LIST}/search", **typed)
    assert page.status_code == 200, page.text
    return [row[0] for row in rows(page)[1:]]


@pytest.mark.parametrize("caller", ["worker", "firm", ""])
def test_a_new_call_is_the_agents_open_one(desk: Agent, caller: str) -> None:
    number = desk.take(caller=caller)
    opened = desk.open
    assert opened is not None
    assert (opened.id, opened.caller, opened.way, opened.region) == (number, caller, "new", "360000")
    assert f"回到来电 {number}" in main_of(desk.get(LIST))
    assert [event.subject_id for event in desk.events("call_taken")] == [str(number)]


def test_with_one_open_another_is_not_taken_unasked(desk: Agent) -> None:
    first = desk.take(caller="worker")
    answer = desk.post(f"{LIST}/new", caller="firm")
    assert answer.status_code == 409
    assert f"把来电 {first} 转为待续" in main_of(answer)
    assert 'name="caller" value="firm"' in answer.text
    assert f'href="/console/calls/{first}"' in answer.text
    assert desk.open is not None
    assert desk.open.id == first
    second = desk.take(caller="firm", then="keep", open_call=first)
    assert [call.id for call in desk.calls.kept_of(desk.id)] == [first]
    assert second != first
    assert len(desk.events("call_kept")) == 1


def test_only_the_call_that_was_named_is_put_aside(desk: Agent) -> None:
    first = desk.take()
    second = desk.take(then="keep", open_call=first)
    assert desk.post(f"{LIST}/new", then="keep", open_call=first).status_code == 409
    assert desk.open is not None
    assert desk.open.id == second


def test_a_kept_call_is_taken_up_again(desk: Agent) -> None:
    first = desk.take(caller="worker")
    second = desk.take(then="keep", open_call=first)
    assert [row[0] for row in rows(desk.get(LIST))[1:]] == [str(first)]
    assert desk.post(f"{LIST}/resume", call=first).status_code == 409
    assert taken(desk.post(f"{LIST}/resume", call=first, then="keep", open_call=second)) == first
    assert [call.id for call in desk.calls.kept_of(desk.id)] == [second]
    assert taken(desk.post(f"{LIST}/resume", call=first)) == first  # pressed twice: it is open
    assert [event.subject_id for event in desk.events("call_resumed")] == [str(first)]


def test_a_case_code_opens_the_callers_interview(desk: Agent, app: Flask) -> None:
    typed = case_code(app)
    number = desk.take("by-code", code=f" {typed.lower().replace('-', ' ')} ")
    assert desk.content(number).code == typed.replace("-", "")
    opened = desk.open
    assert opened is not None
    assert (opened.way, opened.caller, opened.flow) == ("code", "firm", "stabilization_refund")
    assert typed.replace("-", "") not in str(rows_of(app))


def test_a_wrong_case_code_is_said_kindly_not_shown_again_and_recorded(desk: Agent) -> None:
    answer = desk.post(f"{LIST}/by-code", code="13812341234")
    assert answer.status_code == 422
    assert errors(answer)["code"].startswith("这个查询码打不开")
    assert "13812341234" not in answer.text
    assert [event.result for event in desk.events("caller_searched")] == ["refused"]
    assert desk.open is None


def test_guessing_case_codes_is_limited_for_each_agent(desk: Agent, app: Flask) -> None:
    token = staffing.token_of(desk.client)
    tried = [desk.client.post(f"{LIST}/by-code", data={"csrf_token": token, "code": "A"}) for _ in range(21)]
    assert [answer.status_code for answer in tried] == [422] * 20 + [429]
    assert agent(app).post(f"{LIST}/by-code", code="A").status_code == 422


def test_a_call_goes_on_in_the_open_one_when_it_is_the_same_caller(desk: Agent, app: Flask, firms: list[Firm]) -> None:
    number = desk.take()
    typed = case_code(app)
    asked = desk.post(f"{LIST}/by-code", code=typed)
    assert asked.status_code == 409
    assert f"是同一个人，放进来电 {number}" in main_of(asked)
    joined = {"then": "join", "open_call": number}
    assert taken(desk.post(f"{LIST}/by-code", code=typed, **joined)) == number
    assert taken(desk.post(f"{LIST}/by-firm", firm=firms[0].id, **joined)) == number
    assert desk.content(number).code == typed.replace("-", "")
    # What one caller said is never laid over another's.
    for path, values in (("by-code", {"code": case_code(app)}), ("by-firm", {"firm": firms[1].id})):
        again = desk.post(f"{LIST}/{path}", **values, **joined)
        assert again.status_code == 409
        assert "是同一个人" not in main_of(again)
    assert desk.open is not None
    assert desk.open.firm == firms[0].id


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("甲制造", "甲"),
        ("赣江", "甲乙"),
        (f" {code(2).lower()} ", "乙"),
        (f"{code(2)[:9]}-{code(2)[9:]}", "乙"),
        (code(1)[-6:], "甲"),
        ("%", ""),
        ("丙公司", ""),
    ],
)
def test_firms_are_found_by_name_and_credit_code(desk: Agent, firms: list[Firm], typed: str, names: str) -> None:
    if typed == "%":
        assert desk.post(f"{LIST}/search", firm_name=typed).status_code == 422
    else:
        assert found(desk, firm_name=typed) == [NAMED[name] for name in names]


def test_a_credit_code_with_a_wrong_digit_is_said_to_be_one(desk: Agent) -> None:
    wrong = code(1)[:-1] + ("1" if code(1)[-1] != "1" else "2")
    answer = desk.post(f"{LIST}/search", firm_name=wrong)
    assert answer.status_code == 422
    assert "校验位不对" in errors(answer)["firm_name"]
    assert f'value="{wrong}"' in answer.text


@pytest.mark.parametrize(
    ("typed", "names"),
    [("138 1234 1234", "甲"), ("+86 13812341234", "甲"), ("139****1234", "乙"), ("１２３４", "甲乙"), ("9999", "")],
)
def test_firms_are_found_by_number(desk: Agent, firms: list[Firm], typed: str, names: str) -> None:
    assert found(desk, number=typed) == [NAMED[name] for name in names]
    shown = desk.post(f"{LIST}/search", number="1234").text
    assert "138****1234" in shown
    assert "13812341234" not in shown


@pytest.mark.parametrize("typed", ["", "12", "1381234", "甲公司", "138****"])
def test_what_is_no_number_is_said_so_and_kept(desk: Agent, typed: str) -> None:
    answer = desk.post(f"{LIST}/search", number=typed)
    assert answer.status_code == 422
    assert errors(answer)["number"]
    assert f'name="number" value="{typed}"' in answer.text


def test_own_earlier_calls_are_found_by_number_and_nobody_elses(desk: Agent, app: Flask) -> None:
    other = agent(app)
    for one in (desk, other):
        number = one.take(caller="worker")
        opened = one.open
        assert opened is not None
        one.calls.keep(one.calls.save(_with_number(opened, "+8613500001111")))
        for typed in ("13500001111", "135****1111", "1111"):
            assert found(one, number=typed) == [str(number)]
        assert found(one, number="136****1111") == []


def test_firms_of_other_regions_and_drafts_are_not_there(app: Flask, engine: Engine, firms: list[Firm]) -> None:
    other = agent(app, region="620000")
    assert found(other, firm_name="赣江") == []
    assert other.post(f"{LIST}/by-firm", firm=firms[0].id).status_code == 404
    assert found(agent(app, region=None), firm_name="赣江") == list(NAMED.values())
    sample.make(engine, sample.firm_row(3, name="赣江草稿有限公司"), state="draft")
    assert found(agent(app), firm_name="赣江") == list(NAMED.values())


def test_the_newest_campaign_comes_first_and_twenty_at_most(desk: Agent, engine: Engine, firms: list[Firm]) -> None:
    sample.make(engine, *(sample.firm_row(number, name=f"赣江{number}公司") for number in range(2, 23)))
    page = desk.post(f"{LIST}/search", firm_name="赣江")
    assert [row[0] for row in rows(page)[1:]] == [f"赣江{number}公司" for number in range(2, 22)]
    assert "只列出前 20 家" in main_of(page)


def test_searching_is_in_the_trail_without_what_was_typed(desk: Agent, firms: list[Firm]) -> None:
    found(desk, firm_name="甲制造")
    found(desk, number="13812341234")
    events = desk.events("caller_searched")
    assert [event.after for event in events] == [{"by": "number", "found": 1}, {"by": "name", "found": 1}]


@pytest.mark.parametrize("key", ["0", "-1", "x", "", "9" * 30])
def test_numbers_that_no_row_has_are_not_found(desk: Agent, key: str) -> None:
    assert desk.post(f"{LIST}/by-firm", firm=key).status_code == 404
    assert desk.post(f"{LIST}/resume", call=key).status_code == 404


def _with_number(call: Call, number: str) -> Call:
    return replace(call, content={**call.content, "number": number})
