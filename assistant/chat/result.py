"""The result of an interview as a card, and what one may do next."""

from collections.abc import Iterable, Iterator
from typing import Final

from assistant.chat.exchange import Exchange
from assistant.chat.opening import LAST_DAY, LAST_DAY_HINT
from assistant.chat.replies import Ask, Card, Clause, Option, Say
from assistant.interview.cases import Case
from assistant.interview.held.holdings import offered
from assistant.interview.marks import aside, joined, pair
from assistant.interview.report import Report, report
from assistant.interview.report.amounts import AmountView
from assistant.interview.report.building import StepView
from assistant.interview.report.text import KINDS
from assistant.interview.wording import say, show_date
from assistant.rules.facts import N_

BASIS: Final = N_("核算日期：%(as_of)s")
TERM: Final = N_("文件执行期：%(term)s")
NEAR: Final = N_("差多少：%(text)s")
REVIEW: Final = N_("要由经办机构认定的：%(text)s")
OPEN: Final = N_("文件没有写明的：%(text)s。%(not_stated)s")
UNSURE: Final = N_("您还不清楚的：%(text)s")
WHERE: Final = N_("到哪里：")
PAPERS: Final = N_("带什么：")
LOOK_AT: Final = N_("您可以看看")
NONE_FITS: Final = N_("按您的情况，没有特别合适的。下面的都可以看看，也可以打 12333 问问。")
MAYBE: Final = N_("也许合适：")
NEXT: Final = N_("还想知道什么？可以直接问，也可以选一项：")
CHANGE: Final = N_("修改回答")
OTHER: Final = N_("查别的")
HUMAN: Final = N_("找人工 12333")
RESTART: Final = N_("重新开始")
FIND_OUT: Final = N_("弄清楚了，去补上")


def show_result(ex: Exchange) -> None:
    """Show the result of an interview in which nothing is left to ask; afterwards only what to do next."""
    case = ex.case
    assert case is not None
    shown = report(case.interview, ex.language)
    if not shown.decides:
        _suggest(ex, case, shown)
        return
    if ex.state.shown != case.stored.version:
        ex.put(shown=case.stored.version)
        ex.parts.append(card(ex, case, shown))
    ex.parts.append(Ask(ex.tr(NEXT), _ways_on(ex, case, shown)))


def explain_result(ex: Exchange, case: Case) -> None:
    """Say what decided: what is not met, else what is open, with its clauses; else that all is met."""
    shown = report(case.interview, ex.language)
    ex.parts.append(Say(shown.summary))
    first = next((r for r in ("not_met", "review", "unknown") if any(c.result == r for c in shown.conditions)), "met")
    for line in shown.conditions:
        if line.result == first:
            cites = tuple(ex.cite(case.plan, cited.source) for cited in line.cited)
            ex.parts.append(Say(pair(line.word, line.text, ex.language), cites=cites))


def _ways_on(ex: Exchange, case: Case, shown: Report) -> tuple[Option, ...]:
    found = []
    if shown.term_over and case.plan.term.last is not None:
        last = show_date(case.plan.term.last, ex.language)
        found.append(Option(ex.tr(LAST_DAY), "basis:last", ex.tr(LAST_DAY_HINT, last=last)))
    if shown.unsure:
        found.append(Option(ex.tr(FIND_OUT), "answers"))
    elif case.interview.path():
        found.append(Option(ex.tr(CHANGE), "answers"))
    found += [Option(ex.tr(OTHER), "flow"), Option(ex.tr(HUMAN), "human"), Option(ex.tr(RESTART), "restart")]
    return tuple(found)


def _suggest(ex: Exchange, case: Case, shown: Report) -> None:
    """The short interviews decide nothing: they lead to others."""
    again = ex.state.shown == case.stored.version
    found = [(ex.flows[name], sure) for name, sure in shown.suggestions if name in ex.flows]
    ex.put(shown=case.stored.version)
    if not again:
        ex.say(LOOK_AT if found else NONE_FITS)
    if not found:
        others = offered(tuple(ex.flows.values()), case.flow.audience)
        found = [(flow, "yes") for flow in others if flow is not case.flow]
    options = tuple(
        Option(
            say(flow.title, ex.language),
            f"flow:{flow.id}",
            (ex.tr(MAYBE) if sure == "maybe" else "") + say(flow.intro, ex.language),
        )
        for flow, sure in found
    )
    ex.parts.append(Ask(ex.tr(NEXT), (*options, Option(ex.tr(HUMAN), "human"), Option(ex.tr(RESTART), "restart"))))


def card(ex: Exchange, case: Case, shown: Report) -> Card:
    """The report in short, those conditions first that are not met."""
    region = ex.place(case.stored.region)
    basis = [ex.tr(BASIS, as_of=shown.as_of), region, ex.tr(TERM, term=shown.term)]
    label, amount = amount_words(ex, shown.amount)
    return Card(
        shown.title,
        shown.verdict,
        shown.verdict_word,
        label,
        amount,
        shown.summary,
        " · ".join(part for part in basis if part),
        tuple(
            Clause(line.result, line.word, line.text, tuple(ex.cite(case.plan, c.source) for c in line.cited))
            for line in shown.conditions
        ),
        (*_deadlines(ex, shown), *(_step(ex, step) for step in shown.steps)),
        tuple(_remarks(ex, shown)),
        case.shown_code,
        ex.page("/result"),
    )


def amount_words(ex: Exchange, amount: AmountView | None) -> tuple[str, str]:
    """The main figure's label and the figure in words; a ceiling never as the amount, several readings never as one."""
    if amount is None:
        return "", ""
    lead = ex.tr(KINDS[amount.kind]).rstrip("：: ") if amount.kind in KINDS else ""
    if amount.kind == "unknown":
        return amount.label, lead
    text = amount.text or _joined(ex, (pair(way, figure, ex.language) for way, figure in amount.ways))
    return amount.label + aside(lead, ex.language), text


def _joined(ex: Exchange, parts: Iterable[str]) -> str:
    return joined((part.rstrip("。；") for part in parts), ex.language)


def _deadlines(ex: Exchange, shown: Report) -> tuple[str, ...]:
    return tuple(joined((line.act, line.text, line.after), ex.language) for line in shown.deadlines)


def _step(ex: Exchange, step: StepView) -> str:
    where = ex.tr(WHERE) + step.where if step.where else ""
    papers = ex.tr(PAPERS) + ex.joined(list(step.papers)) if step.papers else ""
    return _joined(ex, (step.what, where, papers))


def _remarks(ex: Exchange, shown: Report) -> Iterator[str]:
    """What stands beside the verdict: near misses first, then what others must say, then the notice's reservations."""
    yield from (ex.tr(NEAR, text=text) for text in shown.near_misses)
    if shown.review_reasons:
        yield ex.tr(REVIEW, text=_joined(ex, shown.review_reasons))
    for text, _ in shown.open_points:
        yield ex.tr(OPEN, text=text.rstrip("。"), not_stated=shown.not_stated)
    for unsure in shown.unsure:
        if unsure.matters:
            yield ex.tr(UNSURE, text=f"{unsure.text} {unsure.find}".strip())
    yield from (pair(figure.label, figure.text, ex.language) for figure in shown.figures)
    yield from (pair(host.label, host.share, ex.language) for host in shown.hosts)
    yield from (text for text, _ in shown.caveats)
