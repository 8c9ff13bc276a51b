"""The columns of the made-up file: what a bureau heads them, and how it writes a firm into them."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import assistant.rules.programs  # noqa: F401  (registers the facts)
from assistant.demonstration.firms import MadeUpFirm
from assistant.rules.facts import Fact
from assistant.rules.registry import PROGRAMS
from assistant.rules.stabilization_refund.facts import NAME as PROGRAM

Cell = str | int | Decimal | None
_FACTS: Final = {fact.name: fact for fact in PROGRAMS[PROGRAM].facts}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, and the cell of a firm."""

    heading: str
    cell: Callable[[MadeUpFirm], Cell]


def _fact(name: str, heading: str, fen_per_unit: int = 1) -> Column:
    fact = _FACTS[name]
    return Column(heading, lambda firm: _written(fact, firm.facts[name], fen_per_unit))


def _written(fact: Fact, value: Any, fen_per_unit: int) -> Cell:
    if value is None:
        return None
    if fact.kind == "bool":
        return "是" if value else "否"
    if fact.kind == "choice":
        return next(choice.label for choice in fact.choices if choice.value == value)
    return Decimal(value) / fen_per_unit if fact.kind == "money" else int(value)


_YUAN, _TEN_THOUSAND = 100, 1_000_000
CODE, NAME, PHONE = "统一社会信用代码", "单位名称", "联系电话"
MONTHS = "足额缴纳失业保险费的月数（到申请时）"
PERSON_MONTHS = "上年度各月参保人数之和（人月）"
PREMIUM = "上年度实际缴纳失业保险费（单位和个人合计）（元）"
COLUMNS: Final = (
    Column(CODE, lambda firm: firm.credit_code),
    Column(NAME, lambda firm: firm.name),
    Column("所属县区", lambda firm: firm.county),
    Column(PHONE, lambda firm: firm.phone),
    Column("银行账号", lambda firm: firm.account),
    _fact("organisation_type", "单位类型"),
    _fact("registration_status", "登记状态"),
    Column("首次参保日期", lambda firm: f"{firm.insured_since:%Y.%m.%d}"),
    _fact("size_class", "企业划型"),
    _fact("on_large_list", "在全省大型参保企业名单内"),
    _fact("months_paid", MONTHS),
    _fact("months_paid_cumulative", "累计缴纳失业保险费的月数"),
    _fact("last_year_arrears", "上年度失业保险费有欠费"),
    _fact("arrears_paid_back", "已补缴上年度欠费"),
    _fact("back_paid_principal_fen", "补缴的上年度欠费本金（不含滞纳金）（万元）", _TEN_THOUSAND),
    _fact("newly_insured_last_year", "上年度新参保且当年缴费不足一年"),
    _fact("insured_months", "上年度参保的月份数"),
    _fact("laid_off_anyone", "上年度裁过员（有人离职后领取失业保险金也算）"),
    _fact("new_claimants", "上年度新增实际领取失业保险金人数（人）"),
    _fact("person_months", PERSON_MONTHS),
    _fact("insured_year_end", "上年12月末参保人数（人）"),
    _fact("insured_now", "现在的参保人数（人）"),
    _fact("premium_paid_fen", PREMIUM, _YUAN),
    _fact("barred_this_year", "因违规使用或拨付被取消本年度申领资格"),
    _fact("has_corporate_account", "有对公账户"),
)
