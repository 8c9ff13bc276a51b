"""A stored interview with its flow and plan, by case code: begun, loaded, saved. Pages, chat and hotline all hold one.

Its course is counted here, once for every door (see ``interview.counting``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from assistant.interview.counting import Channel, steps
from assistant.interview.engine import Interview
from assistant.interview.flows import Flow
from assistant.interview.stored import from_json, to_json
from assistant.policies import Policies
from assistant.rules.plan import Plan
from assistant.storage.case_codes import grouped, normalise
from assistant.storage.interviews import Interview as Stored
from assistant.storage.interviews import Interviews


@dataclass(frozen=True, slots=True)
class Case:
    """The code that opens an interview, what is stored of it, and the interview itself."""

    code: str
    stored: Stored
    interview: Interview

    @property
    def flow(self) -> Flow:
        """Its flow."""
        return self.interview.flow

    @property
    def plan(self) -> Plan:
        """Its plan."""
        return self.interview.plan

    @property
    def shown_code(self) -> str:
        """The code as it is shown."""
        return grouped(self.code)

    @property
    def stamp(self) -> str:
        """Tells this interview's forms from those of another one that was begun in the same browser."""
        return format(int(self.stored.created_at.timestamp() * 1_000_000), "x")


def plan_for(policies: Policies, flow: Flow, region: str, as_of: date, notice: str | None) -> Plan:
    """The plan that an interview is held under. Raises NoNotice, KeyError for an unknown notice."""
    if notice:
        return policies.plan_for(notice, flow.program.name, as_of)
    return policies.plan(flow.program.name, region, as_of)


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases of one installation. ``channel``: the door that they are held at; None where nothing is counted."""

    interviews: Interviews
    policies: Policies
    flows: Mapping[str, Flow]
    channel: Channel | None = None

    def begin(
        self,
        flow: Flow,
        region: str,
        as_of: date,
        notice: str | None = None,
        answers: Mapping[str, Any] | None = None,
        *,
        prefilled: Mapping[str, Any] | None = None,
    ) -> Case:
        """Store a new interview. Raises NoNotice, KeyError for an unknown notice, and then nothing is stored.

        ``prefilled``: the bureau's facts, as they are stored; they stand as answers, unless ``answers`` says otherwise.
        """
        plan = plan_for(self.policies, flow, region, as_of, notice)
        known = from_json(flow.program, prefilled or {})
        counted, finished = steps(None, Interview(flow, plan, {**known, **(answers or {})}), finished=False)
        code, stored = self.interviews.create(
            flow.id, region, as_of, notice, to_json(answers or {}),
            prefilled=dict(prefilled or {}), channel=self.channel, finished=finished, steps=counted,
        )  # fmt: skip
        return self._case(code, stored)

    def load(self, typed_code: str) -> Case | None:
        """The case that a typed code opens; None when there is none (any more), or its flow or notice is gone.

        Raises NoNotice when no notice is held for it any more.
        """
        stored, code = self.interviews.load(typed_code), normalise(typed_code)
        if stored is None or code is None or stored.flow not in self.flows:
            return None
        try:
            return self._case(code, stored)
        except KeyError:
            return None

    def save(self, case: Case, answers: Mapping[str, Any], **basis: Any) -> Case:
        """Store the answers (and a changed region, as_of or notice). Raises Conflict, and NoNotice for such a basis."""
        changed = replace(case.stored, answers=to_json(answers), **basis)
        after = self._interview(changed)
        moved = case.stored.channel != self.channel
        counted, finished = steps(case.interview, after, finished=bool(case.stored.finished), moved=moved)
        changed = replace(changed, channel=self.channel, finished=int(finished))
        return Case(case.code, self.interviews.save(changed, counted), after)

    def count(self, kind: Literal["hesitated", "why"], case: Case, fact: str) -> None:
        """Count what happened at a question without changing anything."""
        self.interviews.count(replace(case.stored, channel=self.channel), [(kind, fact)])

    def _case(self, code: str, stored: Stored) -> Case:
        return Case(code, stored, self._interview(stored))

    def _interview(self, stored: Stored) -> Interview:
        flow = self.flows[stored.flow]
        plan = plan_for(self.policies, flow, stored.region, stored.as_of, stored.notice)
        return Interview(flow, plan, from_json(flow.program, stored.answers))
