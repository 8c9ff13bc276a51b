"""Every worked case gets the same decision from the shell, the HTTP interface and a screening."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from assistant import create_app
from assistant.cli import main
from assistant.interview.decision_json import decision_json
from assistant.rules.columns import CONDITION, FIGURE, VERDICT
from assistant.rules.explain import explain
from assistant.screening.screen import screen
from assistant.settings import Settings
from tests.cases.loading import WorkedCase, worked_cases
from tests.conftest import TEST_SECRET
from tests.parity.engines import table

CASES = worked_cases()
Json = dict[str, Any]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """One application for all cases."""
    folder = tmp_path_factory.mktemp("doors")
    return create_app(Settings(secret_key=TEST_SECRET, database_url=f"sqlite:///{folder / 'db.sqlite3'}")).test_client()


def expected(case: WorkedCase) -> Json:
    """The decision itself, as it is after a way through JSON."""
    decided: Json = json.loads(json.dumps(decision_json(explain(case.plan(), case.answers()))))
    return decided


def plain(value: Any) -> Any:
    """A TOML value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_shell_gives_the_same(case: WorkedCase) -> None:
    where = ["--notice", case.notice] if case.notice else ["--region", case.region]
    arguments = ["decide", case.program, *where, "--as-of", case.as_of.isoformat(), "--facts", "-"]
    done = CliRunner().invoke(main, arguments, input=json.dumps(plain(case.facts)))
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout) == expected(case)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_http_interface_gives_the_same(case: WorkedCase, client: FlaskClient) -> None:
    where = {"notice": case.notice} if case.notice else {"region": case.region}
    request = {"program": case.program, **where, "as_of": case.as_of.isoformat(), "facts": plain(case.facts)}
    answer = client.post("/api/v1/decisions", json=request)
    assert answer.get_json() == expected(case)


def _tables() -> dict[str, list[WorkedCase]]:
    """The cases that one screening can hold: one program, one notice, one day."""
    found: dict[str, list[WorkedCase]] = {}
    for case in CASES:
        plan = case.plan()
        found.setdefault(f"{plan.notice.id}/{case.program}/{case.as_of}", []).append(case)
    return found


TABLES = _tables()


@pytest.mark.parametrize("name", TABLES)
def test_a_screening_gives_the_same(name: str, tmp_path: Path) -> None:
    cases = TABLES[name]
    plan = cases[0].plan()
    rows = table(plan, [case.answers() for case in cases]).drop("_row")
    names = pl.Series("firm_name", [case.name for case in cases], dtype=pl.String)
    rows.with_columns(names).write_parquet(tmp_path / "in.parquet")
    done = screen(plan, tmp_path / "in.parquet", tmp_path / "out.parquet")
    assert done.rejected == 0
    written = pl.read_parquet(tmp_path / "out.parquet").cast({pl.Enum: pl.String}).to_dicts()
    for case, found in zip(cases, written, strict=True):
        wanted = _screened(expected(case))
        assert {key: found[key] for key in wanted} == wanted, case.id


def _screened(decision: Json) -> Json:
    """What a screening tells of a decision."""
    conditions = {CONDITION + line["id"]: line["result"] for line in decision["conditions"]}
    figures = {FIGURE + line["id"]: line["value"] for line in decision["figures"]}
    return {VERDICT: decision["verdict"], **conditions, **figures}
