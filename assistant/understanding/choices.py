"""Choice and yes/no facts in a message, by the phrases of ``words/<program>.toml``.

In a file::

    program = "skill_subsidy"

    [[claimed_before.true]]               # fact and value, as the rules have them
    say = ["领过技能补贴~"]                 # phrases; “~” closes one that is also known misheard or mistyped (lexicon)
    match = ['领(?P<at>过).{0,4}补贴']       # regular expressions; ``at``, if there, is where a denial must reach
    not_before = ["医院"]                  # not taken where one of these follows at once
    not_after = ["想"]                     # nor where one of these stands right before it
    answer = ["领过"]                      # phrases that count only as an answer to the fact's own question
    denied = "none"                       # what a denial says; of true it is false anyway
    topical = true                        # also taken where it is only asked about or supposed: 三级能领多少
    wish = true                           # also taken where it is only planned: 想找工作
    or_else = ["expired_declined"]        # it may as well be one of these: asked back, unless another phrase decides
    guard = "level"                       # adds a list of guards that several groups share

    [guard.level]
    not_before = ["医院"]
    not_after = ["第"]

A yes/no fact's values are ``true`` and ``false``.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

import assistant.rules.programs  # noqa: F401  (registers the programs that files may name)
from assistant.policies import PolicyError, Problem
from assistant.policies.errors import problems_of
from assistant.rules.facts import Fact
from assistant.rules.registry import PROGRAMS
from assistant.understanding.bare import says_nothing
from assistant.understanding.lexicon import Lexicon
from assistant.understanding.model import Doubt, Found, Span, Text
from assistant.understanding.persons import is_bystanders
from assistant.understanding.polarity import Clause, Polarity, polarity_at, standing
from assistant.understanding.text import fold

WORDS = Path(__file__).parent / "words"
_MOST = 100  # phrases of one fact that are looked at; nobody says one thing so often
_YES_NO: Mapping[str, bool] = {"true": True, "false": False}


class PhraseTable(BaseModel):
    """One group of phrases for one value of one fact."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    say: tuple[str, ...] = ()
    match: tuple[str, ...] = ()
    answer: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    denied: str = ""
    topical: bool = False
    wish: bool = False
    or_else: tuple[str, ...] = ()
    guard: str = ""


class GuardTable(BaseModel):
    """Guards that several groups share."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()


_GUARDS = TypeAdapter(dict[str, GuardTable])
Tables = Mapping[str, Mapping[str, tuple[PhraseTable, ...]]]
_TABLES = TypeAdapter(dict[str, dict[str, tuple[PhraseTable, ...]]])


@dataclass(frozen=True, slots=True)
class Said:
    """A phrase found: what it says of which fact, where, and how it is meant. ``value`` None: only that it is not so."""

    fact: str
    value: Any
    start: int
    end: int
    span: Span
    polarity: Polarity
    topical: bool = False
    wish: bool = False
    or_else: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class _Group:
    fact: str
    value: Any
    denied: Any
    table: PhraseTable
    patterns: tuple[re.Pattern[str], ...]

    def guarded(self, folded: str, start: int, end: int) -> bool:
        return folded.startswith(self.table.not_before, end) or folded.endswith(self.table.not_after, 0, start)


class Choices:
    """The phrases of one program, ready to be looked for."""

    def __init__(self, program: str, tables: Tables) -> None:
        self.program = program
        facts = {fact.name: fact for fact in PROGRAMS[program].facts} if program else {}
        self._groups = tuple(_groups(facts, tables))
        self._by_patterns: dict[str, list[_Group]] = defaultdict(list)  # of each fact, those that have patterns
        for group in self._groups:
            if group.patterns:
                self._by_patterns[group.fact].append(group)
        self._plain = self._lexicons(answers=False)
        self._answers = self._lexicons(answers=True)

    def _lexicons(self, *, answers: bool) -> dict[str, Lexicon]:
        entries: dict[str, dict[str, tuple[str, ...]]] = {}
        for number, group in enumerate(self._groups):
            phrases = (*group.table.say, *group.table.answer) if answers else group.table.say
            if phrases:
                entries.setdefault(group.fact, {})[str(number)] = phrases
        return {fact: Lexicon(of_fact) for fact, of_fact in entries.items()}

    def find(self, text: Text, parts: tuple[Clause, ...], asked: str | None = None) -> list[Said]:
        """Every phrase in the message, in order; of the fact ``asked`` also those that count only as its answer."""
        found: list[Said] = []
        for lexicon in (self._plain | self._asked(asked)).values():
            for hit in lexicon.find(text):
                group = self._groups[int(hit.key)]
                bare = says_nothing(text.folded, parts, hit.start, hit.end)
                if not (bare or group.guarded(text.folded, hit.start, hit.end)):
                    found.append(_said(group, text, parts, (hit.start, hit.end), hit.start))
        for fact in self._by_patterns:
            found += self._by_pattern(fact, text, parts)
        return sorted(_longest(found), key=lambda said: said.start)

    def _asked(self, asked: str | None) -> dict[str, Lexicon]:
        return {asked: self._answers[asked]} if asked in self._answers else {}

    def _by_pattern(self, fact: str, text: Text, parts: tuple[Clause, ...]) -> Iterator[Said]:
        for group in self._by_patterns[fact]:
            for pattern in group.patterns:
                for match in pattern.finditer(text.folded):
                    if match.end() > match.start() and not group.guarded(text.folded, *match.span()):
                        at = match.start("at") if "at" in pattern.groupindex and match["at"] else match.start()
                        yield _said(group, text, parts, match.span(), at)


# 单位要跟我协商解除, 公司要把我裁了: what has not happened yet.
_EMPLOYERS_PLAN = re.compile("(?<![需不主只重])要(?:[跟和与对]我|把我)")


def _said(group: _Group, text: Text, parts: tuple[Clause, ...], where: tuple[int, int], at: int) -> Said:
    polarity = polarity_at(parts, at)
    if polarity == "said" and _EMPLOYERS_PLAN.search(text.folded, *where):
        polarity = "planned"
    value = group.denied if polarity == "denied" else group.value
    span = text.span(*where)
    return Said(
        group.fact,
        value,
        *where,
        span,
        "said" if polarity == "denied" else polarity,
        group.table.topical,
        group.table.wish,
        group.table.or_else,
    )


def _longest(found: Iterable[Said]) -> list[Said]:
    """Of overlapping phrases of one fact only the longest: 高级技师 is not also 技师. Of each fact the first ``_MOST``."""
    kept: dict[str, list[Said]] = defaultdict(list)
    taken: dict[str, bytearray] = defaultdict(bytearray)
    for said in sorted(found, key=lambda s: (s.start - s.end, s.start)):
        of_fact, length = taken[said.fact], said.end - said.start
        of_fact.extend(bytes(max(0, said.end - len(of_fact))))
        if not any(of_fact[said.start : said.end]):
            of_fact[said.start : said.end] = b"\1" * length
            kept[said.fact].append(said)
    return [said for of_fact in kept.values() for said in sorted(of_fact, key=lambda s: s.start)[:_MOST]]


def settle(program: str, said: Iterable[Said], parts: tuple[Clause, ...]) -> tuple[list[Found], list[Doubt]]:
    """What is certain of each fact, and what has to be asked back: hedged, or two values that are both said."""
    found: list[Found] = []
    doubts: list[Doubt] = []
    by_fact: dict[str, list[Said]] = {}
    for one in said:
        by_fact.setdefault(one.fact, []).append(one)
    for fact, group in by_fact.items():
        rest = [one for one in standing(parts, (g for g in group if g.value is not None)) if _counts(one)]
        rest = [one for one in rest if not one.or_else] or rest
        rest = _of_whom_asks(parts, rest)
        values = list(dict.fromkeys(one.value for one in rest))
        if not rest:
            continue
        hedged = [one for one in rest if one.polarity in ("hedged", "unclear")]
        if rest[0].or_else:
            open_values = dict.fromkeys((*values, *(value for one in rest for value in one.or_else)))
            doubts.append(Doubt(program, fact, "which", rest[0].span, tuple(open_values)))
        elif len(values) > 1:
            doubts.append(Doubt(program, fact, "conflict", rest[-1].span, tuple(values)))
        elif len(hedged) == len(rest):
            doubts.append(Doubt(program, fact, "vague", rest[0].span, tuple(values)))
        else:
            found.append(Found(program, fact, values[0], rest[0].span))
    return found, doubts


def _of_whom_asks(parts: tuple[Clause, ...], said: list[Said]) -> list[Said]:
    """Of two values, one of a colleague and one of the person who writes, the latter's: 同事被裁了,我是自己走的."""
    if len({one.value for one in said}) < 2:
        return said
    return [one for one in said if not is_bystanders(parts, one.start)] or said


def _counts(said: Said) -> bool:
    return (
        said.polarity in ("said", "hedged", "unclear")
        or (said.topical and said.polarity in ("asked", "supposed"))
        or (said.wish and said.polarity == "planned")
    )


def read_answer(program: str, fact: str, text: Text, parts: tuple[Clause, ...]) -> Any:
    """The one value of ``fact`` that an answer to its question says, or None: none said, several, hedged or denied."""
    said = [one for one in choices(program).find(text, parts, fact) if one.fact == fact]
    found, _ = settle(program, said, parts)
    return found[0].value if found else None


def _groups(facts: Mapping[str, Fact], tables: Tables) -> Iterator[_Group]:
    for fact, values in tables.items():
        for name, groups in values.items():
            value: Any = _YES_NO[name] if facts[fact].kind == "bool" else name
            for table in groups:
                denied: Any = (False if value is True else None) if facts[fact].kind == "bool" else table.denied or None
                folded = table.model_copy(
                    update={
                        "not_before": tuple(map(fold, table.not_before)),
                        "not_after": tuple(map(fold, table.not_after)),
                    }
                )
                yield _Group(fact, value, denied, folded, tuple(map(re.compile, table.match)))


def load_choices(path: Path) -> Choices:
    """The phrases of one file. Raises PolicyError with every mistake (file, key, what was expected)."""
    try:
        raw: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
        program = raw.pop("program", "")
        guards = _GUARDS.validate_python(raw.pop("guard", {}))
        tables = _TABLES.validate_python(raw)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyError([Problem(path.name, "TOML", f"文件格式有误：{error}")]) from error
    except ValidationError as error:
        raise PolicyError(list(problems_of(error, path.name))) from error
    if problems := list(_mistakes(program, tables, guards, path.name)):
        raise PolicyError(problems)
    return Choices(program, _guarded(tables, guards))


def _guarded(tables: Tables, guards: Mapping[str, GuardTable]) -> Tables:
    """The tables with the shared guards written out."""

    def table(one: PhraseTable) -> PhraseTable:
        shared = guards.get(one.guard, GuardTable())
        return one.model_copy(
            update={
                "not_before": (*one.not_before, *shared.not_before),
                "not_after": (*one.not_after, *shared.not_after),
            }
        )

    return {
        fact: {value: tuple(map(table, groups)) for value, groups in values.items()} for fact, values in tables.items()
    }


def _mistakes(program: Any, tables: Tables, guards: Mapping[str, GuardTable], file: str) -> Iterator[Problem]:
    if program not in PROGRAMS:
        yield Problem(file, "program", f"没有名为 {program!r} 的项目")
        return
    facts = {fact.name: fact for fact in PROGRAMS[program].facts}
    for name, values in tables.items():
        fact = facts.get(name)
        if fact is None or fact.kind not in ("bool", "choice"):
            yield Problem(file, name, f"{program} 没有这个是非或选择事实")
            continue
        known = set(_YES_NO) if fact.kind == "bool" else {choice.value for choice in fact.choices}
        for value, groups in values.items():
            if value not in known:
                yield Problem(file, f"{name}.{value}", "不是这个事实的值")
            for i, table in enumerate(groups):
                key = f"{name}.{value}[{i}]"
                yield from _table_mistakes(table, known, file, key)
                if table.guard and table.guard not in guards:
                    yield Problem(file, f"{key}.guard", f"没有名为 {table.guard!r} 的 guard")


def _table_mistakes(table: PhraseTable, known: set[str], file: str, key: str) -> Iterator[Problem]:
    if not (table.say or table.match or table.answer):
        yield Problem(file, key, "say、match 和 answer 至少写一个")
    for name, value in (("denied", table.denied), *(("or_else", value) for value in table.or_else)):
        if value and value not in known:
            yield Problem(file, f"{key}.{name}", f"{value!r} 不是这个事实的值")
    if any(
        not fold(phrase.removesuffix("~"))
        for phrase in (*table.say, *table.answer, *table.not_before, *table.not_after)
    ):
        yield Problem(file, key, "说法不能为空")
    for pattern in table.match:
        try:
            re.compile(pattern)
        except re.error as error:
            yield Problem(file, f"{key}.match", f"{pattern!r} 不是正则表达式：{error}")


@lru_cache
def choices(program: str) -> Choices:
    """The phrases of a program that ship with the project, loaded once per process; none where it has no file."""
    path = WORDS / f"{program}.toml"
    return load_choices(path) if path.exists() else Choices(program, {})
