"""A message together with the question it may answer."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assistant.interview.flows import Question
from assistant.rules.facts import Fact
from assistant.understanding.facts.refund_years import Years
from assistant.understanding.model import Context, Doubt, Found, Span, Text, Why
from assistant.understanding.polarity import Clause
from assistant.understanding.quantities.hits import Quantities

STOPS = " .,!;、。，！~"
_LEAD = re.compile(
    r"^(?:(?:就|应该)?(?:是|有)|(?:一共|总共|合计|共计|共)(?:是|有)?|(?:我们?|单位|公司)?(?:一共|总共)?(?:[交缴领裁]了)"
    r"|it(?:'s| is)|:|=| )+"
)


@dataclass(frozen=True)
class Message:
    """What was said, after which question, and what is in it."""

    text: Text
    question: Question
    quantities: Quantities
    context: Context
    program: str
    parts: tuple[Clause, ...]

    @property
    def fact(self) -> Fact:
        """The fact that was asked for."""
        return self.question.fact

    @cached_property
    def years(self) -> Years:
        """The years of which it speaks, for what is asked of 上年度."""
        return Years(self.quantities.moments, self.parts, self.context)

    @property
    def whole(self) -> Span:
        """The whole message."""
        return Span(0, len(self.text.typed))

    @property
    def bare(self) -> str:
        """The message without 是, 一共, 交了 before it and stops behind it: what may be a plain value."""
        bare = _LEAD.sub("", self.text.typed.strip(STOPS)).strip(STOPS)
        return re.sub("(?<=[0-9])点(?=[0-9])", ".", bare)

    def found(self, value: Any, span: Span | None = None) -> Found:
        """``value`` is the answer."""
        return Found(self.program, self.fact.name, value, span or self.whole)

    def doubt(self, why: Why, *candidates: Any, span: Span | None = None, partial: Any = None) -> Doubt:
        """The answer has to be asked back."""
        return Doubt(self.program, self.fact.name, why, span or self.whole, candidates, partial)
