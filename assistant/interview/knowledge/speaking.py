"""What one plan says on one question, as spoken lines sorted by weight: answers, what is left open, reservations."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.interview.documents import full_title, section, tier, title
from assistant.interview.held.comparing import sources
from assistant.interview.held.holdings import last_day
from assistant.interview.knowledge.model import Clause, Line, NextStep
from assistant.interview.knowledge.recipes import Aspect, recipe
from assistant.interview.marks import joined, listed
from assistant.interview.report.building import term_words
from assistant.interview.wording import say, show_date, translate
from assistant.policies.regions import PROVINCES
from assistant.rules.facts import N_, by_name
from assistant.rules.plan import Caveat, Citation, Condition, Deadline, FigurePart, NoticeRef, Plan, Statement
from assistant.rules.plan import NextStep as Step
from assistant.rules.texts import Text, Words

Part = Condition | FigurePart

INSIDE = N_("%(day)s 在执行期之内")
STILL = N_("没有截止日期的，现在仍按它办理；有了新文件的，以新文件为准")
TERM = N_("执行期：%(term)s")
UNTIL = N_("%(act)s：最晚 %(last)s")
WORKING_DAYS = N_("%(act)s：从“%(start)s”起 %(days)s 个工作日内")
DAYS = N_("%(act)s：从“%(start)s”起 %(days)s 天内")
MONTHS = N_("%(act)s：从“%(start)s”起 %(months)s 个月内")
LATER = N_("另据 %(document)s：%(text)s")
WITHOUT_NUMBER = N_("%(region)s%(year)s年文件")
PAPERS = N_("材料：%(papers)s")
HEARD_OF = ("T4", "T5")


@dataclass(slots=True)
class Said:
    """What was found. ``answers`` empty: the documents are silent on the question."""

    answers: list[Line] = field(default_factory=list)
    open: list[Line] = field(default_factory=list)  # what is said to be not said
    near: list[Line] = field(default_factory=list)  # what stands near the question and leaves it open
    reserved: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    steps: list[NextStep] = field(default_factory=list)

    @property
    def silent(self) -> bool:
        """Whether nothing answers the question."""
        return not self.answers and not self.reserved


class Speaker:
    """Asks one plan, in one language."""

    def __init__(self, plan: Plan, language: str) -> None:
        self.plan, self.language = plan, language

    def says(self, topic: str) -> Said:
        """Everything that the plan has on the topic."""
        said = Said()
        texts: tuple[Statement | Caveat, ...] = (*self.plan.says, *self.plan.caveats)
        told = any(topic in text.topics and text.citation for text in texts)
        for aspect in recipe(topic, self.plan.program.name):
            if not (told and aspect.fallback):
                self._aspect(aspect, said)
        for part in self.plan.parts:
            if topic in part.topics:
                said.answers += self._lines(part, None)
        if topic in ("deadline", "policy_current"):
            self._term(topic, said)
        for deadline in self.plan.deadlines:
            if topic in deadline.topics:
                said.answers += self.deadline(deadline)
        self._texts(topic, self.plan.says, said.answers, said)
        for step in self.plan.steps:
            if topic in step.topics:
                self._step(step, said)
        self._texts(topic, self.plan.caveats, said.reserved, said)
        said.open.sort(key=lambda line: not line.cites)  # what is only heard of comes last
        return said

    # -- clauses ----------------------------------------------------------------------------------

    def clause(self, citation: Citation) -> Clause:
        """A citation in words; of a law the article says enough."""
        law = citation.tier == "T3"
        notice = self.plan.notices.get(citation.notice, self.plan.notice)
        where = section(citation.section, self.language)
        short = where if law else f"{self.name(notice)} {where}".strip()
        return Clause(short, full_title(notice, self.language, law=law), tier(citation, self.language), notice.id)

    def name(self, notice: NoticeRef) -> str:
        """A notice's number; where the copy shows none (A01), region and year."""
        region = PROVINCES.get(notice.region[:2] + "0000")
        if notice.number or region is None:
            return notice.number or title(notice, self.language)
        values = {"region": say(Words(*region), self.language), "year": notice.issued.year}
        return translate(WITHOUT_NUMBER, self.language) % values

    def clauses(self, citations: Iterable[Citation | None]) -> tuple[Clause, ...]:
        """Citations in words, each once; what stands in no section has none."""
        return tuple(dict.fromkeys(self.clause(c) for c in citations if c is not None and c.section))

    def _spoken(self, text: Text) -> str:
        return say(text, self.language)

    # -- conditions and figures -------------------------------------------------------------------

    def _aspect(self, aspect: Aspect, said: Said) -> None:
        parts = [part for part in self.plan.parts if part.kind.name == aspect.kind]
        if aspect.together:
            lines = self._together(aspect, parts)
        else:
            lines = [line for part in parts for line in self._lines(part, aspect)]
        (said.answers if aspect.answers else said.open if aspect.entry else said.near).extend(lines)
        if aspect.noted and lines:
            said.notes += [
                Line(self._spoken(part.note), self.clauses(sources(part)), "quiet") for part in parts if part.note
            ]

    def _lines(self, part: Part, aspect: Aspect | None) -> Iterator[Line]:
        """The part's sentences, then those of later documents that differ."""
        entry = aspect.entry if aspect else ""
        base = self._texts_of(part, part.params, aspect)
        yield from (Line(text, self.clauses(sources(part)), entry=entry) for text in base)
        for overlay in part.overlays:
            for text in self._texts_of(part, overlay.params, aspect):
                if text not in base:
                    values = {"document": overlay.citation.section, "text": text}
                    yield Line(translate(LATER, self.language) % values, self.clauses([overlay.citation]), entry=entry)

    def _texts_of(self, part: Part, params: Any, aspect: Aspect | None) -> list[str]:
        if aspect and aspect.say:
            return [self._spoken(text) for text in aspect.say(params)]
        if isinstance(part, Condition):
            return [self._spoken(part.kind.text(params))]
        return [self._spoken(part.note)] if part.note else []

    def _together(self, aspect: Aspect, parts: Sequence[Part]) -> list[Line]:
        if not parts or aspect.say is None:
            return []
        cites = self.clauses(citation for part in parts for citation in sources(part))
        return [Line(self._spoken(text), cites) for text in aspect.say([part.params for part in parts])]

    # -- term and deadlines -----------------------------------------------------------------------

    def _term(self, topic: str, said: Said) -> None:
        """The term, unless a deadline of the same day says it already."""
        last = self.plan.term.last
        if topic == "deadline" and (
            last is None or any(d.on == last and topic in d.topics for d in self.plan.deadlines)
        ):
            return
        term = term_words(self.plan, self.language)
        cites = self.clauses([self.plan.term.citation])
        said.answers.append(Line(translate(TERM, self.language) % {"term": term}, cites))
        end = last_day(self.plan)
        if end is None:
            said.answers.append(Line(translate(STILL, self.language), cites))
        elif topic == "policy_current" and self.plan.as_of <= end:
            day = show_date(self.plan.as_of, self.language)
            said.answers.append(Line(translate(INSIDE, self.language) % {"day": day}, cites))

    def deadline(self, deadline: Deadline) -> Iterator[Line]:
        """What has to be done until when, then what follows; nothing where a figure has to compute it for a case."""
        text = self._until(deadline)
        cites = self.clauses([deadline.citation])
        if text:
            yield Line(text, cites)
            if deadline.after:
                yield Line(self._spoken(deadline.after), cites)

    def _until(self, deadline: Deadline) -> str:
        """The day or the time allowed; empty where a figure has to compute it for a case."""
        values: dict[str, Any] = {"act": self._spoken(deadline.act)}
        if deadline.on:
            return translate(UNTIL, self.language) % (values | {"last": show_date(deadline.on, self.language)})
        if not deadline.start_fact:
            return ""
        fact = by_name(self.plan.program.facts)[deadline.start_fact]
        values |= {"start": translate(fact.label, self.language), "days": deadline.working_days or deadline.days}
        if deadline.months:
            return translate(MONTHS, self.language) % (values | {"months": deadline.months})
        return translate(WORKING_DAYS if deadline.working_days else DAYS, self.language) % values

    # -- texts of the files -----------------------------------------------------------------------

    def _texts(self, topic: str, texts: Iterable[Caveat | Statement], answers: list[Line], said: Said) -> None:
        for text in texts:
            heard_of = isinstance(text, Statement) and text.tier in HEARD_OF
            cites = self.clauses([text.citation])
            line = Line(self._spoken(text.text), cites, "plain" if cites and not heard_of else "quiet", text.entry)
            if topic in text.silent_on:
                said.open.append(line)
            elif topic in text.topics:
                (said.notes if heard_of or not cites else answers).append(line)

    def _step(self, step: Step, said: Said) -> None:
        """A step that the notice orders is an answer; advice of ours, and every address, is a next step."""
        what, where = self._spoken(step.what), self._spoken(step.where) if step.where else ""
        papers = listed((self._spoken(paper) for paper in step.papers), self.language)
        needed = translate(PAPERS, self.language) % {"papers": papers} if papers else ""
        cites = self.clauses([step.citation])
        if cites:
            said.answers.append(Line(f"{what} {needed}".strip(), cites))
        if not cites or step.url:
            detail = joined((where, needed), self.language)
            said.steps.append(NextStep(where or what, needed, step.url) if cites else NextStep(what, detail, step.url))
