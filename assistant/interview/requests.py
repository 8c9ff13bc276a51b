"""One request for a decision, as the command line, the HTTP interface and a screening put it: read, plan, decide.

Every mistake of a request is found before anything is refused, so that a caller mends them all at once.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.interview.decision_json import Json, decision_json
from assistant.interview.facts_json import FactsProblem, read_facts
from assistant.interview.flows import today
from assistant.interview.wording import CHINESE, ENGLISH, say
from assistant.policies import NoNotice, Policies, UnknownRegion
from assistant.rules.explain import explain
from assistant.rules.facts import N_, Fact
from assistant.rules.plan import Plan
from assistant.rules.registry import PROGRAMS, Program
from assistant.rules.texts import Message

LANGUAGES = {"zh": CHINESE, "en": ENGLISH}
KEYS = ("program", "region", "notice", "as_of", "facts", "language")
_SHOWN = 80

_NO_NOTICE = {
    "region": N_("这里没有收录这个地区的文件，也没有可以代替的国家文件；不会用别处的标准代替"),
    "program": N_("这里收录的文件没有写这个项目（%(program)s）"),
    "too_early": N_("%(as_of)s 还没有可用的文件：这里收录的最早一份是 %(first)s 印发的"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: ``where`` is the path of keys to it, ``code`` its kind for programs, ``text`` for people."""

    where: tuple[str, ...]
    code: str
    text: Message


class RequestProblem(ValueError):
    """A request that cannot be answered; ``problems`` are all its mistakes."""

    def __init__(self, *problems: Problem, language: str = CHINESE) -> None:
        self.problems = problems
        self.language = language
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """One line per mistake, in the language of the request."""
        return [".".join(p.where) + ": " * bool(p.where) + say(p.text, self.language) for p in self.problems]


@dataclass(frozen=True, slots=True)
class Request:
    """A request that can be answered."""

    plan: Plan
    facts: Mapping[str, Any]
    language: str

    def decision(self) -> Json:
        """The decision as JSON."""
        return decision_json(explain(self.plan, self.facts), self.language)


def parse_object(text: str | bytes) -> dict[str, Any]:
    """A JSON object, strictly: a key given twice or a text that is no object raises RequestProblem."""
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        raise _malformed(N_("不是有效的 JSON：第 %(line)s 行第 %(column)s 个字符处有误"), place) from None
    except (ValueError, RecursionError):
        raise _malformed(N_("不是有效的 JSON（UTF-8 编码，同一个键只写一次）"), {}) from None
    if not isinstance(found, dict):
        raise _malformed(N_("应为一个 JSON 对象 { … }"), {})
    return found


def _malformed(text: str, values: Mapping[str, Any]) -> RequestProblem:
    return RequestProblem(Problem((), "malformed_json", Message(text, values)))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key is given twice")
    return found


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def read_request(given: Mapping[str, Any], policies: Policies) -> Request:
    """Check a request (see ``KEYS``) and find its plan. Raises RequestProblem with every mistake."""
    problems = [Problem((key[:_SHOWN],), "unknown_key", Message(N_("不认识的键"))) for key in given if key not in KEYS]
    language = LANGUAGES.get(_text(given, "language", problems) or "zh")
    if language is None:
        problems.append(Problem(("language",), "unknown_language", Message(N_("应为 zh 或 en"))))
    program = _program(given, problems)
    facts = _facts(given, program, problems)
    plan = _plan(given, program, policies, problems)
    if problems or plan is None:
        raise RequestProblem(*problems, language=language or CHINESE)
    return Request(plan, facts, language or CHINESE)


def find_plan(
    policies: Policies, program: str, *, region: str | None = None, notice: str | None = None, as_of: date | None = None
) -> Plan:
    """The plan of a program by a named notice, else by region and day (default: today). Raises RequestProblem."""
    given = {"program": program, "region": region, "notice": notice, "as_of": as_of.isoformat() if as_of else None}
    return read_request({key: value for key, value in given.items() if value is not None}, policies).plan


def find_program(name: str) -> Program:
    """The program of that name. Raises RequestProblem."""
    problems: list[Problem] = []
    program = _program({"program": name}, problems)
    if program is None:
        raise RequestProblem(*problems)
    return program


def facts_used(plan: Plan) -> tuple[Fact, ...]:
    """The facts that a plan may use, and the lists from which some of them follow."""
    used = set(plan.fact_names)
    used |= {fact.asked_as for fact in plan.program.facts if fact.name in used}
    return tuple(fact for fact in plan.program.facts if fact.name in used)


def _text(given: Mapping[str, Any], key: str, problems: list[Problem]) -> str | None:
    value = given.get(key)
    if value is None or (isinstance(value, str) and value):
        return value
    problems.append(Problem((key,), "not_text", Message(N_("应为文字"))))
    return None


def _program(given: Mapping[str, Any], problems: list[Problem]) -> Program | None:
    name = _text(given, "program", problems)
    if name in PROGRAMS:
        return PROGRAMS[name]
    if name is not None or given.get("program") is None:
        text = N_("没有名为“%(name)s”的项目，现有：%(programs)s")
        values = {"name": (name or "")[:_SHOWN], "programs": list(PROGRAMS)}
        problems.append(Problem(("program",), "unknown_program", Message(text, values)))
    return None


def _facts(given: Mapping[str, Any], program: Program | None, problems: list[Problem]) -> dict[str, Any]:
    facts = given.get("facts", {})
    if not isinstance(facts, dict):
        problems.append(Problem(("facts",), "not_an_object", Message(N_("应为一个 JSON 对象 { … }"))))
    elif program is not None:
        try:
            return read_facts(program, facts)
        except FactsProblem as error:
            problems += [Problem(("facts", name[:_SHOWN]), "bad_fact", text) for name, text in error.problems]
    return {}


def _plan(
    given: Mapping[str, Any], program: Program | None, policies: Policies, problems: list[Problem]
) -> Plan | None:
    region, notice = _text(given, "region", problems), _text(given, "notice", problems)
    as_of = _day(given, problems)
    code = _region(region, policies, problems)
    if notice is not None and notice not in policies.notices:
        text, values = (
            N_("没有编号为“%(id)s”的文件，现有：%(ids)s"),
            {"id": notice[:_SHOWN], "ids": list(policies.notices)},
        )
        problems.append(Problem(("notice",), "unknown_notice", Message(text, values)))
        return None
    if notice is None and given.get("region") is None:
        problems.append(Problem(("region",), "missing", Message(N_("请写明地区（中文名或六位代码），或者文件编号"))))
    if program is None or as_of is None or (notice is None and code is None):
        return None
    try:
        if notice is not None:
            return policies.plan_for(notice, program.name, as_of)
        return policies.plan(program.name, code or "", as_of)
    except NoNotice as error:
        where = "as_of" if error.reason == "too_early" else "notice" if notice else "region"
        problems.append(Problem((where,), "no_notice", no_notice(error)))
        return None


def no_notice(error: NoNotice) -> Message:
    """Why no notice is held, in words."""
    label = Message(PROGRAMS[error.program].label)
    return Message(_NO_NOTICE[error.reason], {"program": label, "as_of": error.as_of, "first": error.first})


def _region(text: str | None, policies: Policies, problems: list[Problem]) -> str | None:
    if text is None:
        return None
    try:
        return policies.region_code(text)
    except UnknownRegion:
        shown = Message(N_("不认识的地区“%(name)s”，请写省级地区的中文名或六位代码"), {"name": text[:_SHOWN]})
        problems.append(Problem(("region",), "unknown_region", shown))
        return None


def _day(given: Mapping[str, Any], problems: list[Problem]) -> date | None:
    text = _text(given, "as_of", problems)
    if text is None:
        return None if given.get("as_of") is not None else today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems.append(Problem(("as_of",), "not_a_date", Message(N_("应为日期，例如 2024-03-15"))))
        return None
