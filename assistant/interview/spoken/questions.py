"""A question as an agent says it: the script, the answers to choose from, a probe for who hesitates, terms in plain words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from assistant.interview.flows import Question
from assistant.interview.inputs import LABEL
from assistant.interview.parsing import TEN_THOUSANDTH
from assistant.interview.spoken.terms import Term, terms_in
from assistant.interview.wording import CHINESE, NOT_SURE, YES_NO, say, translate
from assistant.rules.facts import N_, Fact
from assistant.rules.texts import Words

__all__ = ["SpokenQuestion", "Term", "spoken_question", "yes_and_no"]

HOW = {
    "int": N_("说一个整数；一个也没有就说零"),
    "months": N_("说多少个月；说几年零几个月也行"),
    "money": N_("说多少元；有角、分也要说"),
    "date": N_("说哪年哪月哪日"),
    "month": N_("说哪年哪月"),
    "list": N_("一家说完，再说下一家"),
}
HOW_PERCENT = N_("说百分之几；小数点后面的也要说")
# A Chinese yes-or-no question is answered with its own verb: 有没有 by 有 or 没有, 是不是 by 是 or 不是.
_VERB = re.compile(r"(?P<yes>有)没有|(?P<verb>.)不(?P=verb)(?P<rest>意?)")
_IN_BRACKETS = re.compile(r"（(.+?)）|\s*\((.+?)\)")


@dataclass(frozen=True, slots=True)
class SpokenQuestion:
    """One question in one language; ``options`` are the answers to read out, in the order of the digits that choose them.

    ``not_sure`` is read out after them (empty: the answer is not chosen). ``how``: how an answer that is not chosen is
    said. ``items``: what is asked of each row of a list, by the names of the items, in the order of the page.
    """

    script: str
    options: tuple[str, ...]
    probe: str = ""
    terms: tuple[Term, ...] = ()
    not_sure: str = ""
    how: str = ""
    items: Mapping[str, "SpokenQuestion"] = field(default_factory=dict)


# The same for every caller: put together once per language. The question is kept beside it, so that its id stays its own.
_SPOKEN: dict[tuple[int, str], tuple[Question, SpokenQuestion]] = {}


def spoken_question(question: Question, language: str) -> SpokenQuestion:
    """The question as an agent says it, with the terms that stand in it, in its answers and in its help."""
    found = _SPOKEN.get((id(question), language))
    if found is None:
        found = _SPOKEN[id(question), language] = (question, _spoken(question, language))
    return found[1]


def _spoken(question: Question, language: str) -> SpokenQuestion:
    probe = say(question.probe, language)
    asked = _asked(question.fact, question.spoken, question.aloud, language)
    items = {
        item.fact.name: _asked(item.fact, item.spoken or item.text, item.aloud, language)
        for item in question.items
        if item.fact.name != LABEL
    }
    said = (text for part in (asked, *items.values()) for text in (part.script, *part.options))
    terms = terms_in("\n".join((*said, say(question.help, language), probe)), language)
    return replace(asked, probe=probe, terms=terms, items=items)


def _asked(fact: Fact, words: Words, aloud: Mapping[str, Words], language: str) -> SpokenQuestion:
    script = say(words, language)
    options = _options(fact, script, aloud, language)
    how = HOW_PERCENT if fact.unit == TEN_THOUSANDTH else HOW.get(fact.kind, "")
    return SpokenQuestion(
        script, options, not_sure=translate(NOT_SURE, language) if options else "", how=translate(how, language)
    )


def _options(fact: Fact, script: str, aloud: Mapping[str, Words], language: str) -> tuple[str, ...]:
    if fact.kind == "bool":
        return yes_and_no(script, language)
    return tuple(
        say(aloud[choice.value], language) if choice.value in aloud else _for_the_ear(translate(choice.label, language))
        for choice in fact.choices
    )


def yes_and_no(script: str, language: str) -> tuple[str, str]:
    """The two answers to a yes-or-no question, as its own verb gives them in Chinese."""
    found = _VERB.search(script) if language == CHINESE else None
    if found is None:
        return translate(YES_NO[True], language), translate(YES_NO[False], language)
    if found["yes"]:
        return "有", "没有"
    verb = found["verb"] + found["rest"]
    return verb, f"不{verb}"


def _for_the_ear(label: str) -> str:
    """A label without its brackets: what stands in them is said after a pause."""
    return _IN_BRACKETS.sub(lambda found: f"，{found[1]}" if found[1] else f", {found[2]}", label)
