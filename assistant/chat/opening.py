"""Before the interview: what to check, for which place and day; an ended term and a missing notice are said first."""

import re
from datetime import date
from typing import Final

from assistant.chat.answering import begun_with
from assistant.chat.exchange import Exchange
from assistant.chat.rehearing import hear_again
from assistant.chat.replies import Ask, Lead, Option, Say
from assistant.interview.documents import full_title
from assistant.interview.flows import Flow
from assistant.interview.held.holdings import offered
from assistant.interview.held.places import asks_region, flows_held_for, known_region, region_groups
from assistant.interview.parsing import AnswerError, parse
from assistant.interview.report.building import term_values
from assistant.interview.wording import say, show_date
from assistant.policies import NoNotice
from assistant.policies.regions import NATIONAL
from assistant.rules.facts import N_, Fact
from assistant.rules.plan import Plan

WHAT: Final = N_("您想了解哪一项？可以直接说您的情况，也可以选一项：")
WHERE: Final = N_("您在哪里参保？各省的条件和标准不一样。")
WHICH_PLACE: Final = N_("您说到不止一个地方，按哪一个地方的文件看？")
OTHERS: Final = N_("别的省份")
DAY: Final = N_("按哪一天看？写年、月、日，例如 2024-09-30；写“今天”就按今天。")
TODAY: Final = N_("今天")
OVER: Final = N_(
    "它的执行期到 %(last)s 为止，您选的是 %(as_of)s。更晚的文件这里没有收录，所以不能用它算今天的待遇；"
    "这不等于现在没有这项政策。"
)
OVER_FIRST: Final = N_("先说明：这份文件的执行期已经结束")
ASK_HOTLINE: Final = N_("现在的规定，请打 12333 或到经办机构问。")
LAST_DAY: Final = N_("历史核算：按执行期最后一天算")
LAST_DAY_HINT: Final = N_("按这份文件、以 %(last)s 为准，看看当时够不够条件、大约多少。")
ANYWAY: Final = N_("仍按 %(as_of)s 看结论")
HOW: Final = N_("您想怎么看？")
ANOTHER: Final = N_("换个地区或日期")
TOO_EARLY: Final = N_(
    "%(region)s的这项政策，这里最早的文件是 %(first)s 印发的，您选的是 %(as_of)s。更早的规定这里没有，也不会拿后来的标准代替。"
)
NOT_IN_IT: Final = N_("这里收录了%(region)s的文件，但没有写这项政策。不等于当地没有，请向当地问一问。")
NOT_HELD: Final = N_("还没有收录%(region)s的文件")
NOT_JUDGED: Final = N_("各省的条件和标准不一样，不能拿别省的文件来算您的，所以这里不能判断。不等于当地没有这项政策。")
ASK_THERE: Final = N_("请打参保地区号加 12333，或到参保地失业保险经办机构问。")
CALL: Final = N_("打电话 12333")
HERE: Final = N_("%(region)s现在可以查的：%(titles)s。")
KEPT_AS_IT_IS: Final = N_("刚才那份查询不变，接着来。")
REBASED: Final = N_("好，改按%(region)s、%(as_of)s看，您的回答都留着。")
BEGUN: Final = N_("好，我们一起看“%(title)s”。")

_SHORT: Final = 20
_BASIS_WORDS: Final = {
    "last": re.compile("最后一天|历史|当时|那时|那会|执行期|last day|back then|histor"),
    "today": re.compile("今天|现在|目前|眼下|today|now"),
}
_DAY = Fact("as_of", "date", N_("核算日期"))


def ask_program(ex: Exchange, text: str = WHAT) -> None:
    """Ask what to check."""
    flows = tuple(ex.flows.values())
    both = (*offered(flows, "worker"), *offered(flows, "firm"))
    options = tuple(Option(say(flow.title, ex.language), f"flow:{flow.id}") for flow in both)
    ex.parts.append(Ask(ex.tr(text), options))


def ask_region(ex: Exchange) -> None:
    """Ask for the place; those with a notice first."""
    if ex.state.regions:
        named = tuple(Option(ex.place(code), f"region:{code}") for code in ex.state.regions)
        ex.parts.append(Ask(ex.tr(WHICH_PLACE), named))
        return
    own, others = region_groups(ex.policies, ex.program or "", ex.language)
    shown = [*own, *others] if ex.state.all_regions or not own else own
    options = [Option(name, f"region:{code}") for code, name in shown]
    if len(shown) < len(own) + len(others):
        options.append(Option(ex.tr(OTHERS), "more"))
    ex.parts.append(Ask(ex.tr(WHERE), tuple(options)))


def ask_day(ex: Exchange) -> None:
    """Ask for which day."""
    ex.parts.append(Ask(ex.tr(DAY), (Option(ex.tr(TODAY), "today"),), numeric=True, inputmode="numeric"))


def read_day(ex: Exchange, typed: str) -> date | None:
    """A typed day; None where it is none, and then that is said."""
    try:
        day = parse(_DAY, typed, today=ex.today)
    except AnswerError as error:
        ex.say(error.msgid, tone="warning", **error.params)
        return None
    assert isinstance(day, date)
    return day


def own_day(ex: Exchange) -> date | None:
    """The day that was named; the last day of another program's term is nothing to this one."""
    return None if ex.state.notice else ex.state.as_of


def choose_region(ex: Exchange, code: str) -> None:
    """Take the place, before there is an interview."""
    known = known_region(ex.policies, code)
    if known is None:
        return
    ex.put(region=known, regions=(), all_regions=False)
    ex.put(choosing="" if ex.state.choosing == "region" else ex.state.choosing)
    ex.put(notice=None, basis=False, as_of=own_day(ex))


def plan_of(ex: Exchange, program: str) -> Plan | None:
    """The plan for the place and day; None where a notice is missing, and then that is said, and the place asked anew."""
    try:
        if ex.state.notice:
            return ex.policies.plan_for(ex.state.notice, program, ex.as_of)
        return ex.policies.plan(program, ex.state.region or NATIONAL, ex.as_of)
    except (NoNotice, KeyError) as error:
        if isinstance(error, NoNotice):
            say_no_notice(ex, error)
        if isinstance(error, NoNotice) and error.reason == "too_early":
            ex.put(as_of=None, choosing="day")
        else:
            ex.put(region=None, notice=None, all_regions=False)
        return None


def say_no_notice(ex: Exchange, error: NoNotice) -> None:
    """Say which notice is missing, as the pages do, and what is held instead."""
    region = ex.place(error.region)
    if error.reason == "too_early" and error.first:
        first, as_of = show_date(error.first, ex.language), show_date(error.as_of, ex.language)
        ex.say(TOO_EARLY, region=region, first=first, as_of=as_of)
    elif error.reason == "program":
        ex.say(NOT_IN_IT, region=region)
    else:
        ex.say(NOT_HELD, region=region)
        ex.say(NOT_JUDGED)
    ex.say(ASK_THERE)
    ex.parts.append(Lead("", ex.tr(CALL), "tel:12333"))
    here = flows_held_for(ex.policies, tuple(ex.flows.values()), error.region, error.as_of, ex.flow, ex.language)
    if here:
        titles = ex.joined([title for _, title in here])
        ex.say(HERE, region=region, titles=titles)


def begin(ex: Exchange) -> bool:
    """Begin the wanted interview, or ask for what is missing; False where it was not begun."""
    flow = ex.flow
    assert flow is not None
    if not asks_region(ex.policies, flow):
        return _begin(ex, flow, NATIONAL)
    if ex.state.region is None:
        ask_region(ex)
        return False
    plan = plan_of(ex, flow.program.name)
    if plan is None:
        ask_basis_anew(ex)
        return False
    if plan.over and not ex.state.basis:
        ask_basis(ex, plan)
        return False
    return _begin(ex, flow, ex.state.region)


def ask_basis_anew(ex: Exchange) -> None:
    """After a missing notice: ask for another day or place."""
    if ex.state.choosing == "day":
        ask_day(ex)
    else:
        ask_region(ex)


def ask_basis(ex: Exchange, plan: Plan) -> None:
    """Say that the notice's term is over by then, and offer both ways."""
    values = term_values(plan, ex.language)
    if "basis:last" not in ex.state.offered:  # said just now: not again
        _say_over(ex, plan)
    options = (
        Option(ex.tr(LAST_DAY), "basis:last", ex.tr(LAST_DAY_HINT, **values)),
        Option(ex.tr(ANYWAY, **values), "basis:today"),
        Option(ex.tr(ANOTHER), "region"),
    )
    ex.parts.append(Ask(ex.tr(HOW), options if plan.term.last else options[1:]))


def _say_over(ex: Exchange, plan: Plan) -> None:
    values = term_values(plan, ex.language)
    ex.say(OVER_FIRST, tone="warning")
    ex.say(full_title(plan.notice, ex.language))
    ex.parts.append(Say(ex.tr(OVER, **values), cites=(ex.cite(plan, plan.term.citation),)))
    ex.say(ASK_HOTLINE, tone="quiet")


def basis_named(ex: Exchange, text: str) -> str:
    """Which of the two ways a short answer names, while they are offered; empty for neither or both."""
    if "basis:last" not in ex.state.offered or len(text) > _SHORT:
        return ""
    found = [which for which, words in _BASIS_WORDS.items() if words.search(text)]
    return found[0] if len(found) == 1 else ""


def choose_basis(ex: Exchange, which: str) -> None:
    """Take the last day of the term, or the day as it stands."""
    ex.put(basis=True)
    if which != "last":
        return
    if ex.case is not None:
        plan = ex.case.plan
        if plan.term.last is not None:
            ex.save(lambda case: case.interview.answers, as_of=plan.term.last, notice=plan.notice.id)
    elif ex.flow is not None and ex.state.region is not None:
        found = plan_of(ex, ex.flow.program.name)
        if found is not None and found.term.last is not None:
            ex.put(as_of=found.term.last, notice=found.notice.id)


def rebase(ex: Exchange, region: str | None = None, as_of: date | None = None) -> None:
    """Hold the present interview for another place or day, every answer kept; a missing notice leaves it as it is."""
    assert ex.case is not None
    stored = ex.case.stored
    to_region, to_day = region or stored.region, as_of or stored.as_of
    try:
        plan = ex.policies.plan(ex.case.flow.program.name, to_region, to_day)
    except NoNotice as error:
        say_no_notice(ex, error)
        ex.say(KEPT_AS_IT_IS)
        return
    if ex.save(lambda case: case.interview.answers, region=to_region, as_of=to_day, notice=None):
        ex.put(region=to_region, as_of=as_of or ex.state.as_of, notice=None, shown=None)
        ex.say(REBASED, region=ex.place(to_region), as_of=show_date(to_day, ex.language))
        if plan.over:
            over = ex.tr(OVER, **term_values(plan, ex.language))
            ex.parts.append(Say(over, "warning", (ex.cite(plan, plan.term.citation),)))


def _begin(ex: Exchange, flow: Flow, region: str) -> bool:
    hear_again(ex, flow.program.name)
    answers = begun_with(ex, flow.program.name, flow.order)
    notice = ex.state.notice if region != NATIONAL else None
    ex.case = ex.cases.begin(flow, region, ex.as_of, notice, answers)
    ex.put(code=ex.case.code, trail=tuple(answers), shown=None, asked="", again="")
    ex.say(BEGUN, title=say(flow.title, ex.language))
    return True
