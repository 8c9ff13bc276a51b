"""``/console/escalations`` 转办: what agents handed on to the operators; what came of it."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any, Final

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import BooleanField, Form, TextAreaField, ValidationError

from assistant.campaigns.firm_page.masking import mask_phone
from assistant.hotline.at_hand import calls, case_of, tasks
from assistant.hotline.handing_on import Write, next_day, the_task, today
from assistant.hotline.noting import masked
from assistant.hotline.outcomes import ESCALATION_RESULTS
from assistant.hotline.own_calls import program_words, topic_words
from assistant.interview.cases import Case
from assistant.interview.changes import said
from assistant.interview.report import report
from assistant.interview.wording import VERDICTS
from assistant.interview.wording import say as say_in
from assistant.rules.facts import N_
from assistant.settings import Settings
from assistant.site.application import engine
from assistant.site.fields import errors_of, one_of
from assistant.site.preferences import language
from assistant.site.speaking import day
from assistant.staff import menu, trail
from assistant.staff.access import current, requires
from assistant.staff.person import Staff
from assistant.staff.roles import Permission
from assistant.staff.stores import now
from assistant.storage.firms import Firms
from assistant.storage.hotline.tasks import CALLBACK, DONE, ESCALATION, OPEN, Task
from assistant.storage.interviews import Conflict

pages = Blueprint("escalations", __name__, url_prefix="/console/escalations")

LONGEST_ANSWER: Final = 1000


class AnswerForm(Form):  # type: ignore[misc]  # WTForms has no types
    """What the office did; the agent reads it, and may pass it on to the caller."""

    result = one_of(list(ESCALATION_RESULTS), lazy_gettext("请选择办理结果"))
    answer = TextAreaField()
    call_back = BooleanField()

    def __init__(self, *args: Any, code: str | None = None, **kwargs: Any) -> None:
        """``code``: the case code that goes along, which is masked in what was written."""
        super().__init__(*args, **kwargs)
        self.answer.data, self.hidden = masked(self.answer.data, code)

    def validate_answer(self, field: TextAreaField) -> None:
        """Without it the agent has nothing to say."""
        if not 2 <= len(field.data) <= LONGEST_ANSWER:
            raise ValidationError(_("请写 2 到 %(most)s 个字的办理情况，坐席看得到", most=LONGEST_ANSWER))


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages, and lead to them."""
    app.register_blueprint(pages)
    menu.add(app, N_("转办事项"), "escalations.index", Permission.handle_escalations, place=12, waiting=_waiting)


def _waiting(staff: Staff) -> int:
    return tasks().count(ESCALATION, region=staff.region)


@pages.get("")
@requires(Permission.handle_escalations)
def index() -> ResponseReturnValue:
    """List what waits, the one due first first, and what was handled last."""
    region = current().region
    return render_template(
        "hotline/escalations.html",
        waiting=tasks().waiting(ESCALATION, region=region),
        handled=tasks().handled(ESCALATION, region=region, limit=20),
        today=today(),
        **_words(),
    )


@pages.get("/<int:key>")
@requires(Permission.handle_escalations)
def show(key: int) -> ResponseReturnValue:
    """Show one, with the interview if the caller agreed to that and it is there still."""
    task = _the_escalation(key)
    case = case_of(task.content.get("code"))
    trail.record(
        "escalation_viewed",
        subject="escalation",
        subject_id=task.id,
        region=task.region,
        after={"call": task.call, "with_case": case is not None},
    )
    return _page(task, AnswerForm(), case)


@pages.post("/<int:key>")
@requires(Permission.handle_escalations)
def handle(key: int) -> ResponseReturnValue:
    """Write down what was done; the agent sees it, and the desk calls back where that is wanted."""
    task = _the_escalation(key)
    form = AnswerForm(request.form, code=task.content.get("code"))
    if task.state != OPEN or request.form.get("version", type=int) != task.version:
        return _page(task, form, case_of(task.content.get("code")), changed=True), 409
    if not form.validate():
        return _page(task, form, case_of(task.content.get("code"))), 422
    left = list(_callback(task, form))
    try:
        handled = tasks().save(_answered(task, form), left)
    except Conflict:
        return _page(_the_escalation(key), form, case_of(task.content.get("code")), changed=True), 409
    _record(handled, calls_back=bool(left))
    flash(_("已办结，坐席会看到办理情况。"))
    return redirect(url_for(".index"), 303)


def _answered(task: Task, form: AnswerForm) -> Task:
    # What was needed to deal with it goes: the case code opens somebody's answers.
    content = {name: task.content[name] for name in ("note",) if name in task.content} | {"answer": form.answer.data}
    return replace(
        task, state=DONE, result=form.result.data, handled_by=current().id, handled_at=now(), content=content
    )


def _callback(task: Task, form: AnswerForm) -> Iterator[Write]:
    """What writes a callback for the desk that took the call, within the same transaction."""
    number, call = task.content.get("number"), calls().get(task.call)
    if not form.call_back.data or not number or call is None:
        return
    content = {"number": number, "note": _("经办员答复：%(answer)s", answer=form.answer.data)}
    if "code" in task.content:
        content["code"] = task.content["code"]
    yield partial(
        tasks().add_in,
        kind=CALLBACK,
        call=call.id,
        region=call.region,
        due_on=next_day(),
        by=current().id,
        content=content,
        program=task.program,
        topic=task.topic,
        demonstration=task.demonstration,
    )


def _record(task: Task, *, calls_back: bool) -> None:
    record = partial(trail.record, subject="escalation", subject_id=task.id, region=task.region)
    record("escalation_handled", after={"result": task.result, "call": task.call})
    if calls_back:
        record("callback_added", after={"call": task.call})


def _the_escalation(key: int) -> Task:
    return the_task(ESCALATION, key)


def _page(task: Task, form: AnswerForm, case: Case | None, *, changed: bool = False) -> str:
    call, number = calls().get(task.call), task.content.get("number")
    verdict = call.verdict if call else None
    firm = Firms(engine()).get(call.firm) if call and call.firm else None
    return render_template(
        "hotline/escalation.html",
        task=task,
        firm=firm,
        may_see_firm=current().may(Permission.see_campaigns),
        phone=mask_phone(number) if number else "",
        verdict=VERDICTS.get(verdict or "", ""),
        case=case,
        report=report(case.interview.as_told(), language()) if case else None,
        answers=_answers(case) if case else [],
        went_along="code" in task.content,
        form=form,
        errors=errors_of(*form),
        changed=changed,
        calls_back_on=day(next_day()),
        today=today(),
        **_words(),
    )


def _answers(case: Case) -> list[tuple[str, str]]:
    """What was asked and what was answered, in the order of the path; with what was told ahead of its turn."""
    spoken, answers = language(), case.interview.answers
    return [
        (say_in(question.text, spoken), said(question.fact, answers[question.fact.name], spoken))
        for question in case.interview.as_told().path()
    ]


def _words() -> dict[str, Any]:
    return {"results": ESCALATION_RESULTS, "topic_words": topic_words, "program_words": program_words}
