"""How much: a table by level, with uplifts, in fen. JX24 三, GS24 一, NM25 二; ceilings NAT24 三; A10, A17, A25, A34, A35."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field, field_validator

from assistant.rules.facts import N_
from assistant.rules.registry import Figure, Params, Steps, figure, open_point
from assistant.rules.skill_subsidy.certificates import Level
from assistant.rules.skill_subsidy.facts import CERTIFICATES, LEVEL_CHOICES, NAME
from assistant.rules.texts import Message, Money
from assistant.rules.values import half_up, lookup, one_of, pick

CEILING_ONLY = open_point(
    "skill_ceiling_only", N_("文件只写明“不超过”的上限，没有写明实际发多少；不能把上限当作金额"), kind="int"
)
CATALOGUE_AMOUNT = open_point("skill_catalogue_amount", N_("金额按另行公布的目录确定，这里没有那份目录"), kind="int")

Table = dict[Level, int]
_MOST_FEN = 10**9


class Uplift(Params):
    """More for certificates whose ``tag`` fact is true: in percent, as an amount, or by a catalogue not at hand.

    ``levels``: only for these (empty: for all).
    """

    tag: str
    percent: int = Field(default=0, ge=0, le=1000)
    add_fen: int = Field(default=0, ge=0, le=_MOST_FEN)
    by_catalogue: bool = False
    levels: tuple[Level, ...] = ()


class Amount(Params):
    """``table``: fen by level. ``by_kind``: another table for a certificate kind. ``fixed`` false: ceilings only.

    ``by_catalogue``: levels whose amount stands in a catalogue that is not at hand.
    """

    table: Table
    by_kind: Mapping[str, Table] = Field(default_factory=dict)
    fixed: bool = True
    uplift: tuple[Uplift, ...] = ()
    by_catalogue: tuple[Level, ...] = ()

    @field_validator("table")
    @classmethod
    def _some(cls, table: Table) -> Table:
        if not table or not all(0 <= fen <= _MOST_FEN for fen in table.values()):
            raise ValueError("至少写一个等级，金额以分计，从0到1000万元")
        return table

    @field_validator("by_kind")
    @classmethod
    def _known(cls, tables: Mapping[str, Table]) -> Mapping[str, Table]:
        if unknown := set(tables) - {choice.value for choice in CERTIFICATES}:
            raise ValueError(f"没有这种证书：{'、'.join(sorted(unknown))}")
        return tables


def _base(f: Any, p: Amount) -> Any:
    """The table's amount for the certificate's kind and level; unknown where the table has none."""
    amount: Any = lookup(f.certificate_level, p.table)
    for kind, table in p.by_kind.items():
        amount = pick(f.certificate_kind == kind, lookup(f.certificate_level, table), amount)
    return amount


def _uplifted(f: Any, amount: Any, uplift: Uplift, steps: Steps) -> Any:
    """The amount with one uplift, where the certificate bears its tag and is of one of its levels."""
    tagged = getattr(f, uplift.tag)
    if uplift.levels:
        tagged = one_of(f.certificate_level, uplift.levels) & tagged
    if uplift.by_catalogue:
        return pick(tagged, f.open(CATALOGUE_AMOUNT), amount)
    more = half_up(amount * (100 + uplift.percent), 100) + uplift.add_fen
    if getattr(tagged, "v", None) is True:
        text = (
            N_("按规定上浮 %(percent)s%%、另加 %(add)s 元：%(base)s → %(amount)s 元")
            if uplift.add_fen
            else N_("上浮 %(percent)s%%：%(base)s × %(whole)s%% = %(amount)s 元")
        )
        values = {"percent": uplift.percent, "whole": 100 + uplift.percent, "add": Money(uplift.add_fen)}
        steps.add(text, base=Money(amount), amount=Money(more), **values)
    return pick(tagged, more, amount)


def _level_label(f: Any) -> Message | None:
    value = getattr(f.certificate_level, "v", None)
    return next((Message(c.label) for c in LEVEL_CHOICES if c.value == value), None)


@figure(NAME, "amount", Amount, label=N_("技能提升补贴金额"))
def amount(f: Any, p: Amount, at: int, steps: Steps) -> Figure:
    """The subsidy in fen. Where the text states only a ceiling it is shown as such, never as the amount (A17, A25)."""
    total = _base(f, p)
    level = _level_label(f)
    if not p.fixed:
        steps.add(N_("%(level)s：不超过 %(most)s 元（这是上限，不是金额）"), level=level, most=Money(total))
        return Figure(f.open(CEILING_ONLY), at_most=total)
    steps.add(N_("%(level)s的标准：%(base)s 元"), level=level, base=Money(total))
    for uplift in p.uplift:
        total = _uplifted(f, total, uplift, steps)
    if p.by_catalogue:
        total = pick(one_of(f.certificate_level, p.by_catalogue), f.open(CATALOGUE_AMOUNT), total)
    return Figure(total)
