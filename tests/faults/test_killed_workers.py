"""Three thousand messages, a provider with every bad habit, and workers that are killed in the middle of anything."""

import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row, func, select

from assistant import storage
from assistant.campaigns import sending
from assistant.storage import Engine
from assistant.storage.tables import attempts, firms, messages
from tests.faults.harness import Installation, approved, installation, wait_until
from tests.sms.provider_ledger import Entry, read

FIRMS = 3_000
KILLS = 20
PER_SECOND = 500
ANSWERS = (
    "accept=880,too_many=20,too_many_retry_after=20,html_500=10,html_503=10,accept_html_500=10,hang=3,hang_refused=2,"
    "reset=10,reset_refused=5,late=5,garbage=5,invalid_number=15,opted_out=5"
)
RECEIPTS = "delay=3,lost=0.5,duplicated=0.1,reordered=0.2,forged=0.02,unsigned=0.02,undelivered=0.03"
PROVIDER = ("--answers", ANSWERS, "--receipts", RECEIPTS, "--hang-seconds", "3", "--seed", "7")
ENDS = {"accepted", "delivered", "failed", "opted_out", "unknown"}


@pytest.mark.parametrize("workers", [1, 2])
def test_no_firm_is_reached_twice_and_none_is_lost(
    workers: int, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """One worker on SQLite, two at once on PostgreSQL."""
    if workers == 1:
        url = f"sqlite:///{tmp_path / 'faults.sqlite3'}"
        storage.upgrade(url)
    else:
        url = request.getfixturevalue("postgres_url")
    engine = storage.prepare(url, migrate=False)
    campaign = approved(engine, FIRMS, PER_SECOND)
    with installation(url, tmp_path, *PROVIDER) as office:
        _send_and_kill(office, engine, campaign, workers)
    _nobody_twice(read(office.ledger))
    rows = _rows(engine)
    _everyone_ends(rows)
    _ledger_and_outbox_agree(read(office.ledger), rows)
    _unknown_is_explained(engine, rows)
    assert "+86138" not in office.log.read_text("utf-8", "replace")


def _send_and_kill(office: Installation, engine: Engine, campaign: int, workers: int) -> None:
    """Kill whenever some more requests have begun, so that each kill meets a worker at work on any machine."""
    chance = random.Random(workers)
    for _ in range(workers):
        office.start_worker()
    due = 0
    for _ in range(KILLS):
        due += chance.randint(30, 150)
        wait_until(lambda due=due: _begun(engine) >= due, f"{due} requests", every=0.05)
        office.kill_a_worker(chance)
    wait_until(lambda: not _under_way(engine, campaign), "every message to end")


def _begun(engine: Engine) -> int:
    with engine.connect() as connection:
        found: int | None = connection.execute(select(func.max(attempts.c.id))).scalar()
    return found or 0


def _under_way(engine: Engine, campaign: int) -> int:
    states = sending.progress(engine, campaign).states
    return states["queued"] + states["claimed"]


def _rows(engine: Engine) -> Sequence[Row[Any]]:
    query = select(messages, firms.c.phone).join(firms, firms.c.id == messages.c.firm)
    with engine.connect() as connection:
        return connection.execute(query).all()


def _nobody_twice(ledger: Sequence[Entry]) -> None:
    taken = Counter(entry.to for entry in ledger)
    assert {to: count for to, count in taken.items() if count > 1} == {}


def _everyone_ends(rows: Sequence[Row[Any]]) -> None:
    assert len(rows) == FIRMS
    assert {row.state for row in rows} <= ENDS


def _ledger_and_outbox_agree(ledger: Sequence[Entry], rows: Sequence[Row[Any]]) -> None:
    """Whoever was reached counts as reached or unknown, and whoever counts as reached was."""
    taken = {entry.to: entry.sid for entry in ledger}
    for row in rows:
        if row.state in ("accepted", "delivered"):
            assert taken[row.phone] == row.provider_id
        if row.phone not in taken:
            assert row.state in ("failed", "opted_out", "unknown")
        elif row.state == "failed":
            assert (row.error_class, row.provider_id) == ("late_retry", taken[row.phone])
        else:
            assert row.state in ("accepted", "delivered", "unknown")


def _unknown_is_explained(engine: Engine, rows: Sequence[Row[Any]]) -> None:
    """By an answer that says nothing, or by an attempt that nobody finished."""
    with engine.connect() as connection:
        made_attempts = {row.id: row for row in connection.execute(select(attempts))}
    for row in rows:
        if row.state == "unknown":
            last = made_attempts[row.attempt]
            assert last.outcome in ("ambiguous", None)
            assert (last.finished_at is None) == (last.outcome is None)
