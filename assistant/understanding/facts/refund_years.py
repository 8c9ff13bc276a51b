"""Which year a firm speaks of: 去年 in the clause, or earlier in the sentence."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter
from typing import Final

from assistant.understanding.model import Context, Span
from assistant.understanding.polarity import Clause, clause_at
from assistant.understanding.quantities.hits import Moment

_NOW = re.compile("现在|目前|至今|如今|眼下|当前|截至|这个月|本月|now|currently")
_RULES = re.compile("护航|行动|政策|文件|规定|办法|通知|〔|号文")
_START, _END = attrgetter("start"), attrgetter("end")
_SENTENCE_END = re.compile(r"[.;!?](?![0-9])")


class Years:
    """The years that a message names, and where. ``base``: 上年度 of the as-of day."""

    # Facts whose value belongs to 上年度.
    DATED: Final = frozenset((
        "last_year_arrears", "laid_off_anyone", "newly_insured_last_year", "office_rate_bp", "new_claimants", "person_months",
        "insured_previous_year_end", "insured_year_start", "insured_year_end", "lawful_exits", "premium_paid_fen",
        "premium_payable_fen", "own_staff_premium_fen", "surcharge_fen", "months_paid_base_year", "refund_received_on",
    ))  # fmt: skip

    def __init__(self, moments: tuple[Moment, ...], parts: tuple[Clause, ...], context: Context) -> None:
        self.base = context.as_of.year - 1
        self._parts = parts
        self._shift = context.as_of.year - context.today.year
        self._now = [part.start + match.start() for part in parts for match in _NOW.finditer(part.text)]
        self._sentences = [0, *(part.end for part in parts if _SENTENCE_END.search(part.text[-2:]))]
        self._dated = list(self._with_year(moments))
        self._of_rules = [bool(_RULES.search(clause_at(parts, moment.start).text)) for moment in self._dated]

    def moment(self, start: int, end: int | None = None) -> Moment | None:
        """The year (or month) that something at ``start`` belongs to: the nearest before in its sentence, else after it."""
        clause = clause_at(self._parts, start)
        since = self._sentences[bisect_right(self._sentences, start) - 1]
        if now := bisect_left(self._now, start):
            since = max(since, self._now[now - 1])
        if (before := self._before(start, since, clause)) is not None:
            return before
        if since > clause.start or bisect_left(self._now, clause.start) != bisect_left(self._now, clause.end):
            return None
        first = bisect_left(self._dated, end or start, key=_START)
        return next((moment for moment in self._dated[first : first + 1] if moment.start < clause.end), None)

    def _before(self, start: int, since: int, clause: Clause) -> Moment | None:
        """The last moment before ``start``, but of no document or scheme in another clause: 2018年护航行动的稳岗补贴."""
        for place in range(bisect_right(self._dated, start, key=_END) - 1, -1, -1):
            moment = self._dated[place]
            if moment.start < since:
                break
            if moment.start >= clause.start or not self._of_rules[place]:
                return moment
        return None

    def at(self, start: int, end: int | None = None) -> int | None:
        """The year of ``moment``; a relative one is counted from the as-of day, and asked back (``doubtful``)."""
        found = self.moment(start, end)
        return self.of(found) if found else None

    def of(self, moment: Moment) -> int | None:
        """A moment's year."""
        return moment.year + self._shift if moment.relative and moment.year is not None else moment.year

    def doubtful(self, span: Span) -> bool:
        """Whether what stands in ``span`` hangs on 去年 while another year than this one is looked at."""
        return self._shift != 0 and any(m.relative and m.span.start < span.end for m in self._dated)

    def _with_year(self, moments: tuple[Moment, ...]) -> Iterator[Moment]:
        """Moments with their year; 12月末 after 去年1月 is of that year too."""
        last: Moment | None = None
        for moment in moments:
            if moment.year is None and moment.month is not None and last is not None and self.of(last) == self.base:
                moment = replace(moment, year=last.year, relative=last.relative)
            if moment.year is not None:
                last = moment
                yield moment
