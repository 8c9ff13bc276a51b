"""Which year a firm speaks of: 去年 in the clause, or earlier in the sentence."""

import re
from typing import Final

from assistant.understanding.model import Context, Span
from assistant.understanding.polarity import Clause
from assistant.understanding.quantities.hits import Moment

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
        self._dated = tuple(moment for moment in moments if moment.year is not None)
        self._parts = parts
        self._shift = context.as_of.year - context.today.year

    def moment(self, start: int, end: int | None = None) -> Moment | None:
        """The year (or month) that something at ``start`` belongs to: the nearest before in its sentence, else after it."""
        clause = next((c for c in self._parts if c.start <= start < c.end), None)
        if clause is None:
            return None
        before = [m for m in self._dated if m.end <= start and m.start >= self._sentence_start(start)]
        after = [m for m in self._dated if m.start >= (end or start) and m.start < clause.end]
        return before[-1] if before else after[0] if after else None

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

    def _sentence_start(self, start: int) -> int:
        found = 0
        for clause in self._parts:
            if clause.end > start:
                break
            if _SENTENCE_END.search(clause.text[-2:]):
                found = clause.end
        return found
