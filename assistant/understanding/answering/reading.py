"""``read``: the message and the question in, the value out; or what has to be asked back, or nothing."""

import re
from collections.abc import Sequence
from typing import Any

from assistant.interview.engine import UNSURE
from assistant.interview.flows import Question
from assistant.interview.parsing import is_not_sure
from assistant.rules.facts import Fact
from assistant.rules.registry import PROGRAMS
from assistant.understanding.answering.choosing import by_place, read_choice
from assistant.understanding.answering.days import Partial, read_day
from assistant.understanding.answering.figures import read_figure
from assistant.understanding.answering.message import Message
from assistant.understanding.answering.yes_no import read_bool
from assistant.understanding.model import Context, Doubt, Found, Text
from assistant.understanding.quantities.hits import Quantities

_NOT_SURE = re.compile(
    r"(?:这个|这|那个|真的?|实在|我|也|都|还|有点|确实|就)*(?:想不起来?|没(?:什么)?印象|没(?:有)?(?:注意|留意|关注|查|看"
    r"|算)过?|说不(?:上来?|好|准|清楚?)|吃不准|拿不准|搞不(?:懂|清楚?|明白)|谁知道|谁记得|"
    r"(?:我?(?:咋|怎么|哪能?|哪里|上哪)(?:会)?(?:知道|晓得|记得|懂))|不(?:太|大|是很|怎么)?(?:清楚|知道|确定|记得|晓得"
    r"|了解|懂|明白|会看)|(?:记|弄|搞|分)不(?:太)?(?:清楚?|得|明白)|早?(?:就)?忘(?:记|光|掉)?了?|跳过|略过|不(?:想)?(?:填"
    r"|说|答|回答)|没数|没概念|"
    r"没底|不详|未知)(?:这个|这些|那个|是不是|有没有|呢|啊|呀|哦|了|的|耶|诶|哎|吧|哈|嘛)*",
)
_NOT_SURE_ENGLISH = re.compile(
    r"(?:i(?:'m| am)? )?(?:really |honestly )?(?:dunno|no idea|not (?:sure|certain)|don'?t (?:know|remember|recall)"
    r"|can'?t (?:remember|say|tell|recall)|forgot|skip|unsure|no clue)(?: (?:it|that|this|about (?:it|that|this)|really"
    r"|now))?"
)
# 不知道基数, 忘了是哪天; but not 不知道怎么查, which asks.
_NOT_SURE_OF = re.compile(
    r"(?:我|也|都|还|真的?|有点|实在)*(?:不(?:太|大|是很)?(?:知道|清楚|晓得|记得|确定)|忘(?:记)?了?|(?:记|搞|弄|说"
    r"|分)不(?:清楚?|准|得))[^,;.?0-9怎咋查找办]{0,10}"
)
_LONGEST = 40
_STOPS = " ,.!?;:~。,、…"


def read(
    text: Text,
    question: Question,
    quantities: Quantities,
    context: Context,
    *,
    partial: Partial | None = None,
    options: Sequence[Any] = (),
) -> Found | Doubt | None:
    """What the message answers to the question.

    ``Found``: the value (``UNSURE`` for 不清楚, 忘了), also where more is said; ``Doubt``: a value to be asked back, with
    candidates; None: no answer (a question in return, something else), and always for a list, which needs its form.
    ``partial``: what was known of a date before (``Doubt.partial``), so that “18号” completes 2023年10月. ``options``: the
    values as they were offered, in order, so that “第二个” and “选2” choose. Raises ``AnswerError`` as the pages do where the
    message is a value that cannot be: out of bounds, no such day.
    """
    fact = question.fact
    message = Message(text, question, quantities, context, _program_of(fact, context), text.clauses)
    if fact.kind == "list" or not text.folded.strip(_STOPS):
        return None
    if fact.kind in ("choice", "bool"):
        if fact.kind == "bool" and _is_not_sure(text.folded):
            return message.found(UNSURE)
        found = read_choice(message, options) if fact.kind == "choice" else read_bool(message, options)
    elif _is_not_sure(text.folded):
        return message.found(UNSURE)
    elif options and (picked := by_place(message, options)) is not None:
        return picked
    elif fact.kind in ("date", "month"):
        found = read_day(message, partial)
    else:
        found = read_figure(message)
    return found or (message.found(UNSURE) if _says_not_sure(message) else None)


def _program_of(fact: Fact, context: Context) -> str:
    if context.program:
        return context.program
    return next((name for name, program in PROGRAMS.items() if fact in program.facts), "")


def _is_not_sure(folded: str) -> bool:
    bare = folded.strip(_STOPS)
    if len(bare) > _LONGEST:
        return False
    return is_not_sure(bare) or bool(_NOT_SURE.fullmatch(bare) or _NOT_SURE_ENGLISH.fullmatch(bare))


def _says_not_sure(message: Message) -> bool:
    """Whether the message, or its first clause, is a way of not knowing: 不清楚,我回去查查."""
    first = message.parts[0].text.strip(_STOPS)
    return _is_not_sure(message.text.folded) or _is_not_sure(first) or bool(_NOT_SURE_OF.fullmatch(first))
