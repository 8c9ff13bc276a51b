"""Rules are pure and exact: no clock, no files, no network, no engine; no float, no division that makes one."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import assistant.rules

FOLDER = Path(assistant.rules.__file__).parent
MODULES = sorted(FOLDER.rglob("*.py"))
# Everything that rules may import; whatever is not listed is not pure until somebody has looked at it.
ALLOWED = {
    "__future__", "assistant.rules", "calendar", "chinese_calendar", "collections", "collections.abc", "dataclasses",
    "datetime", "functools", "itertools", "math", "narwhals.stable.v2", "operator", "pydantic", "typing",
}  # fmt: skip
# Ways to ask for the time, the disk or the outside, by builtin or method.
FORBIDDEN_CALLS = {"open", "print", "input", "eval", "exec", "__import__", "float", "round", "complex"}
FORBIDDEN_METHODS = {"now", "today", "utcnow", "read_text", "write_text", "fromtimestamp"}
# Rules read a point that the texts leave open by f.open("name"); that is a method of the facts and no file.


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text("utf-8")))


def imported(path: Path) -> set[str]:
    found = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "rules import by full name"
            found.add(node.module or "")
    return found


def allowed(name: str) -> bool:
    return name in ALLOWED or name.startswith("assistant.rules.")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_rules_import_only_what_is_pure(path: Path) -> None:
    assert {name for name in imported(path) if not allowed(name)} == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_rules_compute_with_integers_alone(path: Path) -> None:
    for node in nodes(path):
        place = f"line {getattr(node, 'lineno', '?')}"
        if isinstance(node, ast.Constant):
            assert not isinstance(node.value, float | complex), f"{place}: a float"
        if isinstance(node, ast.BinOp | ast.AugAssign):
            assert not isinstance(node.op, ast.Div), f"{place}: / makes a float; use // or half_up"
            assert not (isinstance(node.op, ast.Pow) and _negative(node)), f"{place}: a negative power is a float"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_rules_ask_neither_clock_nor_disk(path: Path) -> None:
    for node in nodes(path):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in FORBIDDEN_CALLS, f"line {node.lineno}: {node.func.id}()"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in FORBIDDEN_METHODS, f"line {node.lineno}: .{node.func.attr}()"


def test_the_guard_looks_at_every_program() -> None:
    assert {path.parent.name for path in MODULES} >= {"stabilization_refund", "skill_subsidy", "unemployment_benefit"}


def _negative(node: ast.BinOp | ast.AugAssign) -> bool:
    power = node.right if isinstance(node, ast.BinOp) else node.value
    return isinstance(power, ast.UnaryOp)
