"""A question as a template needs it, spoken once per language and kept: it is the same for every visitor."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.interview.documents import short_citation
from assistant.interview.engine import UNSURE, Interview
from assistant.interview.flows import Question
from assistant.interview.formatting import percent_of_rate, yuan
from assistant.interview.inputs import LABEL, NOT_SURE, most_rows, row_label
from assistant.interview.parsing import TEN_THOUSANDTH
from assistant.interview.wording import NOT_SURE as NOT_SURE_LABEL
from assistant.interview.wording import YES_NO, say, translate
from assistant.rules.facts import N_, Fact
from assistant.rules.texts import Message

HINTS = {
    "int": N_("只填一个整数，例如 120"),
    "months": N_("填月数，例如 12；也可以写“一年半”"),
    "money": N_("例如 120000 或 1,234.50；单位选“万元”时填 6.1 就是 61,000 元"),
    "date": N_("例如 2024-03-15、2024年3月15日，或直接写 20240315"),
    "month": N_("例如 2024-03 或 2024年3月"),
}
INPUT_MODES = {"int": "numeric", "months": "numeric", "money": "decimal", "date": "numeric", "month": "numeric"}
TYPED = frozenset(HINTS)
YUAN = N_("元")
ROW = N_("用工单位 %(label)s")
RATE_HINT = N_("填百分数，例如 5.5")


@dataclass(frozen=True, slots=True)
class FieldView:
    """How one fact is filled in: kind of control, options (value, label, hint), hint, unit and keyboard."""

    fact: Fact
    label: str
    kind: str
    options: tuple[tuple[str, str, str], ...]
    hint: str
    unit: str
    inputmode: str


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question in one language; ``items`` are the fields of a list's row."""

    name: str
    text: str
    help: str
    find: str
    field: FieldView
    items: tuple[FieldView, ...]
    row_labels: tuple[str, ...]


# Every visitor is asked the same questions: each is spoken once per language. It is kept beside its view, so that its id
# stays its own.
_VIEWS: dict[tuple[int, str], tuple[Question, QuestionView]] = {}


def question_view(question: Question, language: str) -> QuestionView:
    """The question as the template shows it."""
    found = _VIEWS.get((id(question), language))
    if found is None:
        found = _VIEWS[id(question), language] = (question, _view(question, language))
    return found[1]


def _view(question: Question, language: str) -> QuestionView:
    hints = {value: say(words, language) for value, words in question.hints.items()}
    text = say(question.text, language)
    return QuestionView(
        question.fact.name,
        text,
        say(question.help, language),
        say(question.find, language) if question.find else "",
        _field(question.fact, text, hints, language),
        tuple(
            _field(item.fact, say(item.text, language), {}, language, say(item.help, language) if item.help else "")
            for item in question.items
            if item.fact.name != LABEL
        ),
        tuple(
            translate(ROW, language) % {"label": row_label(question.fact, i)} for i in range(most_rows(question.fact))
        )
        if question.items
        else (),
    )


def _field(fact: Fact, label: str, hints: Mapping[str, str], language: str, help_text: str = "") -> FieldView:
    return FieldView(
        fact,
        label,
        "radio" if fact.kind in ("bool", "choice") else "list" if fact.kind == "list" else "text",
        _options(fact, hints, language),
        help_text or translate(RATE_HINT if fact.unit == TEN_THOUSANDTH else HINTS.get(fact.kind, ""), language),
        "%"
        if fact.unit == TEN_THOUSANDTH
        else translate(fact.unit or (YUAN if fact.kind == "money" else ""), language),
        "decimal" if fact.unit == TEN_THOUSANDTH else INPUT_MODES.get(fact.kind, ""),
    )


def _options(fact: Fact, hints: Mapping[str, str], language: str) -> tuple[tuple[str, str, str], ...]:
    if fact.kind == "bool":
        given = [("yes", translate(YES_NO[True], language), ""), ("no", translate(YES_NO[False], language), "")]
    else:
        given = [(c.value, translate(c.label, language), hints.get(c.value, "")) for c in fact.choices]
    return (*given, (NOT_SURE, translate(NOT_SURE_LABEL, language), "")) if given else ()


def form_value(fact: Fact, value: Any) -> str:
    """How a known value stands in its field; empty for none."""
    if value is UNSURE or value is None:
        return NOT_SURE if value is UNSURE and fact.kind in ("bool", "choice") else ""
    match fact.kind:
        case "bool":
            return "yes" if value else "no"
        case "money":
            return yuan(value).removesuffix(".00")
        case "month":
            return f"{value:%Y-%m}"
        case "date":
            return date.isoformat(value)
    if fact.unit == TEN_THOUSANDTH:
        return percent_of_rate(value).removesuffix("%")
    return str(value)


def form_of_rows(fact: Fact, rows: list[dict[str, Any]]) -> dict[str, str]:
    """A list's rows as the form that gives them."""
    form = {"rows": str(max(len(rows), 1))}
    for i, row in enumerate(rows):
        for item in fact.items:
            value = row.get(item.name, UNSURE)
            name = f"row-{i}-{item.name}"
            form[name] = form_value(item, value)
            if value is UNSURE and item.kind not in ("bool", "choice"):
                form[f"{name}-{NOT_SURE}"] = "1"
    return form


_WHY: OrderedDict[tuple[Any, ...], tuple[tuple[str, str], ...]] = OrderedDict()


def why_asked(interview: Interview, fact_name: str, language: str) -> tuple[tuple[str, str], ...]:
    """ "Why am I asked this": (what waits for the answer, its clause), remembered per plan and language."""
    plan = interview.plan
    key = (plan.notice.id, plan.program.name, plan.as_of, fact_name, language)
    found = _WHY.get(key)
    if found is None:
        waiting = set(interview.asked_because(fact_name))
        conditions = [(p.kind.text(p.params), p.citation) for p in plan.conditions if p.id in waiting]
        figures = [(Message(p.kind.label), p.citation) for p in plan.figures if p.id in waiting]
        found = tuple(
            (say(text, language), short_citation(plan, cite, language)) for text, cite in (*conditions, *figures)
        )
        _WHY[key] = found
        if len(_WHY) > 4000:
            _WHY.popitem(last=False)
    return found
