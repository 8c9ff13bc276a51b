"""The texts as a provider wants them registered: its own way of writing variables, constants written out, no signature."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.sms import wording
from assistant.sms.segments import units

# How variables are written, by number (from 1) and name.
STYLES: Mapping[str, str] = {"numbers": "{{{number}}}", "dollars": "${{{name}}}", "names": "{{{name}}}"}


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of a registered template; ``longest`` in UTF-16 units, to ask the provider for."""

    written: str
    name: str
    holds: str
    longest: int
    example: str


@dataclass(frozen=True, slots=True)
class Template:
    """One text to register. ``registrable``: it has no link in a variable."""

    text: str
    variables: tuple[Variable, ...]
    registrable: bool


def template(message: str, language: str, style: str, page: str) -> Template:
    """Return a text to register, ``page`` written out. Raises WordingError on an unknown message or language."""
    names = wording.variables(message, language)
    written = {name: STYLES[style].format(number=number, name=name) for number, name in enumerate(names, 1)}
    text = wording.template(message, language).removeprefix("【{signature}】")
    text = re.sub(r"\{([a-z]+)\}", lambda place: page if place[1] == "page" else written[place[1]], text)
    return Template(text, tuple(_variable(name, written[name]) for name in names), "link" not in names)


def _variable(name: str, written: str) -> Variable:
    holds, longest = wording.PARAMETERS[name]
    example = wording.shortened(longest, wording.LONGEST_FIRM) if name == "firm" else longest
    return Variable(written, name, holds, units(example), example)
