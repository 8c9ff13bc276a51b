"""What pressing a quick reply sends: a small grammar, ``kind`` or ``kind:argument``. Whatever is not of it is None.

=====================  =========================================================================
answer:<fact>:<json>   an answer, as ``interview.stored`` has it
unsure, unsure:<fact>  不清楚, to the question asked or to a named one
change:<fact>          ask an answered question again
flow, flow:<id>        choose what to check; check this
program:<name>         what a question on the rules is about
region, region:<code>  choose the place; this one. ``more``: show every place
day, today             choose the day; today
basis:last|today       the last day of the term (历史核算), or the day as it stands
confirm, leave         do what was shown, or leave everything as it is
on                     go on with the question that waits
others                 as the commands of the same name
=====================  =========================================================================
"""

import json
import re
from dataclasses import dataclass
from typing import Any, Final

from assistant.rules.facts import Fact

LONGEST: Final = 2000
_NAME = "[a-z][a-z0-9_]{0,59}"
# kind → what its argument must look like; "" for none.
_ARGUMENTS: Final = {
    "unsure": f"(?:{_NAME})?", "change": _NAME, "flow": f"(?:{_NAME})?", "program": _NAME, "region": "(?:[0-9]{6})?", "day": "",
    "basis": "last|today", "confirm": "", "leave": "", "on": "", "more": "", "why": "", "back": "", "restart": "",
    "human": "", "pages": "", "sms": "", "result": "", "answers": "", "delete": "", "help": "", "large_type": "",
    "english": "", "chinese": "", "today": "",
}  # fmt: skip
_ANSWER = re.compile(f"answer:({_NAME}):(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Press:
    """A press that is of the grammar: its kind, its argument, and the JSON value of an answer."""

    kind: str
    argument: str = ""
    value: Any = None


def read_press(press: str) -> Press | None:
    """What was pressed; None for what is no press."""
    if len(press) > LONGEST:
        return None
    if found := _ANSWER.fullmatch(press):
        try:
            return Press("answer", found[1], json.loads(found[2]))
        except (ValueError, RecursionError):
            return None
    kind, _, argument = press.partition(":")
    shape = _ARGUMENTS.get(kind)
    return Press(kind, argument) if shape is not None and re.fullmatch(shape, argument, re.ASCII) else None


def answer(fact: Fact | str, value: Any) -> str:
    """The press that gives a JSON value as the answer to a fact."""
    name = fact if isinstance(fact, str) else fact.name
    return f"answer:{name}:{json.dumps(value, ensure_ascii=False, separators=(',', ':'))}"
