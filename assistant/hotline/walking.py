"""``/console/calls/N``: the walk through the questions: answered in turn or out of it, changed, taken back."""

from typing import Any, Literal

from flask import Blueprint, Flask, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug import Response

from assistant.hotline.at_hand import AtHand, at_hand, record
from assistant.hotline.beginning import begin_page
from assistant.hotline.counting import count
from assistant.hotline.framing import WALK, call_page, today
from assistant.hotline.moving import moved
from assistant.hotline.questions import asked_question, walk_page, with_case
from assistant.interview.answer_forms import rows_changed
from assistant.interview.cases import Case
from assistant.interview.changes import change_lines, changes_anything, said
from assistant.interview.engine import UNSURE, Change, preview
from assistant.interview.flows import Question
from assistant.interview.inputs import Misread, read_answer
from assistant.interview.stored import value_from_text, value_to_json, value_to_text
from assistant.settings import Settings
from assistant.site.application import cases
from assistant.site.preferences import language
from assistant.staff.access import requires
from assistant.staff.roles import Permission
from assistant.storage.interviews import Conflict

pages = Blueprint("desk", __name__, url_prefix="/console/calls/<int:number>")


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages."""
    app.register_blueprint(pages)


@pages.errorhandler(Conflict)
def conflict(error: Conflict) -> ResponseReturnValue:
    """Say that the call or its interview was changed or changed over in another window, and lead to what is now."""
    return call_page("hotline/changed.html", at_hand(int((request.view_args or {})["number"])), WALK), 409


@pages.get("")
@requires(Permission.hotline)
def show(number: int) -> ResponseReturnValue:
    """Ask the next question, or the one that ``?ask=`` names; before the interview: what to begin."""
    at = at_hand(number)
    if at.case is None:
        return begin_page(at)
    record("case_viewed", at.call, page="walk")
    question = asked_question(at.case, request.args.get("ask"))
    return walk_page(at, at.case, question, moved=moved(at.case, request.args, language()))


@pages.post("/answer")
@requires(Permission.hotline)
def answer(number: int) -> ResponseReturnValue:
    """Take one answer, in turn or ahead of it, and lead on; a change of one is shown before it is stored."""
    at, case, question = _sent(number)
    fact = question.fact.name
    if request.form.get("do"):
        return walk_page(at, case, question, rows_changed(question.fact, request.form))
    if _stale(case):
        return _anew(at, case, question)
    try:
        value = read_answer(question, request.form, today())
    except Misread as misread:
        return walk_page(at, case, question, request.form, misread), 422
    if fact in case.interview.answers:
        if value_to_json(case.interview.answers[fact]) == value_to_json(value):
            return _on(number)
        effect = preview(case.interview, fact, value)
        if changes_anything(effect):
            return _effect_page(at, case, question, value, effect)
    return _stored(at, case, question, {**case.interview.answers, fact: value})


@pages.post("/answer/confirm")
@requires(Permission.hotline)
def confirm(number: int) -> ResponseReturnValue:
    """Store the change that was shown; if the interview changed meanwhile, show what it does now."""
    at, case, question = _sent(number)
    value = _confirmed(question)
    if question.fact.name not in case.interview.answers:
        return _anew(at, case, question)
    effect = preview(case.interview, question.fact.name, value)
    if _stale(case):
        return _effect_page(at, case, question, value, effect, stale=True), 409
    return _stored(at, case, question, dict(effect.interview.answers))


@pages.post("/back")
@requires(Permission.hotline)
def back(number: int) -> ResponseReturnValue:
    """Take back the answer that was given last in this call, and ask for it again."""
    at = at_hand(number)
    if at.case is None:
        raise Conflict
    held = [fact for fact in at.content.trail if fact in at.case.interview.answers]
    if not held:  # answered at another door: shown again, but it is not ours to take back
        path = at.case.interview.path()
        return redirect(url_for(WALK, number=number, ask=path[-1].fact.name if path else None), 303)
    fact = held[-1]
    at = at.save(lambda case: {name: value for name, value in case.interview.answers.items() if name != fact})
    _remember(at, fact, given=False)
    record("case_changed", at.call, fact=fact, how="taken_back")
    return redirect(url_for(WALK, number=number, ask=fact), 303)


@pages.post("/hesitated")
@requires(Permission.hotline)
def hesitated(number: int) -> ResponseReturnValue:
    """The caller hesitates: count it, and show what to ask to help."""
    return _aid(number, "hesitated")


@pages.post("/why")
@requires(Permission.hotline)
def why(number: int) -> ResponseReturnValue:
    """The caller asks why this is asked: count it, and show what waits for the answer."""
    return _aid(number, "why")


def _aid(number: int, kind: Literal["hesitated", "why"]) -> ResponseReturnValue:
    at, case, question = _sent(number)
    count(kind, case, question.fact.name)
    if request.form.get("quiet"):  # the script shows it by itself
        return "", 204
    record("case_viewed", at.call, page="walk")
    return walk_page(at, case, question, request.form, open_aid=kind)


def _sent(number: int) -> tuple[AtHand, Case, Question]:
    """What a form was sent for. Raises Conflict where the form belongs to another interview than the call's present one."""
    at = at_hand(number)
    if at.case is None or request.form.get("stamp", at.case.stamp) != at.case.stamp:
        raise Conflict
    fact = request.form.get("fact", "")
    if fact not in at.case.flow.order:
        abort(400)
    return at, at.case, at.case.flow.question(fact)


def _stale(case: Case) -> bool:
    return request.form.get("version") != str(case.stored.version)


def _anew(at: AtHand, case: Case, question: Question) -> ResponseReturnValue:
    """Ask again, what was typed kept: the interview was changed meanwhile, by the caller or in another window."""
    return walk_page(at, case, question, request.form, stale=True), 409


def _stored(at: AtHand, case: Case, question: Question, answers: dict[str, Any]) -> ResponseReturnValue:
    fact = question.fact.name
    try:
        saved = cases("desk").save(case, answers)
    except Conflict:
        now = cases("desk").load(case.code)
        if now is None:
            raise
        return _anew(with_case(at, now), now, question)
    _remember(at, fact)
    record("case_changed", at.call, fact=fact, how="unsure" if saved.interview.answers[fact] is UNSURE else "answered")
    return _on(at.call.id)


def _remember(at: AtHand, fact: str, *, given: bool = True) -> None:
    """Keep the order in which facts were answered, for the way back, and no longer the words that said it before."""
    for attempt in (at, None):
        now = attempt or at_hand(at.call.id)
        before = tuple(name for name in now.content.trail if name != fact)
        try:
            now.put(trail=(*before, fact) if given else before, said=now.content.said.without(now.call.program, fact))
        except Conflict:
            continue
        return
    raise Conflict


def _effect_page(at: AtHand, case: Case, question: Question, value: Any, effect: Change, *, stale: bool = False) -> str:
    """Show what a change does, with the new value in the form that confirms it."""
    spoken, fact = language(), question.fact
    shown = {
        "before": said(fact, case.interview.answers[fact.name], spoken),
        "after": said(fact, value, spoken),
        "lines": change_lines(effect, spoken),
        "value": value_to_text(value),
    }
    return walk_page(at, case, question, effect=shown, stale=stale)


def _confirmed(question: Question) -> Any:
    value = value_from_text(question.fact, request.form.get("value", ""))
    return abort(400) if value is None else value


def _on(number: int) -> Response:
    return redirect(url_for(WALK, number=number), 303)
