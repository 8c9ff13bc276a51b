"""A question as an agent says it: the script, the answers to choose from, a probe for who hesitates, terms in plain words."""

from dataclasses import dataclass

from assistant.interview.flows import Question
from assistant.interview.wording import say


@dataclass(frozen=True, slots=True)
class Term:
    """A technical term that stands in a question, and what it means in plain words."""

    term: str
    plain: str


@dataclass(frozen=True, slots=True)
class SpokenQuestion:
    """One question in one language; ``options`` are the answers to read out, in the order of the digits that choose them."""

    script: str
    options: tuple[str, ...]
    probe: str
    terms: tuple[Term, ...]


def spoken_question(question: Question, language: str) -> SpokenQuestion:
    """The question as an agent says it."""
    script = say(question.spoken, language)
    return SpokenQuestion(script, (), say(question.probe, language), ())
