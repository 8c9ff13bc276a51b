"""Workers are killed between the saved turn and its text, and while a text is under way: no answer is lost, none comes twice."""

import json
import os
import random
import signal
import urllib.request
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import select
from twilio.request_validator import RequestValidator

from assistant import storage
from assistant.storage import Engine
from assistant.storage.tables import single_messages
from tests.faults.harness import Installation, installation, wait_until
from tests.sms.provider_dialects import ACCOUNT, TOKEN

OURS = "+15005550006"
PEOPLE = 12


def _write(office: Installation, person: int) -> None:
    """Somebody writes; the provider brings it twice."""
    address = f"{office.server}/sms/twilio/replies"
    form = {"AccountSid": ACCOUNT, "MessageSid": f"SM{person}", "From": f"+861390000{person:04d}", "To": OURS}
    form["Body"] = "失业保险金"
    signed = {"X-Twilio-Signature": RequestValidator(TOKEN).compute_signature(address, form)}
    for _ in range(2):
        with urllib.request.urlopen(urllib.request.Request(address, urlencode(form).encode(), signed), timeout=60):
            pass


def _states(engine: Engine) -> Counter[str]:
    with engine.connect() as connection:
        return Counter(connection.execute(select(single_messages.c.state)).scalars())


def test_killed_workers_neither_lose_nor_repeat_an_answer(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'faults.sqlite3'}"
    storage.upgrade(url)
    engine = storage.prepare(url, migrate=False)
    hostile = ("--answer-seconds", "0.2", "--answers", "accept=70,reset=10,too_many=20", "--receipts", "lost=1")
    given = {"SMS_TWO_WAY": "true", "SMS_CHAT_NUMBER": OURS, "SMS_TEXTS_PER_SECOND": "20"}
    with installation(url, tmp_path, *hostile, **given) as office:
        for person in range(PEOPLE):
            _write(office, person)
        assert _states(engine) == {"queued": PEOPLE}  # saved, and nobody there to send: nothing is lost
        office.start_worker()
        wait_until(lambda: _states(engine)["queued"] < PEOPLE, "the first text under way", every=0.01)
        office.kill_a_worker(random.Random(1))
        wait_until(lambda: not _states(engine)["queued"] + _states(engine)["claimed"], "all texts to be settled")
        os.kill(office.workers[0], signal.SIGTERM)
        taken = Counter(json.loads(line)["to"] for line in office.ledger.read_text().splitlines() if '"to"' in line)
    assert max(taken.values()) == 1
    states = _states(engine)
    assert set(states) <= {"accepted", "unknown"}
    assert states["accepted"] <= len(taken) <= PEOPLE
    assert states["accepted"] >= PEOPLE / 3
