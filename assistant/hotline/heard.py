"""What the caller's own words come to at the desk: facts to enter, changes to confirm, doubts, another place, a question.

Nothing is stored and nothing is said here: ``hearing`` stores it, ``said_view`` shows it. Read as the chat reads.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, Final

from assistant.hotline.content import Content, Said
from assistant.interview.cases import Case
from assistant.interview.flows import Flow, Question
from assistant.interview.held.places import asks_region
from assistant.interview.stored import value_from_json, value_to_json
from assistant.policies import Policies
from assistant.rules.registry import fact_of
from assistant.rules.topics import OWN_CASE, TOPICS, Topic
from assistant.understanding.basis import asks_elsewhere, day_of, named_day, named_regions
from assistant.understanding.flows_meant import choosing_flow, flow_of_facts
from assistant.understanding.model import Context, Understood
from assistant.understanding.unclear import joined, unclear_of, whole_answer, with_year
from assistant.understanding.understand import understand

_MOST: Final = 12  # changes and doubts that wait: more than that is no conversation

Values = Mapping[str, Mapping[str, Any]]  # program → fact → value


@dataclass(frozen=True, slots=True)
class Heard:
    """``answers``: to be entered in the interview. ``content``: changes of the call's content."""

    said: Said
    answers: Mapping[str, Any] = field(default_factory=dict)
    content: Mapping[str, Any] = field(default_factory=dict)


def hear(
    typed: str,
    case: Case | None,
    content: Content,
    asked: Question | None,
    policies: Policies,
    flows: Mapping[str, Flow],
    today: date,
    language: str,
) -> Heard:
    """What the words come to, given the interview (None: not begun) and the question that was asked."""
    return _Words(typed, case, content, asked, policies, flows, today, language).heard()


@dataclass(frozen=True)
class _Words:
    """One message, with everything that is known of where the call stands."""

    typed: str
    case: Case | None
    content: Content
    asked: Question | None
    policies: Policies
    flows: Mapping[str, Flow]
    today: date
    language: str

    def heard(self) -> Heard:
        answer = self._whole()
        if answer is not None:
            return answer
        if self.topic.id == "evasion":  # what is only thought of is no fact
            return Heard(replace(self._bare(), topic="evasion"))
        said = self._with_question(self._with_basis(self._with_facts()))
        told, told_of = self._told()
        content = {"told": told, "told_of": told_of, **self._beginning(told)}
        empty = replace(self._bare(), changes=said.changes)
        nothing = said == empty and not content.keys() - {"told", "told_of"} and not self._talk
        return Heard(replace(said, understood=not nothing), self._new(), content)

    @cached_property
    def context(self) -> Context:
        """What understanding may know."""
        case = self.case
        as_of = case.stored.as_of if case else self.content.as_of or self.today
        program = case.flow.program.name if case else self.content.program
        return Context(self.today, as_of, program, case.plan if case else None, self.asked, self.language)

    @cached_property
    def understood(self) -> Understood:
        """What the message says."""
        return understand(self.typed, self.context)

    @cached_property
    def topic(self) -> Topic:
        """What is asked; “那吉林呢”, or a place alone after a question that needs one, asks the last question again."""
        found, before = TOPICS.get(self.understood.topic, TOPICS["unclear"]), self.content.said.topic
        says = self.understood
        named = (says.place or says.program != self.context.program) and not says.facts
        again = asks_elsewhere(says) or (found.kind == "talk" and named)
        return TOPICS[before] if before and before != "evasion" and again else found

    @property
    def _talk(self) -> bool:
        """Whether it is understood and yet nothing to enter: a greeting, a command of the chat, a request for a person."""
        return self.understood.command is not None or self.topic.id == "small_talk" or self.topic.kind == "service"

    @property
    def _own(self) -> bool:
        return self.topic.id in OWN_CASE

    def _bare(self) -> Said:
        """Nothing taken. What waits to be confirmed goes on waiting."""
        text = self.understood.text
        asked = self.asked.fact.name if self.asked else ""
        return Said(text.typed, changes=self.content.said.changes, asked=asked, masked=text.masked)

    def _whole(self) -> Heard | None:
        """The whole message as the answer to the question that was asked, or as the year of a day; None where it is neither."""
        if self.case is None or self.asked is None:
            return None
        fact, program = self.asked.fact, self.case.flow.program.name
        doubt = next((d for d in self.content.said.doubts if (d.program, d.fact) == (program, fact.name)), None)
        value = whole_answer(fact, self.typed, self.understood, doubt, self.today)
        if value is not None:
            said = self._taking(self._bare(), {fact.name: value}, {fact.name: self.understood.text.typed})
            return Heard(said, self._enterable({fact.name: value}))
        told = with_year(doubt, self.typed) if doubt is not None and fact.kind == "date" else None
        return None if told is None else Heard(replace(self._bare(), doubts=(told,)))

    # -- facts ------------------------------------------------------------------------------------

    @cached_property
    def values(self) -> dict[str, dict[str, Any]]:
        """What is certain, by program: value by fact."""
        found: dict[str, dict[str, Any]] = {}
        for fact in self.understood.facts:
            known = fact_of(fact.program, fact.fact)
            if known is not None and value_from_json(known, value_to_json(fact.value)) is not None:
                found.setdefault(fact.program, {})[fact.fact] = fact.value
        return found

    def _mine(self) -> dict[str, Any]:
        """Values for this interview."""
        if self.case is None:
            return {}
        mine = self.values.get(self.case.flow.program.name, {})
        return {name: value for name, value in mine.items() if name in self.case.flow.order}

    def _new(self) -> dict[str, Any]:
        return self._enterable(self._mine())

    def _enterable(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Those that are entered at once: not answered yet, or ahead of their turn, where nothing rests on them."""
        path = self._on_path()
        return {name: value for name, value in values.items() if name not in path}

    def _on_path(self) -> set[str]:
        return {question.fact.name for question in self.case.interview.path()} if self.case else set()

    def _taking(self, said: Said, values: Mapping[str, Any], words: Mapping[str, str]) -> Said:
        """With what is taken of this interview's values, and with what differs from an earlier answer."""
        assert self.case is not None
        answers, path = self.case.interview.answers, self._on_path()
        changed = {
            name: value_to_json(value)
            for name, value in values.items()
            if name in path and value_to_json(answers[name]) != value_to_json(value)
        }
        waiting = {name: raw for name, raw in said.changes.items() if name not in values}
        taken = {name: words.get(name, "") for name in values if name not in changed}
        program = self.case.flow.program.name
        changes = dict([*waiting.items(), *changed.items()][-_MOST:])
        return replace(said, changes=changes, taken={program: taken} if taken else {})

    def _with_facts(self) -> Said:
        """With every fact that was said, and what is to be asked back."""
        says = self.understood
        words = {(fact.program, fact.fact): says.text.said_in_full(fact.span) for fact in says.facts}
        said = self._bare()
        if self.case is not None:
            program = self.case.flow.program.name
            said = self._taking(said, self._mine(), {fact: text for (of, fact), text in words.items() if of == program})
        others = {
            program: {name: words[program, name] for name in values} for program, values in self._of_others().items()
        }
        doubts = [joined(doubt, self.content.said.doubts) for doubt in unclear_of(says)]
        return replace(
            said,
            taken={**said.taken, **others},
            doubts=tuple(doubts[:_MOST]),
            named=tuple(dict.fromkeys(one.name for one in says.occupations)),
        )

    def _of_others(self) -> Values:
        """Values of every program but the interview's."""
        own = self.case.flow.program.name if self.case else None
        return {program: values for program, values in self.values.items() if program != own}

    def _told(self) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, int]]]:
        """All that is kept for other interviews, and of what holds in one year only, that year."""
        told = {program: dict(facts) for program, facts in self.content.told.items()}
        years = {program: dict(facts) for program, facts in self.content.told_of.items()}
        others = self._of_others()
        timeless = self._timeless() if others else {}
        for program, values in others.items():
            of = years.setdefault(program, {})
            for name, value in values.items():
                told.setdefault(program, {})[name] = value_to_json(value)
                of.pop(name, None)
                if timeless.get((program, name)) != value_to_json(value):
                    of[name] = self.context.as_of.year
        return told, {program: of for program, of in years.items() if of}

    def _timeless(self) -> dict[tuple[str, str], Any]:
        """What the words would say just so under another year's rules: “去年没裁员” is a fact of this year's “last year”."""
        as_of = self.context.as_of
        other = replace(
            self.context, as_of=date(as_of.year - 1, as_of.month, min(as_of.day, 28)), plan=None, asked=None
        )
        return {(f.program, f.fact): value_to_json(f.value) for f in understand(self.typed, other).facts}

    # -- place, day, program ----------------------------------------------------------------------

    @property
    def _only_asked(self) -> bool:
        """Whether the place and day that were named are those of a question on the rules, not the caller's own."""
        return self.case is not None and self.topic.kind == "rules" and not self._own

    @cached_property
    def _answers_asked(self) -> bool:
        return self.asked is not None and any(f.fact == self.asked.fact.name for f in self.understood.facts)

    def _regions(self) -> list[str]:
        return [] if self._answers_asked else named_regions(self.understood, self.policies)

    def _day(self) -> date | None:
        return None if self._answers_asked else named_day(self.understood, self.today)

    def _with_basis(self, said: Said) -> Said:
        """With another place or day than the interview's; or with several places, one of which is to be asked for."""
        regions = tuple(self._regions()[:_MOST])
        if self.case is None:
            return replace(said, regions=regions if len(regions) > 1 else ())
        if self._only_asked or not asks_region(self.policies, self.case.flow):
            return said
        stored, day = self.case.stored, self._day()
        elsewhere = tuple(code for code in regions if code != stored.region)
        return replace(said, regions=elsewhere, as_of=day if day != stored.as_of else None)

    def _beginning(self, told: Values) -> dict[str, Any]:
        """What the form that begins an interview is to be filled with: program, flow, region, day."""
        regions, day, program = self._regions(), self._day(), self._program()
        found: dict[str, Any] = {}
        keeps_place = self.case is None or not asks_region(self.policies, self.case.flow)
        if keeps_place and len(regions) == 1:
            found["region"] = regions[0]
        if self.case is None and day is not None:
            found["as_of"] = day
        if program is not None and (self.case is None or program != self.case.flow.program.name):
            found |= {"program": program, "flow": self._flow(program, told)}
        elif self.case is None and (choosing := choosing_flow(self.understood)) in self.flows:
            found["flow"] = choosing
        return {name: value for name, value in found.items() if value != getattr(self.content, name)}

    def _program(self) -> str | None:
        """The program that is spoken of now, if one is."""
        if self.understood.program is not None:
            return self.understood.program
        said = list(self.values)
        return said[0] if len(said) == 1 else self.topic.about(None)

    def _flow(self, program: str, told: Values) -> str | None:
        if self.understood.flow in self.flows:
            return self.understood.flow
        meant = flow_of_facts(program, told.get(program, {}), self.flows)
        return meant.id if meant else program if program in self.flows else None

    # -- a question -------------------------------------------------------------------------------

    def _with_question(self, said: Said) -> Said:
        """With the question on the rules that was asked; of the own case the interview itself answers."""
        topic, program = self.topic, self._program() or self.context.program
        if self._own:
            said = replace(said, own=True)
            if self.case is not None or topic.id != "amount" or program is None or self._place() is None:
                return said
        elif topic.kind not in ("rules", "law") and topic.id != "citation":
            return said
        day = day_of(self.understood.day, self.today) if self.understood.day else self.context.as_of
        about, subject = topic.about(program), self.understood.subject
        return replace(said, topic=topic.id, subject=subject, about=about, place=self._place(), day=day)

    def _place(self) -> str | None:
        """The place that a question is about: the one just named, else the interview's, else the one said before."""
        regions = self._regions()
        if len(regions) == 1:
            return regions[0]
        return self.case.stored.region if self.case else self.content.region
