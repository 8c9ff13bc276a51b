"""The person's own case, offered after an answer on the rules; and a plain yes or no to that."""

import re
from typing import Final

from assistant.chat.choosing import want_flow
from assistant.chat.exchange import Exchange
from assistant.chat.replies import Ask, Option
from assistant.interview.flows import Flow
from assistant.interview.wording import say
from assistant.rules.facts import N_
from assistant.understanding.flows_meant import flow_of_facts
from assistant.understanding.model import Understood

OWN_CASE: Final = N_("要不要查查您自己的情况？可以选一项，也可以接着问：")
OTHERS: Final = N_("看别的")
WHICH_ONE: Final = N_("好，看下面的哪一项？")
_PRESS: Final = "flow:"
_AGREES: Final = re.compile(
    r"(?:好嘞?|[嗯行要那就来我查看算测试吧的呀啊了]|可以|帮我|给我|一[下查看算测试]|自己|情况|[\s,，.。!！~])+"
)


def offer_own_case(ex: Exchange, program: str) -> None:
    """Offer the interviews of a program, the one that fits what was told first."""
    options = [Option(say(flow.title, ex.language), f"{_PRESS}{flow.id}") for flow in _flows(ex, program)]
    ex.parts.append(Ask(ex.tr(OWN_CASE), (*options, Option(ex.tr(OTHERS), "flow"))))


def _flows(ex: Exchange, program: str) -> list[Flow]:
    fits = flow_of_facts(program, ex.state.understood.get(program, {}), ex.flows) or ex.flows.get(program)
    return sorted((flow for flow in ex.flows.values() if flow.program.name == program), key=lambda flow: flow != fits)


def take_offer(ex: Exchange, understood: Understood) -> bool:
    """Whether the whole message takes or declines the interview that the last reply offered."""
    if ex.case is not None or "flow" not in ex.state.offered:
        return False
    if understood.command == "no":
        ex.put(choosing="program")
        return True
    if understood.command != "yes" and not _AGREES.fullmatch(understood.text.folded):
        return False
    flows = [ex.flows[press.removeprefix(_PRESS)] for press in ex.state.offered if press.startswith(_PRESS)]
    if len(flows) == 1:
        want_flow(ex, flows[0], sure=True)
    else:
        ex.say(WHICH_ONE)
    return True
