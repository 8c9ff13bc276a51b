"""What was said but is not certain: asked back when it matters, with what may have been meant to choose from."""

from assistant.chat import presses
from assistant.chat.asking import options
from assistant.chat.exchange import Exchange
from assistant.chat.replies import Ask, Option
from assistant.chat.state import MOST_WAITING
from assistant.interview.changes import said
from assistant.interview.engine import needs
from assistant.interview.flows import Question
from assistant.interview.question_views import TYPED, question_view
from assistant.rules.facts import N_, Fact
from assistant.understanding.model import Understood
from assistant.understanding.unclear import Unclear, asks_back, joined, unclear_of, values_of, with_year

NOTED = N_("“%(said)s”还不够确切，先记着，用得上时再跟您核对。")


def remember(ex: Exchange, understood: Understood) -> None:
    """Keep what is to be asked back; a newer doubt about a fact replaces the older one."""
    fresh = [joined(doubt, ex.state.doubts) for doubt in unclear_of(understood)]
    if not fresh:
        return
    names = {(d.program, d.fact) for d in fresh}
    older = [d for d in ex.state.doubts if (d.program, d.fact) not in names]
    ex.put(doubts=(*fresh, *older)[:MOST_WAITING])


def pressing(ex: Exchange) -> tuple[Unclear, Question] | None:
    """The first doubt that can change this interview's answer now, with its question."""
    if ex.case is None:
        return None
    interview = ex.case.interview
    matters = {*needs(ex.case.plan, interview.facts()), *(q.fact.name for q in interview.path())}
    for doubt in ex.state.doubts:
        if doubt.program == ex.case.flow.program.name and doubt.fact in matters and doubt.fact in ex.case.flow.order:
            return doubt, ex.case.flow.question(doubt.fact)
    return None


def noted(ex: Exchange, understood: Understood) -> None:
    """Say that what is in doubt was heard, where nothing else shows it and it is not its turn."""
    fresh = unclear_of(understood)
    found = pressing(ex)
    if (
        ex.case is None
        or not fresh
        or ex.parts
        or ex.state.confirming
        or (found and found[0] in ex.state.doubts[: len(fresh)])
    ):
        return
    ex.say(NOTED, said=fresh[0].said)


def ask_back(ex: Exchange) -> bool:
    """Ask back what is in doubt; False where nothing is that matters."""
    found = pressing(ex)
    if found is None:
        return False
    doubt, question = found
    view, fact = question_view(question, ex.language), question.fact
    if view.field.kind == "list":
        ex.put(doubts=tuple(d for d in ex.state.doubts if d is not doubt))
        return ask_back(ex)
    ex.put(asked=fact.name)
    ex.parts.append(
        Ask(
            asks_back(doubt, fact, view.text, ex.language),
            _choices(ex, doubt, question),
            fact.name,
            " ".join(text for text in (view.help, view.find) if text),
            view.field.hint,
            numeric=fact.kind in TYPED,
            inputmode=view.field.inputmode,
        )
    )
    return True


def _choices(ex: Exchange, doubt: Unclear, question: Question) -> tuple[Option, ...]:
    """What may have been meant, else every answer that is listed."""
    every = options(ex, question)
    meant = [
        Option(said(question.fact, value, ex.language), presses.answer(question.fact, raw))
        for raw, value in values_of(question.fact, doubt.candidates)
    ]
    if not meant or question.fact.kind == "bool" or (question.fact.kind == "choice" and len(meant) == 1):
        return every
    return (*meant, every[-1])


def fill_year(ex: Exchange, fact: Fact, typed: str) -> bool:
    """Take a bare year into a date that was said in part, so that only the rest is asked; False where it is none."""
    doubt = next((d for d in ex.state.doubts if d.fact == fact.name), None)
    told = with_year(doubt, typed) if doubt is not None and fact.kind == "date" else None
    if told is None:
        return False
    ex.put(doubts=tuple(told if d is doubt else d for d in ex.state.doubts))
    return True
