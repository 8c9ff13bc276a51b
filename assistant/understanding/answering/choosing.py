"""A choice: by its place among the options, by its label or value as shown, by everyday words, by a part of its label."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from assistant.interview.engine import UNSURE
from assistant.interview.flows import Question
from assistant.interview.wording import ENGLISH, LANGUAGES, NOT_SURE, translate
from assistant.understanding.answering.message import STOPS, Message
from assistant.understanding.answering.years import of_another_year
from assistant.understanding.choices import Said, choices, settle
from assistant.understanding.facts.readers import read_facts
from assistant.understanding.facts.refund_sizes import several
from assistant.understanding.model import Doubt, Found
from assistant.understanding.polarity import polarity_at
from assistant.understanding.short_answers import read_yes_no
from assistant.understanding.text import fold

_NUMERALS: Final = {word: number for number, word in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_ORDINAL = re.compile(
    r"(?:我)?(?:就|要)?(?P<picks>选择?|是|填)?(?P<nth>第)?(?P<number>[0-9]{1,2}|[一二两三四五六七八九十])(?P<unit>个|项|号"
    r"|条|种|选项|那个|个选项)?(?:吧|的|那个|呢|啊|嘛|选项)*"
)
_NUMBER_WORD = re.compile(
    r"(?:(?:option|number|no\.?|choice|#) ?)(?P<number>[0-9]{1,2})|the (?P<word>first|second|third|fourth|fifth"
    r"|last)(?: one)?")  # fmt: skip
_WORDS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_LETTER = re.compile(r"(?:我)?(?:就)?(?:选择?|选项)?(?P<letter>[a-k])(?:项|吧|选项)?")
_LAST = re.compile(r"(?:我)?(?:就)?(?:选|是)?(?:最后一?(?:个|项|种|条)|末尾那个)(?:吧|的)?")
_LATTER = re.compile(r"(?:我)?(?:就)?(?:选|是)?(?:后者|[后下]面(?:那|这)?一?个|后一个)(?:吧|的)?")
_FIRST = re.compile(r"(?:我)?(?:就)?(?:选|是)?(?:前者|头一个|最?[前上]面(?:那|这)?一?个|前一个)(?:吧|的)?")
_AROUND = re.compile(
    r"^(?:(?:嗯+|哦|那|就|应该|我们?|咱们?|单位|公司|你好|是|属于|选|算|现在|目前|的话|答案|,|\s)+)|(?:(?:吧|的|呢|啊|呀"
    r"|了|哦|嘛|哈|这个|这种|那种|一类|这类|,|\.|!|\s)+)$"
)
_PIECES = re.compile(r"[、()（）：:“”\"/]|或者?|以及|例如|包括|如(?=[一-鿿])")
_SHORTEST_WITHIN = 3
_GENERAL: Final = {"employment_status": "enterprise_employee", "organisation_type": "enterprise"}
_LEVELS: Final = {5: "five", 4: "four", 3: "three", 2: "two", 1: "one"}


def read_choice(message: Message, options: Sequence[Any]) -> Found | Doubt | None:
    """The choice that the message makes."""
    typed = message.text.folded.strip(STOPS)
    if (value := _shown(message.question).get(_key(typed))) is not None:
        return message.found(value)
    if (picked := by_place(message, options)) is not None:
        return picked
    return _by_none(message) or _by_time_left(message) or _by_words(message) or _by_label(message, typed)


def by_place(message: Message, options: Sequence[Any]) -> Found | Doubt | None:
    """What “第二个”, “选2”, “B” or “最后一个” picks of the options as shown."""
    bare = message.text.folded.strip(STOPS)
    place, named = _place(bare, len(options))
    if _LATTER.fullmatch(bare):  # 不清楚 after them is no answer that one means so
        place, named = sum(option is not UNSURE for option in options), True
    if not named and message.fact.kind != "choice":
        return None
    level = _LEVELS.get(int(bare)) if message.fact.name == "certificate_level" and bare in "54321" and bare else None
    value = options[place - 1] if 1 <= place <= len(options) else None
    if level is not None and not named:
        if value is not None and value != level:
            return message.doubt("which", level, value)
        return message.found(level)
    return None if value is None else message.found(value)


def _place(bare: str, count: int) -> tuple[int, bool]:
    """The place that is named, 0 for none, and whether it can only be a place."""
    if match := _ORDINAL.fullmatch(bare):
        if match["unit"] in ("个", "种", "条") and not (match["nth"] or match["picks"] in ("选", "选择")):
            return 0, False  # 2个 counts
        if match["number"].isascii() or match["nth"] or match["unit"] or match["picks"] in ("选", "选择"):
            named = bool(match["nth"] or match["unit"] or match["picks"] in ("选", "选择"))
            return int(match["number"]) if match["number"].isascii() else _NUMERALS[match["number"]], named
        return 0, False
    if match := _NUMBER_WORD.fullmatch(bare):
        if match["number"]:
            return int(match["number"]), True
        return (count if match["word"] == "last" else _WORDS[match["word"]]), True
    if match := _LETTER.fullmatch(bare):
        return ord(match["letter"]) - ord("a") + 1, True
    if _LAST.fullmatch(bare):
        return count, True
    return (1 if _FIRST.fullmatch(bare) else 0), True


def _by_none(message: Message) -> Found | Doubt | None:
    """没有 where “none” is a choice; a bare 有 says only that it is one of the others."""
    values = [choice.value for choice in message.fact.choices]
    if "none" not in values:
        return None
    said = read_yes_no(message.text.folded)
    if said is None:
        said = read_yes_no(message.parts[0].text.strip(STOPS))
    if said is False or re.fullmatch(
        r"(?:以上|上面)?(?:全|全部|都|统统)(?:没有?|不是|不符合)(?:的|啊|过)*", message.text.folded.strip(STOPS)
    ):
        return message.found("none")
    if said is True and len(values) <= _SHORTEST_WITHIN:
        return message.doubt("which", *(value for value in values if value != "none"))
    return None


def _by_time_left(message: Message) -> Found | Doubt | None:
    """How far retirement is, by the time that is said: 还差3年, 不到一年."""
    if message.fact.name != "to_retirement":
        return None
    for hit in message.quantities.durations:
        if hit.value is None or polarity_at(message.parts, hit.start) not in ("said", "hedged"):
            continue
        before = message.text.folded[max(0, hit.start - 4) : hit.start]
        if hit.value == 12 and hit.vague:
            less = re.search("不到|不足|不满|没到|快", before)
            more = "多" in message.text.folded[hit.start : hit.end + 1]
            if not (less or more):
                return message.doubt("vague", "exactly_12_months", span=hit.span)
            return message.found("under_12_months" if less else "over_12_months", hit.span)
        value = "over_12_months" if hit.value > 12 else "under_12_months" if hit.value < 12 else "exactly_12_months"
        return message.found(value, hit.span)
    return None


def _by_words(message: Message) -> Found | Doubt | None:
    """What the words of ``words/*.toml`` say of the fact."""
    if message.fact.name == "size_class" and (named := several(message.text.folded)):
        span, values = named
        return message.doubt("which", *values, span=message.text.span(*span))
    sure, doubts = settle(message.program, _specific(message.fact.name, said_of(message)), message.parts)
    if not sure and (found := by_reader(message)) is not None:
        return found
    return sure[0] if sure else doubts[0] if doubts else None


def _specific(fact: str, said: list[Said]) -> list[Said]:
    """Without the general kind where a particular one is said too: 在律所上班."""
    particular = [one for one in said if one.value is not None and one.value != _GENERAL.get(fact)]
    return particular if fact in _GENERAL and particular else said


def by_reader(message: Message) -> Found | None:
    """What the program's own reader takes of the asked fact: it weighs more than single phrases."""
    facts = read_facts(message.program, message.text, message.quantities, message.context)
    return next((one for one in facts.found if one.fact == message.fact.name), None)


def said_of(message: Message) -> list[Said]:
    """What the phrases of ``words/*.toml`` say of the asked fact, with those that count only as its answer."""
    name = message.fact.name
    said = [one for one in choices(message.program).find(message.text, message.parts, name) if one.fact == name]
    return [one for one in said if not of_another_year(message, one.start, one.end)]


def _by_label(message: Message, typed: str) -> Found | Doubt | None:
    """The choice of which a part of the label is said, or of whose label the message is a part; one only."""
    core = _key(_AROUND.sub("", _AROUND.sub("", typed)))
    if len(core) < 2 or any(part.question for part in message.parts):
        return None
    pieces = _pieces(message.question)
    if (value := pieces.get(core)) is not None:
        return message.found(value)
    within = {
        value
        for piece, value in pieces.items()
        if len(piece) >= _SHORTEST_WITHIN and piece in message.text.folded and value is not None
        and polarity_at(message.parts, message.text.folded.index(piece)) == "said"
    }  # fmt: skip
    if not within and len(core) >= _SHORTEST_WITHIN:
        within = {value for label, value in _shown(message.question).items() if core in label and value is not UNSURE}
    if len(within) == 1:
        return message.found(within.pop())
    return message.doubt("conflict", *sorted(within)) if 1 < len(within) <= _SHORTEST_WITHIN else None


def _labelled(question: Question) -> Iterator[tuple[str, Any]]:
    for language in LANGUAGES:
        yield translate(NOT_SURE, language), UNSURE
    for choice in question.fact.choices:
        yield choice.value, choice.value
        for language in LANGUAGES:
            yield translate(choice.label, language), choice.value


_SHOWN: dict[int, tuple[Question, dict[str, Any]]] = {}
_PARTS: dict[int, tuple[Question, dict[str, Any]]] = {}


def _shown(question: Question) -> dict[str, Any]:
    """Choice by its label or value, as a key. Kept beside its question, so that the id stays its own."""
    found = _SHOWN.get(id(question))
    if found is None:
        shown = {_key(fold(label)): value for label, value in reversed(tuple(_labelled(question)))}
        found = _SHOWN[id(question)] = (question, shown)
    return found[1]


def _pieces(question: Question) -> dict[str, Any]:
    """Choice by a part of its label or of its hint that no other choice shares."""
    found = _PARTS.get(id(question))
    if found is None:
        by_piece: dict[str, set[str]] = {}
        for choice in question.fact.choices:
            hint = question.hints.get(choice.value)
            for shown in (choice.label, translate(choice.label, ENGLISH), *((hint.zh, hint.en) if hint else ())):
                for piece in _PIECES.split(fold(shown)):
                    by_piece.setdefault(_key(piece), set()).add(choice.value)
        parts = {piece: values.pop() for piece, values in by_piece.items() if len(values) == 1 and len(piece) > 1}
        found = _PARTS[id(question)] = (question, parts)
    return found[1]


def _key(text: str) -> str:
    return text.strip(STOPS).replace(" ", "")
