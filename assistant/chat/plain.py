"""A reply as plain text, for text messages and WeChat: short lines, options numbered 1 to 6, one page at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from assistant.chat.replies import Ask, Card, Clause, Effect, Lead, Option, Part, Say, Took
from assistant.interview.marks import aside, joined, pair
from assistant.interview.wording import translate
from assistant.rules.facts import N_
from assistant.sms.segments import units

MOST_OPTIONS: Final = 6  # on one page: 7 is for more, 8, 9 and 0 are commands
MORE: Final = N_("7 更多")
MORE_BY_WORD: Final = N_("回复“更多”看下文")
CODE: Final = N_("查询码 %(code)s")
CODE_AT_HOME: Final = N_("查询码 %(code)s，在本站首页输入可看全文")


@dataclass(frozen=True, slots=True)
class Rendered:
    """One page: its text, which press each number on it stands for, and whether there is another page."""

    text: str
    numbers: Mapping[str, str] = field(default_factory=dict)
    more: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    press: str = ""


def render(parts: Sequence[Part], offered: Sequence[str], *, room: int, page: int, language: str) -> Rendered:
    """Return one page of a reply, of at most ``room`` UTF-16 units. ``offered``: the presses that may be chosen now.

    Addresses in the parts are whole, or empty where texts may hold none. Where a number is asked for, options have no numbers
    and are said in words. A page beyond the last is the last.
    """
    numeric = any(isinstance(part, Ask) and part.numeric for part in parts)
    lines = [line for part in parts for line in _lines(part, set(offered), numeric, language)]
    pages = list(_pages(lines, room, translate(MORE_BY_WORD if numeric else MORE, language)))
    return pages[min(page, len(pages) - 1)] if pages else Rendered("")


def _pages(lines: list[_Line], room: int, more: str) -> Iterator[Rendered]:
    """Cut lines into pages; each but the last says how to go on."""
    short = room - units(more) - 1
    waiting = [piece for line in lines for piece in _cut(line, short)]
    while waiting:
        count = _fitting(waiting, room)
        if count < len(waiting):
            count = max(1, _fitting(waiting, short))
        yield _page(waiting[:count], more if count < len(waiting) else "")
        waiting = waiting[count:]


def _fitting(lines: Sequence[_Line], room: int) -> int:
    """How many of the lines fit on one page."""
    used, options = -1, 0
    for count, line in enumerate(lines):
        options += bool(line.press)
        used += units(line.text) + 1 + (2 if line.press else 0)
        if used > room or options > MOST_OPTIONS:
            return count
    return len(lines)


def _page(lines: Sequence[_Line], more: str) -> Rendered:
    numbers: dict[str, str] = {}
    texts = []
    for line in lines:
        if line.press:
            numbers[str(len(numbers) + 1)] = line.press
        texts.append(f"{len(numbers)} {line.text}" if line.press else line.text)
    return Rendered("\n".join([*texts, more] if more else texts), numbers, bool(more))


def _cut(line: _Line, room: int) -> Iterator[_Line]:
    """A line in pieces that fit on a page; an option is shortened, since it has one number."""
    text, limit = line.text, room - 2
    if line.press:
        yield _Line(_start(text, limit), line.press)
        return
    while text:
        piece = _start(text, limit)
        yield _Line(piece)
        text = text[len(piece) :]


def _start(text: str, room: int) -> str:
    while units(text) > room:
        text = text[: max(1, min(len(text) - 1, room))]
    return text


def _lines(part: Part, offered: set[str], numeric: bool, language: str) -> Iterator[_Line]:
    match part:
        case Say(text, _, cites):
            yield _Line(text + "".join(aside(cite.short, language) for cite in cites))
        case Took(chips):
            said = joined((f"{chip.label} {chip.value}" for chip in chips), language)
            yield _Line(translate(N_("我理解的是："), language) + said)
        case Ask():
            yield _Line(" ".join(text for text in (part.text, part.hint) if text))
            yield from _options(part.options, offered, numeric)
        case Effect(text, lines, options):
            yield from (_Line(each) for each in (text, *lines))
            yield from _options(options, offered, numeric)
        case Card():
            yield from (_Line(text) for text in _card(part, language) if text)
        case Lead(text, label, address):
            where = address.removeprefix("tel:").removeprefix("sms:")
            found = [text] if where in text else [text, label] if where in label else [text, label, where]
            yield _Line(" ".join(each for each in found if each))


def _options(options: Sequence[Option], offered: set[str], numeric: bool) -> Iterator[_Line]:
    for option in options:
        if numeric:
            yield _Line(f"“{option.label}”")
        elif option.press in offered:
            yield _Line(option.label, option.press)


def _card(card: Card, language: str) -> Iterator[str]:
    yield pair(card.title, card.word, language)
    yield " ".join(text for text in (card.amount_label, card.amount) if text)
    yield card.summary
    yield from (_clause(clause, language) for clause in card.decisive)
    yield from card.steps[:1]
    yield translate(CODE if card.address else CODE_AT_HOME, language) % {"code": card.code}
    yield card.address


def _clause(clause: Clause, language: str) -> str:
    cites = joined((cite.short for cite in clause.cites), language)
    return pair(clause.word, clause.text, language) + aside(cites, language)
