"""``/console/callbacks`` 回访: who is to be called back and when; the call itself, and what came of it."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import Form, TextAreaField
from wtforms.validators import Length

from assistant.campaigns.firm_page.masking import mask_phone
from assistant.hotline.at_hand import calls, case_of, tasks
from assistant.hotline.content import Content
from assistant.hotline.end_form import LONGEST_NOTE, day_to_call
from assistant.hotline.handing_on import next_day, the_task, today
from assistant.hotline.noting import masked
from assistant.hotline.outcomes import CALLBACK_RESULTS, NOT_NEEDED, NOT_REACHED, SLOTS
from assistant.hotline.own_calls import program_words, topic_words
from assistant.hotline.taking import Wanted, take
from assistant.rules.facts import N_
from assistant.settings import Settings
from assistant.site.fields import DayField, errors_of, one_of
from assistant.site.phones import spoken
from assistant.staff import menu, trail
from assistant.staff.access import current, requires
from assistant.staff.person import Staff
from assistant.staff.roles import Permission
from assistant.staff.stores import now
from assistant.storage.hotline.tasks import CALLBACK, DONE, DROPPED, OPEN, Task
from assistant.storage.interviews import Conflict

pages = Blueprint("desk_callbacks", __name__, url_prefix="/console/callbacks")


class ResultForm(Form):  # type: ignore[misc]  # WTForms has no types
    """What came of a callback; ``day``: when it is tried again."""

    result = one_of(list(CALLBACK_RESULTS), lazy_gettext("请选择回访的结果"))
    day = DayField()
    note = TextAreaField(
        validators=[Length(max=LONGEST_NOTE, message=lazy_gettext("备注最多 %(most)s 个字", most=LONGEST_NOTE))]
    )

    def __init__(self, *args: Any, code: str | None = None, **kwargs: Any) -> None:
        """``code``: the case code that goes along, which is masked in what was written."""
        super().__init__(*args, **kwargs)
        self.note.data, self.hidden = masked(self.note.data, code)

    def validate_day(self, field: DayField) -> None:
        """Asked only of who did not reach the caller."""
        if self.result.data == NOT_REACHED:
            day_to_call(field)
        else:
            field.errors = []


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages, and lead to them."""
    app.register_blueprint(pages)
    menu.add(app, N_("回访名单"), "desk_callbacks.index", Permission.hotline, place=21, waiting=_waiting)


def _waiting(staff: Staff) -> int:
    return tasks().count(CALLBACK, region=staff.region, due_by=today())


@pages.get("")
@requires(Permission.hotline)
def index() -> ResponseReturnValue:
    """List who is to be called back, the one due first first."""
    return render_template(
        "hotline/callbacks.html",
        waiting=[(task, mask_phone(task.content.get("number", ""))) for task in _open_ones()],
        today=today(),
        **_words(),
    )


@pages.get("/<int:key>")
@requires(Permission.hotline)
def show(key: int) -> ResponseReturnValue:
    """Show one with its number, which is there to be dialled."""
    task = _the_callback(key)
    trail.record("unmasked", subject="callback", subject_id=task.id, region=task.region)
    return _page(task, ResultForm(data={"day": next_day()}))


@pages.post("/<int:key>/start")
@requires(Permission.hotline)
def start(key: int) -> ResponseReturnValue:
    """Open a call with what was carried over. The task waits on until its result is written down."""
    task = _the_callback(key)
    if task.state != OPEN:
        return _conflict(task)
    return take(_wanted(task))


@pages.post("/<int:key>")
@requires(Permission.hotline)
def settle(key: int) -> ResponseReturnValue:
    """Write down what came of it."""
    task = _the_callback(key)
    form = ResultForm(request.form, code=task.content.get("code"))
    if task.state != OPEN or request.form.get("version", type=int) != task.version:
        return _conflict(task, form)
    if not form.validate():
        return _page(task, form), 422
    try:
        settled = tasks().save(_settled(task, form))
    except Conflict:
        return _conflict(_the_callback(key), form)
    trail.record(
        "callback_done",
        subject="callback",
        subject_id=task.id,
        region=task.region,
        after={"result": form.result.data, "state": settled.state, "call": task.call},
    )
    flash(_("回访结果已保存。") if settled.state != OPEN else _("已改期，到时会再出现在回访名单里。"))
    return redirect(url_for(".index"), 303)


def _settled(task: Task, form: ResultForm) -> Task:
    result, by = form.result.data, current().id
    content = {**task.content, "note": form.note.data or task.content.get("note", "")}
    if result == NOT_REACHED:
        return replace(task, result=result, due_on=form.day.data, handled_by=by, content=content)
    # Once it is done nobody calls any more: number and code go at once.
    kept = {"note": content["note"]}
    state = DROPPED if result == NOT_NEEDED else DONE
    return replace(task, state=state, result=result, handled_by=by, handled_at=now(), content=kept)


def _wanted(task: Task) -> Wanted:
    before = calls().get(task.call)
    carried = task.content
    case = case_of(carried.get("code"))
    content = Content(
        code=case.code if case else None,
        number=carried.get("number"),
        notes=carried.get("note", ""),
        program=task.program,
        callback=task.id,
    )
    columns = {
        "caller": before.caller if before else "",
        "firm": before.firm if before else None,
        "program": task.program,
        "flow": case.flow.id if case else None,
    }
    return Wanted("callback", content, columns)


def _open_ones() -> list[Task]:
    return tasks().waiting(CALLBACK, region=current().region)


def _the_callback(key: int) -> Task:
    return the_task(CALLBACK, key)


def _conflict(task: Task, form: ResultForm | None = None) -> ResponseReturnValue:
    """Somebody else was quicker: what was typed stays, beside the task as it is now."""
    return _page(task, form or ResultForm(), changed=True), 409


def _page(task: Task, form: ResultForm, *, changed: bool = False) -> str:
    number = task.content.get("number")
    return render_template(
        "hotline/callback.html",
        task=task,
        number=spoken(number) if number else "",
        results=CALLBACK_RESULTS,
        form=form,
        errors=errors_of(*form),
        changed=changed,
        today=today(),
        **_words(),
    )


def _words() -> dict[str, Any]:
    return {"slots": SLOTS, "topic_words": topic_words, "program_words": program_words}
