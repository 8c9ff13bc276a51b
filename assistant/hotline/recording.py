"""The end of a call: topic, outcome, notes; what is left to do. And its notes, and putting it aside, at any moment."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from assistant.hotline import handing_on
from assistant.hotline.at_hand import AtHand, at_hand, calls, record, tasks
from assistant.hotline.end_form import EndForm
from assistant.hotline.filing import columns_of, likely_outcome, likely_topic, program_of, topic_groups
from assistant.hotline.framing import WALK, call_page
from assistant.hotline.noting import masked
from assistant.hotline.outcomes import OUTCOMES, SLOTS
from assistant.hotline.own_calls import own_ended_calls
from assistant.hotline.walking import conflict
from assistant.settings import Settings
from assistant.site.fields import errors_of
from assistant.site.preferences import safe_next
from assistant.staff.access import requires
from assistant.staff.roles import Permission
from assistant.storage.hotline.calls import Call
from assistant.storage.hotline.tasks import CALLBACK, OPEN, Task
from assistant.storage.interviews import Conflict

pages = Blueprint("recording", __name__, url_prefix="/console/calls/<int:number>")
pages.register_error_handler(Conflict, conflict)

_LONGEST_DURING = 1000


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages, and let lists show what became of the agent's own calls."""
    app.register_blueprint(pages)
    app.jinja_env.globals.update(desk_own_calls=own_ended_calls)


@pages.get("/end")
@requires(Permission.hotline)
def end_page(number: int) -> ResponseReturnValue:
    """Ask what the call was about and how it came out."""
    at = at_hand(number)
    first = {
        "topic": likely_topic(at),
        "outcome": likely_outcome(at),
        "notes": at.content.notes,
        "number": at.content.number,
        "day": handing_on.next_day(),
    }
    return _page(at, EndForm(data=first))


@pages.post("/end")
@requires(Permission.hotline)
def end(number: int) -> ResponseReturnValue:
    """End the call, with what it leaves to do; whatever is amiss, everything that was typed stays."""
    at = at_hand(number)
    form = EndForm(request.form, code=at.content.code)
    if not form.validate():
        return _page(at, form), 422
    try:
        ended = _ended(at, form)
    except Conflict:
        flash(_("这个来电刚才在另一个窗口里改过，没有保存。请核对后再按一次。"))
        return _page(at_hand(number), form), 409
    _recorded(ended)
    flash(_("来电 %(number)s 已结束。", number=ended.id))
    _say_masked(form.hidden)
    waits = _callback_of(at)
    if waits is not None:
        flash(_("这是一次回访，请写下回访的结果。"))
        return redirect(url_for("desk_callbacks.show", key=waits.id), 303)
    return redirect(url_for("calls.index"), 303)


@pages.post("/keep")
@requires(Permission.hotline)
def keep(number: int) -> ResponseReturnValue:
    """Put the call aside, with the notes as far as they came."""
    at = at_hand(number)
    if "notes" in request.form:
        at = _noted(at)
    try:
        kept = calls().keep(at.call)
    except Conflict:  # changed in another window: that stays, and is put aside as well
        kept = calls().keep(at_hand(number).call)
    record("call_kept", kept)
    flash(_("来电 %(number)s 已转为待续，随时可以接着办。", number=number))
    return redirect(url_for("calls.index"), 303)


@pages.post("/notes")
@requires(Permission.hotline)
def notes(number: int) -> ResponseReturnValue:
    """Keep what was noted so far, and go back to where it was written."""
    _noted(at_hand(number))
    flash(_("备注已保存。"))
    return redirect(_back_to(number), 303)


def _back_to(number: int) -> str:
    """The page of this call that the form names; else its questions."""
    own, back = url_for(WALK, number=number), safe_next(request.form.get("next"))
    return back if f"{urlsplit(back).path}/".startswith(f"{own}/") else own


def _noted(at: AtHand) -> AtHand:
    """The call with the notes that were sent. Notes are the agent's own: the last ones count."""
    text, hidden = masked(request.form.get("notes", "")[: 2 * _LONGEST_DURING], at.content.code)
    try:
        at = at.put(notes=text[:_LONGEST_DURING])
    except Conflict:
        at = at_hand(at.call.id).put(notes=text[:_LONGEST_DURING])
    _say_masked(hidden)
    return at


def _ended(at: AtHand, form: EndForm) -> Call:
    """Raises Conflict; then nothing was written."""
    number = form.number.data if form.calls_back else at.content.number
    content = replace(at.content, notes=form.notes.data, number=number)
    columns: dict[str, Any] = dict(columns_of(at, form.topic.data))
    columns |= {"content": content.to_json(), "outcome": form.outcome.data}
    filed = replace(at, call=replace(at.call, **columns), content=content)
    return calls().end(filed.call, list(_left(filed, form)))


def _left(at: AtHand, form: EndForm) -> Iterator[handing_on.Write]:
    goes_along = bool(form.consent.data)
    if form.escalates:
        office = handing_on.office_of(at)
        yield handing_on.escalation(at, office, form.due.data, form.request_note.data, with_code=goes_along)
    if form.calls_back:
        yield handing_on.callback(
            at, form.day.data, form.slot.data, form.number.data, form.notes.data, with_code=goes_along
        )


def _recorded(ended: Call) -> None:
    record("call_ended", ended, topic=ended.topic, outcome=ended.outcome)
    for task in tasks().of_calls(ended.id):
        event = "callback_added" if task.kind == CALLBACK else "escalated"
        record(event, ended, task=task.id, due_on=task.due_on.isoformat(), with_case="code" in task.content)


def _callback_of(at: AtHand) -> Task | None:
    """The callback that this call was, while its result is not known."""
    found = tasks().get(at.content.callback) if at.content.callback else None
    return found if found is not None and found.state == OPEN else None


def _say_masked(hidden: int) -> None:
    if hidden:
        flash(
            ngettext(
                "备注里有 %(num)d 处像证件号、卡号、电话或查询码，已经遮住，没有保存原来的数字。",
                "备注里有 %(num)d 处像证件号、卡号、电话或查询码，已经遮住，没有保存原来的数字。",
                hidden,
            )
        )


def _page(at: AtHand, form: EndForm) -> str:
    return call_page(
        "hotline/end.html",
        at,
        form=form,
        errors=errors_of(*form),
        topics=topic_groups(program_of(at)),
        outcomes=OUTCOMES,
        slots=SLOTS,
        due=handing_on.due_choices(),
        office=handing_on.office_of(at),
        hidden=form.hidden,
    )
