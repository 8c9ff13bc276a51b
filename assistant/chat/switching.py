"""From one interview to another and back: the one that is left stays as it is, and is gone on with when it is wanted again."""

from datetime import date
from typing import Final

from assistant.chat.answering import begun_with, take
from assistant.chat.exchange import Exchange
from assistant.chat.opening import own_day
from assistant.interview.cases import Case
from assistant.interview.flows import Flow
from assistant.interview.wording import say
from assistant.policies import NoNotice
from assistant.policies.regions import NATIONAL
from assistant.rules.facts import N_

RETURNED: Final = N_("好，接着看“%(title)s”，刚才的回答都在。")


def choose_flow(ex: Exchange, flow: Flow, region: str = "", as_of: date | None = None) -> None:
    """Take what is to be checked, for the place and day that were named with it, if they were."""
    if ex.case is not None and ex.case.flow is not flow:
        _leave(ex, ex.case)
        ex.put(region=region or ex.state.region, as_of=as_of or ex.state.as_of)
        _return_to(ex, flow, region, as_of)
    ex.put(flow=flow.id, program=flow.program.name, choosing="", again="", there="", then=None)


def _leave(ex: Exchange, case: Case) -> None:
    """Leave an interview under its code. The short ones, which decide nothing, are not gone back to."""
    if case.plan.conditions:
        ex.put(left={**ex.state.left, case.flow.id: case.code})
    ex.put(region=case.stored.region if case.stored.region != NATIONAL else ex.state.region)
    ex.case = None
    ex.put(code=None, trail=(), changes=(), shown=None, notice=None, basis=False, as_of=own_day(ex))


def _return_to(ex: Exchange, flow: Flow, region: str, as_of: date | None) -> None:
    """Go on with the interview of this flow that was left, where it is still there; another place or day is asked about."""
    code = ex.state.left.get(flow.id)
    ex.put(left={name: other for name, other in ex.state.left.items() if name != flow.id})
    try:
        ex.case = ex.cases.load(code) if code else None
    except NoNotice:
        ex.case = None
    if ex.case is None:
        return
    stored = ex.case.stored
    ex.put(code=ex.case.code, notice=stored.notice, basis=True, trail=tuple(ex.case.interview.answers))
    ex.put(as_of=stored.as_of if stored.as_of != ex.today else None)
    ex.say(RETURNED, title=say(flow.title, ex.language))
    take(ex, flow.program.name, begun_with(ex, flow.program.name, flow.order))
    if region and region != stored.region:
        ex.put(confirming="rebase_region", argument=region)
    elif as_of and as_of != stored.as_of:
        ex.put(confirming="rebase_day", argument=as_of.isoformat())
