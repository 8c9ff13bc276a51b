"""The result as an agent says it: from the report that the pages show, in short sentences, without a number of its own.

Only how many days are left is worked out here, from a deadline of the report and the day of the call.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.interview.report.amounts import AmountView
from assistant.interview.report.building import Report, StepView
from assistant.interview.report.conditions import ConditionView, DeadlineView, UnsureView
from assistant.interview.spoken import phrases
from assistant.interview.spoken.figures import aloud
from assistant.interview.wording import CHINESE, say, show_date
from assistant.rules.texts import Words

# In the order in which they are said.
PARTS: Final = ("verdict", "amount", "failing", "open", "deadline", "next", "caveats", "basis")
_MOST_VALUES = 3  # of a condition that are said one by one: nobody follows more by ear
_SAID_AT_ONCE = 3  # of steps and of caveats; further ones for whoever asks
# What goes for every result (``[program.any]`` of the notices' common advice).
EVERYWHERE: Final = frozenset({"self_check", "calculated_only", "never_follow_links"})
_LONGEST = "最长"  # label and amount of a length of time both say so: once is enough for the ear
_END = re.compile(r"[。；;.\s]+$")
_ABOUT = re.compile(r"《.*?(关于.+)》")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the script (see ``PARTS``): sentences to say, and ``more`` for a caller who wants to know."""

    name: str
    say: tuple[str, ...]
    more: tuple[str, ...] = ()


def script(report: Report, language: str, today: date, *, preliminary: bool = False) -> tuple[Part, ...]:
    """What to say of a result on a day; ``preliminary``: questions are still to be asked. Parts without words are left out."""
    speaker = _Speaker(language)
    parts = (
        Part("verdict", tuple(speaker.verdict(report, today, preliminary))),
        Part("amount", *speaker.amount(report)),
        Part("failing", tuple(_failing(speaker, report, skip_dates=report.term_over))),
        Part("open", *speaker.open(report)),
        Part("deadline", tuple(speaker.deadline(line, today) for line in report.deadlines)),
        Part("next", *_halves([speaker.step(step) for step in report.steps])),
        Part("caveats", *speaker.caveats(report)),
        Part("basis", (speaker.basis(report),)),
    )
    return tuple(part for part in parts if part.say or part.more)


def failing_sentences(report: Report, language: str = CHINESE) -> tuple[str, ...]:
    """For each condition that is not met, in the report's order: what is asked, what was said, how far off it is."""
    return tuple(_failing(_Speaker(language), report))


def _failing(speaker: "_Speaker", report: Report, *, skip_dates: bool = False) -> Iterator[str]:
    """``skip_dates``: those that turn on the day alone, of which the verdict already told."""
    for line in report.conditions:
        if line.result == "not_met" and (line.values or not skip_dates):
            yield speaker.failing(line, report.as_of)


def _halves(sentences: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(sentences[:_SAID_AT_ONCE]), tuple(sentences[_SAID_AT_ONCE:])


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Says things in one language."""

    language: str

    def __call__(self, words: Words, **values: object) -> str:
        text = say(words, self.language)
        return aloud(text % values if values else text, self.language)

    def joined(self, *sentences: str) -> str:
        return ("" if self.language == CHINESE else " ").join(filter(None, sentences))

    def whole(self, text: str) -> str:
        """A text of the report as a sentence."""
        end = "。" if self.language == CHINESE else "."
        return aloud(text, self.language) if text[-1:] in "！？!?" else aloud(_bare(text), self.language) + end

    def verdict(self, report: Report, today: date, preliminary: bool) -> Iterator[str]:
        if preliminary:
            yield self(phrases.PRELIMINARY)
        if report.decides and not report.term_over and report.as_of != show_date(today, self.language):
            yield self(phrases.OTHER_DAY, as_of=report.as_of)
        if report.term_over:
            yield report.summary
            if report.term_last is not None:
                yield self(phrases.LAST_DAY)
        elif report.verdict == "ineligible":
            number = sum(line.result == "not_met" for line in report.conditions)
            yield self(phrases.VERDICTS["ineligible"], number=number)
        elif report.decides:
            yield self(phrases.VERDICTS[report.verdict])

    def amount(self, report: Report) -> tuple[tuple[str, ...], tuple[str, ...]]:
        main = report.amount
        told = [self.main(main), *(self(phrases.WAY, way=way, amount=text) for way, text in main.ways)] if main else []
        until = [line.text for line in report.deadlines]
        others = [f for f in report.figures if not any(f.text in text for text in until)]  # a day is said as a deadline
        told += [self(phrases.FIGURE, label=f.label, text=f.text) for f in others]
        told += [self(phrases.HOST, label=host.label, text=host.share) for host in report.hosts]
        notes = [main.note] if main and main.note else []
        notes += [figure.note for figure in others if figure.note]
        steps = main.steps if main else ()
        return (*told, *map(self.whole, notes)), tuple(map(self.whole, steps))

    def main(self, amount: AmountView) -> str:
        """A ceiling is never said as the amount, several readings never as one."""
        twice = amount.label.startswith(_LONGEST) and amount.text.startswith(_LONGEST)
        text = amount.text.removeprefix(_LONGEST).lstrip() if twice else amount.text
        return self(phrases.AMOUNTS[amount.kind], label=amount.label, amount=text)

    def failing(self, line: ConditionView, as_of: str) -> str:
        return self.joined(
            self(phrases.ASKED, text=_bare(line.text)),
            self.told(line, as_of),
            self(phrases.NOT_YET),
            *(self(phrases.NEAR, text=_bare(near)) for near in line.near),
        )

    def told(self, line: ConditionView, as_of: str) -> str:
        if not line.values:
            return self(phrases.ON_DAY, as_of=as_of)
        if len(line.values) > _MOST_VALUES:
            return self(phrases.TOLD_MANY)
        colon, joiner = ("：", "；") if self.language == CHINESE else (": ", "; ")
        return self(phrases.TOLD, values=joiner.join(f"{label}{colon}{value}" for label, value in line.values))

    def open(self, report: Report) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What a person decides, what the notice leaves out, what the caller does not know yet."""
        told = [self(phrases.REVIEW, text=_bare(reason)) for reason in report.review_reasons]
        for text, readings in report.open_points:
            point = self(phrases.OPEN, text=_bare(text))
            may_be = ("；" if self.language == CHINESE else "; ").join(map(_bare, readings))
            told.append(self.joined(point, self(phrases.MAY_BE, text=may_be) if readings else ""))
        if report.open_points:
            told.append(report.not_stated)
        told += [self.unsure(item) for item in report.unsure if item.matters]
        return tuple(told), tuple(self.unsure(item) for item in report.unsure if not item.matters)

    def unsure(self, item: UnsureView) -> str:
        return self.joined(
            self(phrases.UNSURE, text=item.text),
            self(phrases.FIND, text=self.whole(item.find)) if item.find else "",
            *(self(phrases.WOULD_BE, values=values, outcome=outcome) for values, outcome in item.outcomes),
        )

    def deadline(self, line: DeadlineView, today: date) -> str:
        after = self.whole(line.after) if line.after else ""
        if line.last is None:
            act, text = _bare(line.act), _bare(line.text)
            told = self(phrases.FIGURE, label=act, text=text) if text else self(phrases.NO_DAY, act=act)
            return self.joined(told, after)
        given = {"act": _bare(line.act), "last": show_date(line.last, self.language)}
        days = (line.last - today).days
        if days < 0:
            return self.joined(self(phrases.PAST, **given), after)
        left = self(phrases.DAYS_LEFT, days=days) if days else self(phrases.TODAY)
        return self.joined(self(phrases.UNTIL, **given), left, after)

    def step(self, step: StepView) -> str:
        joiner = "、" if self.language == CHINESE else ", "
        return self.joined(
            self.whole(step.what),
            self(phrases.WHERE, text=_bare(step.where)) if step.where else "",
            self(phrases.PAPERS, text=joiner.join(map(_bare, step.papers))) if step.papers else "",
        )

    def caveats(self, report: Report) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The notice's own are said; what goes for every result is summed up in one sentence."""
        told = [(self.whole(text), name) for (text, _), name in zip(report.caveats, report.caveat_ids, strict=True)]
        own, further = _halves([text for text, name in told if name not in EVERYWHERE])
        everywhere = tuple(text for text, name in told if name in EVERYWHERE)
        return (*own, self(phrases.SELF_CHECK)), (*further, *everywhere)

    def basis(self, report: Report) -> str:
        return self(phrases.BASIS, title=short_title(report.documents[0]), as_of=report.as_of)


def short_title(title: str) -> str:
    """A document's title as it is said: without those who issued it, and without its number."""
    about = _ABOUT.match(title)
    return f"《{about[1]}》" if about else re.sub(r"\s*[（(][^（()）]*[)）]$", "", title)


def _bare(text: str) -> str:
    return _END.sub("", text)
