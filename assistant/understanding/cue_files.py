"""The cue files, ``cues/*.toml``: by which words a program and a topic are known, and how people put it.

A program may have several files: one of cues, ``*_examples.toml`` of further ways to put it; ``general*.toml`` are for what
belongs to none. In a file::

    program = "skill_subsidy"            # left out in general.toml

    [[cue]]                              # speaks for the program
    weight = 4
    say = ["技能补贴"]

    [topic.overlap]                      # an id of rules.topics
    examples = ["培训补贴领过了还能领技能补贴吗"]
    [[topic.overlap.cue]]
    say = ["培训补贴…还能领"]             # … stands for up to ten characters
    match = ['\\bboth\\b']                # a regular expression
    needs = ["补贴"]                      # at least one of these as well
    without = ["生育"]                    # none of these

    [[subject]]                          # only general.toml: what is not for this assistant
    name = "公积金"
    say = ["公积金"]

Chinese phrases of three characters and more are also known by their sound, so that 失业今 is 失业金 (``exact`` turns it off).
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

import assistant.rules.programs  # noqa: F401  (registers the programs that files may name)
from assistant.policies import PolicyError, Problem
from assistant.policies.errors import problems_of
from assistant.rules.registry import PROGRAMS
from assistant.rules.topics import TOPICS

CUES = Path(__file__).parent / "cues"
GAP = "…"


class CueTable(BaseModel):
    """Phrases and patterns that speak for one thing with one weight."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    weight: float = 3.0
    say: tuple[str, ...] = ()
    match: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    exact: bool = False


class SubjectTable(CueTable):
    """A subject that is not for this assistant, with its name."""

    name: str


class TopicTable(BaseModel):
    """How a topic is asked."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    examples: tuple[str, ...] = ()
    cue: tuple[CueTable, ...] = ()


class FileTable(BaseModel):
    """One cue file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    program: str = ""
    cue: tuple[CueTable, ...] = ()
    topic: dict[str, TopicTable] = {}
    subject: tuple[SubjectTable, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """What a cue or example speaks for: a program's topic, a topic of no program, a program alone, or a subject."""

    program: str = ""
    topic: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue with what it speaks for; ``id`` tells cues apart."""

    id: int
    target: Target
    table: CueTable


@dataclass(frozen=True, slots=True)
class Cues:
    """All cues, and all examples with what they are examples of."""

    cues: tuple[Cue, ...]
    examples: tuple[tuple[Target, str], ...]


def load_cues(folder: Path = CUES) -> Cues:
    """Every cue and example. Raises PolicyError with every mistake (file, key, what was expected)."""
    problems: list[Problem] = []
    cues: list[Cue] = []
    examples: list[tuple[Target, str]] = []
    whose: dict[tuple[str, str], str] = {}
    for path in sorted(folder.glob("*.toml")):
        table = _read(path, problems)
        if table is None:
            continue
        problems += _mistakes(table, path.name)
        for target, cue in _cues(table):
            cues.append(Cue(len(cues), target, cue))
        of_file = [(Target(table.program, topic), text) for topic, of in table.topic.items() for text in of.examples]
        problems += _said_for_another(of_file, whose, path.name)
        examples += of_file
    if problems:
        raise PolicyError(problems)
    return Cues(tuple(cues), tuple(examples))


def _read(path: Path, problems: list[Problem]) -> FileTable | None:
    try:
        return FileTable.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(Problem(path.name, "TOML", f"文件格式有误：{error}"))
    except ValidationError as error:
        problems.extend(problems_of(error, path.name))
    return None


def _cues(table: FileTable) -> Iterator[tuple[Target, CueTable]]:
    for cue in table.cue:
        yield Target(table.program), cue
    for topic, spoken in table.topic.items():
        for cue in spoken.cue:
            yield Target(table.program, topic), cue
    for subject in table.subject:
        yield Target("", "out_of_scope", subject.name), subject


def _mistakes(table: FileTable, file: str) -> Iterable[Problem]:
    if table.program and table.program not in PROGRAMS:
        yield Problem(file, "program", f"没有名为 {table.program!r} 的项目")
        return
    if not table.program and table.cue:
        yield Problem(file, "cue", "没有写明 program，这些说法不知归谁")
    if table.program and table.subject:
        yield Problem(file, "subject", "只写在 general.toml 里")
    for name, spoken in table.topic.items():
        topic = TOPICS.get(name)
        if topic is None:
            yield Problem(file, f"topic.{name}", "没有这个话题")
        elif table.program and topic.programs and table.program not in topic.programs:
            yield Problem(file, f"topic.{name}", f"这个话题不属于 {table.program!r}")
        for i, cue in enumerate(spoken.cue):
            yield from _pattern_mistakes(cue, file, f"topic.{name}.cue[{i}]")
    for i, cue in enumerate((*table.cue, *table.subject)):
        yield from _pattern_mistakes(cue, file, f"cue[{i}]")


def _said_for_another(
    examples: Iterable[tuple[Target, str]], whose: dict[tuple[str, str], str], file: str
) -> Iterable[Problem]:
    """Examples that stand for another topic of the program already. ``whose`` keeps which stands for which."""
    for target, text in examples:
        first = whose.setdefault((target.program, text), target.topic)
        if first != target.topic:
            yield Problem(file, f"topic.{target.topic}", f"{text!r} 已经是 {first} 的例句")


def _pattern_mistakes(cue: CueTable, file: str, key: str) -> Iterable[Problem]:
    if not cue.say and not cue.match:
        yield Problem(file, key, "say 和 match 至少写一个")
    if any(not phrase.strip(GAP + " ") for phrase in (*cue.say, *cue.needs, *cue.without)):
        yield Problem(file, key, "说法不能为空")
    for pattern in cue.match:
        try:
            re.compile(pattern)
        except re.error as error:
            yield Problem(file, f"{key}.match", f"{pattern!r} 不是正则表达式：{error}")


@lru_cache(maxsize=1)
def shipped_cues() -> Cues:
    """The cues that ship with the project, loaded once per process."""
    return load_cues()
