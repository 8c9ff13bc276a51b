"""The report's tables of calls: how many, how taken, on what, with which end, how long. No agent is told from another."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from flask_babel import gettext as _

from assistant.hotline.framing import CALLERS
from assistant.hotline.outcomes import OUTCOMES
from assistant.hotline.report_period import Span
from assistant.hotline.report_tables import LEAST, Heading, Table, counted, share
from assistant.interview.wording import VERDICTS
from assistant.rules.facts import N_
from assistant.rules.registry import PROGRAMS
from assistant.rules.topics import TOPICS
from assistant.site.charts import chart, grouped
from assistant.site.speaking import say
from assistant.storage.hotline.figures import Figures, Totals, Wanted

WAYS: Final[Mapping[str, str]] = {
    "new": N_("新来电"),
    "code": N_("凭查询码"),
    "firm": N_("按单位"),
    "phone": N_("按号码"),
    "callback": N_("回访"),
}
_NO_PROGRAM: Final = N_("没有说到哪一项")


def call_tables(figures: Figures, span: Span, wanted: Wanted) -> Iterator[Table]:
    """Yield every table of calls."""
    yield totals_table(figures.totals(wanted))
    yield _days(figures, span, wanted)
    yield counted("ways", _("怎么接的"), _("方式"), WAYS, figures.by("way", wanted))
    yield counted("callers", _("谁打来的"), _("来电人"), CALLERS, figures.by("caller", wanted))
    over = _("只算已结束的来电。")
    topics = {name: topic.label for name, topic in TOPICS.items()}
    found = figures.by("topic", wanted, ended=True)
    yield counted("topics", _("问什么"), _("话题"), topics, found, over, most=True)
    found = figures.by("outcome", wanted, ended=True)
    yield counted("outcomes", _("办到哪一步"), _("来电结果"), OUTCOMES, found, over, most=True)
    found = figures.by("verdict", wanted, ended=True)
    yield counted("verdicts", _("自查结论"), _("结论"), {**VERDICTS, "": N_("没有算出结论")}, found, over)
    yield _durations(figures.seconds(wanted))


def totals_table(found: Totals) -> Table:
    """Return what all calls come to."""
    rows: list[tuple[str, int, int | None]] = [
        (_("来电数"), found.calls, None),
        (_("来电已结束"), found.ended, share(found.ended, found.calls)),
        (_("短信发了查询码"), found.code_sent, share(found.code_sent, found.calls)),
        (_("读了查询码"), found.code_read, share(found.code_read, found.calls)),
        (_("已转办"), found.escalated, share(found.escalated, found.calls)),
        (_("约了回访"), found.callback, share(found.callback, found.calls)),
        (_("接过电话的坐席（人）"), found.agents, None),
    ]
    headings = (Heading(_("内容"), "text"), Heading(_("数量")), Heading(_("占来电"), "share"))
    # Of a single person at work every figure would be that person's: whoever reads it has to know.
    alone = _("这段时间只有一名坐席接电话：下面的数字都是这一个人的，不要用来考核个人。")
    return Table("totals", _("总数"), headings, tuple(rows), (alone,) if found.agents == 1 else ())


def _days(figures: Figures, span: Span, wanted: Wanted) -> Table:
    days = figures.by_day(wanted)
    rows = []
    for step in span.steps():
        number = sum(count for day, count in days.items() if step.since <= day <= step.until)
        rows.append((_named(step), number))
    headings = (Heading(_("日期"), "text"), Heading(_("来电数")))
    return Table("days", _("按日期"), headings, tuple(rows), (), chart((day, number, "c1") for day, number in rows))


def _named(step: Span) -> str:
    if step.days == 1:
        return f"{step.since:%Y-%m-%d}"
    return f"{step.since:%Y-%m-%d} – {step.until:%m-%d}"


def _durations(found: Mapping[str, Mapping[int, int]]) -> Table:
    every: Counter[int] = Counter()
    for seconds in found.values():
        every.update(seconds)
    names = sorted(found, key=lambda name: (-sum(found[name].values()), name == "", name))
    rows = [
        _duration(say(PROGRAMS[name].label if name in PROGRAMS else name or _NO_PROGRAM), found[name]) for name in names
    ]
    rows += [_duration(_("全部"), every)] if len(rows) > 1 else []
    headings = (
        Heading(_("项目"), "text"), Heading(_("来电数")), Heading(_("平均"), "seconds"),
        Heading(_("一半不超过"), "seconds"), Heading(_("九成不超过"), "seconds"),
    )  # fmt: skip
    notes = (
        _("只算已结束的来电，从接起（或继续）到结束，转为待续的时间不算。"),
        _("不足 %(least)s 个来电的不显示时长。", least=LEAST),
    )
    bars = grouped(
        (
            label,
            [
                (half, _("一半 %(seconds)s 秒", seconds=half), "c5"),
                (most, _("九成 %(seconds)s 秒", seconds=most), "c4"),
            ],
        )
        for label, _calls, _mean, half, most in rows
        if half is not None and most is not None
    )
    return Table("durations", _("通话时长"), headings, tuple(rows), notes, bars)


def _duration(label: str, seconds: Mapping[int, int]) -> tuple[str, int, int | None, int | None, int | None]:
    number = sum(seconds.values())
    if number < LEAST:
        return label, number, None, None, None
    total = sum(one * times for one, times in seconds.items())
    return label, number, (2 * total + number) // (2 * number), at_most(seconds, 50), at_most(seconds, 90)


def at_most(seconds: Mapping[int, int], percentage: int) -> int:
    """Return the shortest duration that so many per cent of the calls do not exceed (nearest rank)."""
    wanted, passed = percentage * sum(seconds.values()), 0
    for one in sorted(seconds):
        passed += 100 * seconds[one]
        if passed >= wanted:
            return one
    raise ValueError("no calls")
