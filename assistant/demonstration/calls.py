"""Made-up calls at the hotline: the demonstration agent's own, waiting work, and what a supervisor's report is made of.

They go through the same storage as real ones, told the time at which they are said to have been. Where any are, none are
added. Tallies have no mark of being made up, and cannot be taken back: a database that held them is for development only.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any, Final
from zoneinfo import ZoneInfo

from assistant.demonstration import courses, identifiers
from assistant.demonstration.accounts import HOTLINE_NAME, REGION
from assistant.demonstration.callers import KINDS, LAID_OFF, Kind
from assistant.hotline.content import Content
from assistant.hotline.outcomes import CALL_BACK, ESCALATED, REACHED
from assistant.interview.cases import Case, Cases
from assistant.interview.engine import UNSURE
from assistant.interview.flows import shipped_flows
from assistant.policies import Policies
from assistant.rules.topics import BENEFIT, REFUND, SKILL
from assistant.settings import Settings
from assistant.staff import trail
from assistant.storage import Engine
from assistant.storage.hotline.calls import Call, Calls
from assistant.storage.hotline.tallies import Tallies, beijing_day
from assistant.storage.hotline.tasks import CALLBACK, DONE, ESCALATION, Task, Tasks
from assistant.storage.interviews import Interviews
from assistant.storage.staffing.accounts import StaffAccounts

DAYS: Final = 30
OTHERS: Final = (-1, -2, -3)  # agents that no account is
_CALLS_A_DAY: Final = 5
_BEIJING: Final = ZoneInfo("Asia/Shanghai")
_ACTOR: Final = "demonstration"
_NOTHING: Final = Content()
_LEFT: Final = {ESCALATED: (ESCALATION, "solved"), CALL_BACK: (CALLBACK, REACHED)}  # outcome → task, its result
_CODE_TAKEN: Final = {"case_code_sent": 0.3, "case_code_read": 0.15}  # of the calls with a verdict
_WRONG_REASON = Kind(0, "worker", BENEFIT, BENEFIT, "wrong_reason", "escalated", "eligible", 11)
_NOT_RECEIVED = Kind(0, "firm", REFUND, REFUND, "not_received", "escalated", None, 9)
_CERTIFICATE = Kind(0, "worker", SKILL, None, "certificate_type", "callback", None, 6)
_DURATION = Kind(0, "worker", BENEFIT, BENEFIT, "duration", "callback", "eligible", 8)


class _Desk:
    """The desk's storage, at whatever time ``at`` says."""

    def __init__(self, engine: Engine, settings: Settings, policies: Policies, at: datetime) -> None:
        self.at = at
        self.engine = engine
        kept = engine, settings.secret_key, settings.keep_for
        self.calls = Calls(*kept, self._now)
        self.tasks = Tasks(*kept, self._now)
        self.cases = Cases(Interviews(*kept, self._now), policies, shipped_flows(), "desk")

    def _now(self) -> datetime:
        return self.at

    def ended(self, agent: int, kind: Kind, at: datetime, seconds: int, content: Content = _NOTHING) -> Call:
        """Take a call at a time and end it so many seconds later."""
        self.at = at
        filed = {"flow": kind.flow, "program": kind.program, "caller": kind.caller}
        taken = self.calls.take(agent, REGION, kind.way, content.to_json(), demonstration=1, **filed)
        self.at += timedelta(seconds=seconds)
        return self.calls.end(replace(taken, topic=kind.topic, outcome=kind.outcome, verdict=kind.verdict))

    def leave(self, kind: str, call: Call, due_on: date, content: dict[str, Any], slot: str = "any") -> Task:
        """Store what a call leaves to do."""
        about = {"program": call.program, "topic": call.topic, "demonstration": 1, "slot": slot}
        return self.tasks.add(kind, call.id, REGION, due_on, call.agent, content, **about)

    def settle(self, call: Call) -> None:
        """Store what a call left to do where its outcome says so, done on the next day."""
        if call.outcome not in _LEFT:
            return
        kind, result = _LEFT[call.outcome]
        due_on = beijing_day(self.at) + timedelta(days=1)
        left = self.leave(kind, call, due_on, {"note": "编造的事项，仅供演示。"})
        self.at += timedelta(hours=20)
        done = replace(left, state=DONE, result=result, handled_by=call.agent, handled_at=self.at)
        self.tasks.save(done)

    def interview(self, answered: int | None = None) -> Case:
        """Hold an interview of somebody who was laid off, as far as the given number of answers (None: to the end)."""
        flow = self.cases.flows[LAID_OFF.flow]
        case = self.cases.begin(flow, LAID_OFF.region, beijing_day(self.at))
        while answered != 0 and (question := case.interview.next_question()) is not None:
            name = question.fact.name
            case = self.cases.save(case, case.interview.with_answer(name, LAID_OFF.facts.get(name, UNSURE)).answers)
            answered = None if answered is None else answered - 1
        return case


def prepare(engine: Engine, settings: Settings, policies: Policies, now: datetime | None = None) -> None:
    """Make the demonstration agent's own calls and what waits after them, unless there are calls already."""
    agent = StaffAccounts(engine).named(HOTLINE_NAME)
    if agent is None or not agent.demonstration:
        return
    at = now or datetime.now(UTC)
    desk = _Desk(engine, settings, policies, at)
    if desk.calls.open_of(agent.id) or desk.calls.kept_of(agent.id) or desk.calls.ended_of(agent.id):
        return
    _own_work(desk, agent.id, at)
    _kept(desk, agent.id, at - timedelta(minutes=40))


def _own_work(desk: _Desk, agent: int, at: datetime) -> None:
    """Ended calls with what they left to do: two escalations, two callbacks of which one is overdue."""
    today, day = beijing_day(at), timedelta(days=1)
    desk.at = at - 3 * day
    code, number = desk.interview().code, _number(1)
    call = desk.ended(
        agent, _WRONG_REASON, desk.at, 655, Content(code=code, number=number, notes="单位把离职原因报成本人辞职")
    )
    note = "来电人说是被单位辞退，单位报的是本人辞职。请核对停保原因。"
    desk.leave(ESCALATION, call, today + 2 * day, {"number": number, "code": code, "note": note})
    call = desk.ended(agent, _NOT_RECEIVED, at - 2 * day, 540, Content(number=_number(2)))
    desk.leave(
        ESCALATION, call, today, {"number": _number(2), "note": "单位没有收到稳岗返还，名单里也没有查到。请查明原因。"}
    )
    call = desk.ended(agent, _CERTIFICATE, at - 4 * day, 380, Content(number=_number(3)))
    desk.leave(
        CALLBACK,
        call,
        today - day,
        {"number": _number(3), "note": "证书名称没有看清，等来电人找到证书再查。"},
        "afternoon",
    )
    desk.at = at - day
    code = desk.interview().code
    call = desk.ended(agent, _DURATION, desk.at, 470, Content(code=code, number=_number(4)))
    desk.leave(
        CALLBACK, call, today + day, {"number": _number(4), "code": code, "note": "想知道登记以后怎么领。"}, "morning"
    )


def _kept(desk: _Desk, agent: int, at: datetime) -> None:
    """A call that was put aside with some questions answered."""
    desk.at = at
    case = desk.interview(answered=2)
    content = Content(
        code=case.code,
        number=_number(5),
        notes="来电人去找离职证明，稍后再打来。",
        trail=tuple(question.fact.name for question in case.interview.path()),
    )
    filed = {"flow": case.flow.id, "program": case.flow.program.name, "caller": "worker"}
    taken = desk.calls.take(agent, REGION, "new", content.to_json(), demonstration=1, **filed)
    desk.at += timedelta(seconds=212)
    desk.calls.keep(taken)


def fill(engine: Engine, settings: Settings, policies: Policies, now: datetime | None = None, days: int = DAYS) -> None:
    """Make other agents' calls of the last days, and tallies of every door, unless they are there; takes seconds."""
    at = now or datetime.now(UTC)
    desk = _Desk(engine, settings, policies, at)
    if any(desk.calls.ended_of(agent) or desk.calls.open_of(agent) for agent in OTHERS):
        return
    known = courses.courses(policies, shipped_flows(), beijing_day(at))
    for day in _days(beijing_day(at), days):
        for began, agent, kind, seconds, random in _day(day):
            call = desk.ended(agent, kind, began, seconds)
            _taken_along(call, desk, random)
            desk.settle(call)
        Tallies(engine).add(*courses.of_day(day, known))


def _days(today: date, count: int) -> Iterator[date]:
    yield from (today - timedelta(days=ago) for ago in range(count, 0, -1))


def _day(day: date) -> Iterator[tuple[datetime, int, Kind, int, Random]]:
    """The calls of one day in office hours, one after the other; the same at every start."""
    random = Random(f"calls of {day}")
    count = _CALLS_A_DAY if day.weekday() < 5 else 1
    for place in range(count):
        began = datetime.combine(day, time(9), _BEIJING) + timedelta(minutes=90 * place + random.randrange(60))
        (kind,) = random.choices(KINDS, [kind.share for kind in KINDS])
        seconds = int(kind.minutes * 60 * random.uniform(0.6, 1.6))
        yield began.astimezone(UTC), random.choice(OTHERS), kind, seconds, random


def _taken_along(call: Call, desk: _Desk, random: Random) -> None:
    """What the trail says where a caller took the case code along: the report counts it."""
    for event, share in _CODE_TAKEN.items():
        if call.verdict and random.random() < share:
            at = {"subject": "call", "subject_id": call.id, "region": REGION, "at": call.ended_at}
            trail.write(desk.engine, event, actor=_ACTOR, **at)  # type: ignore[arg-type]
            return


def _number(place: int) -> str:
    return f"+86{identifiers.phone(990_000 + place)}"
