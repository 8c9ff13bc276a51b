"""From a file's headings to facts."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.rules.facts import N_, Fact
from assistant.rules.texts import Message, message
from assistant.screening.reading.problems import FileProblem
from assistant.screening.reading.result import REJECT_COLUMNS, Role
from assistant.screening.reading.text import BLANKS, fold
from assistant.screening.reading.units import Unit, label_unit, own_unit, written_unit

HEADER_WITHIN = 20

# What bureaus call the columns that name a firm or a person; they are kept as text and never computed with.
ID_LABELS: dict[str, tuple[str, ...]] = {
    "firm_name": ("单位名称", "企业名称", "公司名称", "参保单位名称", "用人单位名称"),
    "credit_code": ("统一社会信用代码", "社会信用代码", "信用代码", "统一信用代码"),
    "phone": ("联系电话", "手机号", "手机号码", "手机", "电话", "经办人电话"),
    "id_number": ("身份证号", "身份证号码", "证件号码", "公民身份号码"),
    "account": ("银行账号", "银行账户", "收款账号", "银行卡号"),
}

_UNIT_AT_END = re.compile(r"^(?P<label>.+?)\((?P<unit>[^()]*)\)$")
_ORNAMENTS = "*:：＊"
_LIKE_A_UNIT = re.compile(r"^(?:单位:?)?(?:[十百千万亿]*(?:元|分|角|人|人次|户|家|个月|月|岁|天|日)|.*[%‰])$")
# An unrecognised column whose heading speaks of codes or numbers is guarded like an identifier.
_CODE_HEADING = re.compile(r"代码|编码|编号|账号|帐号|卡号|号码|证号|身份证|电话|手机|(?:^|_)(?:id|code|no|phone)$")


@dataclass(frozen=True, slots=True)
class Match:
    """What a heading stands for. More than one name means that it is ambiguous."""

    role: Role
    names: tuple[str, ...] = ()
    fact: Fact | None = None
    unit: Unit = field(default_factory=lambda: Unit(""))
    note: Message | None = None
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file: its place (from 0), heading, output name and meaning."""

    index: int
    heading: str
    name: str
    match: Match
    unnamed: bool = False

    @property
    def key(self) -> str:
        """The column's name inside the reader, where headings of any kind cannot collide."""
        return f"c{self.index}"

    @property
    def letter(self) -> str:
        """The spreadsheet's letter for the column: A, B, …, Z, AA."""
        letters, rest = "", self.index + 1
        while rest:
            rest, digit = divmod(rest - 1, 26)
            letters = chr(65 + digit) + letters
        return letters


class Vocabulary:
    """The headings that a reader knows: facts by name and label, identifiers by name and custom."""

    def __init__(self, facts: Sequence[Fact], id_columns: Sequence[str], *, any_header: bool = False) -> None:
        """``any_header``: a person will say what the columns are, so a header of unknown headings will do."""
        self.any_header = any_header
        self._facts_by_name = {fact.name: fact for fact in facts if fact.kind != "list"}
        self._id_names = frozenset(id_columns)
        self._facts: dict[str, list[tuple[Fact, Unit]]] = {}
        self._ids: dict[str, str] = {}
        # Labels without their closing bracket. The bracket may be what matters (of unit and staff together), so such a
        # heading is not taken for the fact, but the reader is told how to make it so.
        self._shortened: dict[str, Fact] = {}
        self.examples = tuple(fact.label for fact in facts if fact.kind != "list")[:3]
        for name in id_columns:
            for word in (name, *ID_LABELS.get(name, ())):
                self._ids[fold(word)] = name
        for fact in facts:
            if fact.kind != "list":  # a list has no single cell to stand in
                self._learn(fact)

    def _learn(self, fact: Fact) -> None:
        words = {fold(fact.label): label_unit(fact)}
        labelled = _UNIT_AT_END.match(fold(fact.label))
        if labelled and (unit := written_unit(fact, labelled["unit"])):
            # The label names its unit itself; a file may leave it out or write another.
            words = {fold(fact.label): unit, labelled["label"]: unit}
        words[fold(fact.name)] = own_unit(fact)
        for word, unit in words.items():
            self._facts.setdefault(word, []).append((fact, unit))
        if labelled and labelled["label"] not in words:
            self._shortened.setdefault(labelled["label"], fact)

    def match(self, heading: str) -> Match:
        """Return what ``heading`` stands for; a heading with a unit that does not fit is not recognised."""
        word = fold(heading).strip(_ORNAMENTS)
        if found := self._facts.get(word):
            fact, unit = found[0]
            return Match("fact", tuple(f.name for f, _ in found), fact, unit)
        if word in self._ids:
            return Match("id", (self._ids[word],), guarded=True)
        with_unit = _UNIT_AT_END.match(word)
        if with_unit and (found := self._facts.get(with_unit["label"])):
            return _with_unit(found, with_unit["label"], with_unit["unit"])
        bare = with_unit["label"] if with_unit else word
        if bare in self._shortened:
            label = self._shortened[bare].label
            return Match(
                "other",
                note=message(N_("如果就是“%(label)s”，请把表头改成这个全名；现在没有采用这一列。"), label=label),
            )
        return Match("other", guarded=bool(_CODE_HEADING.search(word)))

    def chosen(self, heading: str, name: str) -> Match:
        """Return what a person says that ``heading`` stands for; ``name`` "" leaves the column out.

        Raises FileProblem when the heading names a unit that does not fit, KeyError for a name that is not known.
        """
        if not name:
            return Match("other")
        if name in self._id_names:
            return Match("id", (name,), guarded=True)
        fact = self._facts_by_name[name]
        found = self.match(heading)
        if found.fact is fact and len(found.names) == 1:
            return found
        return Match("fact", (name,), fact, _unit_of(fact, heading))

    def header_score(self, headings: Iterable[str]) -> int:
        """Return how many headings of a row are recognised, or 0 when it cannot be the header row."""
        matches = [self.match(heading) for heading in headings]
        recognised = {match.names for match in matches if match.role != "other"}
        has_fact = any(match.role == "fact" for match in matches)
        return len(recognised) if has_fact and len(recognised) >= 2 else 0

    def find_header(self, rows: Iterable[Sequence[str]]) -> int | None:
        """Return the place (from 0) of the first row that holds two known headings or more; None without one."""
        table = list(rows)
        known = next((place for place, row in enumerate(table) if self.header_score(row)), None)
        return guessed_header(table) if known is None and self.any_header else known

    def no_header(self) -> FileProblem:
        """Return the problem to raise when no row looks like the header."""
        return FileProblem(
            N_(
                "在前 %(rows)s 行里没有找到表头。请保留一行栏目名称，其中至少两列的名称与本系统一致，例如：%(examples)s。"
            ),
            rows=HEADER_WITHIN,
            examples="、".join(self.examples),
        )


def _with_unit(found: list[tuple[Fact, Unit]], label: str, word: str) -> Match:
    fact = found[0][0]
    unit = written_unit(fact, word)
    if unit is None:
        text = N_("名称像“%(label)s”，但括号里的“%(unit)s”不是它的单位，因此没有采用这一列。")
        return Match("other", note=message(text, label=fact.label, unit=word))
    if fact.kind == "money" and label == fold(fact.name) and unit.scale:
        raise FileProblem(
            N_("栏目“%(name)s”按约定以分为单位，表头却写着“%(unit)s”。请改用中文栏目名“%(label)s（%(unit)s）”。"),
            name=fact.name,
            unit=word,
            label=fact.label,
        )
    return Match("fact", tuple(f.name for f, _ in found), fact, unit)


def _unit_of(fact: Fact, heading: str) -> Unit:
    """The unit that a heading names in its brackets, else the one in which such a column usually stands."""
    word = fold(heading).strip(_ORNAMENTS)
    if word == fold(fact.name):
        return own_unit(fact)
    with_unit = _UNIT_AT_END.match(word)
    if with_unit is None or not _LIKE_A_UNIT.match(with_unit["unit"]):
        return label_unit(fact)
    unit = written_unit(fact, with_unit["unit"])
    if unit is None:
        raise FileProblem(
            N_("表头“%(heading)s”的括号里写着“%(unit)s”，不是“%(label)s”能用的单位。请核对这一列，或改选“不采用”。"),
            heading=heading,
            unit=with_unit["unit"],
            label=Message(fact.label),
        )
    return unit


def map_columns(
    headings: Mapping[int, str], vocabulary: Vocabulary, chosen: Mapping[int, str] | None = None
) -> tuple[Column, ...]:
    """Say what every column of the header row (place from 0 → heading) stands for.

    ``chosen``: what a person says instead (place → name; "" or absent: left out). Raises FileProblem for headings that
    occur twice or could mean several facts.
    """
    if chosen is not None:
        return _chosen_columns(headings, vocabulary, chosen)
    columns = []
    for index, raw in headings.items():
        heading = one_line(raw)
        match = vocabulary.match(heading) if heading else Match("other")
        column = Column(index, heading, match.names[0] if match.names else heading, match, unnamed=not heading)
        columns.append(column if heading else _named(column, f"（{column.letter}列无标题）"))
    free = tuple(_named(c, f"{c.name}（原）") if c.name in REJECT_COLUMNS else c for c in columns)
    _refuse_ambiguous(free)
    return free


def _chosen_columns(
    headings: Mapping[int, str], vocabulary: Vocabulary, chosen: Mapping[int, str]
) -> tuple[Column, ...]:
    columns = []
    for index, raw in headings.items():
        heading = one_line(raw)
        match = vocabulary.chosen(heading, chosen.get(index, ""))
        column = Column(index, heading, match.names[0] if match.names else "", match, unnamed=not heading)
        # What is left out may be headed as it likes, also twice alike.
        columns.append(column if match.names else _named(column, f"（{column.letter}列）{heading}"))
    _refuse_ambiguous(columns)
    return tuple(columns)


def one_line(heading: str) -> str:
    """Return a heading as it is shown: without outer blanks and line breaks."""
    return " ".join(heading.strip(BLANKS).split())


def guessed_header(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the place of the first row that is about as full as any and holds words only, or None."""
    filled = [[cell for cell in map(one_line, row) if cell] for row in rows]
    most = max(map(len, filled), default=0)
    for place, cells in enumerate(filled):
        if len(cells) >= max(2, most * 0.8) and all(map(_wordy, cells)):
            return place
    return None


def _wordy(cell: str) -> bool:
    """Codes, figures and dates hold more digits than letters."""
    letters = sum(letter.isalpha() for letter in cell)
    return cell.isprintable() and letters >= max(1, sum(letter.isdigit() for letter in cell))


def _named(column: Column, name: str) -> Column:
    """The reader's own column names must stay free, also when one of its outputs is read again."""
    return replace(column, heading=column.heading or name, name=name)


def _refuse_ambiguous(columns: Sequence[Column]) -> None:
    for column in columns:
        if len(set(column.match.names)) > 1:
            raise FileProblem(
                N_("%(letter)s列的表头“%(heading)s”可以指几个不同的项目：%(names)s。请改用其中一个名称作表头。"),
                letter=column.letter,
                heading=column.heading,
                names="、".join(column.match.names),
            )
    counts = Counter(column.name for column in columns)
    for name, times in counts.items():
        if times > 1:
            twice = [column for column in columns if column.name == name]
            raise FileProblem(
                N_("有 %(times)s 列表头说的是同一项：%(columns)s。请只保留一列，或者改名后重新上传。"),
                times=times,
                columns="、".join(f"{c.letter}列“{c.heading}”" for c in twice),
            )
