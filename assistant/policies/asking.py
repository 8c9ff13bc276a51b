"""Which questions (topics) the data files say that they answer: checked against the vocabulary when files are loaded."""

from collections.abc import Iterable, Mapping

from assistant.policies.errors import Problem
from assistant.policies.schema import NoticeFile, ProgramTable, SaysTable
from assistant.rules.topics import TOPICS

_TABLES = ("condition", "figure", "caveat", "step", "deadline", "says")
ANY = "any"  # in the common file: for every program


def problems(
    notices: Mapping[str, NoticeFile], files: Mapping[str, str], common: Mapping[str, ProgramTable], common_file: str
) -> list[Problem]:
    """Every unknown topic and every statement that answers nothing or names no clause."""
    found: list[Problem] = []
    for notice in notices.values():
        for program, table in notice.program.items():
            found += _in_table(table, program, files[notice.id])
            found += _clauses(table, program, files[notice.id])
    for program, table in common.items():
        found += _in_table(table, program, common_file)
    return found


def _in_table(table: ProgramTable, program: str, file: str) -> Iterable[Problem]:
    for kind in _TABLES:
        for i, entry in enumerate(getattr(table, kind)):
            key = f"program.{program}.{kind}[{i}]"
            for name in ("topics", "silent_on"):
                for topic in getattr(entry, name, ()):
                    if reason := _reason(topic, program):
                        yield Problem(file, f"{key}.{name}", reason)
            if isinstance(entry, SaysTable) and not entry.topics and not entry.silent_on:
                yield Problem(file, key, "topics 和 silent_on 至少写一个：这句话回答哪个问题，或说明哪个问题没有写")


def _reason(topic: str, program: str) -> str:
    if topic not in TOPICS:
        return f"没有名为 {topic!r} 的问题；这个项目可用：{'、'.join(_usable(program))}"
    if not _fits(topic, program):
        return f"{topic!r} 不是这个项目的问题；这个项目可用：{'、'.join(_usable(program))}"
    return ""


def _fits(topic: str, program: str) -> bool:
    return program == ANY or program in TOPICS[topic].programs


def _usable(program: str) -> list[str]:
    return [topic for topic in TOPICS if _fits(topic, program)]


def _clauses(table: ProgramTable, program: str, file: str) -> Iterable[Problem]:
    """What a notice's file says as a rule must stand in a clause; what is only heard of says so by its tier."""
    for i, entry in enumerate(table.says):
        if entry.topics and not entry.section and entry.tier is None:
            key = f"program.{program}.says[{i}].section"
            yield Problem(file, key, '写明规定的要有条款 section；只是听说的写 tier = "T4" 或 "T5"')
