"""No message makes a pattern try for ever: what a loop repeats is never itself made of what it repeats.

``(?:好|好的|的)*$`` reads 好的好的… in twice as many ways with each 好的, and tries them all before it gives up. Python's ``re``
holds the whole process meanwhile.
"""

import pkgutil
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import product
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import assistant.chat
import assistant.interview.parsing
import assistant.understanding
from assistant.rules.topics import EVERY
from assistant.understanding import choices, commands, hearing

# Patterns of which a part may be read in many ways: which part, and why that does no harm.
KNOWN = {
    "assistant.interview.parsing.yes_no._YES": (".*", "reads 30 characters at most"),
    "assistant.interview.parsing.yes_no._NO": (".*", "reads 30 characters at most"),
    "assistant.understanding.answering.message._LEAD": (".*", "nothing has to follow it: the first way is taken"),
    "assistant.understanding.answering.choosing._AROUND": ("嗯+", "nothing has to follow them: the first way is taken"),
    "assistant.understanding.facts.claims._VERB": (
        "[0-9一二两三四五六七八九十百千万]+[元回块次多]?",
        "a number alone has to be followed by 的, so by none",
    ),
}
MOST = 500  # ways to read one part that are looked at
MANY = 20  # repetitions from which on trying all ways takes seconds
REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT)


def _held(name: str, value: Any) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _held(f"{name}[{key}]", item)
    elif isinstance(value, list | tuple):
        for i, item in enumerate(value):
            yield from _held(f"{name}[{i}]", item)
    elif hasattr(type(value), "__slots__"):
        for slot in type(value).__slots__:
            yield from _held(f"{name}.{slot}", getattr(value, slot, None))


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for package in (assistant.understanding, assistant.chat, assistant.interview.parsing):
        for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            for name, value in vars(import_module(found.name)).items():
                if isinstance(value, re.Pattern | dict | list | tuple):
                    yield from _held(f"{found.name}.{name}", value)
    yield from _held("cues", hearing.shipped_hearing()._patterns)
    for program in EVERY:
        yield from _held(f"choices.{program}", vars(choices.choices(program)))
    yield from _held("commands", [commands._patterns("zh"), commands._patterns("en")])


def _texts(parts: Iterable[Any]) -> set[str]:
    """Some texts that a part of a pattern matches."""
    found = {""}
    for code, value in parts:
        found = {a + b for a, b in product(sorted(found)[:MOST], sorted(_of(code, value))[:MOST])}
    return found


def _of(code: Any, value: Any) -> set[str]:
    if code is codes.LITERAL:
        return {chr(value)}
    if code is codes.IN:
        return set().union(*(_of(*item) for item in value)) if value[0][0] is not codes.NEGATE else {"\0"}
    if code is codes.RANGE:
        return {chr(value[0])}
    if code is codes.CATEGORY:
        return {" " if value is codes.CATEGORY_SPACE else "0"}
    if code in REPEATS:
        fewest, most, inner = value
        return {text * times for text in _texts(inner) for times in range(fewest, min(most, fewest + 2) + 1)}
    if code is codes.SUBPATTERN:
        return _texts(value[3])
    if code is codes.BRANCH:
        return set().union(*map(_texts, value[1]))
    return {"\0"} if code in (codes.ANY, codes.NOT_LITERAL) else {""}


def _loops(parts: Iterable[Any]) -> Iterator[Any]:
    for code, value in parts:
        if code in REPEATS:
            if value[1] >= MANY:
                yield value[2]
            yield from _loops(value[2])
        elif code is codes.SUBPATTERN:
            yield from _loops(value[3])
        elif code is codes.BRANCH:
            for branch in value[1]:
                yield from _loops(branch)
        elif code in (codes.ASSERT, codes.ASSERT_NOT):
            yield from _loops(value[1])


def _composed(texts: set[str]) -> set[str]:
    """Those that are several of the others in a row."""

    def several(text: str, parts: int = 0) -> bool:
        if not text:
            return parts > 1
        return any(text[:cut] in texts and several(text[cut:], parts + 1) for cut in range(1, len(text) + 1))

    return {text for text in texts if several(text)}


def _twice(parts: Iterable[Any]) -> set[str]:
    """Those that two alternatives of a loop both match."""
    found: set[str] = set()
    for code, value in parts:
        if code is codes.SUBPATTERN:
            found |= _twice(value[3])
        elif code is codes.BRANCH:
            ways = Counter(text for branch in value[1] for text in _texts(branch))
            found |= {text for text, times in ways.items() if text and times > 1}
    return found


def _ambiguous(pattern: re.Pattern[str]) -> set[str]:
    loops = _loops(_parser.parse(pattern.pattern, pattern.flags))
    return set().union(*(_composed(_texts(loop) - {""}) | _twice(loop) for loop in loops))


def test_no_loop_can_be_read_in_many_ways() -> None:
    found = {name: _unknown(name, _ambiguous(pattern)) for name, pattern in _patterns()}
    assert {name: texts for name, texts in found.items() if texts} == {}


def _unknown(name: str, texts: set[str]) -> list[str]:
    harmless, _ = KNOWN.get(name, ("", ""))
    return sorted(text for text in texts if not re.fullmatch(harmless, text))[:5]


@pytest.mark.parametrize(
    ("pattern", "ambiguous"),
    [
        ("(?:好|好的|的)*$", True),
        ("(?:嗯+|好)+$", True),
        ("(?:看|一?[查看])+$", True),
        ("(?:好|的)*$", False),
        ("[0-9]+年", False),
    ],
)
def test_the_test_tells_them_apart(pattern: str, ambiguous: bool) -> None:
    assert bool(_ambiguous(re.compile(pattern))) is ambiguous


@pytest.mark.parametrize("message", ["嗯" * 40, "哈" * 60 + "裁", "好的" * 40 + "裁", "你好" * 40 + "裁"])
def test_who_repeats_a_word_is_answered(message: str) -> None:
    """It used to take for ever."""
    hearing.shipped_hearing().hits(message)
