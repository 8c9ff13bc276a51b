"""Every quantity of a message: days, lengths of time, money, heads, times, rates and plain numbers."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TypeVar

from assistant.understanding.model import Context, Text
from assistant.understanding.quantities.counts import counts
from assistant.understanding.quantities.durations import durations
from assistant.understanding.quantities.english_moments import english_moments
from assistant.understanding.quantities.hits import Kind, Moment, Quantities, Quantity
from assistant.understanding.quantities.moments import moments
from assistant.understanding.quantities.money import money
from assistant.understanding.quantities.others import take_left_over, take_others
from assistant.understanding.quantities.plain import plain_numbers
from assistant.understanding.quantities.rates import rates
from assistant.understanding.quantities.source import Source

__all__ = ["Kind", "Moment", "Quantities", "Quantity", "quantities"]

_T = TypeVar("_T")
_MOST = (
    100  # quantities of one kind that are read; nobody names more, and each is looked at with all the words beside it
)


def quantities(text: Text, context: Context) -> Quantities:
    """Return the quantities of ``text``; 去年 and the like by ``context.today``. Never raises.

    What may be two things is neither: a wrong quantity is worse than none. Numbers of levels, clauses, documents,
    ages, hotlines and the like are none.
    """
    source = Source(text)
    take_others(source)
    found_rates = tuple(_first(rates(source)))
    found_moments = [*_first(english_moments(source, context.today)), *_first(moments(source, context.today))]
    take_left_over(source)
    amounts = list(chain.from_iterable(_first(read(source)) for read in (durations, money, counts, plain_numbers)))
    return Quantities(
        moments=tuple(sorted(found_moments, key=lambda hit: hit.start)),
        durations=_of("duration", amounts),
        money=_of("money", amounts),
        people=_of("people", amounts),
        things=_of("thing", amounts),
        times=_of("times", amounts),
        rates=_ordered(found_rates),
        numbers=_of("number", amounts),
    )


def _first(found: Iterator[_T]) -> Iterator[_T]:
    return islice(found, _MOST)


def _of(kind: Kind, amounts: Iterable[Quantity]) -> tuple[Quantity, ...]:
    return _ordered(hit for hit in amounts if hit.kind == kind)


def _ordered(amounts: Iterable[Quantity] | Iterator[Quantity]) -> tuple[Quantity, ...]:
    return tuple(sorted(amounts, key=lambda hit: hit.start))
