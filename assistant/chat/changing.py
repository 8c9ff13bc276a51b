"""Changing an earlier answer: what it does is shown first, as on the pages, and made only when it is confirmed."""

from dataclasses import replace
from typing import Any

from assistant.chat.asking import ask
from assistant.chat.exchange import Exchange
from assistant.chat.replies import Ask, Chip, Effect, Option, Took
from assistant.interview.cases import Case
from assistant.interview.changes import MADE_ELSEWHERE, change_lines, said
from assistant.interview.engine import preview
from assistant.interview.flows import Question
from assistant.interview.stored import value_from_json
from assistant.interview.wording import say
from assistant.rules.facts import N_

CHANGES = N_("%(question)s 原来的回答是“%(before)s”，改成“%(after)s”。")
CONFIRM = N_("确认修改")
LEAVE = N_("不改了，保持原样")
CHANGED = N_("改好了。")
LEFT = N_("好，保持原样。")
NOTHING_TO_CHANGE = N_("还没有可以改的回答。")
WHICH = N_("您的回答都在这里，选一项就可以改。")
AGAIN = N_("改这一项。")
FORGOTTEN = N_("好，这一项先不算，到时候再问您。也可以现在直接说。")


def show_change(ex: Exchange) -> bool:
    """Show what the first change that waits would do; False where none waits."""
    while ex.state.changes and ex.case is not None:
        change, rest = ex.state.changes[0], ex.state.changes[1:]
        question = answered(ex.case, change.fact)
        value = value_from_json(question.fact, change.value) if question else None
        if question is None or value is None:
            ex.put(changes=rest)  # it is not asked any more: nothing to change
            continue
        before = ex.case.interview.answers[change.fact]
        if change.version not in (None, ex.case.stored.version):
            ex.say(MADE_ELSEWHERE, tone="warning")
        text = ex.tr(
            CHANGES,
            question=say(question.text, ex.language),
            before=said(question.fact, before, ex.language),
            after=said(question.fact, value, ex.language),
        )
        lines = change_lines(preview(ex.case.interview, change.fact, value), ex.language)
        options = (Option(ex.tr(CONFIRM), "confirm"), Option(ex.tr(LEAVE), "leave"))
        ex.parts.append(Effect(text, tuple(lines), options))
        ex.put(changes=(replace(change, version=ex.case.stored.version), *rest))
        return True
    return False


def confirm_change(ex: Exchange) -> None:
    """Make the change that was shown; changed elsewhere meanwhile, it stays and is shown anew."""
    assert ex.case is not None
    change, rest = ex.state.changes[0], ex.state.changes[1:]
    question = answered(ex.case, change.fact)
    value = value_from_json(question.fact, change.value) if question else None
    if change.version != ex.case.stored.version and question is not None:
        return
    ex.put(changes=rest)
    if question is None or value is None:
        return
    if ex.save(lambda case: preview(case.interview, change.fact, value).interview.answers):
        ex.say(CHANGED)


def leave_change(ex: Exchange) -> None:
    """Leave everything as it is."""
    ex.put(changes=ex.state.changes[1:], again="")
    ex.say(LEFT)


def answered(case: Case, fact: str) -> Question | None:
    """An answered question on the path."""
    return next((question for question in case.interview.path() if question.fact.name == fact), None)


def ask_again(ex: Exchange, fact: str) -> bool:
    """Ask an answered question, or the one that is open; False where it is neither."""
    if ex.case is None:
        return _forget(ex, fact)
    question = answered(ex.case, fact)
    if question is None and fact in ex.case.flow.order and fact in ex.case.interview.answers:
        # Said before its turn came: nothing rests on it yet.
        ex.save(lambda case: {name: value for name, value in case.interview.answers.items() if name != fact})
        question = ex.case.flow.question(fact)
    if question is None:
        return False
    ex.put(again=fact, changes=tuple(c for c in ex.state.changes if c.fact != fact))
    return True


def _forget(ex: Exchange, fact: str) -> bool:
    """Something understood before the interview began is corrected: it is asked when its turn comes."""
    held = {p: {n: v for n, v in facts.items() if n != fact} for p, facts in ex.state.understood.items()}
    if held == ex.state.understood:
        return False
    ex.put(understood={p: facts for p, facts in held.items() if facts})
    ex.say(FORGOTTEN)
    return True


def ask_changed(ex: Exchange) -> bool:
    """Put the question that is to be answered anew; False where there is none."""
    if ex.case is None or ex.state.again not in ex.case.flow.order:
        return False
    ask(ex, ex.case.flow.question(ex.state.again), ex.tr(AGAIN))
    return True


def list_answers(ex: Exchange) -> None:
    """Every answer, also what was said before its turn came, each with a way to change it."""
    told = _told(ex.case) if ex.case is not None else ()
    if not told:
        ex.say(NOTHING_TO_CHANGE)
        return
    chips = tuple(_chip(ex, question, value) for question, value in told)
    if ex.channel == "web":
        ex.say(WHICH)
        ex.parts.append(Took(chips))
    else:  # where nothing can be tapped, they are numbered
        ex.parts.append(Ask(ex.tr(WHICH), tuple(Option(f"{chip.label} {chip.value}", chip.press) for chip in chips)))


def _told(case: Case) -> tuple[tuple[Question, Any], ...]:
    """Questions with their answers: those on the path in their order, then the others."""
    path = case.interview.path()
    later = [q for q in case.flow.questions if q not in path and q.fact.name in case.interview.answers]
    return tuple((q, case.interview.answers[q.fact.name]) for q in (*path, *later))


def _chip(ex: Exchange, question: Question, value: Any) -> Chip:
    fact = question.fact
    return Chip(say(fact.label, ex.language), said(fact, value, ex.language), "", f"change:{fact.name}")
