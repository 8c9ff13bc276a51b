"""Answers that no notice gives and that are alike everywhere, from ``general.toml``: law, service, talk, other subjects."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from assistant.interview.documents import section
from assistant.interview.knowledge.model import Clause, Line, NextStep
from assistant.interview.wording import CHINESE, TIERS, say, translate
from assistant.policies import PolicyError, Problem
from assistant.policies.errors import problems_of
from assistant.policies.schema import Both, Strict
from assistant.rules.facts import N_
from assistant.rules.texts import Words
from assistant.rules.topics import TOPICS

FILE = Path(__file__).with_name("general.toml")
LAW = N_("中华人民共和国社会保险法")
STATUTE = "statute"  # the id under which the law is held
OUT_OF_SCOPE = "out_of_scope"


class LineTable(Strict):
    """A sentence; ``section`` the article that says so."""

    text: Both
    section: str = ""
    entry: str = ""
    tone: Literal["plain", "warning", "quiet"] = "plain"


class StepTable(Strict):
    """Something to do next."""

    text: Both
    address: str = ""


class TopicTable(Strict):
    """The answer to one topic."""

    id: str
    line: list[LineTable]
    step: tuple[StepTable, ...] = ()


class SubjectTable(Strict):
    """What another authority is asked about; ``names``: parts of the subject's name."""

    names: list[str]
    text: Both
    address: str = ""


class GeneralFile(Strict):
    """The whole file."""

    topic: list[TopicTable]
    subject: list[SubjectTable]


@dataclass(frozen=True, slots=True)
class General:
    """The answers by topic, and the subjects that are somebody else's."""

    topics: Mapping[str, TopicTable]
    subjects: tuple[SubjectTable, ...]

    def lines(self, topic: str, language: str, subject: str = "") -> list[Line]:
        """The sentences on a topic; of an out-of-scope subject whose it is comes first."""
        found = [Line(_say(other.text, language)) for other in self._subject(topic, subject)]
        if topic not in self.topics:
            return found
        table = self.topics[topic]
        own = [_line(line, language) for line in table.line]
        return found + own[1:] if found else own

    def steps(self, topic: str, language: str, subject: str = "") -> list[NextStep]:
        """What to do next."""
        tables: list[SubjectTable | StepTable] = [s for s in self._subject(topic, subject) if s.address]
        if topic in self.topics and not tables:
            tables += self.topics[topic].step
        return [
            NextStep(_ask(table.address, language), address=table.address)
            if isinstance(table, SubjectTable)
            else NextStep(_say(table.text, language), address=table.address)
            for table in tables
        ]

    def knows(self, subject: str) -> bool:
        """Whether it is said of an out-of-scope subject whose it is."""
        return any(True for _ in self._subject(OUT_OF_SCOPE, subject))

    def _subject(self, topic: str, subject: str) -> Iterable[SubjectTable]:
        if topic != OUT_OF_SCOPE or not subject:
            return []
        return [other for other in self.subjects if any(name in subject for name in other.names)][:1]


def _ask(address: str, language: str) -> str:
    return translate(N_("打 %(number)s 问"), language) % {"number": address.removeprefix("tel:")}


def _say(both: Both, language: str) -> str:
    return say(Words(both.zh, both.en), language)


def _line(table: LineTable, language: str) -> Line:
    cites = (law_clause(table.section, language),) if table.section else ()
    return Line(_say(table.text, language), cites, table.tone, table.entry)


def law_clause(article: str, language: str) -> Clause:
    """An article of the law, as a clause."""
    name = translate(LAW, language)
    return Clause(
        section(article, language),
        f"《{name}》" if language == CHINESE else name,
        translate(TIERS["T3"], language),
        STATUTE,
    )


@lru_cache(maxsize=1)
def general() -> General:
    """The file that ships with the project, loaded once per process."""
    return load_general()


def load_general(path: Path = FILE) -> General:
    """Read the file. Raises PolicyError with every mistake (file, key, reason)."""
    try:
        table = GeneralFile.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyError([Problem(path.name, "TOML", f"文件格式有误：{error}")]) from None
    except ValidationError as error:
        raise PolicyError(problems_of(error, path.name)) from None
    if problems := list(_mistakes(table, path.name)):
        raise PolicyError(problems)
    return General({topic.id: topic for topic in table.topic}, tuple(table.subject))


def _mistakes(table: GeneralFile, file: str) -> Iterable[Problem]:
    """Every topic that no notice answers must stand here, once."""
    here = [topic.id for topic in table.topic]
    wanted = {topic.id for topic in TOPICS.values() if topic.kind != "rules"}
    for i, name in enumerate(here):
        if name not in wanted:
            yield Problem(file, f"topic[{i}].id", f"没有名为 {name!r} 的问题，或这个问题由文件回答")
        elif name in here[:i]:
            yield Problem(file, f"topic[{i}].id", f"{name!r} 写了两次")
    for name in sorted(wanted - set(here)):
        yield Problem(file, "topic", f"缺少对 {name!r} 的回答")
