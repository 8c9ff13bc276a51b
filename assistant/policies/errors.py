"""A mistake in a data file: which file, which key, what was expected."""

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import ValidationError

# The editor of a notice reads Chinese; pydantic explains in English.
_REASONS = {
    "missing": "缺少这一项",
    "extra_forbidden": "不认识的键（拼写错误，或该函数没有这个参数）",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_from_float": "应为整数，不能带小数",
    "string_type": "应为文字（加引号）",
    "string_too_short": "不能为空",
    "list_type": "应为列表 [ … ]",
    "tuple_type": "应为列表 [ … ]",
    "dict_type": "应为表 { … }",
    "model_type": "应为表 { … }",
    "model_attributes_type": "应为表 { … }",
    "date_type": "应为日期，写作 2024-12-31（不加引号）",
    "date_from_datetime_parsing": "应为日期，写作 2024-12-31",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake."""

    file: str
    key: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.reason}"


class PolicyError(ValueError):
    """One or more mistakes in data files; ``problems`` lists them all, the text has one per line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def problems_of(error: ValidationError, file: str, prefix: str = "", known: Iterable[str] = ()) -> list[Problem]:
    """A validation error as problems, each with its dotted key. ``known``: the keys that ``prefix`` itself may have."""
    found = []
    for item in error.errors():
        key = prefix + "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in item["loc"])
        expected = item.get("ctx", {}).get("expected")
        reason = _REASONS.get(item["type"]) or (f"应为 {expected}" if expected else item["msg"])
        if item["type"] == "extra_forbidden" and known and len(item["loc"]) == 1:
            reason += f"；可用的键：{'、'.join(known)}"
        given = item.get("input")
        if item["type"] not in ("missing", "extra_forbidden") and isinstance(given, str | int | float | bool):
            reason += f"（现在是 {given!r}）"
        found.append(Problem(file, key.lstrip("."), reason))
    return found
