"""Checking a flow under every notice that has its program: questions that nobody reaches, paths without end, missing words."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from assistant.interview.flows import Flow, Question
from assistant.interview.walks.graph import plan_to_walk
from assistant.interview.walks.walking import MOST_STATES, Walk, walk
from assistant.interview.wording import ENGLISH, translate
from assistant.policies import Policies
from assistant.rules.facts import Fact
from assistant.rules.texts import Words

_CHINESE = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True)
class FlowReport:
    """All walks of one flow."""

    flow: Flow
    walks: tuple[Walk, ...]
    whole: bool  # walked under every notice that has the program

    def problems(self) -> Iterable[str]:
        """Everything that must be mended, one line each."""
        name = self.flow.id
        if not self.walks:
            yield f"{name}: 没有文件含这个项目"
        if self.whole and not self.flow.given:  # what is taken as given makes questions needless on purpose
            yield from (
                f"{name}: {fact}: 有规则要用，但没有一条路径会问到"
                for fact in sorted(self._read() & self.never_asked())
            )
        for one in self.walks:
            where = f"{name} · {one.plan.notice.id}"
            yield from (f"{where}: 路径没有结束：{what}" for what in one.endless)
            yield from (f"{where}: 回答后出错：{what}" for what in one.raised)
        yield from (f"{name}: 缺少译文：{what}" for what in untranslated(self.flow))

    def never_asked(self) -> set[str]:
        """The questions that no path under any notice reaches."""
        return set.intersection(*(set(one.never_asked) for one in self.walks)) if self.walks else set()

    def waiting_lines(self) -> Iterable[str]:
        """Questions for conditions of a kind that no notice walked uses: there for notices to come."""
        names = sorted(self.never_asked() - (set() if self.flow.given else self._read()))
        if names:
            yield f"{self.flow.id}: 走查中都没有问到、留给别的文件的问题：{'、'.join(names)}"

    def _read(self) -> set[str]:
        facts = {fact.name: fact for fact in self.flow.program.facts}
        return {facts[name].asked_as or name for one in self.walks for name in one.plan.fact_names}


def report(
    flow: Flow,
    policies: Policies,
    today: date,
    *,
    notice: str | None = None,
    most_states: int = MOST_STATES,
    each: Callable[[Walk], None] = lambda walk: None,
) -> FlowReport:
    """Walk the flow under every notice that has its program (or the one named); ``each`` hears of every walk."""
    having = [n.id for n in policies.notices.values() if flow.program.name in n.program]
    walks = []
    for name in having:
        if notice in (None, name):
            walked = walk(flow, plan_to_walk(policies, flow, name, today), most_states)
            each(walked)
            walks.append(walked)
    return FlowReport(flow, tuple(walks), whole=notice is None)


def untranslated(flow: Flow) -> Iterable[str]:
    """The texts of a flow that lack one of the two languages."""
    for where, words in _words(flow):
        if not words.zh.strip() or not words.en.strip():
            yield f"{where} 的中文或英文是空的"
    for question in flow.questions:
        for text in dict.fromkeys(_labels(question.fact)):
            if _CHINESE.search(text) and translate(text, ENGLISH) == text:
                yield f"{question.fact.name}：“{text}”"


def _words(flow: Flow) -> Iterable[tuple[str, Words]]:
    yield from (("title", flow.title), ("intro", flow.intro))
    for question in flow.questions:
        yield from _question_words(question)


def _question_words(question: Question) -> Iterable[tuple[str, Words]]:
    name = question.fact.name
    yield from ((f"{name}.text", question.text), (f"{name}.help", question.help))
    if question.find is not None:
        yield f"{name}.find", question.find
    yield from ((f"{name}.hint.{value}", words) for value, words in question.hints.items())
    for item in question.items:
        yield f"{name}.item.{item.fact.name}", item.text


def _labels(fact: Fact) -> Iterable[str]:
    yield fact.label
    if fact.unit:
        yield fact.unit
    yield from (choice.label for choice in fact.choices)
    for item in fact.items:
        yield from _labels(item)
