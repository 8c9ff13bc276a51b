"""Amounts as a reader meets them: with their unit, a ceiling never as the amount, several readings never as one."""

from dataclasses import dataclass
from datetime import date

from assistant.interview.decision_json import describe_ways
from assistant.interview.formatting import rmb_uppercase, yuan
from assistant.interview.wording import CHINESE, say, show_date, translate
from assistant.rules.explain import Decision, FigureLine
from assistant.rules.facts import N_, by_name
from assistant.rules.reading import OPEN

YUAN = N_("%(amount)s 元")
AT_MOST_MONTHS = N_("最长 %(months)s 个月")
AT_MOST = N_("不超过 %(amount)s")
NOT_STATED = N_("文件没有写明")
UNKNOWN = N_("还算不出来")
SUGGESTION = "suggestion"


@dataclass(frozen=True, slots=True)
class AmountView:
    """The main figure. ``kind``: plain, if_approved, if_met, readings, alternatives, at_most or unknown.

    ``text`` is the figure (or the ceiling); ``ways`` are (under which reading or assumption, figure). ``in_words`` is the
    figure in 大写, for a Chinese reader alone.
    """

    label: str
    kind: str
    text: str
    in_words: str
    steps: tuple[str, ...]
    ways: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True, slots=True)
class FigureView:
    """Another figure: its value, its ceiling, or that it is not stated or not known yet."""

    label: str
    text: str
    steps: tuple[str, ...]
    note: str


def show_amount(value: int, unit: str, language: str = CHINESE) -> str:
    """A figure with its unit: yuan, months (always a ceiling), a day, or a bare number."""
    if unit == "fen":
        return translate(YUAN, language) % {"amount": yuan(value)}
    if unit == "months":
        return translate(AT_MOST_MONTHS, language) % {"months": value}
    return show_date(date.fromordinal(value), language) if unit == "day" else str(value)


def main_amount(decision: Decision, language: str = CHINESE) -> str:
    """The decided amount in words; empty where there is none to speak of."""
    line = decision.amount
    if line is None or line.value is None or line.unit == SUGGESTION or decision.verdict == "ineligible":
        return ""
    return show_amount(line.value, line.unit, language)


def amount_view(decision: Decision, language: str = CHINESE) -> AmountView | None:
    """The main figure; None where the verdict leaves none or the program has none."""
    line = decision.amount
    if line is None or decision.verdict == "ineligible":
        return None
    kind, text, ways = _told(decision, line, language)
    return AmountView(
        say(line.label, language),
        kind,
        text,
        rmb_uppercase(line.value) if line.value is not None and line.unit == "fen" and language == CHINESE else "",
        tuple(say(step, language) for step in line.steps),
        ways,
        say(line.note, language) if line.note else "",
    )


def _told(decision: Decision, line: FigureLine, language: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    if line.readings:
        return "readings", "", tuple((say(w, language), show_amount(v, line.unit, language)) for w, v in line.readings)
    if line.value is not None:
        kind = {"manual_review": "if_approved", "undetermined": "if_met"}.get(decision.verdict, "plain")
        return kind, show_amount(line.value, line.unit, language), ()
    if line.at_most is not None:
        return "at_most", _ceiling(line, language), ()
    if decision.alternatives:
        facts = by_name(decision.plan.program.facts)
        return (
            "alternatives",
            "",
            tuple(
                (way, show_amount(found.amount, line.unit, language))
                for found in decision.alternatives
                for way in describe_ways(found, facts, language)
            ),
        )
    return "unknown", "", ()


def _ceiling(line: FigureLine, language: str) -> str:
    assert line.at_most is not None
    return translate(AT_MOST, language) % {"amount": show_amount(line.at_most, line.unit, language)}


def other_figures(decision: Decision, language: str = CHINESE) -> tuple[FigureView, ...]:
    """Every figure but the main one and the suggestions."""
    if decision.verdict == "ineligible":
        return ()
    lines = [f for f in decision.figures if f.id != decision.plan.program.amount and f.unit != SUGGESTION]
    return tuple(view for line in lines if (view := _figure(line, decision, language)) is not None)


def _figure(line: FigureLine, decision: Decision, language: str) -> FigureView | None:
    """One figure; None where it is nothing to this case (unknown, and waiting for nothing)."""
    if line.value is not None:
        text = show_amount(line.value, line.unit, language)
    elif line.at_most is not None:
        text = _ceiling(line, language)
    elif waits_for := decision.outcome.figures[line.id].needs:
        not_stated = any(name.startswith(OPEN) for name in waits_for)
        text = translate(NOT_STATED if not_stated else UNKNOWN, language)
    else:
        return None
    steps = tuple(say(step, language) for step in line.steps) if line.value is not None else ()
    return FigureView(say(line.label, language), text, steps, say(line.note, language) if line.note else "")
