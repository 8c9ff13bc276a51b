"""Which plan answers a question: by program, region and day; or why none does, in words."""

from dataclasses import dataclass
from datetime import date

from assistant.interview.held.holdings import last_day
from assistant.interview.held.places import known_region, region_groups, region_name
from assistant.interview.knowledge.model import Line
from assistant.interview.marks import listed
from assistant.interview.wording import say, show_date, translate
from assistant.policies import NoNotice, Policies, UnknownRegion
from assistant.policies.regions import NATIONAL, parents
from assistant.policies.schema import NoticeFile
from assistant.rules.facts import N_
from assistant.rules.plan import Plan
from assistant.rules.registry import PROGRAMS
from assistant.rules.topics import EVERY, REFUND, TOPICS

CASES_2018 = "cases_2018"
_YEAR_2018 = 2018

NO_REGION = N_("这里没有收录%(region)s的%(program)s文件，别的地方的规定不能套用。")
HELD = N_("目前收录的有：%(regions)s。")
NOT_IN_NOTICE = N_("这里收录的%(region)s文件没有写%(program)s。")
TOO_EARLY = N_("%(as_of)s 还没有这里收录的%(region)s文件：最早的一份是 %(first)s 的。更早的规定这里没有。")
UNKNOWN = N_("这里没有收录“%(region)s”的文件，别的地方的规定不能套用。")


@dataclass(frozen=True, slots=True)
class Missing:
    """No plan: what is said of it, and the notice that was asked, if one is held and silent."""

    lines: tuple[Line, ...]
    notice: NoticeFile | None = None


def program_for(topic: str, program: str | None) -> str | None:
    """The program that a question is about; None where it must be asked for (or the topic has none)."""
    programs = TOPICS[topic].programs
    if len(programs) == 1:
        return programs[0]
    return program if program in EVERY else None


def find(
    topic: str, program: str, policies: Policies, region: str | None, as_of: date, language: str
) -> Plan | Missing:
    """The plan in force, or why there is none. ``region`` None only where the law or an old notice answers alone."""
    if topic == CASES_2018:
        return _old_cases(policies, region, as_of, language)
    try:
        return policies.plan(program, region or NATIONAL, as_of)
    except UnknownRegion:
        return Missing(
            (
                Line(translate(UNKNOWN, language) % {"region": region}, tone="warning"),
                _held(policies, program, language),
            )
        )
    except NoNotice as none:
        return _missing(none, policies, language)


def _old_cases(policies: Policies, region: str | None, as_of: date, language: str) -> Plan | Missing:
    """The plan of 2018 by its own notice: read on the day asked for if that lies in its term, else on its last day."""
    found = [
        n for n in policies.notices.values() if n.year == _YEAR_2018 and n.chosen_by_region and REFUND in n.program
    ]
    if region is not None:
        try:
            chain = parents(policies.region_code(region))
        except UnknownRegion:
            chain = ()
        found = [notice for notice in found if notice.region in chain]
    if not found:
        words = translate(N_("2018年的稳岗补贴文件，这里没有收录%(region)s的，别的地方的规定不能套用。"), language)
        return Missing((Line(words % {"region": name_of(policies, region or NATIONAL, language)}, tone="warning"),))
    plan = policies.plan_for(found[0].id, REFUND, found[0].issued)
    last = last_day(plan)
    inside = (plan.term.first or as_of) <= as_of and (last is None or as_of <= last)
    return policies.plan_for(found[0].id, REFUND, as_of if inside or last is None else last)


def _missing(none: NoNotice, policies: Policies, language: str) -> Missing:
    values = {
        "region": name_of(policies, none.region, language),
        "program": say(PROGRAMS[none.program].label, language),
    }
    if none.reason == "program":
        line = Line(translate(NOT_IN_NOTICE, language) % values, tone="warning")
        here = [n for n in policies.notices.values() if n.chosen_by_region and n.region in parents(none.region)]
        return Missing((line, _held(policies, none.program, language)), max(here, key=lambda n: n.issued, default=None))
    if none.reason == "too_early" and none.first is not None:
        days = {"as_of": show_date(none.as_of, language), "first": show_date(none.first, language)}
        return Missing((Line(translate(TOO_EARLY, language) % (values | days), tone="warning"),))
    return Missing(
        (Line(translate(NO_REGION, language) % values, tone="warning"), _held(policies, none.program, language))
    )


def later_notice(policies: Policies, plan: Plan, today: date) -> NoticeFile | None:
    """The newest notice for the same program and place that was issued after the plan's, by today."""
    held = [
        n
        for n in policies.notices.values()
        if n.chosen_by_region and plan.program.name in n.program and n.region in parents(plan.notice.region)
    ]
    return max((n for n in held if plan.notice.issued < n.issued <= today), key=lambda n: n.issued, default=None)


def _held(policies: Policies, program: str, language: str) -> Line:
    """For which regions there is something."""
    names = [name for _code, name in region_groups(policies, program, language)[0]]
    regions = listed(names, language)
    return Line(translate(HELD, language) % {"regions": regions}, tone="quiet")


def name_of(policies: Policies, region: str, language: str) -> str:
    """A region's name: of a county or city without a name here its province's; what was typed if it is none."""
    return region_name(policies, known_region(policies, region) or region, language) or region
