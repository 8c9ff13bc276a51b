"""Several notices side by side for one program: in words for visitors, key by key for those who edit notices."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel

from assistant.interview.held.holdings import last_day
from assistant.interview.held.parameters import parameters
from assistant.interview.wording import say
from assistant.rules.facts import N_
from assistant.rules.plan import Citation, Condition, FigurePart, Plan
from assistant.rules.texts import Message, Text


@dataclass(frozen=True, slots=True)
class Row:
    """One thing compared: ``cells`` holds one entry per plan, None where that notice says nothing of it."""

    key: str
    heading: Text
    cells: tuple[Any, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What one notice says, and where."""

    lines: tuple[Text, ...]
    citations: tuple[Citation, ...]


OF_TERM = ("term_started", "term_not_over")  # conditions that the term itself says already

# -- in words ---------------------------------------------------------------------------------------


def in_words(plans: Sequence[Plan]) -> list[Row]:
    """The term, then every condition and figure that any of the plans has. Rows differ when their words do."""
    return _rows([_in_words(plan) for plan in plans], lambda cell: [say(line) for line in cell.lines])


def _in_words(plan: Plan) -> dict[str, tuple[Text, Cell]]:
    found: dict[str, tuple[Text, Cell]] = {"term": (Message(N_("执行期")), Cell((term(plan),), (plan.term.citation,)))}
    for part in plan.conditions:
        if part.id not in OF_TERM:
            found[f"condition.{part.id}"] = (about(plan, part), Cell(says(part), sources(part)))
    for figure in plan.figures:
        label = Message(figure.kind.label)
        found[f"figure.{figure.id}"] = (label, Cell(standards(plan, figure), sources(figure)))
    for deadline in plan.deadlines:
        found[f"deadline.{deadline.id}"] = (Message(N_("期限")), Cell((deadline.act,), (deadline.citation,)))
    return found


def about(plan: Plan, part: Condition) -> Text:
    """What a condition is about: the first fact that it looks at."""
    labels = {fact.name: fact.label for fact in plan.program.facts}
    return Message(labels[part.reads[0]] if part.reads else N_("条件"))


def term(plan: Plan) -> Text:
    """From which day to which the plan's notice governs."""
    first, last = plan.term.first, last_day(plan)
    if last is None:
        return Message(N_("没有写明最后一天"))
    if first is None:
        return Message(N_("到 %(last)s 为止"), {"last": last})
    return Message(N_("%(first)s 至 %(last)s"), {"first": first, "last": last})


def says(part: Condition) -> tuple[Text, ...]:
    """A condition in plain words, each overlay in its own line."""
    lines: list[Text] = [part.kind.text(part.params)]
    for overlay in part.overlays:
        values = {"document": overlay.citation.section, "text": part.kind.text(overlay.params)}
        lines.append(Message(N_("另据 %(document)s：%(text)s"), values))
    return tuple(lines)


def sources(part: Condition | FigurePart) -> tuple[Citation, ...]:
    """Where a part stands, with the notices that fill its gaps."""
    return (part.citation, *part.filled_from)


def standards(plan: Plan, figure: FigurePart) -> tuple[Text, ...]:
    """What a figure is computed by, each parameter in its own line."""
    return tuple(
        Message(N_("%(name)s：%(value)s"), {"name": name, "value": value})
        for name, value in parameters(plan.program, figure)
    )


def repeats(figure: FigurePart, plan: Plan) -> bool:
    """Whether an earlier figure of the plan was told with the same parameters (a refund and its shares)."""
    earlier = plan.figures[: plan.figures.index(figure)]
    return any(other.params == figure.params for other in earlier)


# -- key by key -------------------------------------------------------------------------------------


def by_key(plans: Sequence[Plan]) -> list[Row]:
    """Every key of every part as a notice's file writes it (gaps filled), and the clause of each part."""
    return _rows([dict(_keys(plan)) for plan in plans], lambda value: value)


def _keys(plan: Plan) -> Iterable[tuple[str, tuple[Text, Any]]]:
    def entry(key: str, value: Any) -> tuple[str, tuple[Text, Any]]:
        return key, (Message(key), value)

    yield entry("term.first", _plain(plan.term.first))
    yield entry("term.last", _plain(plan.term.last))
    yield entry("term.section", _clause(plan, plan.term.citation))
    for part in plan.parts:
        if part.id in OF_TERM:
            continue
        kind = "condition" if isinstance(part, Condition) else "figure"
        yield entry(f"{kind}.{part.id}.use", part.kind.name)
        for name, value in _flat(part.params):
            yield entry(f"{kind}.{part.id}.{name}", _plain(value))
        yield entry(f"{kind}.{part.id}.section", "; ".join(_clause(plan, c) for c in sources(part)))
        for i, overlay in enumerate(part.overlays):
            yield entry(f"{kind}.{part.id}.overlay[{i}]", f"{overlay.citation.section} ({overlay.tag or '*'})")


def _flat(params: Any, prefix: str = "") -> Iterable[tuple[str, Any]]:
    """Nested tables as dotted keys."""
    if isinstance(params, BaseModel):
        given = params.model_fields_set  # a default is nothing that a file says
        params = {name: getattr(params, name) for name in type(params).model_fields if name in given}
    for name, value in params.items():
        if isinstance(value, BaseModel | dict) and value:
            yield from _flat(value, f"{prefix}{name}.")
        elif value not in (None, (), {}):
            yield prefix + name, value


def _plain(value: Any) -> str | None:
    match value:
        case None:
            return None
        case bool():
            return str(value).lower()
        case date():
            return value.isoformat()
        case tuple() | list():
            return ", ".join(_plain(v) or "" for v in value)
        case BaseModel():
            return " ".join(f"{name}={_plain(v)}" for name, v in _flat(value))
    return str(value)


def _clause(plan: Plan, citation: Citation) -> str:
    other = "" if citation.notice == plan.notice.id else f"{citation.notice} "
    return f"{other}{citation.section} ({citation.tier})"


# -- both -------------------------------------------------------------------------------------------


def _rows(columns: Sequence[Mapping[str, tuple[Text, Any]]], compared: Callable[[Any], Any]) -> list[Row]:
    """One row per key, in the first column's order; a further column's own rows follow the row that they follow there."""
    order: list[str] = []
    for column in columns:
        at = 0
        for key in column:
            if key in order:
                at = order.index(key) + 1
            else:
                order.insert(at, key)
                at += 1
    return [_row(key, columns, compared) for key in order]


def _row(key: str, columns: Sequence[Mapping[str, tuple[Text, Any]]], compared: Callable[[Any], Any]) -> Row:
    heading = next(column[key][0] for column in columns if key in column)
    cells = tuple(column[key][1] if key in column else None for column in columns)
    values = [None if cell is None else compared(cell) for cell in cells]
    return Row(key, heading, cells, any(value != values[0] for value in values))
