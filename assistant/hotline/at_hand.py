"""The call at hand: found by its number in the address, only for the agent whose it is, changed only while it is open.

Nothing of a call is kept in the browser or in the visit's cookie: what is shown comes from the address alone, so that two
callers cannot be mixed up by an old tab, the way back or a second window.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import abort

from assistant.hotline.content import Content
from assistant.interview.cases import Case
from assistant.policies import NoNotice
from assistant.site.application import cases, engine, settings
from assistant.staff import trail
from assistant.staff.access import current
from assistant.staff.stores import now
from assistant.storage.hotline.calls import OPEN, Call, Calls
from assistant.storage.hotline.tasks import Tasks
from assistant.storage.interviews import Conflict


class NotOpen(Exception):
    """The call was kept or ended: it is shown, but nothing is changed through it."""

    def __init__(self, call: Call) -> None:
        """Keep it."""
        super().__init__(call.id)
        self.call = call


@dataclass(frozen=True, slots=True)
class AtHand:
    """One call with what it holds and its interview; ``case`` None: not begun, or gone since (then ``gone``)."""

    call: Call
    content: Content
    case: Case | None
    gone: bool = False

    def put(self, call: Mapping[str, Any] | None = None, **content: Any) -> "AtHand":
        """Store changes of the content, and of the call's columns. Raises Conflict."""
        changed = replace(self.content, **content)
        saved = calls().save(replace(self.call, content=changed.to_json(), **(call or {})))
        return replace(self, call=saved, content=changed)

    def save(self, change: Callable[[Case], Mapping[str, Any]], **basis: Any) -> "AtHand":
        """Store what ``change`` makes of the interview's answers (and a changed region, as_of, notice).

        Changed elsewhere meanwhile, it is applied to that. Raises Conflict after a few tries, NoNotice for such a basis.
        """
        case = self.case
        for _ in range(3):
            if case is None:
                raise Conflict
            try:
                return replace(self, case=cases("desk").save(case, change(case), **basis))
            except Conflict:
                case = cases("desk").load(case.code)
        raise Conflict


def calls() -> Calls:
    """Return the calls of the running application."""
    return Calls(engine(), settings().secret_key, settings().keep_for, now)


def tasks() -> Tasks:
    """Return what is left to do after calls."""
    return Tasks(engine(), settings().secret_key, settings().keep_for, now)


def own_call(number: int) -> Call:
    """Return the signed-in agent's call in any state; 404 for another's, as if there were none."""
    found = calls().get(number)
    if found is None:
        abort(404)
    if found.agent != current().id:
        trail.record("access_refused", subject="call", subject_id=number, result="refused")
        abort(404)
    return found


def at_hand(number: int) -> AtHand:
    """Return the signed-in agent's open call; 404 for another's. Raises NotOpen."""
    call = own_call(number)
    if call.state != OPEN:
        raise NotOpen(call)
    return holding(call)


def holding(call: Call) -> AtHand:
    """Return a call with its content and interview."""
    content = Content.from_json(call.content)
    if content.code is None:
        return AtHand(call, content, None)
    case = case_of(content.code)
    return AtHand(call, content, case, gone=case is None)


def case_of(code: str | None) -> Case | None:
    """Return the interview that a code opens; None without one, or where it or its notice has gone."""
    try:
        return cases("desk").load(code) if code else None
    except NoNotice:
        return None


def record(event: str, call: Call, **after: Any) -> None:
    """Add to the trail what the agent did in a call: names of facts and states, never a value that a caller gave."""
    trail.record(event, subject="call", subject_id=call.id, region=call.region, after=after or None)
