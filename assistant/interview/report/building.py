"""From a decided interview to its report: everything spoken, nothing laid out."""

from dataclasses import dataclass
from datetime import date

from assistant.interview.engine import Interview
from assistant.interview.held.holdings import last_day
from assistant.interview.report.amounts import SUGGESTION, AmountView, FigureView, amount_view, other_figures
from assistant.interview.report.conditions import (
    NOT_STATED,
    Cited,
    ConditionView,
    DeadlineView,
    Documents,
    UnsureView,
    change_views,
    condition_views,
    deadline_views,
    unsure_views,
)
from assistant.interview.wording import CHINESE, VERDICTS, say, show_date, show_fact, translate
from assistant.rules.explain import Decision
from assistant.rules.facts import N_, by_name
from assistant.rules.plan import Plan
from assistant.rules.stabilization_refund.bases import Refund
from assistant.rules.stabilization_refund.dispatch import host_shares

SUMMARIES = {
    "eligible": N_("按您填的情况，这份文件写明的条件都符合。"),
    "ineligible": N_(
        "按您填的情况，有 %(number)s 个条件不符合。这是依据这一份文件的结论，不等于别的文件或以后也不行。"
    ),
    "undetermined": N_("按您填的情况，现在还不能下结论。"),
    "manual_review": N_("按您填的情况，没有不符合的条件，但有的地方要由经办机构的人来认定。"),
}
BUREAU_SUMMARIES = {
    "eligible": N_("按经办机构掌握的数据，这份文件写明的条件都符合。"),
    "ineligible": N_(
        "按经办机构掌握的数据，有 %(number)s 个条件不符合。这是依据这一份文件的结论，不等于别的文件或以后也不行。"
    ),
    "undetermined": N_("按经办机构掌握的数据，现在还不能下结论。"),
    "manual_review": N_("按经办机构掌握的数据，没有不符合的条件，但有的地方要由经办机构的人来认定。"),
}
FACTS_MISSING = N_("有 %(number)s 个问题您还不清楚，弄清楚了再补上就行。")
BUREAU_LACKS = N_("有 %(number)s 项情况经办机构还不掌握。")
POINTS_OPEN = N_("有 %(number)s 点文件没有写明，要问经办机构。")
TERM_OVER = N_(
    "这份文件的执行期到 %(last)s 为止，您选的日期 %(as_of)s 在这之后，所以不能依据这份文件享受。"
    "这里没有收录更晚的文件；不等于以后都没有，请向 12333 询问现在的规定。"
)
RATE_OVER = N_(
    "这份文件的执行期到 %(last)s 为止，您选的日期 %(as_of)s 在这之后。期满以后怎么执行，这里没有文件可以依据，请向 12333 询问。"
)
PASSED_ON = "passed_on_share"
TERM_FROM_TO = N_("%(first)s 至 %(last)s")
TERM_TO = N_("至 %(last)s 止")
TERM_FROM = N_("自 %(first)s 起")
TERM_OPEN = N_("没有写明截止日期")


@dataclass(frozen=True, slots=True)
class StepView:
    """What to do: what, where, with which papers, at which address."""

    what: str
    where: str
    papers: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True)
class HostShare:
    """A host employer's part of what is passed on."""

    label: str
    premium: str
    share: str


@dataclass(frozen=True)
class Report:
    """Everything that is shown of one result, in one language."""

    title: str
    verdict: str
    verdict_word: str
    summary: str
    decides: bool
    amount: AmountView | None
    figures: tuple[FigureView, ...]
    hosts: tuple[HostShare, ...]
    conditions: list[ConditionView]
    near_misses: tuple[str, ...]
    changes: list[tuple[str, str, str]]
    unsure: list[UnsureView]
    review_reasons: tuple[str, ...]
    open_points: list[tuple[str, tuple[str, ...]]]
    not_stated: str
    caveats: tuple[tuple[str, Cited | None], ...]
    caveat_ids: tuple[str, ...]  # of the same, in the same order
    steps: tuple[StepView, ...]
    deadlines: list[DeadlineView]
    documents: tuple[str, ...]
    as_of: str
    term: str
    term_over: bool
    term_last: date | None
    suggestions: tuple[tuple[str, str], ...]


def report(interview: Interview, language: str = CHINESE, *, of_bureau: bool = False) -> Report:
    """The report of an interview as far as it has come; ``of_bureau``: on the bureau's facts, not on the reader's."""
    decision = interview.decision()
    plan = decision.plan
    documents = Documents(decision, language)
    return Report(
        title=say(interview.flow.title, language),
        verdict=decision.verdict,
        verdict_word=translate(VERDICTS[decision.verdict], language),
        summary=_summary(decision, language, of_bureau),
        decides=bool(plan.conditions),
        amount=amount_view(decision, language),
        figures=other_figures(decision, language),
        hosts=_hosts(decision, language),
        conditions=condition_views(decision, documents, language),
        near_misses=tuple(say(text, language) for text in decision.near_misses),
        changes=change_views(interview, decision, language),
        unsure=unsure_views(interview, decision, language),
        review_reasons=tuple(say(reason, language) for reason in decision.review_reasons),
        open_points=[
            (say(p.text, language), tuple(say(c, language) for _, c in p.choices)) for p in decision.open_points
        ],
        not_stated=translate(NOT_STATED, language),
        caveats=tuple(
            (say(c.text, language), documents.cite(c.citation) if c.citation and c.citation.section else None)
            for c in decision.caveats
        ),
        caveat_ids=tuple(c.id for c in decision.caveats),
        steps=_steps(decision, language),
        deadlines=deadline_views(decision, documents, language),
        documents=documents.titles(),
        as_of=show_date(plan.as_of, language),
        term=term_words(plan, language),
        term_over=decision.term_over,
        term_last=plan.term.last,
        suggestions=_suggestions(decision),
    )


def _summary(decision: Decision, language: str, of_bureau: bool) -> str:
    if decision.term_over:
        text = TERM_OVER if decision.verdict == "ineligible" else RATE_OVER
        return translate(text, language) % term_values(decision.plan, language)
    if decision.verdict == "undetermined":
        return _undetermined(decision, language, of_bureau)
    failed = sum(line.result == "not_met" for line in decision.conditions)
    text = translate((BUREAU_SUMMARIES if of_bureau else SUMMARIES)[decision.verdict], language)
    return text % {"number": failed} if decision.verdict == "ineligible" else text


def _undetermined(decision: Decision, language: str, of_bureau: bool) -> str:
    """What is missing: answers, or words in the notice."""
    parts = [translate((BUREAU_SUMMARIES if of_bureau else SUMMARIES)["undetermined"], language)]
    if decision.missing:
        parts.append(
            translate(BUREAU_LACKS if of_bureau else FACTS_MISSING, language) % {"number": len(decision.missing)}
        )
    if decision.open_points:
        parts.append(translate(POINTS_OPEN, language) % {"number": len(decision.open_points)})
    return ("" if language == CHINESE else " ").join(parts)


def term_values(plan: Plan, language: str) -> dict[str, str]:
    """The term's last day and the as-of day, for a sentence."""
    last = last_day(plan)
    return {"last": show_date(last, language) if last else "", "as_of": show_date(plan.as_of, language)}


def term_words(plan: Plan, language: str = CHINESE) -> str:
    """The program's term under the notice, in words."""
    first, last = plan.term.first, last_day(plan)
    text = TERM_FROM_TO if first and last else TERM_TO if last else TERM_FROM if first else TERM_OPEN
    shown = {"first": show_date(first, language) if first else "", "last": show_date(last, language) if last else ""}
    return translate(text, language) % shown if first or last else translate(text, language)


def _steps(decision: Decision, language: str) -> tuple[StepView, ...]:
    return tuple(
        StepView(
            say(step.what, language),
            say(step.where, language) if step.where else "",
            tuple(say(paper, language) for paper in step.papers),
            step.url,
        )
        for step in decision.steps
    )


def _hosts(decision: Decision, language: str) -> tuple[HostShare, ...]:
    """What each host employer is to receive, where the passed-on part is known."""
    rows = decision.answers.get("host_employers")
    part = next((p for p in decision.plan.figures if p.kind.name == PASSED_ON), None)
    if not rows or part is None or not isinstance(part.params, Refund) or decision.verdict == "ineligible":
        return ()
    passed = next(line.value for line in decision.figures if line.id == part.id)
    if not passed:
        return ()
    shares = host_shares(rows, passed, part.params, by_host=part.params.dispatch_rate_by == "host_size")
    items = by_name(by_name(decision.plan.program.facts)["host_employers"].items)
    return tuple(
        HostShare(
            show_fact(items["label"], row.get("label"), language),
            show_fact(items["premium_fen"], row.get("premium_fen"), language),
            show_fact(items["premium_fen"], share, language),
        )
        for row, share in zip(rows, shares, strict=True)
    )


def _suggestions(decision: Decision) -> tuple[tuple[str, str], ...]:
    """(flow, "yes" or "maybe") for the programs that only lead to others."""
    lines = [line for line in decision.figures if line.unit == SUGGESTION and line.value != 0]
    return tuple((line.id, "maybe" if line.value is None else "yes") for line in lines)
