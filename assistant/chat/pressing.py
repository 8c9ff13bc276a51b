"""What a press does. One that does not fit any more is answered kindly, and nothing is changed."""

from datetime import date
from typing import Any, Final

from assistant.chat import commands
from assistant.chat.answering import take
from assistant.chat.changing import LEFT, ask_again, confirm_change, leave_change
from assistant.chat.choosing import want_flow, want_region
from assistant.chat.exchange import Exchange
from assistant.chat.opening import choose_basis, rebase
from assistant.chat.presses import Press, read_press
from assistant.chat.switching import choose_flow
from assistant.interview.engine import UNSURE
from assistant.interview.held.places import known_region
from assistant.interview.stored import value_from_json
from assistant.rules.facts import N_
from assistant.rules.registry import PROGRAMS, fact_of

STALE: Final = N_("这个按钮已经过时了，接着看下面。")


def press(ex: Exchange, typed: str) -> None:
    """Do what was pressed."""
    found = read_press(typed)
    if found is None or not _do(ex, found):
        ex.say(STALE, tone="quiet")
    else:
        ex.put(failures=0)


def _do(ex: Exchange, found: Press) -> bool:
    """Whether the press still fits."""
    if found.kind in ("confirm", "leave"):
        return confirm(ex) if found.kind == "confirm" else leave(ex)
    if ex.state.confirming and found.kind != "on":
        ex.put(confirming="", argument="")
    match found.kind:
        case "answer":
            return _answer(ex, found.argument, found.value)
        case "unsure":
            return _unsure(ex, found.argument or ex.state.asked)
        case "change":
            return ask_again(ex, found.argument)
        case "on":
            return True
    return _choose(ex, found) or commands.run(ex, found.kind)


def _answer(ex: Exchange, name: str, raw: Any) -> bool:
    if ex.case is None or name not in ex.case.flow.order:
        return False
    value = value_from_json(ex.case.flow.question(name).fact, raw)
    if value is None:
        return False
    take(ex, ex.case.flow.program.name, {name: value})
    return True


def _unsure(ex: Exchange, name: str) -> bool:
    if ex.case is None or name not in ex.case.flow.order or fact_of(ex.case.flow.program.name, name) is None:
        return False
    take(ex, ex.case.flow.program.name, {name: UNSURE})
    return True


def _choose(ex: Exchange, found: Press) -> bool:
    """What to check, where, when."""
    match found.kind, found.argument:
        case "flow" | "region" | "day", "":
            ex.put(choosing="program" if found.kind == "flow" else found.kind, topic="")
            ex.put(regions=(), all_regions=False)
        case "flow", name if name in ex.flows:
            ex.put(choosing="")
            want_flow(ex, ex.flows[name], sure=False)
        case "program", name if name in PROGRAMS:
            ex.put(program=name)
        case "region", code if known_region(ex.policies, code):
            want_region(ex, code, sure=True)
        case "more", _:
            ex.put(all_regions=True, regions=())
        case "basis", which:
            choose_basis(ex, which)
        case "today", _:
            ex.put(choosing="")
            _today(ex)
        case _:
            return False
    return True


def _today(ex: Exchange) -> None:
    if ex.case is None:
        ex.put(as_of=None, notice=None, basis=False)
    elif ex.case.stored.as_of != ex.today:
        rebase(ex, as_of=ex.today)


def confirm(ex: Exchange) -> bool:
    """Do what was shown or asked; False where nothing waits for a yes."""
    kind, argument = ex.state.confirming, ex.state.argument
    if not kind:
        if not ex.state.changes or ex.case is None:
            return False
        confirm_change(ex)
        return True
    ex.put(confirming="", argument="")
    if kind == "delete":
        commands.delete_all(ex)
    elif kind == "switch" and argument in ex.flows:
        choose_flow(ex, ex.flows[argument], ex.state.there, ex.state.then)
    elif kind == "rebase_region" and ex.case is not None:
        rebase(ex, region=argument)
    elif kind == "rebase_day" and ex.case is not None:
        rebase(ex, as_of=date.fromisoformat(argument))
    return True


def leave(ex: Exchange) -> bool:
    """Leave everything as it is; False where nothing was to be changed."""
    if ex.state.confirming:
        ex.put(confirming="", argument="")
        ex.say(LEFT)
    elif ex.state.changes or ex.state.again:
        leave_change(ex)
    else:
        return False
    return True
