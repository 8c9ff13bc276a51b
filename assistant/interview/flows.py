"""Flows: the words of the questions, in asking order; no branches. One file per flow in ``flows/``.

Which question comes next follows from the rule (``interview.engine``); a flow only says how it is put.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.paths import FLOWS
from assistant.policies import PolicyError, Problem
from assistant.policies.errors import problems_of
from assistant.policies.schema import Both
from assistant.rules.facts import Fact, by_name
from assistant.rules.registry import PROGRAMS, Program
from assistant.rules.texts import Words


class ItemTable(BaseModel):
    """How one cell of a list question is asked. What only names the row is given, never asked: it has nothing spoken."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    fact: str
    text: Both
    help: Both | None = None
    spoken: Both | None = None
    aloud: dict[str, Both] = {}


class QuestionTable(BaseModel):
    """One question: text, what it means, where to find the answer, hints per choice, and items of a list.

    ``spoken``: how an agent on the telephone says it; ``probe``: what the agent asks when the caller hesitates;
    ``aloud``: how a choice is read out, where its label is written for the eye.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    fact: str
    text: Both
    help: Both
    find: Both | None = None
    spoken: Both
    probe: Both
    hint: dict[str, Both] = {}
    aloud: dict[str, Both] = {}
    item: list[ItemTable] = []


class FlowFile(BaseModel):
    """One flow file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str = Field(pattern=r"^[a-z_]+$")
    program: str
    audience: Literal["worker", "firm"]
    title: Both
    intro: Both
    given: dict[str, bool | int | str] = {}
    question: list[QuestionTable]


@dataclass(frozen=True, slots=True)
class Item:
    """One cell of a list question."""

    fact: Fact
    text: Words
    help: Words | None
    spoken: Words | None = None
    aloud: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """One question as pages, chat and hotline put it."""

    fact: Fact
    text: Words
    help: Words
    find: Words | None
    spoken: Words
    probe: Words
    hints: Mapping[str, Words]
    items: tuple[Item, ...]
    aloud: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True)
class Flow:
    """A flow: its program, the facts it takes as given, and its questions in asking order."""

    id: str
    program: Program
    audience: str
    title: Words
    intro: Words
    given: Mapping[str, Any]
    questions: tuple[Question, ...]
    order: Mapping[str, int] = field(default_factory=dict)

    def question(self, fact_name: str) -> Question:
        """The question that asks for a fact. Raises KeyError."""
        return self.questions[self.order[fact_name]]


def _words(both: Both | None) -> Words | None:
    return Words(both.zh, both.en) if both else None


def _sure(both: Both) -> Words:
    return Words(both.zh, both.en)


def _each(words: Mapping[str, Both]) -> dict[str, Words]:
    return {value: _sure(both) for value, both in words.items()}


def load_flows(folder: Path = FLOWS) -> dict[str, Flow]:
    """Every flow by id. Raises PolicyError with every mistake (file, key, what was expected)."""
    problems: list[Problem] = []
    flows: dict[str, Flow] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            table = FlowFile.model_validate(tomllib.loads(path.read_text("utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            problems.append(Problem(path.name, "TOML", f"文件格式有误：{error}"))
        except ValidationError as error:
            problems += problems_of(error, path.name)
        else:
            found = list(_mistakes(table, path.name))
            problems += found
            if not found:
                flows[table.id] = _flow(table)
    if problems:
        raise PolicyError(problems)
    return flows


def _mistakes(table: FlowFile, file: str) -> Iterable[Problem]:
    program = PROGRAMS.get(table.program)
    if program is None:
        yield Problem(file, "program", f"没有名为 {table.program!r} 的项目")
        return
    facts = by_name(program.facts)
    seen: set[str] = set()
    for i, question in enumerate(table.question):
        key = f"question[{i}]"
        fact = facts.get(question.fact)
        if fact is None or fact.asked_as:
            yield Problem(file, f"{key}.fact", f"没有可以这样提问的事实 {question.fact!r}")
            continue
        if question.fact in seen:
            yield Problem(file, f"{key}.fact", f"{question.fact!r} 问了两次")
        seen.add(question.fact)
        yield from _choice_mistakes(question.hint, fact, file, f"{key}.hint")
        yield from _choice_mistakes(question.aloud, fact, file, f"{key}.aloud")
        yield from _item_mistakes(question, fact, file, key)
    for name, given in table.given.items():
        if name not in facts or facts[name].problem(given):
            yield Problem(file, f"given.{name}", "没有这个事实，或不能取这个值")
    for name in facts:
        if name not in seen and name not in table.given and not facts[name].asked_as:
            yield Problem(file, "question", f"缺少事实 {name!r} 的提问")


def _choice_mistakes(words: Mapping[str, Both], fact: Fact, file: str, key: str) -> Iterable[Problem]:
    choices = {choice.value for choice in fact.choices}
    for value in words:
        if value not in choices:
            yield Problem(file, f"{key}.{value}", "这个问题没有这个选项")


def _item_mistakes(question: QuestionTable, fact: Fact, file: str, key: str) -> Iterable[Problem]:
    items = by_name(fact.items)
    asked = [item.fact for item in question.item]
    if set(asked) != set(items) or len(asked) != len(set(asked)):
        yield Problem(file, f"{key}.item", f"应逐一写明这些栏目：{'、'.join(sorted(items)) or '无'}")
        return
    for i, item in enumerate(question.item):
        yield from _choice_mistakes(item.aloud, items[item.fact], file, f"{key}.item[{i}].aloud")


def _flow(table: FlowFile) -> Flow:
    program = PROGRAMS[table.program]
    facts = by_name(program.facts)
    questions = tuple(_question(q, facts[q.fact]) for q in table.question)
    order = {question.fact.name: i for i, question in enumerate(questions)}
    return Flow(
        table.id,
        program,
        table.audience,
        _sure(table.title),
        _sure(table.intro),
        table.given,
        questions,
        order,
    )


def _question(table: QuestionTable, fact: Fact) -> Question:
    items = by_name(fact.items)
    return Question(
        fact,
        _sure(table.text),
        _sure(table.help),
        _words(table.find),
        _sure(table.spoken),
        _sure(table.probe),
        _each(table.hint),
        tuple(Item(items[i.fact], _sure(i.text), _words(i.help), _words(i.spoken), _each(i.aloud)) for i in table.item),
        _each(table.aloud),
    )


@lru_cache(maxsize=1)
def shipped_flows() -> Mapping[str, Flow]:
    """The flows that ship with the project, loaded once per process."""
    return load_flows()


def today() -> date:
    """The day in China, where every term and deadline counts."""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo("Asia/Shanghai")).date()
