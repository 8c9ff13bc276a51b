"""Which year a firm speaks of: 去年 in the clause, or earlier in the sentence."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from assistant.understanding.model import Context, Span
from assistant.understanding.polarity import Clause
from assistant.understanding.quantities.hits import Moment

_NOW = re.compile("现在|目前|至今|如今|眼下|当前|截至|这个月|本月|now|currently")
_RULES = re.compile("护航|行动|政策|文件|规定|办法|通知|〔|号文")
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
        self._now = tuple(part.start + match.start() for part in parts for match in _NOW.finditer(part.text))
        self._dated = tuple(self._with_year(moments))

    def moment(self, start: int, end: int | None = None) -> Moment | None:
        """The year (or month) that something at ``start`` belongs to: the nearest before in its sentence, else after it."""
        clause = next((c for c in self._parts if c.start <= start < c.end), None)
        if clause is None:
            return None
        since = max(self._sentence_start(start), *(now for now in self._now if now < start), 0)
        before = [m for m in self._dated if m.end <= start and m.start >= since and not self._of_rules(m, clause)]
        after = [m for m in self._dated if m.start >= (end or start) and m.start < clause.end]
        if before:
            return before[-1]
        return (
            after[0]
            if after and since <= clause.start and not any(n in range(clause.start, clause.end) for n in self._now)
            else None
        )

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

    def _of_rules(self, moment: Moment, clause: Clause) -> bool:
        """Whether a year in another clause is that of a document or a scheme: 2018年护航行动的稳岗补贴."""
        if clause.start <= moment.start:
            return False
        other = next(c for c in self._parts if c.start <= moment.start < c.end)
        return bool(_RULES.search(other.text))

    def _with_year(self, moments: tuple[Moment, ...]) -> Iterator[Moment]:
        """Moments with their year; 12月末 after 去年1月 is of that year too."""
        last: Moment | None = None
        for moment in moments:
            if moment.year is None and moment.month is not None and last is not None and self.of(last) == self.base:
                moment = replace(moment, year=last.year, relative=last.relative)
            if moment.year is not None:
                last = moment
                yield moment

    def _sentence_start(self, start: int) -> int:
        found = 0
        for clause in self._parts:
            if clause.end > start:
                break
            if _SENTENCE_END.search(clause.text[-2:]):
                found = clause.end
        return found
