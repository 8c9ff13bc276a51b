"""For which places a flow can be held, and how places are named: pages and chat ask and say the same."""

from datetime import date

from assistant.interview.flows import Flow
from assistant.interview.wording import CHINESE, ENGLISH, say
from assistant.policies import NoNotice, Policies
from assistant.policies.regions import NATIONAL, parents

Regions = list[tuple[str, str]]  # (code, name)


def asks_region(policies: Policies, flow: Flow) -> bool:
    """Whether place and day matter: the short interviews that lead to others rest on no notice."""
    return program_has_notices(policies, flow.program.name)


def program_has_notices(policies: Policies, program: str) -> bool:
    """Whether any notice that was issued by somebody has the program."""
    return any(notice.issuers for notice in policies.notices.values() if program in notice.program)


def region_groups(policies: Policies, program: str, language: str = CHINESE) -> tuple[Regions, Regions]:
    """(code, name) of the regions with a notice of their own for the program, and of all others."""
    side = 1 if language == ENGLISH else 0
    own = {n.region for n in policies.notices.values() if program in n.program and n.chosen_by_region}
    regions = [(code, names[side], code in own) for code, names in policies.all_regions().items() if code != NATIONAL]
    return [(c, n) for c, n, mine in regions if mine], [(c, n) for c, n, mine in regions if not mine]


def region_name(policies: Policies, code: str, language: str = CHINESE) -> str:
    """A region's name in the reader's language; empty for the whole country and for what has no name here."""
    names = policies.all_regions().get(code, ("", ""))
    return "" if code == NATIONAL else names[1 if language == ENGLISH else 0]


def known_region(policies: Policies, code: str) -> str | None:
    """The code itself or the nearest region above it that has a name here: a county's city or province."""
    regions = policies.all_regions()
    return next((above for above in parents(code) if above in regions and above != NATIONAL), None)


def flows_held_for(
    policies: Policies, flows: tuple[Flow, ...], region: str, as_of: date, besides: Flow | None, language: str = CHINESE
) -> list[tuple[str, str]]:
    """(id, title) of the other flows that can be held for a place and day."""
    found = []
    for flow in flows:
        if flow is besides or not asks_region(policies, flow) or region == NATIONAL:
            continue
        try:
            policies.choose(flow.program.name, region, as_of)
        except NoNotice:
            continue
        found.append((flow.id, say(flow.title, language)))
    return found
