"""A whole screening: file in, results and rejects out, every row accounted for, the same on every engine."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from assistant.cli import main
from assistant.policies import shipped_policies
from assistant.rules.decide import decide
from assistant.rules.facts import by_name
from assistant.rules.plan import Plan
from assistant.screening import engines
from assistant.screening.engines import EngineMissing, screened
from assistant.screening.reading import FileProblem, typed_parquet
from assistant.screening.screen import screen

PROGRAM = "stabilization_refund"
WHERE = ("--region", "江西", "--as-of", "2024-08-15")
FIRMS = {
    "firm_name": ["甲", "乙", "丙", "丁"],
    "organisation_type": ["enterprise", "enterprise", "law_firm", None],
    "registration_status": ["active", "deregistered_before_payout", "active", "active"],
    "months_paid": [14, 14, 3, None],
    "laid_off_anyone": [False, False, None, False],
    "last_year_arrears": [False, False, False, None],
    "on_large_list": [False, True, None, False],
    "premium_paid_fen": [12_000_000, 1_000_050, 33, None],
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return shipped_policies().plan(PROGRAM, "江西", date(2024, 8, 15))


@pytest.fixture
def firms(tmp_path: Path) -> Path:
    path = tmp_path / "firms.parquet"
    pl.DataFrame(FIRMS).write_parquet(path)
    return path


def run(source: Path, output: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["screen", PROGRAM, str(source), str(output), *WHERE, *options])


def test_every_row_gets_the_verdict_that_the_single_case_gets(plan: Plan, firms: Path, tmp_path: Path) -> None:
    done = screen(plan, firms, tmp_path / "out.parquet")
    found = pl.read_parquet(tmp_path / "out.parquet")
    cases = [decide(plan, dict(zip(FIRMS, cells, strict=True))) for cells in zip(*FIRMS.values(), strict=True)]
    assert found["verdict"].to_list() == [case.verdict for case in cases]
    assert found["figure_refund_fen"].to_list() == [case.figures["refund_fen"].v for case in cases]
    assert found["_row"].to_list() == [1, 2, 3, 4]
    assert found["firm_name"].to_list() == FIRMS["firm_name"]
    assert done.verdicts == {name: [c.verdict for c in cases].count(name) for name in done.verdicts}
    assert (done.rows_in, done.rows_out, done.rejected) == (4, 4, 0)


@pytest.mark.parametrize("extension", [".csv", ".xlsx", ".parquet"])
def test_every_output_format_holds_the_same(plan: Plan, firms: Path, tmp_path: Path, extension: str) -> None:
    screen(plan, firms, tmp_path / f"out{extension}")
    read: dict[str, Callable[[Path], pl.DataFrame]] = {
        ".csv": pl.read_csv,
        ".xlsx": pl.read_excel,
        ".parquet": pl.read_parquet,
    }
    found = read[extension](tmp_path / f"out{extension}")
    assert found["condition_months_paid"].cast(pl.String).to_list()[0] in ("met", "unknown")
    assert found["verdict"].cast(pl.String).to_list()[1] == "ineligible"


def test_the_typed_way_and_the_careful_way_agree(plan: Plan, firms: Path, tmp_path: Path) -> None:
    assert typed_parquet(firms, plan.program.facts) is not None
    careful = tmp_path / "careful.csv"
    pl.read_parquet(firms).write_csv(careful)
    assert screen(plan, firms, tmp_path / "a.csv").verdicts == screen(plan, careful, tmp_path / "b.csv").verdicts
    one, other = (pl.read_csv(tmp_path / name).drop("_row") for name in ("a.csv", "b.csv"))
    assert one.equals(other)


@pytest.mark.parametrize(
    "damage",
    [
        {"premium_paid_fen": -1},
        {"months_paid": 601},
        {"organisation_type": "cheese"},
        {"firm_name": "合 计："},
        {"firm_name": "9.1E+17"},
        {"firm_name": "　"},
        dict.fromkeys(FIRMS),
    ],
)
def test_typed_parquet_with_anything_doubtful_is_read_carefully(
    plan: Plan, tmp_path: Path, damage: dict[str, object]
) -> None:
    path = tmp_path / "firms.parquet"
    frame = pl.DataFrame({**{name: cells[:1] for name, cells in FIRMS.items()}, **{k: [v] for k, v in damage.items()}})
    pl.concat([pl.DataFrame(FIRMS), frame.cast(pl.DataFrame(FIRMS).schema)]).write_parquet(path)
    assert typed_parquet(path, plan.program.facts) is None
    done = screen(plan, path, tmp_path / "out.parquet")
    assert done.rows_in == done.rows_out + done.rejected
    assert done.rows_out == len(pl.read_parquet(tmp_path / "out.parquet"))


def test_refused_rows_stand_beside_the_output_and_are_not_screened(tmp_path: Path) -> None:
    source = tmp_path / "名单.csv"
    source.write_text("单位名称,premium_paid_fen,organisation_type\n甲,100,企业\n乙,一百,企业\n", "utf-8")
    done = run(source, tmp_path / "结果.csv")
    assert done.exit_code == 0, done.stderr
    assert "共 2 行：核算 1 行，退回 1 行" in done.stdout
    rejects = pl.read_csv(tmp_path / "结果.rejects.csv")
    assert rejects["_row"].to_list() == [3]
    assert pl.read_csv(tmp_path / "结果.csv")["_row"].to_list() == [2]


def test_the_summary_adds_up_what_is_eligible(plan: Plan, tmp_path: Path) -> None:
    facts = by_name(plan.program.facts)
    firm = {name: [False] for name in plan.fact_names if facts[name].kind == "bool"}
    firm |= {"firm_name": ["甲"], "organisation_type": ["enterprise"], "registration_status": ["active"]}
    firm |= {name: [12] for name in plan.fact_names if facts[name].kind == "months"} | {"premium_paid_fen": [10**13]}
    pl.concat([pl.DataFrame(firm)] * 3).write_parquet(tmp_path / "rich.parquet")
    done = run(tmp_path / "rich.parquet", tmp_path / "out.parquet")
    # 3 × 100,000,000,000.00 × 60 %
    assert "可以享受：3 行，金额合计 180,000,000,000.00 元" in done.stdout


def test_a_sum_beyond_64_bits_is_exact() -> None:
    from assistant.screening.screen import _summary

    plan = shipped_policies().plan(PROGRAM, "江西", date(2024, 8, 15))
    rows = pl.LazyFrame({"verdict": ["eligible"] * 4, f"figure_{plan.program.amount}": [2**62 - 1] * 4})
    assert _summary(rows, plan)[1]["eligible"] == 4 * (2**62 - 1)


def test_an_earlier_result_can_be_screened_again(plan: Plan, firms: Path, tmp_path: Path) -> None:
    screen(plan, firms, tmp_path / "once.parquet")
    screen(plan, tmp_path / "once.parquet", tmp_path / "twice.parquet")
    names = pl.read_parquet_schema(tmp_path / "twice.parquet")
    assert {"verdict", "原verdict", "condition_months_paid", "原condition_months_paid"} <= set(names)


def test_chinese_labels_in_a_workbook(plan: Plan, tmp_path: Path) -> None:
    label = by_name(plan.program.facts)["premium_paid_fen"].label
    cells = {"单位名称": ["甲"], label: ["1,234.50"]}
    pl.DataFrame(cells).write_excel(tmp_path / "book.xlsx")
    done = screen(plan, tmp_path / "book.xlsx", tmp_path / "out.parquet")
    assert done.rows_out == 1
    assert pl.read_parquet(tmp_path / "out.parquet")["premium_paid_fen"].to_list() == [123_450]


def test_files_that_would_overwrite_each_other_are_refused(firms: Path, tmp_path: Path) -> None:
    done = run(firms, firms)
    assert done.exit_code == 2
    assert "必须各不相同" in done.stderr
    assert pl.read_parquet(firms).height == 4


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    done = run(tmp_path / "none.csv", tmp_path / "out.csv")
    assert done.exit_code == 2
    assert "找不到文件" in done.stderr


def test_an_unknown_region_is_named(firms: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["screen", PROGRAM, str(firms), str(tmp_path / "o.csv"), "--region", "火星"])
    assert done.exit_code == 2
    assert "火星" in done.stderr


def test_an_engine_that_is_not_installed_says_how_to_get_it(
    plan: Plan, firms: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    with pytest.raises(EngineMissing, match=r"pip install \.\[duckdb\]"):
        screened("duckdb", plan, pl.scan_parquet(firms).with_row_index("_row", 1), ["months_paid"])


def test_an_engine_that_fails_leaves_no_half_written_file(
    plan: Plan, firms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> pl.DataFrame:
        raise FileProblem("no")

    monkeypatch.setitem(engines._OTHERS, "duckdb", fails)
    with pytest.raises(FileProblem):
        screen(plan, firms, tmp_path / "out.parquet", engine="duckdb")
    assert [path.name for path in tmp_path.iterdir()] == ["firms.parquet"]
