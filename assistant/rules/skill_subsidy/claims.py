"""How often in a year. JX24 三, NAT24 三, GS24 二, NM25 二; register A08, A16, A33."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from assistant.rules.facts import N_
from assistant.rules.registry import Finding, Params, condition
from assistant.rules.skill_subsidy.facts import NAME
from assistant.rules.texts import Message
from assistant.rules.values import pick


class Claims(Params):
    """Most claims per calendar year: ``total``, and per pool (None: no limit of its own).

    A certificate of an urgent occupation draws on ``urgent``, any other on ``ordinary``.
    ``ordinary_after_urgent``: whether an ordinary claim that follows an urgent one in the year is plain (A33).
    """

    total: int = Field(ge=1, le=99)
    ordinary: int | None = Field(default=None, ge=0, le=99)
    urgent: int | None = Field(default=None, ge=0, le=99)
    ordinary_after_urgent: Literal["allowed", "review"] = "allowed"

    @property
    def pooled(self) -> bool:
        """Whether urgent and ordinary claims are counted apart."""
        return self.ordinary is not None or self.urgent is not None

    def most(self, pool: int | None) -> int:
        """The most claims that a pool and the total allow together."""
        return self.total if pool is None else min(pool, self.total)


def _text(p: Claims) -> Message:
    if not p.pooled:
        return Message(N_("今年已领的次数不到 %(total)s 次（每人每年最多 %(total)s 次）"), {"total": p.total})
    return Message(
        N_("今年还有次数：一般职业每年最多 %(ordinary)s 次，加上急需紧缺职业合计最多 %(total)s 次"),
        {"ordinary": p.most(p.ordinary), "total": p.total},
    )


def _next_year(answers: Mapping[str, Any], p: Claims, at: int) -> list[Message]:
    return [Message(N_("按自然年计次的，明年1月1日起重新计次；到时候按当时有效的文件办理"))]


def _pools(f: Any, p: Claims) -> Any:
    """Whether the pool that this certificate draws on has a claim left."""
    urgent_used = f.urgent_claims_this_year
    ordinary_used = f.claims_this_year - urgent_used
    urgent: Any = True if p.urgent is None else urgent_used < p.urgent
    ordinary: Any = True if p.ordinary is None else ordinary_used < p.ordinary
    return pick(f.urgent_occupation, urgent, ordinary)


def _rolling(f: Any, p: Claims) -> Any:
    """Whether counting the last twelve months gives the same answer as the calendar year (A08)."""
    used = f.claims_last_12_months
    within: Any = used < p.total
    if p.pooled:
        within = pick(f.urgent_occupation, used < p.most(p.urgent), used < p.most(p.ordinary))
    return within | (used <= f.claims_this_year)


@condition(
    NAME, "claims", Claims, text=_text, near=_next_year,
    review=N_(
        "“每年”按自然年还是按12个月计算、几类次数谁先谁后，文件没有写明；按另一种读法这次可能超过次数，请由经办机构认定"
    ),
)  # fmt: skip
def claims(f: Any, p: Claims, at: int) -> Finding:
    """A08: counted by calendar year of the application; where twelve months back would refuse, a person decides.

    A33: ordinary first and urgent afterwards is plain; an ordinary claim after an urgent one may be without a base.
    """
    holds = f.claims_this_year < p.total
    certain = _rolling(f, p)
    if p.pooled:
        holds = holds & _pools(f, p)
    if p.ordinary_after_urgent == "review":
        certain = certain & pick(f.urgent_occupation, True, f.urgent_claims_this_year < 1)
    return Finding(holds, certain)


class StrictReview(Params):
    """``after``: so many claims within a year, this one included, are plain; each further one is reviewed strictly."""

    after: int = Field(default=1, ge=1, le=99)


@condition(
    NAME, "strict_review", StrictReview, text=N_("一年内领取不超过 %(after)s 次（超过的由经办机构严格审核）"),
    review=N_("一年内领取超过1次，文件要求经办机构严格审核（怎么审没有写明）；下面的金额是审核通过后的测算"),
)  # fmt: skip
def strict_review(f: Any, p: StrictReview, at: int) -> Finding:
    """GS24 二, A16: the second and third claim are not barred, only reviewed, by whichever count of a year (A08)."""
    return Finding(True, (f.claims_this_year < p.after) & (f.claims_last_12_months < p.after))
