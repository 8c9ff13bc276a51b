"""What is shown and typed back is read as what it stands for: every choice of every question, and formatted values."""

import contextlib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.interview.engine import UNSURE
from assistant.interview.flows import shipped_flows
from assistant.interview.wording import LANGUAGES, NOT_SURE, YES_NO, show_fact, translate
from assistant.rules.facts import Fact
from assistant.understanding import answering, text
from assistant.understanding.model import Context, Doubt, Found
from assistant.understanding.quantities import quantities

TODAY = date(2024, 11, 20)
ASKED = [(flow.program.name, question) for flow in shipped_flows().values() for question in flow.questions]


def shown(question):
    """Every way in which the values of a question are shown, with the value."""
    fact = question.fact
    for language in LANGUAGES:
        if fact.kind != "list":
            yield UNSURE, translate(NOT_SURE, language)
        for choice in fact.choices:
            yield choice.value, translate(choice.label, language)
        for value in (True, False) if fact.kind == "bool" else ():
            yield value, translate(YES_NO[value], language)
    for choice in fact.choices:
        yield choice.value, choice.value


def read(question, said, program, **more):
    message = text.read(said)
    context = Context(TODAY, TODAY, program=program, asked=question)
    return answering.read(message, question, quantities(message, context), context, **more)


def taken(result):
    return result.value if isinstance(result, Found) else result


@pytest.mark.parametrize(("program", "question"), ASKED, ids=[f"{program}-{q.fact.name}" for program, q in ASKED])
def test_a_choice_typed_back_as_it_is_shown(program, question):
    for value, said in shown(question):
        for typed in (said, f" {said}。"):
            assert taken(read(question, typed, program)) == value


def asked(*kinds, unit=None):
    return [(program, q) for program, q in ASKED if q.fact.kind in kinds and (unit is None or q.fact.unit == unit)]


def values_of(fact: Fact):
    match fact.kind:
        case "date":
            return st.dates(date(2000, 1, 1), date(2029, 12, 31))
        case "month":
            return st.dates(date(2000, 1, 1), date(2029, 12, 31)).map(lambda day: day.replace(day=1))
    return st.integers(fact.lo or 0, min(fact.hi or 10**9, 10**9))


@settings(deadline=None, max_examples=300)
@given(data=st.data())
def test_a_value_typed_back_as_it_is_formatted(data):
    program, question = data.draw(st.sampled_from(asked("date", "month", "money", "months", "int")))
    value = data.draw(values_of(question.fact))
    shown = show_fact(question.fact, value)
    for said in (shown, f"是{shown}", f"{shown}。"):
        assert taken(read(question, said, program)) == value


@settings(deadline=None, max_examples=100)
@given(day=st.dates(date(2000, 1, 1), date(2029, 12, 31)))
def test_a_day_in_two_steps(day):
    question = shipped_flows()["skill_subsidy"].question("issued_on")
    first = read(question, f"{day.year}年{day.month}月", "skill_subsidy")
    assert isinstance(first, Doubt)
    assert first.partial == (day.year, day.month)
    for said in (f"{day.day}号", f"{day.day}日", f"{day.day}", f"是{day.day}号"):
        assert taken(read(question, said, "skill_subsidy", partial=first.partial)) == day


@settings(deadline=None, max_examples=200)
@given(said=st.text(max_size=60), data=st.data())
def test_whatever_is_said_is_an_answer_a_doubt_nothing_or_a_reason(said, data):
    program, question = data.draw(st.sampled_from(ASKED))
    result = None
    with contextlib.suppress(answering.AnswerError):
        result = read(question, said, program)
    if isinstance(result, Found) and result.value is not UNSURE:
        assert question.fact.problem(result.value) is None
    if result is not None:
        assert 0 <= result.span.start <= result.span.end <= len(said)


@pytest.mark.parametrize("unit", ["是", "去年", "裁员", "公司是", "一个都", "想要", "去年交了1万,"])
def test_an_endless_message_comes_to_an_end(unit):
    for program, question in ASKED:
        if question.fact.name in ("claimed_before", "organisation_type", "premium_paid_fen", "issued_on"):
            read(question, (unit * 2000)[:2000], program)
