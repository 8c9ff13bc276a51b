"""``/console/calls/N/said``: the caller's own words, typed by the agent; several answers at once, in any order."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from flask import Blueprint, Flask, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug import Response

from assistant.hotline.at_hand import AtHand, at_hand, record
from assistant.hotline.beginning import begin_page
from assistant.hotline.framing import WALK, today
from assistant.hotline.heard import Heard, hear
from assistant.hotline.questions import asked_question, walk_page
from assistant.hotline.said_view import SaidView, said_view
from assistant.hotline.walking import conflict
from assistant.interview.cases import Case
from assistant.interview.changes import MADE_ELSEWHERE
from assistant.interview.engine import preview
from assistant.interview.flows import Question
from assistant.interview.stored import value_from_json
from assistant.rules.facts import N_
from assistant.rules.registry import fact_of
from assistant.settings import Settings
from assistant.site.application import flows, policies
from assistant.site.preferences import language
from assistant.staff.access import requires
from assistant.staff.roles import Permission
from assistant.storage.interviews import Conflict
from assistant.understanding.text import read
from assistant.understanding.understand import READ, prepare

NOTHING: Final = N_("先把来电人的话打进来")
TOO_LONG: Final = N_("这段话太长：一次最多 %(most)s 个字，请分几次打")
_TRAIL: Final = 60

pages = Blueprint("hearing", __name__, url_prefix="/console/calls/<int:number>/said")
pages.register_error_handler(Conflict, conflict)


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the views, and let the walk's pages show what was said."""
    prepare()
    app.register_blueprint(pages)
    app.jinja_env.globals["said_in"] = shown


def shown(at: AtHand) -> SaidView | None:
    """What a page shows of a call's last words; None where there are none."""
    return said_view(at, policies(), flows(), today(), language())


@pages.post("")
@requires(Permission.hotline)
def said(number: int) -> ResponseReturnValue:
    """Hear the caller's words: enter what is certain, and keep what is to be confirmed, asked back or answered."""
    at, typed = at_hand(number), request.form.get("typed", "").strip()
    question = _asked(at)
    if not typed or len(typed) > READ:
        return _again(at, question, TOO_LONG if typed else NOTHING, typed), 422
    heard = hear(typed, at.case, at.content, question, policies(), flows(), today(), language())
    at = _entered(at, heard.answers)
    _keep(at, heard)
    return _on(number, _still_asked(at, question))


def _asked(at: AtHand) -> Question | None:
    """The question that the page showed."""
    return asked_question(at.case, request.form.get("fact")) if at.case else None


def _still_asked(at: AtHand, question: Question | None) -> str | None:
    """The question that was asked out of its turn, if it was not answered: the page goes on asking it."""
    if at.case is None or question is None or question is at.case.interview.next_question():
        return None
    return None if question.fact.name in at.case.interview.answers else question.fact.name


def _entered(at: AtHand, answers: Mapping[str, Any]) -> AtHand:
    """The call with the answers in its interview."""
    if not answers:
        return at
    at = at.save(lambda case: {**case.interview.answers, **answers})
    record("case_changed", at.call, facts=list(answers), how="said")
    return at


def _keep(at: AtHand, heard: Heard) -> None:
    trail = (*(name for name in at.content.trail if name not in heard.answers), *heard.answers)
    version = at.case.stored.version if at.case else None
    content = {**heard.content, "said": replace(heard.said, version=version), "trail": trail[-_TRAIL:]}
    at.put(**content)
    told = [name for facts in heard.said.taken.values() for name in facts if name not in heard.answers]
    if told:
        record("case_changed", at.call, facts=told, how="told")


@pages.post("/confirm")
@requires(Permission.hotline)
def confirm(number: int) -> ResponseReturnValue:
    """Make the change that was shown, or take what the caller meant of what was in doubt."""
    at, fact = at_hand(number), request.form.get("fact", "")
    if request.form.get("candidate"):
        return _meant(at, request.form.get("program", ""), fact, request.form["candidate"])
    question = _answered(at.case, fact)
    raw = at.content.said.changes.get(fact)
    value = value_from_json(question.fact, raw) if question else None
    if value is None:
        return _on(number)  # it was changed or taken back since: what is now is shown
    try:
        at = at.save(lambda case: _changed(case, fact, value, request.form.get("version", "")))
    except Conflict:
        at = at_hand(number)
        return _again(at, at.case.interview.next_question() if at.case else None, MADE_ELSEWHERE), 409
    record("case_changed", at.call, fact=fact, how="changed")
    _settle(at, fact, taken=True)
    return _on(number)


def _changed(case: Case, fact: str, value: Any, version: str) -> Mapping[str, Any]:
    """The answers with the change, as long as they are those that it was shown for. Raises Conflict."""
    if version != str(case.stored.version):
        raise Conflict
    return preview(case.interview, fact, value).interview.answers


@pages.post("/leave")
@requires(Permission.hotline)
def leave(number: int) -> ResponseReturnValue:
    """Leave the answer as it is."""
    _settle(at_hand(number), request.form.get("fact", ""))
    return _on(number)


def _meant(at: AtHand, program: str, name: str, place: str) -> ResponseReturnValue:
    """Take one of the values that may have been meant; of an answered question it is a change, to be confirmed."""
    kept, fact = at.content.said, fact_of(program, name)
    doubt = next((d for d in kept.doubts if (d.program, d.fact) == (program, name)), None)
    raws = doubt.candidates if doubt else ()
    raw = raws[int(place)] if place.isascii() and place.isdigit() and int(place) < len(raws) else None
    value = value_from_json(fact, raw) if fact else None
    if value is None or doubt is None:
        return _on(at.call.id)
    rest = replace(kept, doubts=tuple(d for d in kept.doubts if d is not doubt))
    taken = replace(rest, taken={**rest.taken, program: {**rest.taken.get(program, {}), name: doubt.said}})
    if at.case is None or program != at.case.flow.program.name:
        told = {**at.content.told, program: {**at.content.told.get(program, {}), name: raw}}
        at.put(told=told, said=taken)
        record("case_changed", at.call, facts=[name], how="told")
    elif _answered(at.case, name):
        at.put(said=replace(rest, changes={**rest.changes, name: raw}))
    elif name in at.case.flow.order:
        _keep(_entered(at, {name: value}), Heard(taken, {name: value}))
    return _on(at.call.id)


def _settle(at: AtHand, fact: str, *, taken: bool = False) -> None:
    """A change was made or left: it waits no longer."""
    kept = at.content.said
    rest = {name: raw for name, raw in kept.changes.items() if name != fact}
    trail = (*(name for name in at.content.trail if name != fact), fact) if taken else at.content.trail
    version = at.case.stored.version if at.case else None
    at.put(said=replace(kept, changes=rest, version=version), trail=trail[-_TRAIL:])


def _answered(case: Case | None, fact: str) -> Question | None:
    """An answered question on the path."""
    return next((q for q in case.interview.path() if q.fact.name == fact), None) if case else None


def _again(at: AtHand, question: Question | None, problem: str, typed: str = "") -> str:
    """The page with what is wrong beside the field, and with what was typed, personal numbers masked."""
    record("case_viewed", at.call, page="walk")
    g.said_problem, g.said_typed, g.said_most = problem, read(typed).typed, READ
    return begin_page(at) if at.case is None else walk_page(at, at.case, question)


def _on(number: int, fact: str | None = None) -> Response:
    return redirect(url_for(WALK, number=number, ask=fact), 303)
