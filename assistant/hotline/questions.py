"""The middle of the walk: one question as the agent says it, with its field, and all that stands beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from assistant.hotline.at_hand import AtHand
from assistant.hotline.framing import WALK, call_page, today
from assistant.hotline.side import STATES, lines, side
from assistant.interview.answer_forms import FormView, form_view, given_form
from assistant.interview.cases import Case
from assistant.interview.changes import said
from assistant.interview.flows import Question
from assistant.interview.held.places import asks_region, region_groups
from assistant.interview.inputs import NOT_SURE, Form, Misread
from assistant.interview.question_views import QuestionView, question_view, why_asked
from assistant.interview.spoken.questions import SpokenQuestion, spoken_question
from assistant.rules.facts import N_
from assistant.site.application import flows, policies
from assistant.site.preferences import language

DOORS: Mapping[str, str] = {
    "page": N_("在网页上"),
    "chat": N_("在网页的对话里"),
    "sms": N_("在短信里"),
    "wechat": N_("在公众号里"),
    "terminal": N_("在终端里"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The question that is asked now: its words, its form, what was answered before (empty: nothing)."""

    question: QuestionView
    spoken: SpokenQuestion
    options: tuple[tuple[str, str], ...]  # value and words, in the order of the digits
    form: FormView
    why: tuple[tuple[str, str], ...]
    before: str
    in_turn: bool


def asked_question(case: Case, named: str | None = None) -> Question | None:
    """The question that the address names, in turn or not; else the next one; None when nothing is left to ask."""
    if named is not None and named in case.flow.order:
        return case.flow.question(named)
    return case.interview.next_question()


def walk_page(
    at: AtHand,
    case: Case,
    question: Question | None,
    form: Form | None = None,
    misread: Misread | None = None,
    **values: Any,
) -> str:
    """Render the walk with one question; ``form``: what was typed (default: what was answered before)."""
    spoken = language()
    asked = _asked(case, question, form, misread, spoken) if question else None
    own, others = region_groups(policies(), case.flow.program.name, spoken)
    beside = side(case, spoken)
    return call_page(
        "hotline/walk.html",
        at,
        WALK,
        case=case,
        asked=asked,
        question=asked.question if asked else None,
        lines=lines(case, question, spoken),
        states=STATES,
        side=beside,
        suggested=[(flows()[name], sure) for name, sure in beside.report.suggestions if name in flows()],
        errors=asked.form.errors if asked else {},
        asks_region=asks_region(policies(), case.flow),
        regions=[*own, *others],
        elsewhere=DOORS.get(case.stored.channel or ""),
        **values,
    )


def _asked(case: Case, question: Question, form: Form | None, misread: Misread | None, spoken: str) -> Asked:
    name, answers = question.fact.name, case.interview.answers
    words = spoken_question(question, spoken)
    view = _said(question_view(question, spoken), words)
    return Asked(
        view,
        words,
        _options(view, words),
        form_view(
            question, given_form(case.interview, question.fact) if form is None else form, today(), spoken, misread
        ),
        why_asked(case.interview, name, spoken),
        said(question.fact, answers[name], spoken) if name in answers else "",
        question is case.interview.next_question(),
    )


def _said(view: QuestionView, words: SpokenQuestion) -> QuestionView:
    """The question with the cells of a list as they are asked on the telephone."""
    items = [replace(item, label=words.items[item.fact.name].script) for item in view.items]
    return replace(view, items=tuple(items))


def _options(view: QuestionView, words: SpokenQuestion) -> tuple[tuple[str, str], ...]:
    """The answers to choose from as they are said, without "not sure", which has a key of its own."""
    given = [value for value, _, _ in view.field.options if value != NOT_SURE]
    return tuple(zip(given, words.options, strict=True))


def with_case(at: AtHand, case: Case) -> AtHand:
    """The call with its interview as it is now."""
    return replace(at, case=case)
