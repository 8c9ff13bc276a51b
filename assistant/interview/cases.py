"""A stored interview with its flow and plan, by case code: begun, loaded, saved. Pages, chat and hotline all hold one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

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
    """The cases of one installation."""

    interviews: Interviews
    policies: Policies
    flows: Mapping[str, Flow]

    def begin(
        self, flow: Flow, region: str, as_of: date, notice: str | None = None, answers: Mapping[str, Any] | None = None
    ) -> Case:
        """Store a new interview. Raises NoNotice, KeyError for an unknown notice, and then nothing is stored."""
        plan_for(self.policies, flow, region, as_of, notice)
        code, stored = self.interviews.create(flow.id, region, as_of, notice, to_json(answers or {}))
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
        """Store the answers (and a changed region, as_of or notice). Raises Conflict."""
        return self._case(case.code, self.interviews.save(replace(case.stored, answers=to_json(answers), **basis)))

    def _case(self, code: str, stored: Stored) -> Case:
        flow = self.flows[stored.flow]
        plan = plan_for(self.policies, flow, stored.region, stored.as_of, stored.notice)
        return Case(code, stored, Interview(flow, plan, from_json(flow.program, stored.answers)))
