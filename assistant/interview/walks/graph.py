"""A walked flow as a graph: numbered questions, and for each the answers that lead to another question or to a verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from assistant.interview.engine import UNSURE
from assistant.interview.flows import Flow
from assistant.interview.held.holdings import last_day
from assistant.interview.walks.walking import Walk, walk
from assistant.interview.wording import CHINESE, NOT_SURE, VERDICTS, say, show_fact
from assistant.policies import Policies
from assistant.rules.facts import N_, Fact
from assistant.rules.plan import Plan
from assistant.rules.texts import Message

FEW_STATES = 12  # a drawing shows what leads where, not how often; each question is still seen in so many states
_LISTED = ("bool", "choice")


@dataclass(frozen=True, slots=True)
class Way:
    """The answers (in words) that lead on to a question's number, or, with ``to`` 0, to a verdict."""

    answers: str
    to: int
    verdict: str


@dataclass(frozen=True, slots=True)
class Node:
    """One question with its number on the drawing."""

    number: int
    fact: str
    text: str
    ways: tuple[Way, ...]


def plan_to_walk(policies: Policies, flow: Flow, notice: str, today: date) -> Plan:
    """The notice's plan on a day within its term: its last day, else today."""
    plan = policies.plan_for(notice, flow.program.name, today)
    return policies.plan_for(notice, flow.program.name, last_day(plan) or today)


def graph_of(flow: Flow, plan: Plan, language: str = CHINESE) -> tuple[Node, ...]:
    """Walk the flow just far enough to see every way on, and number the questions in asking order."""
    return nodes(walk(flow, plan, FEW_STATES), language)


def nodes(walked: Walk, language: str = CHINESE) -> tuple[Node, ...]:
    """The questions that are asked, in the flow's order, each with its ways on in that order, verdicts last."""
    asked = [q for q in walked.flow.questions if q.fact.name in walked.asked]
    numbers = {question.fact.name: i for i, question in enumerate(asked, 1)}
    found = []
    for question in asked:
        name = question.fact.name
        leads = {to: answers for (start, to), answers in walked.edges.items() if start == name}
        order = sorted(leads, key=lambda to: (to.startswith("="), numbers.get(to, 0), to))
        ways = tuple(_way(question.fact, walked.answers[name], leads[to], to, numbers, language) for to in order)
        found.append(Node(numbers[name], name, say(question.text, language), ways))
    return tuple(found)


def _way(
    fact: Fact, answers: Sequence[object], chosen: frozenset[int], to: str, numbers: dict[str, int], language: str
) -> Way:
    words = answers_in_words(fact, answers, chosen, language)
    if to.startswith("="):
        return Way(words, 0, say(VERDICTS[to[1:]], language))
    return Way(words, numbers[to], "")


def answers_in_words(fact: Fact, answers: Sequence[object], chosen: frozenset[int], language: str = CHINESE) -> str:
    """Some of a question's answers, grouped: 否／不清楚, 12 个月及以上, 除企业以外."""
    if len(chosen) == len(answers):
        return say(N_("任何回答"), language)
    sure = [i for i in sorted(chosen) if answers[i] is not UNSURE]
    words = _listed(fact, answers, sure, language) if fact.kind in _LISTED else _ranges(fact, answers, sure, language)
    if len(sure) < len(chosen):
        words.append(say(NOT_SURE, language))
    return "／".join(words)


def _listed(fact: Fact, answers: Sequence[object], sure: list[int], language: str) -> list[str]:
    left_out = [i for i in range(len(answers) - 1) if i not in sure]
    if len(sure) > 3 and len(left_out) <= 2:
        others = [show_fact(fact, answers[i], language) for i in left_out]
        return [
            say(Message(N_("除%(others)s以外"), {"others": others}), language)
            if others
            else say(N_("任何一项"), language)
        ]
    return [show_fact(fact, answers[i], language) for i in sure]


def _ranges(fact: Fact, answers: Sequence[object], sure: list[int], language: str) -> list[str]:
    if fact.kind == "list":
        empty = [say(N_("一个也没有"), language)] if 0 in sure else []
        return empty + ([say(N_("填了名单"), language)] if any(sure) else [])
    last = len(answers) - 2
    if len(sure) == last + 1:
        return [say(N_("任何数字") if fact.kind not in ("date", "month") else N_("任何日期"), language)]
    return [_range(fact, answers, run, last, language) for run in _runs(sure)]


def _range(fact: Fact, answers: Sequence[object], run: tuple[int, int], last: int, language: str) -> str:
    low, high = (show_fact(fact, answers[i], language) for i in run)
    if run[0] == run[1]:
        return low
    if run[0] == 0:
        return say(Message(N_("%(high)s及以下"), {"high": high}), language)
    if run[1] == last:
        return say(Message(N_("%(low)s及以上"), {"low": low}), language)
    return say(Message(N_("%(low)s至%(high)s"), {"low": low, "high": high}), language)


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    if not numbers:
        return []
    breaks = [(a, b) for a, b in pairwise(numbers) if b > a + 1]
    starts = [numbers[0], *(b for _, b in breaks)]
    ends = [*(a for a, _ in breaks), numbers[-1]]
    return list(zip(starts, ends, strict=True))


def mermaid(found: Sequence[Node]) -> str:
    """The graph as Mermaid text, for documents."""
    lines = ["flowchart TD"]
    verdicts: dict[str, str] = {}
    for node in found:
        lines.append(f'  q{node.number}["{node.number}. {_quoted(node.text)}"]')
        for way in node.ways:
            target = f"q{way.to}" if way.to else verdicts.setdefault(way.verdict, f"v{len(verdicts)}")
            lines.append(f'  q{node.number} -- "{_quoted(way.answers)}" --> {target}')
    lines += [f'  {name}(["{_quoted(verdict)}"])' for verdict, name in verdicts.items()]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return text.replace('"', "#quot;")
