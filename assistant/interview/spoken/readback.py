"""The answers read back: one sentence each, in the order in which they were asked, for the caller to confirm."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assistant.interview.changes import said
from assistant.interview.engine import UNSURE, Interview
from assistant.interview.flows import Question
from assistant.interview.inputs import LABEL
from assistant.interview.spoken import phrases
from assistant.interview.spoken.figures import aloud
from assistant.interview.wording import CHINESE, say, show_date, show_fact
from assistant.rules.texts import Words


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence; ``fact``: the question that it is the answer to, empty for place and day. ``unsure``: not known."""

    fact: str
    text: str
    unsure: bool = False


def readback(interview: Interview, place: str, language: str = CHINESE) -> tuple[Line, ...]:
    """The answers on the path as sentences, after the place and the day that they are judged by."""
    as_of = show_date(interview.plan.as_of, language)
    basis = say(phrases.PLACE, language) % {"place": place, "as_of": as_of}
    return (Line("", basis), *(_line(q, interview.answers[q.fact.name], language) for q in interview.path()))


def _line(question: Question, value: Any, language: str) -> Line:
    fact, label = question.fact, say(question.fact.label, language)
    if value is UNSURE:
        return Line(fact.name, say(phrases.NOT_SURE, language) % {"label": label}, unsure=True)
    if fact.kind == "list" and value:
        joiner = "" if language == CHINESE else " "
        return Line(fact.name, joiner.join(_rows(question, value, language)))
    answered: Words = phrases.ANSWER
    if fact.kind == "bool":
        answered = phrases.YES if value else phrases.NO
    told = said(fact, value, language)
    return Line(fact.name, aloud(say(answered, language) % {"label": label, "value": told}, language))


def _rows(question: Question, rows: list[dict[str, Any]], language: str) -> Iterator[str]:
    """A sentence for each host employer: every cell with its label, so that figures cannot be taken for one another."""
    colon, comma = ("：", "，") if language == CHINESE else (": ", ", ")
    for row in rows:
        cells = comma.join(
            f"{say(item.label, language)}{colon}{show_fact(item, row[item.name], language)}"
            for item in question.fact.items
            if item.name in row and item.name != LABEL
        )
        yield aloud(say(phrases.ROW, language) % {"label": row.get(LABEL, ""), "cells": cells}, language)
