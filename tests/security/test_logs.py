"""Check 19: what identifies a firm or opens something is in no log, no queue and no trail."""

from datetime import datetime

import pytest
from sqlalchemy import select

from assistant.storage.tables import metadata
from tests import staffing
from tests.campaigns.bureau import code
from tests.security.conftest import Happened
from tests.security.world import ACCOUNT, NAME, NOTE, PASSWORD_TYPED, PHONE, TEST_PHONE, WRONG_PHONE, World

# Tables that tell what is to be done or was done, and of which many people see a part.
TOLD = ("messages", "attempts", "jobs", "audit_events", "staff_sessions", "firm_sessions", "firm_links")
FIRM = {"name": NAME, "phone": PHONE, "credit code": code(1), "account": ACCOUNT, "wrong phone": WRONG_PHONE}
TYPED = {"password": staffing.PASSWORD, "mistyped": PASSWORD_TYPED, "second factor": staffing.SECRET, "note": NOTE}


def _marks(world: World) -> dict[str, str]:
    return FIRM | TYPED | {"test phone": TEST_PHONE} | world.secrets


def _cells(world: World, table: str) -> str:
    with world.bureau.engine.connect() as connection:
        rows = connection.execute(select(metadata.tables[table])).all()
    # Without the fractions of seconds: six digits as well, and by chance the same.
    return " ".join(
        f"{cell:%Y-%m-%d %H:%M:%S}" if isinstance(cell, datetime) else str(cell) for row in rows for cell in row
    )


def test_the_world_used_every_mark(world: World) -> None:
    """What was never typed or sent could not be found either."""
    forms = " ".join(value for sent in world.sent for value in sent.form.values())
    assert NOTE in forms
    assert TEST_PHONE in forms
    assert {"token 1", "code 1", "receipt", "totp code"} <= set(world.secrets)
    firms, outbox = _cells(world, "firms"), _cells(world, "outbox_page")
    assert all(FIRM[what] in firms for what in ("name", "phone", "credit code", "account"))
    assert world.secrets["token 1"] in outbox


def test_no_log_line_holds_any_of_it(happened: Happened) -> None:
    assert happened.log
    found = {what for what, mark in _marks(happened.world).items() if mark in happened.log}
    assert found == set()


@pytest.mark.parametrize("table", TOLD)
def test_no_queue_and_no_trail_holds_any_of_it(world: World, table: str) -> None:
    cells = _cells(world, table)
    assert cells
    assert {what for what, mark in _marks(world).items() if mark in cells} == set()


def test_secrets_stand_in_no_table_but_the_made_up_outbox(world: World) -> None:
    shown_once = {**TYPED, **world.secrets}
    del shown_once["note"]
    for table in metadata.tables:
        if table != "outbox_page":
            cells = _cells(world, table)
            assert {what for what, mark in shown_once.items() if mark in cells} == set(), table


def test_files_are_readable_by_the_program_alone_and_are_nowhere_public(world: World) -> None:
    folder = world.bureau.settings.data_dir
    places = [place for place in folder.rglob("*") if place.is_file()]
    assert places
    for place in (folder / "imports").iterdir():
        assert place.stat().st_mode & 0o077 == 0
    client = world.app.test_client()
    for place in places:
        assert client.get(f"/static/0/{place.name}").status_code == 404
