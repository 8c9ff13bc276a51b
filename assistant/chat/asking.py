"""Putting a question of the interview, and why it is put."""

from assistant.chat import presses
from assistant.chat.exchange import Exchange
from assistant.chat.replies import Ask, Lead, Option, Say
from assistant.interview.flows import Question
from assistant.interview.inputs import NOT_SURE
from assistant.interview.question_views import TYPED, QuestionView, question_view, why_asked
from assistant.interview.wording import NOT_SURE as NOT_SURE_LABEL
from assistant.rules.facts import N_

MONEY_HINT = N_("例如 120000、1,234.50 或“6.1万”")
LIST = N_("这一题要填一张表，聊天里填不了。请到网页上填，是同一份查询；填好了回来接着聊。")
TO_THE_LIST = N_("去网页填这张表")
FILLED = N_("填好了，接着来")
WHY_WAITS = N_("这一题的答案会影响：")
WHY_NOTHING = N_("这一题帮助判断该走哪一条路，不影响别的。")
WHY_FIRST = N_("每个省、每一年的文件不一样：先要知道您问哪一项、在哪里参保、按哪一天看，才知道用哪份文件。")


def ask(ex: Exchange, question: Question, lead: str = "") -> None:
    """Ask a question, with a sentence before it."""
    view = question_view(question, ex.language)
    ex.put(asked=question.fact.name)
    if view.field.kind == "list":
        _ask_list(ex, view)
        return
    typed = question.fact.kind in TYPED
    hint = ex.tr(MONEY_HINT) if question.fact.kind == "money" else view.field.hint
    ex.parts.append(
        Ask(
            f"{lead}{view.text}",
            options(ex, question),
            question.fact.name,
            " ".join(text for text in (view.help, view.find) if text),
            hint,
            numeric=typed,
            inputmode=view.field.inputmode,
        )
    )


def options(ex: Exchange, question: Question) -> tuple[Option, ...]:
    """The listed answers, and 不清楚."""
    fact = question.fact
    found = []
    for value, label, hint in question_view(question, ex.language).field.options:
        if value != NOT_SURE:
            stored = value == "yes" if fact.kind == "bool" else value
            found.append(Option(label, presses.answer(fact, stored), hint))
    return (*found, Option(ex.tr(NOT_SURE_LABEL), f"unsure:{fact.name}"))


def _ask_list(ex: Exchange, view: QuestionView) -> None:
    """A table cannot be filled in here: lead to its page."""
    ex.parts.append(Lead(ex.tr(LIST), ex.tr(TO_THE_LIST), ex.page(f"/q/{view.name}")))
    unsure = Option(ex.tr(NOT_SURE_LABEL), f"unsure:{view.name}")
    ex.parts.append(Ask(view.text, (Option(ex.tr(FILLED), "on"), unsure), view.name, view.help, typed=False))


def explain_why(ex: Exchange) -> None:
    """Say what waits for the answer to the question that was asked, with its clauses."""
    question = ex.question
    if ex.case is None or question is None:
        ex.say(WHY_FIRST)
        return
    ex.cases.count("why", ex.case, question.fact.name)
    plan = ex.case.plan
    waiting = set(ex.case.interview.asked_because(question.fact.name))
    citations = [part.citation for part in plan.conditions if part.id in waiting]
    citations += [part.citation for part in plan.figures if part.id in waiting]
    told = why_asked(ex.case.interview, question.fact.name, ex.language)
    if not told:
        ex.say(WHY_NOTHING)
        return
    ex.say(WHY_WAITS)
    seen = set()
    for (text, short), citation in zip(told, citations, strict=True):
        if (text, short) not in seen:
            seen.add((text, short))
            cites = (ex.cite(plan, citation),) if citation.section or plan.notice.number else ()
            ex.parts.append(Say(text, cites=cites))
