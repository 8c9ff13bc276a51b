"""``/chat``: the conversation on the web. A message is a form that is sent; with the script, only the new bubbles come back.

Nothing is stored before the first message. The conversation is found by a random token in the session cookie.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from flask import Blueprint, Flask, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup, escape

from assistant.chat.assistant import Assistant, Turn
from assistant.chat.kept import parts_from_json
from assistant.chat.replies import Part
from assistant.chat.said import Pressed, Said, Words
from assistant.chat.state import State
from assistant.interview.flows import today
from assistant.interview.wording import translate
from assistant.policies import NoNotice
from assistant.rules.facts import N_
from assistant.settings import Settings
from assistant.site import preferences, visits
from assistant.site.application import cases, conversations, sms_chat_number
from assistant.site.preferences import CHINESE, ENGLISH, language
from assistant.site.security import no_store
from assistant.storage.conversations import Conversation
from assistant.storage.interviews import Conflict

pages = Blueprint("chat", __name__)
CHANNEL: Final = "web"
NOTHING_SAID: Final = N_("先写一句话，或者点一个按钮。")
_LANGUAGES: Final = {"english": ENGLISH, "chinese": CHINESE}
LONGEST: Final = 4_000  # characters of a message that are taken; the page's field holds half of that
_TRIES: Final = 3  # two windows of one visit may send at once


@dataclass(frozen=True, slots=True)
class Bubble:
    """What one side said: ``who`` is "person" (with ``text``) or "assistant" (with ``parts``)."""

    who: str
    text: str = ""
    parts: tuple[Part, ...] = ()


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the page, and teach templates to lay out the parts of a reply."""
    app.add_template_filter(_kind, "kind")
    app.add_template_filter(_lines, "lines")
    app.register_blueprint(pages)


@pages.get("/chat")
@no_store
def page() -> ResponseReturnValue:
    """Show the conversation; before there is one, a welcome."""
    return _page(_state(_talk()))


@pages.post("/chat")
@no_store
def say() -> ResponseReturnValue:
    """Take a message or a press, and answer it: with the new bubbles for the script, else by leading to the page."""
    press, text = request.form.get("press", ""), request.form.get("text", "")[:LONGEST]
    if not press and not text.strip():
        return _page(_state(_talk()), error=translate(NOTHING_SAID, language())), 422
    before = language()
    turn = _take_turn(Pressed(press) if press else Words(text))
    _act(turn)
    if request.headers.get("X-Requested-With") == "fetch":
        if turn.acts or language() != before:  # the frame of the page changes too
            return "", 205
        return render_template("chat/_turns.html", turns=_bubbles(_said(turn)))
    if press and text.strip():
        return _page(turn.state, draft=text)  # what was typed and not sent is not lost
    return redirect(url_for("chat.page", _anchor="latest"), 303)


def _assistant() -> Assistant:
    return Assistant(cases("chat"), today, sms_chat_number())


def _talk() -> Conversation | None:
    key = visits.talk()
    return conversations().open(key) if key is not None else None


def _state(talk: Conversation | None) -> State:
    """Where the conversation stands, with the interview that this visit holds.

    Where nothing was said yet, or the interview was changed on its pages or is another one now, the assistant speaks first.
    """
    state = State.from_json(talk.content) if talk is not None else State(language=language())
    code = visits.held()
    if code is not None:
        state = _assistant().adopt(state, code)
    seen = _seen(state)
    if state.turns and state.door == seen:
        return state
    turn = _assistant().welcome(replace(state, door=seen), language(), CHANNEL)
    return turn.state


def _seen(state: State) -> dict[str, Any]:
    """Which interview the person has before them, and how often it was changed by then."""
    try:
        case = cases("chat").load(state.code) if state.code is not None else None
    except NoNotice:
        case = None
    return {"interview": case.stored.id, "version": case.stored.version} if case is not None else {}


def _take_turn(said: Said) -> Turn:
    """One turn, stored. Where another window of the visit was faster, it is taken again after that one's."""
    for _ in range(_TRIES):
        talk = _talk()
        state = replace(_state(talk), language=language())
        # Who writes in the other language is answered in it.
        turn = _assistant().turn(state, said, None if isinstance(said, Words) else language(), CHANNEL)
        turn = replace(turn, state=replace(turn.state, door=_seen(turn.state)))
        try:
            _keep(talk, turn)
        except Conflict:
            continue
        return turn
    raise Conflict


def _keep(talk: Conversation | None, turn: Turn) -> None:
    content = turn.state.to_json()
    if "deleted" in turn.acts:
        if talk is not None:
            conversations().delete(talk)
        visits.end_talk()
    elif talk is not None:
        conversations().save(replace(talk, content=content))
    else:
        conversations().create(visits.talk() or visits.begin_talk(), CHANNEL, content)


def _act(turn: Turn) -> None:
    """What a turn asks of the door: hold its interview, and speak or show as was wished."""
    if turn.state.code is not None:
        visits.hold(turn.state.code)
    elif visits.held() is not None:
        visits.let_go()
    if turn.language != language():
        preferences.remember("language", turn.language)
    for act in turn.acts:
        if act in _LANGUAGES:
            preferences.remember("language", _LANGUAGES[act])
        elif act == "large_type":
            preferences.remember("elder", "on")


def _page(state: State, *, error: str = "", draft: str = "") -> str:
    errors = {"text": error} if error else {}
    return render_template("chat/page.html", turns=_bubbles(state.turns), error=error, errors=errors, draft=draft)


def _said(turn: Turn) -> Iterable[Any]:
    """What this turn added to the transcript."""
    return turn.state.turns[-2:] if turn.person else turn.state.turns[-1:]


def _bubbles(turns: Iterable[Any]) -> list[Bubble]:
    return [Bubble(turn["who"], turn.get("text", ""), parts_from_json(turn.get("parts"))) for turn in turns]


def _kind(part: Part) -> str:
    return type(part).__name__


def _lines(text: str) -> Markup:
    """A text with its line breaks."""
    return Markup("<br>").join(escape(line) for line in text.splitlines())
