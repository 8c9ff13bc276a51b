"""An interview that began with the bureau's facts: which answers are still theirs, which the firm changed, both results."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from assistant.interview.changes import said
from assistant.interview.engine import UNSURE, Interview
from assistant.interview.report.amounts import main_amount
from assistant.interview.stored import from_json, value_to_json
from assistant.interview.wording import CHINESE, VERDICTS, say, translate

THEIRS: Final = "theirs"  # as the bureau has it
CHANGED: Final = "changed"
ADDED: Final = "added"  # the bureau has nothing on it
LACKING: Final = "lacking"  # nor does the firm say anything


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an answer comes from; ``was`` is the bureau's value in words, where the firm changed it."""

    kind: str
    was: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer that is not the bureau's: the question's label, the bureau's value (empty: none) and the firm's."""

    fact: str
    label: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Side:
    """One side's result: verdict, its word, and the amount in words (empty: none) and in fen (None: none)."""

    verdict: str
    word: str
    amount: str
    fen: int | None


def bureaus(interview: Interview, prefilled: Mapping[str, Any]) -> Interview:
    """The interview as the bureau's facts alone would answer it; what they do not say is "not sure"."""
    own = Interview(interview.flow, interview.plan, from_json(interview.flow.program, prefilled))
    return rest_unsure(own)


def rest_unsure(interview: Interview) -> Interview:
    """The interview with every open question answered "not sure", so that nothing behind one of them is left out."""
    while (question := interview.next_question()) is not None:
        interview = interview.with_answer(question.fact.name, UNSURE)
    return interview


def origins(interview: Interview, prefilled: Mapping[str, Any], language: str = CHINESE) -> dict[str, Origin]:
    """Where each answer on the path comes from, by fact; empty for an interview that did not begin with facts."""
    if not prefilled:
        return {}
    theirs = from_json(interview.flow.program, prefilled)
    return {q.fact.name: _origin(interview, theirs, q.fact.name, language) for q in interview.path()}


def _origin(interview: Interview, theirs: Mapping[str, Any], fact: str, language: str) -> Origin:
    given = interview.answers[fact]
    if fact not in theirs:
        return Origin(LACKING if given is UNSURE else ADDED)
    if value_to_json(given) == value_to_json(theirs[fact]):
        return Origin(THEIRS)
    return Origin(CHANGED, said(interview.flow.question(fact).fact, theirs[fact], language))


def differences(interview: Interview, prefilled: Mapping[str, Any], language: str = CHINESE) -> list[Difference]:
    """Every answer on the path that the firm gave or changed itself, in the flow's order."""
    found = []
    for fact, origin in origins(interview, prefilled, language).items():
        if origin.kind in (CHANGED, ADDED):
            asked = interview.flow.question(fact).fact
            now = said(asked, interview.answers[fact], language)
            found.append(Difference(fact, say(asked.label, language), origin.was, now))
    return found


def side(interview: Interview, language: str = CHINESE) -> Side:
    """What an interview comes to."""
    decision = interview.decision()
    amount = decision.amount
    fen = amount.value if amount is not None and amount.unit == "fen" and decision.verdict != "ineligible" else None
    word = translate(VERDICTS[decision.verdict], language)
    return Side(decision.verdict, word, main_amount(decision, language), fen)
