"""Receipts late, twice, in the wrong order, forged and unsigned, against a real server: only the truth arrives."""

from pathlib import Path

from sqlalchemy import select

from assistant import storage
from assistant.campaigns import sending
from assistant.storage.tables import firms, messages
from tests.faults.harness import approved, installation, wait_until
from tests.sms.provider_ledger import read

FIRMS = 300
RECEIPTS = "delay=3,duplicated=0.3,reordered=0.5,forged=0.2,unsigned=0.2,undelivered=0.1"
# Some answers never arrive: their receipts come for attempts that nobody knows to have been accepted.
ANSWERS = "accept=90,reset=5,accept_html_500=5"
ENDS = {"delivered": "delivered", "undelivered": "failed"}


def test_every_message_ends_as_the_provider_says(database_url: str, tmp_path: Path) -> None:
    engine = storage.prepare(database_url, migrate=False)
    campaign = approved(engine, FIRMS, per_second=200)
    with installation(database_url, tmp_path, "--answers", ANSWERS, "--receipts", RECEIPTS, "--seed", "3") as office:
        office.start_worker()
        wait_until(lambda: office.stats()["taken"] == FIRMS, "every message to be taken")
        wait_until(lambda: office.stats()["due"] == 0, "every receipt to be sent")
        stats = office.stats()
    said = {entry.to: ENDS[entry.status] for entry in read(office.ledger)}
    query = select(firms.c.phone, messages.c.state).join(firms, firms.c.id == messages.c.firm)
    with engine.connect() as connection:
        stand = {row.phone: row.state for row in connection.execute(query)}
    assert stand == said
    assert set(stand.values()) == {"delivered", "failed"}
    assert set(stats["receipts"]) == {"true 200", "forged 403", "unsigned 403"}
    progress = sending.progress(engine, campaign)
    assert progress.states["delivered"] + progress.states["failed"] == FIRMS
