"""Every kind of mistake in a notice's file is told with file, key and what was expected."""

import re
from pathlib import Path

import pytest

from assistant.policies import PolicyError, load_policies
from tests.policies.notice_files import NOTICE, another, load, write

REFUND = "program.stabilization_refund"
MISTAKES = {
    "missing key": ("issued = 2025-03-01\n", "", "issued", "缺少这一项"),
    "mistyped key": ("year = 2025", "yaer = 2025", "yaer", "不认识的键"),
    "mistyped key of a program": ("term = {", "trem = {", f"{REFUND}.trem", "不认识的键"),
    "mistyped key of a term": ("last = 2025-12-31 }", "lsat = 2025-12-31 }", f"{REFUND}.term.lsat", "不认识的键"),
    "mistyped parameter": ("min_months", "min_month", f"{REFUND}.condition[1].min_month", "不认识的键"),
    "text for a number": ("min_months = 12", 'min_months = "一年"', f"{REFUND}.condition[1].min_months", "应为整数"),
    "fraction for a number": ("large = 30", "large = 30.5", f"{REFUND}.figure[0].percent.large", "应为整数"),
    "number out of bounds": ("large = 30", "large = 130", f"{REFUND}.figure[0].percent.large", "130"),
    "number for a text": ('number = "试〔2025〕1号"', "number = 1", "number", "应为文字"),
    "missing parameter": (", micro = 60", "", f"{REFUND}.figure[0].percent.micro", "缺少这一项"),
    "unknown choice": ('section = "三"', 'section = "三"\nlarge_by = "list"', f"{REFUND}.figure[0].large_by", "list"),
    "unknown condition": ('use = "organisation"', 'use = "organization"', f"{REFUND}.condition[0].use", "没有名为"),
    "unknown figure": ('use = "refund"', 'use = "rebate"', f"{REFUND}.figure[0].use", "没有名为"),
    "unknown fact": ("{ size_class =", "{ size_clas =", f"{REFUND}.caveat[0].when.facts.size_clas", "没有这个事实"),
    "impossible value": ('"large" }', '"huge" }', f"{REFUND}.caveat[0].when.facts.size_class", "不在可选项之内"),
    "unknown verdict": (
        "when.facts = {", 'when.verdicts = ["maybe"]\nwhen.facts = {', f"{REFUND}.caveat[0].when.verdicts[0]", "maybe",
    ),
    "no term": ('term = { section = "一", first = 2025-01-01, last = 2025-12-31 }', "", f"{REFUND}.term", "缺少执行期"),
    "date that does not exist": ("last = 2025-12-31 }", 'last = "2025-02-30" }', f"{REFUND}.term.last", "2025-02-30"),
    "date as text without meaning": ("issued = 2025-03-01", 'issued = "三月一日"', "issued", "三月一日"),
    "deadline without a start": ("on = 2025-12-31", "months = 3", f"{REFUND}.deadline[0]", "必须且只能写一个"),
    "deadline with two starts": (
        "on = 2025-12-31", 'on = 2025-12-31\nfigure = "refund_fen"', f"{REFUND}.deadline[0]", "必须且只能写一个",
    ),
    "deadline from an unknown fact": (
        "on = 2025-12-31", 'start_fact = "paid_on"\nmonths = 3', f"{REFUND}.deadline[0].start_fact", "没有名为",
    ),
    "bad region": ('region = "440000"', 'region = "广东"', "region", "广东"),
    "bad id": ('id = "made-up"', 'id = "Made up"', "id", "Made up"),
    "empty translation": ('en = "Made-up notice"', 'en = ""', "title.en", "不能为空"),
    "missing translation": (', en = "Made-up notice"', "", "title.en", "缺少这一项"),
    "unknown program": (f"[{REFUND}]", "[program.rebate]\n[program.stabilization_refund]", "program.rebate", "没有这个项目"),
    "unknown source of gaps": (
        f"[{REFUND}]\n", f'[{REFUND}]\nfills_gaps_from = ["nowhere"]\n', f"{REFUND}.fills_gaps_from", "nowhere",
    ),
    "gaps filled from itself": (
        f"[{REFUND}]\n", f'[{REFUND}]\nfills_gaps_from = ["made-up"]\n', f"{REFUND}.fills_gaps_from", "循环",
    ),
}  # fmt: skip
OVERLAY = f"""
[[{REFUND}.overlay]]
part = "refund_fen"
section = "一"
document = "另一份文件"
tag = "specially_supported"
changes = {{ percent = {{ large = 50, medium = 90, small = 90, micro = 90 }} }}
"""
OVERLAY_MISTAKES = {
    "unknown part": ('part = "refund_fen"', 'part = "refund"', f"{REFUND}.overlay[0].part", "没有编号为"),
    "unknown tag": ('"specially_supported"', '"special"', f"{REFUND}.overlay[0].tag", "没有名为"),
    "wrong change": ("large = 50", "large = -1", f"{REFUND}.overlay[0].changes.percent.large", "-1"),
}


def _problem(folder: Path, text: str) -> list[tuple[str, str, str]]:
    with pytest.raises(PolicyError) as caught:
        load(folder, text)
    return [(problem.file, problem.key, problem.reason) for problem in caught.value.problems]


def test_the_notice_itself_has_no_mistake(tmp_path: Path) -> None:
    assert list(load(tmp_path, NOTICE + OVERLAY).notices) == ["made-up"]


@pytest.mark.parametrize(("right", "wrong", "key", "reason"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_by_file_and_key(tmp_path: Path, right: str, wrong: str, key: str, reason: str) -> None:
    assert right in NOTICE
    found = _problem(tmp_path, NOTICE.replace(right, wrong, 1))
    assert [why for file, where, why in found if (file, where) == ("made-up.toml", key) and reason in why], found


@pytest.mark.parametrize(("right", "wrong", "key", "reason"), OVERLAY_MISTAKES.values(), ids=OVERLAY_MISTAKES)
def test_a_mistake_in_an_overlay_is_told(tmp_path: Path, right: str, wrong: str, key: str, reason: str) -> None:
    found = _problem(tmp_path, NOTICE + OVERLAY.replace(right, wrong, 1))
    assert [why for _, where, why in found if where == key and reason in why], found


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = NOTICE.replace("large = 30", "large = 130").replace('use = "organisation"', 'use = "organization"')
    assert {key for _, key, _ in _problem(tmp_path, text)} == {
        f"{REFUND}.condition[0].use",
        f"{REFUND}.figure[0].percent.large",
    }


@pytest.mark.parametrize("text", ["id = made-up", NOTICE + "\n[program", NOTICE.replace("2025-03-01", "2025-02-30")])
def test_a_file_that_is_no_toml_is_told_with_the_place(tmp_path: Path, text: str) -> None:
    ((file, key, reason),) = _problem(tmp_path, text)
    assert (file, key) == ("made-up.toml", "TOML")
    assert re.search(r"line \d+|end of document", reason)


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "made-up.toml").write_bytes(NOTICE.encode("gb18030"))
    with pytest.raises(PolicyError, match=r"made-up\.toml: TOML: 文件不是 UTF-8"):
        load_policies(tmp_path)


def test_the_same_id_twice_is_told_with_both_files(tmp_path: Path) -> None:
    write(tmp_path, NOTICE)
    write(tmp_path, NOTICE, "second.toml")
    with pytest.raises(PolicyError, match=r"second\.toml: id: .*made-up\.toml 重复"):
        load_policies(tmp_path)


def test_gaps_filled_in_a_ring_are_told(tmp_path: Path) -> None:
    for own, other in (("one", "two"), ("two", "three"), ("three", "one")):
        fills = f'[{REFUND}]\nfills_gaps_from = ["{other}"]\n'
        write(tmp_path, another(own).replace(f"[{REFUND}]\n", fills), f"{own}.toml")
    with pytest.raises(PolicyError) as caught:
        load_policies(tmp_path)
    assert {problem.file for problem in caught.value.problems} == {"one.toml", "two.toml", "three.toml"}
