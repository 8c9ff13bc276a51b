"""The parameters of a notice in words: 返还比例：大型企业 30%，中小微企业 60%. What no wording is known for is shown as written.

A value that a fact can take is called as the fact calls it, and a fact by its label, so that only what is a notice's
own way of calculating needs words here.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel

from assistant.rules.facts import N_
from assistant.rules.plan import Condition, FigurePart
from assistant.rules.registry import Program
from assistant.rules.texts import Message, Money, Permille, Text

NAMES = {
    "percent": N_("返还比例"),
    "tagged": N_("另有比例的企业"),
    "large_by": N_("怎样算大型企业"),
    "six_types": N_("社会组织、律师和会计师事务所、个体工商户的比例"),
    "six_types_large_from": N_("从多少人起按大型企业"),
    "fixed": N_("标准"),
    "base": N_("基数"),
    "minus": N_("从基数里减去"),
    "plus": N_("往基数里加上"),
    "december": N_("上年12月的保费次年1月才缴"),
    "dispatch": N_("劳务派遣单位"),
    "government_bodies": N_("派往机关事业单位的部分"),
    "dispatch_rate_by": N_("派遣部分按谁的划型"),
    "percent_without_arrears": N_("没有欠费的比例"),
    "percent_with_agreement": N_("欠费且签了延期缴费协议的比例"),
    "permille": N_("费率"),
    "first": N_("从哪天起"),
    "last": N_("到哪天止"),
    "table": N_("各等级的金额"),
    "by_kind": N_("另有金额的证书"),
    "uplift": N_("上浮"),
    "by_catalogue": N_("按另行公布的目录"),
    "levels": N_("等级"),
    "tag": N_("什么情况"),
    "add_fen": N_("另加"),
    "months": N_("月数"),
    "deducted": N_("扣除的期间"),
    "contested_days": N_("有争议的天数"),
    "bands": N_("缴费月数和最长月数"),
    "from_months": N_("缴费满（月）"),
    "cap": N_("合计最长（月）"),
}
VALUES: Mapping[tuple[str, Any], str] = {
    ("large_by", "size_class"): N_("按企业划型"),
    ("large_by", "provincial_list"): N_("按全省大型参保企业名单"),
    ("six_types", "small"): N_("按中小微企业的比例"),
    ("six_types", "large"): N_("按大型企业的比例"),
    ("six_types", "size_class"): N_("按各自的划型"),
    ("six_types", "head_count"): N_("按人数"),
    ("six_types", "open"): N_("文件没有写明"),
    ("fixed", True): N_("写明了固定标准"),
    ("fixed", False): N_("只写明“不超过”的上限"),
    ("base", "paid"): N_("上年度实际缴纳的失业保险费"),
    ("base", "payable"): N_("上年度应缴的失业保险费"),
    ("minus", "earlier_years"): N_("补缴以前年度的部分"),
    ("minus", "surcharge"): N_("滞纳金"),
    ("minus", "subsidised"): N_("已退还或已补贴的部分"),
    ("plus", "back_paid_principal"): N_("补缴的上年度欠费本金"),
    ("plus", "deferred_paid"): N_("缓缴后补缴的部分"),
    ("december", "open"): N_("算不算，文件没有写明"),
    ("december", "as_paid"): N_("文件没有另作规定"),
    ("dispatch", "split"): N_("自有员工部分归自己，派遣部分拨给用工单位"),
    ("dispatch", "not_stated"): N_("文件没有写明"),
    ("government_bodies", "excluded"): N_("不返还"),
    ("government_bodies", "included"): N_("一并返还"),
    ("government_bodies", "not_stated"): N_("文件没有写明"),
    ("dispatch_rate_by", "own_size"): N_("劳务派遣单位的划型"),
    ("dispatch_rate_by", "host_size"): N_("用工单位的划型"),
    ("dispatch_rate_by", "not_stated"): N_("文件没有写明"),
}

# A table's row told as one sentence, where a list of its cells would read badly.
ROWS = {
    "bands": N_("缴费满 %(from_months)s 个月最长 %(months)s 个月"),
    "deducted": N_("%(first)s 至 %(last)s"),
}


def parameters(program: Program, part: Condition | FigurePart) -> list[tuple[Text, Text]]:
    """Name and value of each parameter that the files give, in words: a default is nothing that a notice says."""
    said = ((name, getattr(part.params, name)) for name in _given(part.params))
    return [(_name(name), _value(program, name, value)) for name, value in said if not _empty(name, value)]


def _given(params: BaseModel) -> list[str]:
    return [name for name in type(params).model_fields if name in params.model_fields_set]


def _empty(name: str, value: Any) -> bool:
    return value is None or value == () or value == {} or (value == 0 and (name, value) not in VALUES)


def _name(name: str) -> Message:
    return Message(NAMES.get(name, name))


def _value(program: Program, name: str, value: Any) -> Text:
    if (name, value) in VALUES if isinstance(value, str | bool) else False:
        return Message(VALUES[name, value])
    match value:
        case BaseModel() if name in ROWS:
            return Message(ROWS[name], {key: getattr(value, key) for key in type(value).model_fields})
        case BaseModel():
            return _listed(_pair(program, key, getattr(value, key)) for key in _given(value))
        case dict():
            unit = "fen" if name in ("table", "by_kind") else name
            return _listed(_pair(program, key, entry, unit) for key, entry in value.items())
        case tuple() | list():
            return _listed(_value(program, name, entry) for entry in value)
        case date():
            return Message("%(day)s", {"day": value})
        case str():
            return _called(program, value)
    return Message("%(value)s", {"value": _in_unit(name, value)})


def _pair(program: Program, key: str, value: Any, unit: str = "") -> Text | None:
    if _empty(key, value):
        return None
    label = _called(program, key) if key not in NAMES else _name(key)
    return Message("%(name)s %(value)s", {"name": label, "value": _value(program, unit or _unit(key), value)})


def _unit(key: str) -> str:
    return "percent" if key in ("large", "medium", "small", "micro") else key


def _in_unit(name: str, value: Any) -> Any:
    if "permille" in name:
        return Permille(value)
    if "percent" in name:
        return Permille(value * 10)
    if name.endswith("fen"):
        return Message(N_("%(amount)s 元"), {"amount": Money(value)})
    return value


def _listed(texts: Iterable[Text | None]) -> Message:
    return Message("%(list)s", {"list": [text for text in texts if text is not None]})


def _called(program: Program, word: str) -> Message:
    """A fact's label or a choice's, else the word itself."""
    for fact in program.facts:
        if fact.name == word:
            return Message(fact.label)
    for fact in program.facts:
        for choice in fact.choices:
            if choice.value == word:
                return Message(choice.label)
    return Message(word)
