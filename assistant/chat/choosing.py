"""What to check, where and when, as named in words or pressed: taken at once, or confirmed where an interview is under way."""

from datetime import date

from assistant.chat.exchange import Exchange
from assistant.chat.opening import choose_region, rebase
from assistant.chat.switching import choose_flow
from assistant.interview.flows import Flow
from assistant.interview.held.places import known_region
from assistant.policies.regions import NATIONAL


def want_flow(ex: Exchange, flow: Flow, *, sure: bool, region: str = "", as_of: date | None = None) -> None:
    """Check this, for the place and day named with it; an interview under way is left only when the person says so."""
    if ex.case is not None and ex.case.flow is not flow and not sure and _under_way(ex):
        ex.put(confirming="switch", argument=flow.id, there=region, then=as_of)
    else:
        choose_flow(ex, flow, region, as_of)


def _under_way(ex: Exchange) -> bool:
    assert ex.case is not None
    return bool(ex.case.interview.answers) and ex.case.interview.next_question() is not None


def want_region(ex: Exchange, code: str, *, sure: bool) -> None:
    """Look at this place's notices."""
    known = known_region(ex.policies, code)
    if known is None:
        return
    if ex.case is None or ex.case.stored.region == NATIONAL:
        choose_region(ex, known)
    elif known != ex.case.stored.region:
        ex.put(choosing="", regions=())
        if sure:
            rebase(ex, region=known)
        else:
            ex.put(confirming="rebase_region", argument=known)
    else:
        ex.put(choosing="", regions=())


def want_day(ex: Exchange, day: date, *, sure: bool) -> None:
    """Look at the rules as of this day."""
    ex.put(choosing="" if ex.state.choosing == "day" else ex.state.choosing)
    if ex.case is None:
        ex.put(as_of=day, notice=None, basis=False)
    elif day != ex.case.stored.as_of:
        if sure:
            rebase(ex, as_of=day)
        else:
            ex.put(confirming="rebase_day", argument=day.isoformat())
