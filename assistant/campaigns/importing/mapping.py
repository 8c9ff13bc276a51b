"""What a file's columns are: suggested by name and by what was chosen before, then as a person says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from assistant.rules.facts import N_, Fact
from assistant.rules.registry import PROGRAMS
from assistant.rules.texts import Message
from assistant.screening.reading import FileProblem
from assistant.screening.reading.headings import Column, Match, Vocabulary, map_columns, one_line

FIRM_NAME, CREDIT_CODE, PHONE, ACCOUNT = "firm_name", "credit_code", "phone", "account"
IDENTIFYING: Final[Mapping[str, str]] = {
    FIRM_NAME: N_("单位名称"),
    CREDIT_CODE: N_("统一社会信用代码"),
    PHONE: N_("接收短信的手机号"),
    ACCOUNT: N_("银行账号"),
}
REQUIRED: Final = (FIRM_NAME, CREDIT_CODE)


class MappingProblem(ValueError):
    """The columns cannot be as they were chosen. ``fields``: column place → why; ``message``: what concerns them all."""

    def __init__(self, message: Message | None = None, fields: Mapping[int, Message] | None = None) -> None:
        super().__init__("the columns cannot be as they were chosen")
        self.message = message
        self.fields = dict(fields or {})


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of the file and what it probably is.

    ``suggested``: a name to choose ("" where nothing is known); ``remembered``: it was chosen so the last time.
    ``note``: what a person should look at.
    """

    place: int
    letter: str
    heading: str
    suggested: str
    remembered: bool
    note: Message | None


def facts_of(program: str) -> tuple[Fact, ...]:
    """Return the facts that may have a column."""
    return tuple(fact for fact in PROGRAMS[program].facts if fact.kind != "list")


def vocabulary_of(program: str) -> Vocabulary:
    """Return the headings that are understood by name."""
    return Vocabulary(facts_of(program), tuple(IDENTIFYING), any_header=True)


def suggest(
    headings: Mapping[int, str], vocabulary: Vocabulary, earlier: Iterable[Mapping[str, Any]]
) -> tuple[Heading, ...]:
    """Say what each heading probably is: as it was chosen last, else by its name; no name is suggested twice.

    ``earlier``: mappings as they are stored, the newest first.
    """
    chosen = _last_chosen(earlier)
    found, taken = [], set()
    for place, raw in headings.items():
        heading = one_line(raw)
        match = vocabulary.match(heading) if heading else Match("other")
        by_name = match.names[0] if len(set(match.names)) == 1 else ""
        remembered = heading in chosen
        name = chosen.get(heading, by_name)
        if name in taken:
            name = ""
        taken.add(name)
        letter = Column(place, heading, name, match).letter
        found.append(Heading(place, letter, heading, name, remembered, None if remembered else match.note))
    return tuple(found)


def _last_chosen(earlier: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    chosen: dict[str, str] = {}
    for mapping in earlier:
        for column in mapping["columns"]:
            chosen.setdefault(column["heading"], column["name"])
    chosen.pop("", None)
    return chosen


def check(headings: Mapping[int, str], vocabulary: Vocabulary, program: str, chosen: Mapping[int, str]) -> None:
    """Raise MappingProblem unless the choice is complete, without doubles, and fits the units in the headings."""
    known = {"", *IDENTIFYING, *(fact.name for fact in facts_of(program))}
    fields: dict[int, Message] = {}
    first: dict[str, int] = {}
    for place, name in sorted(chosen.items()):
        if place not in headings or name not in known:
            fields[place] = Message(N_("没有这个选项，请重新选择。"))
        elif name and name in first:
            other = Column(first[name], "", "", Match("other")).letter
            fields[place] = Message(N_("与%(letter)s列选了同一项，请只保留一列。"), {"letter": other})
        elif name:
            first[name] = place
            try:
                vocabulary.chosen(one_line(headings[place]), name)
            except FileProblem as problem:
                fields[place] = problem.message
    if fields:
        raise MappingProblem(fields=fields)
    _check_complete(set(first))


def _check_complete(names: set[str]) -> None:
    missing = [Message(IDENTIFYING[name]) for name in REQUIRED if name not in names]
    if missing:
        raise MappingProblem(Message(N_("还没有指明哪一列是：%(names)s。没有这一列就无法导入。"), {"names": missing}))
    if names <= set(IDENTIFYING):
        raise MappingProblem(Message(N_("还没有指明任何一列核算用的数据，例如单位类型、缴费月数、实缴保费。")))


def stored(
    headings: Mapping[int, str], chosen: Mapping[int, str], sheet: str | None, header_row: int
) -> dict[str, Any]:
    """Return the choice as it is kept."""
    columns = [
        {"place": place, "heading": one_line(heading), "name": chosen.get(place, "")}
        for place, heading in headings.items()
    ]
    return {"sheet": sheet, "header_row": header_row, "columns": columns}


def chosen_of(mapping: Mapping[str, Any]) -> dict[int, str]:
    """Return a kept choice as column place → name."""
    return {column["place"]: column["name"] for column in mapping["columns"]}


def chosen_columns(headings: Mapping[int, str], program: str, chosen: Mapping[int, str]) -> Sequence[Column]:
    """Return the columns as chosen, for whoever wants to show them."""
    return map_columns(headings, vocabulary_of(program), chosen)
