"""One turn in the making: what it may use, where the conversation stands, and what has been said so far."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, Literal

from assistant.chat.replies import Cite, Part, Say
from assistant.chat.state import State
from assistant.interview.cases import Case, Cases
from assistant.interview.flows import Flow, Question
from assistant.interview.held.places import region_name
from assistant.interview.knowledge import Clause
from assistant.interview.knowledge.speaking import Speaker
from assistant.interview.marks import listed
from assistant.interview.wording import translate
from assistant.policies import NoNotice, Policies
from assistant.policies.regions import NATIONAL
from assistant.rules.facts import N_
from assistant.rules.plan import Citation, Plan
from assistant.storage.interviews import Conflict
from assistant.understanding.model import Understood

Tone = Literal["plain", "warning", "quiet"]
Channel = Literal["web", "sms", "wechat", "terminal"]
GONE: Final = N_("刚才那份查询打不开了：可能已经过期，或者被删除了。我们重新开始吧。")
BUSY: Final = N_("这份填写刚在别处改过，这一句没有记下。请再发一次。")


@dataclass
class Exchange:
    """One turn. Modules of the conversation act on it; ``assistant`` turns it into a ``Turn``."""

    cases: Cases
    today: date
    language: str
    channel: Channel
    state: State
    case: Case | None = None
    parts: list[Part] = field(default_factory=list)
    sms_number: str = ""  # that people write to; empty: texts are not taken here
    acts: list[str] = field(default_factory=list)
    understood: Understood | None = None  # of a message in words

    @property
    def policies(self) -> Policies:
        """The notices held."""
        return self.cases.policies

    @property
    def flows(self) -> Mapping[str, Flow]:
        """The flows."""
        return self.cases.flows

    @property
    def flow(self) -> Flow | None:
        """The interview's flow, else the wanted one's."""
        return self.case.flow if self.case else self.flows.get(self.state.flow or "")

    @property
    def program(self) -> str | None:
        """What the talk is about."""
        return self.flow.program.name if self.flow else self.state.program

    @property
    def as_of(self) -> date:
        """For which day the rules are asked."""
        return self.case.stored.as_of if self.case else self.state.as_of or self.today

    @property
    def region(self) -> str | None:
        """For which place."""
        held = self.case.stored.region if self.case else NATIONAL
        return held if held != NATIONAL else self.state.region

    @property
    def question(self) -> Question | None:
        """The question that the last reply asked, as far as it still stands in the interview."""
        if self.case is None or self.state.asked not in self.case.flow.order:
            return None
        return self.case.flow.question(self.state.asked)

    def put(self, **changes: Any) -> None:
        """Change where the conversation stands."""
        self.state = replace(self.state, **changes)

    def tr(self, text: str, /, **values: str | int) -> str:
        """A source text in the person's language, its places filled in."""
        spoken = translate(text, self.language)
        return spoken % values if values else spoken

    def say(self, text: str, /, *cites: Cite, tone: Tone = "plain", **values: str | int) -> None:
        """Say a source text."""
        self.parts.append(Say(self.tr(text, **values), tone, cites))

    def cite(self, plan: Plan, citation: Citation) -> Cite:
        """A clause as a reply names it."""
        return self.named(Speaker(plan, self.language).clause(citation))

    def named(self, clause: Clause) -> Cite:
        """A clause with the page of its document."""
        address = f"/notices/{clause.notice}" if clause.notice in self.policies.notices else ""
        return Cite(clause.short, clause.title, clause.tier, address)

    def place(self, code: str) -> str:
        """A region's name."""
        return region_name(self.policies, code, self.language)

    def page(self, path: str) -> str:
        """Where a page of this interview is opened: here, or by its link from another door."""
        return path if self.channel == "web" or self.case is None else f"/r/{self.case.shown_code}"

    def joined(self, items: list[str]) -> str:
        """Several things in one sentence."""
        return listed(items, self.language)

    def save(self, change: Callable[[Case], Mapping[str, Any]], **basis: Any) -> bool:
        """Store what ``change`` makes of the interview's answers; changed elsewhere meanwhile, it is applied to that.

        Returns False where it was not stored; that is said.
        """
        for _ in range(3):
            if self.case is None:
                return False
            try:
                self.case = self.cases.save(self.case, change(self.case), **basis)
            except Conflict:
                self.load(self.case.code)
            else:
                return True
        self.say(BUSY, tone="warning")
        return False

    def load(self, code: str) -> None:
        """Take the interview as it is stored now; that it is gone is said."""
        try:
            self.case = self.cases.load(code)
        except NoNotice:
            self.case = None
        if self.case is None:
            self.say(GONE, tone="warning")
            self.state = self.state.fresh()
