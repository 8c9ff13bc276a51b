"""The report's tables of interviews at every door: begun and finished, where people stop, which conditions fail where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext as _

from assistant.hotline.report_period import Span
from assistant.hotline.report_tables import FEW, LEAST, Cell, Heading, Table, few, share, share_bars
from assistant.interview.counting import CHANNELS
from assistant.interview.formatting import percent
from assistant.policies import Policies
from assistant.policies.regions import NATIONAL, parents
from assistant.rules.facts import N_
from assistant.site.application import flows, policies
from assistant.site.charts import chart
from assistant.site.speaking import say
from assistant.staff.pages import region_name
from assistant.storage.hotline.tallies import Tallies

_NATION: Final = N_("全国")
_AT_QUESTIONS: Final = ("asked", "answered", "unsure", "passed", "hesitated", "why")
# Where it is counted at all: on a page the reason stands beside the question, and nobody hesitates aloud but on the telephone.
_HESITATED_AT: Final = ("desk",)
_WHY_AT: Final = tuple(name for name in CHANNELS if name != "page")


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked at: a span, a region with all that lie in it (None: everywhere), one flow or door (None: every)."""

    span: Span
    region: str | None = None
    flow: str | None = None
    channel: str | None = None

    def sums(self, tallies: Tallies, *by: str, kind: tuple[str, ...]) -> dict[tuple[Any, ...], int]:
        """Return the tallies of these kinds, added up."""
        only: dict[str, Any] = {"kind": kind}
        only |= {"flow": self.flow} if self.flow else {}
        only |= {"channel": self.channel} if self.channel else {}
        return tallies.sums(by, since=self.span.since, until=self.span.until, below=self.region, **only)


def course_tables(tallies: Tallies, looked: Looked) -> Iterator[Table]:
    """Yield every table of interviews."""
    yield _courses(looked.sums(tallies, "flow", "channel", "kind", kind=("begun", "finished")))
    yield _questions(looked.sums(tallies, "flow", "channel", "name", "kind", kind=_AT_QUESTIONS))
    failed = looked.sums(tallies, "region", "flow", "name", kind=("failed",))
    yield _conditions(failed, looked.sums(tallies, "region", "flow", kind=("finished",)))


def _courses(found: Mapping[tuple[Any, ...], int]) -> Table:
    rows = []
    for flow, channel in sorted({key[:2] for key in found}, key=_place):
        begun, finished = (found.get((flow, channel, kind), 0) for kind in ("begun", "finished"))
        rows.append((_title(flow), _door(channel), begun, finished))
    headings = (Heading(_("流程"), "text"), Heading(_("入口"), "text"), Heading(_("开始填")), Heading(_("走到结论")))
    notes = (_("每份填写只算一次：开始算在开始的入口，走到结论算在走到的入口，所以两列可能对不上。"),)
    bars = chart((f"{flow} · {door}", begun, "c1") for flow, door, begun, _finished in rows if begun)
    return Table("courses", _("各入口的填写"), headings, tuple(rows), notes, bars)


@dataclass(frozen=True, slots=True)
class _Asked:
    """How one question was got on with at one door; ``dropped``: neither answered nor passed by."""

    flow: str
    channel: str
    fact: str
    numbers: Mapping[str, int]

    @property
    def dropped(self) -> int:
        # What was asked before the span and answered within it makes less than nothing.
        left = self.numbers["asked"] - sum(self.numbers[kind] for kind in ("answered", "unsure", "passed"))
        return max(0, left)

    @property
    def dropped_share(self) -> int:
        return share(self.dropped, self.numbers["asked"]) or 0

    def row(self) -> tuple[Cell, ...]:
        """The question's cells."""
        numbers = self.numbers
        hesitated = numbers["hesitated"] if self.channel in _HESITATED_AT else None
        return (
            _title(self.flow), _question(self.flow, self.fact), _door(self.channel), numbers["asked"], numbers["answered"],
            numbers["unsure"], numbers["passed"], self.dropped, self.dropped_share, hesitated,
            None if hesitated is None else share(hesitated, numbers["asked"]),
            numbers["why"] if self.channel in _WHY_AT else None,
        )  # fmt: skip


def _questions(found: Mapping[tuple[Any, ...], int]) -> Table:
    every = [
        _Asked(flow, channel, fact, {kind: found.get((flow, channel, fact, kind), 0) for kind in _AT_QUESTIONS})
        for flow, channel, fact in {key[:3] for key in found}
    ]
    asked = sorted(
        (one for one in every if one.numbers["asked"] >= LEAST),
        key=lambda one: (-one.dropped_share, -one.numbers["asked"], _place((one.flow, one.channel)), one.fact),
    )
    headings = (
        Heading(_("流程"), "text"), Heading(_("问题"), "text"), Heading(_("入口"), "text"), Heading(_("问了")),
        Heading(_("答了")), Heading(_("不清楚")), Heading(_("不用答了")), Heading(_("停在这里（含正在填的）")),
        Heading(_("停下的占比"), "share"), Heading(_("犹豫")), Heading(_("犹豫的占比"), "share"), Heading(_("问为什么")),
    )  # fmt: skip
    notes = (
        _("停在这里＝问了，但没有答、没有说不清楚、也不是因别的回答而不用再答；还在填的也算在内。"),
        _("从另一个入口接着填的，在原来的入口算停下，在新的入口算又问了一次。"),
        _("犹豫只有坐席能记；“问为什么”在网页上不计（原因就写在题下，不用点），网页上两项都显示“—”。"),
        _("问了不足 %(least)s 次的问题不列出。来电人主动先说的、不等问到就填上的，不算问过。", least=LEAST),
    )
    bars = share_bars(
        [
            (f"{_question(one.flow, one.fact)} · {_door(one.channel)}", one.dropped_share, percent(one.dropped_share))
            for one in asked
            if one.dropped
        ]
    )
    return Table("questions", _("在哪一题停下、犹豫"), headings, tuple(one.row() for one in asked), notes, bars)


def _conditions(failed: Mapping[tuple[Any, ...], int], finished: Mapping[tuple[Any, ...], int]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    drawn = []
    for region, flow, condition in sorted(
        failed, key=lambda key: (key[0], _place((key[1], "")), -_known(failed[key]), key[2])
    ):
        number, whole = failed[region, flow, condition], finished.get((region, flow), 0)
        text, hidden = condition_text(policies(), flow, region, condition), few(number) == FEW
        part = None if hidden or whole < LEAST else share(number, whole)
        rows.append((_region(region), _title(flow), text, few(number), few(whole), part))
        if not hidden:
            drawn.append((f"{_region(region)} · {text}", number, "c2"))
    headings = (
        Heading(_("参保地"), "text"), Heading(_("流程"), "text"), Heading(_("不符合的条件"), "text"), Heading(_("份数")),
        Heading(_("走到结论的份数")), Heading(_("占比"), "share"),
    )  # fmt: skip
    notes = (
        _("按每份填写第一次走到的结论算；一份可能有几个条件不符合。条件的说法取该地现行收录的文件。"),
        _("少于 %(least)s 份的只写“%(few)s”，下载的文件里也一样，免得认出是谁。", least=LEAST, few=FEW),
    )
    bars = chart(sorted(drawn, key=lambda bar: -bar[1])[:12])
    return Table("conditions", _("各地卡在哪个条件"), headings, tuple(rows), notes, bars)


def _known(number: int) -> int:
    """What a number may be sorted by: the order of small ones would tell them."""
    return number if number >= LEAST else 0


def condition_text(held: Policies, flow: str, region: str, condition: str) -> str:
    """Return a condition in plain words, as the newest notice of the region has it, else any; without one, its id."""
    found = flows().get(flow)
    if found is None:
        return condition
    program, chain = found.program.name, parents(region)
    having = [notice for notice in held.notices.values() if program in notice.program]
    for notice in sorted(having, key=lambda notice: (notice.region in chain, notice.issued), reverse=True):
        for part in held.plan_for(notice.id, program, notice.issued).conditions:
            if part.id == condition:
                return say(part.kind.text(part.params))
    return condition


def _title(name: str) -> str:
    found = flows().get(name)
    return say(found.title) if found else name


def _question(flow: str, fact: str) -> str:
    found = flows().get(flow)
    return say(found.question(fact).text) if found and fact in found.order else fact


def _door(name: str) -> str:
    return next((say(label) for channel, label in CHANNELS.items() if channel == name), name)


def _region(code: str) -> str:
    return say(_NATION) if code == NATIONAL else region_name(code)


def _place(key: tuple[str, str]) -> tuple[int, int]:
    order, doors = list(flows()), list(CHANNELS)
    flow, channel = key
    return (
        order.index(flow) if flow in order else len(order),
        doors.index(channel) if channel in doors else len(doors),
    )
