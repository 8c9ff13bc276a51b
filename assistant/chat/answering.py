"""Taking answers: into the interview, or aside until it begins. An earlier answer is never changed without being shown."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.chat.exchange import Exchange
from assistant.chat.state import MOST_WAITING, Planned
from assistant.interview.changes import said
from assistant.interview.stored import value_from_json, value_to_json
from assistant.interview.wording import say
from assistant.rules.facts import N_
from assistant.rules.registry import fact_of

ALREADY = N_("这一项本来就是这样记的：%(label)s，%(value)s。")
_TRAIL = 60


def take(ex: Exchange, program: str, values: Mapping[str, Any]) -> None:
    """Take values of a program's facts that are certain."""
    known = {name: value for name, value in values.items() if _fits(program, name, value)}
    _settle(ex, program, known)
    if ex.case is None or ex.case.flow.program.name != program:
        stored = {name: value_to_json(value) for name, value in known.items()}
        held = {**ex.state.understood, program: {**ex.state.understood.get(program, {}), **stored}}
        ex.put(understood={name: facts for name, facts in held.items() if facts})
        return
    known = {name: value for name, value in known.items() if name in ex.case.flow.order}
    again = ex.state.again
    ex.put(again="" if again in known else again)
    path = {question.fact.name for question in ex.case.interview.path()}
    _store(ex, {name: value for name, value in known.items() if name not in path})
    for name in known.keys() & path:
        _plan(ex, name, known[name], asked=name == again)


def _fits(program: str, name: str, value: Any) -> bool:
    fact = fact_of(program, name)
    return fact is not None and value_from_json(fact, value_to_json(value)) is not None


def _settle(ex: Exchange, program: str, values: Mapping[str, Any]) -> None:
    """What is certain now is no doubt any more."""
    ex.put(doubts=tuple(d for d in ex.state.doubts if d.program != program or d.fact not in values))


def _store(ex: Exchange, values: Mapping[str, Any]) -> None:
    if values and ex.save(lambda case: {**case.interview.answers, **values}):
        trail = [name for name in ex.state.trail if name not in values]
        ex.put(trail=(*trail, *values)[-_TRAIL:])


def _plan(ex: Exchange, name: str, value: Any, *, asked: bool) -> None:
    """An answered question is answered again: to be shown first, unless it is the same answer."""
    assert ex.case is not None
    before = ex.case.interview.answers.get(name)
    others = tuple(change for change in ex.state.changes if change.fact != name)
    if value_to_json(before) == value_to_json(value):
        ex.put(changes=others)
        if asked:
            fact = ex.case.flow.question(name).fact
            ex.say(ALREADY, label=say(fact.label, ex.language), value=said(fact, value, ex.language))
        return
    ex.put(changes=(*others, Planned(name, value_to_json(value)))[-MOST_WAITING:])


def take_back(ex: Exchange) -> bool:
    """Remove the answer that was given last; False where there is none."""
    if ex.case is None:
        return False
    path = [question.fact.name for question in ex.case.interview.path()]
    given = [name for name in ex.state.trail if name in ex.case.interview.answers]
    last = next((name for name in reversed(given) if name in path), path[-1] if path else "")
    if not last:
        return False
    if ex.save(lambda case: {name: value for name, value in case.interview.answers.items() if name != last}):
        ex.put(trail=tuple(name for name in ex.state.trail if name != last), shown=None)
    return True


def begun_with(ex: Exchange, program: str, names: Mapping[str, Any]) -> dict[str, Any]:
    """The values understood for a program, of those facts that its flow asks; they are not kept aside any more."""
    stored = ex.state.understood.get(program, {})
    ex.state = replace(ex.state, understood={k: v for k, v in ex.state.understood.items() if k != program})
    found = {}
    for name, raw in stored.items():
        fact = fact_of(program, name)
        value = value_from_json(fact, raw) if fact is not None and name in names else None
        if value is not None:
            found[name] = value
    return found
