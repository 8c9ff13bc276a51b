"""Whatever happens in whatever order: an end stays an end, and only a person's choice lets a second message be taken."""

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from assistant import storage
from assistant.campaigns import sending
from assistant.storage import Engine
from assistant.storage.interviews import Conflict
from assistant.storage.outbox.attempts import Attempt, Attempts
from assistant.storage.outbox.claiming import Claiming, Pace
from assistant.storage.outbox.receipts import Receipts
from assistant.storage.outbox.settling import News
from assistant.storage.outbox.states import FINAL
from tests.campaigns.sending import made

LEASE = timedelta(seconds=60)


class Outbox(RuleBasedStateMachine):
    """One firm's message, two workers, a provider that took some of the requests, and people."""

    engine: Engine

    def __init__(self) -> None:
        super().__init__()
        self.clock = made.Clock()
        campaign = made.submitted(self.engine, 1, made.terms(per_second=100))
        self.campaign = sending.approve(self.engine, campaign, made.APPROVER, self.clock(), secret_key=made.SECRET)
        self.attempts, self.receipts = Attempts(self.engine, made.SECRET), Receipts(self.engine, made.SECRET)
        self.open: list[Attempt] = []  # no answer yet
        self.taken: list[Attempt] = []
        self.choices = 0  # of people, each of which allows one more message
        self.ended: str | None = None

    def line(self) -> Any:
        (line,) = sending.delivery(self.engine, self.campaign.id)
        return line

    @rule(worker=st.sampled_from(["w1", "w2"]), taken=st.booleans())
    def a_request_leaves(self, worker: str, taken: bool) -> None:
        claiming = Claiming(self.engine, worker, LEASE)
        mine = [campaign for campaign in claiming.campaigns() if campaign.id == self.campaign.id]
        for campaign in mine:
            pace = Pace(100, 1000, self.clock().date())
            self.clock.pass_by(seconds=1)
            for claim in claiming.claim(campaign, pace, self.clock(), limit=1, ahead=LEASE):
                begun = self.attempts.begin(claim, "g", self.clock(), LEASE)
                if isinstance(begun, Attempt):
                    self.open.append(begun)
                    self.taken += [begun] * taken

    @precondition(lambda self: self.open)
    @rule(data=st.data())
    def the_answer_comes(self, data: st.DataObject) -> None:
        """Accepted or rejected only if that is the truth; ambiguous in any case; or never."""
        attempt = data.draw(st.sampled_from(self.open))
        self.open.remove(attempt)
        truth = ["accepted"] if attempt in self.taken else ["retry", "permanent", "pause"]
        answer = data.draw(st.sampled_from([*truth, "ambiguous", "none"]))
        now = self.clock()
        if answer == "accepted":
            self.attempts.accepted(attempt, attempt.reference[:20], 1, now, now)
        elif answer == "permanent":
            self.attempts.failed(attempt, "x", "permanent", now)
        elif answer in ("retry", "pause"):
            self.attempts.again(attempt, "x", answer, now, now)
        elif answer == "ambiguous":
            self.attempts.ambiguous(attempt, "x", now, now)

    @precondition(lambda self: self.taken)
    @rule(data=st.data(), status=st.sampled_from(["accepted", "delivered", "failed"]), named=st.booleans())
    def a_receipt_comes(self, data: st.DataObject, status: str, named: bool) -> None:
        attempt = data.draw(st.sampled_from(self.taken))
        kind = data.draw(st.sampled_from(["permanent", "late_retry"])) if status == "failed" else None
        news = News(attempt.reference[:20], status, kind and "30003", kind)
        self.receipts.record("g", news, attempt.reference if named else None, self.clock())

    @rule()
    def leases_end(self) -> None:
        self.clock.pass_by(seconds=61)
        Claiming(self.engine, "w3", LEASE).sweep(self.clock(), self.clock())
        self.receipts.match(self.clock())

    @precondition(lambda self: self.line().state == "unknown")
    @rule()
    def a_person_sends_again(self) -> None:
        sending.resend_unknown(self.engine, self.line().message_id)
        self.choices += 1

    @precondition(lambda self: self.line().state == "failed")
    @rule()
    def a_person_retries(self) -> None:
        if sending.retry_failed(self.engine, self.campaign):
            self.choices += 1
            self.ended = None

    @rule()
    def a_person_pauses_or_resumes(self) -> None:
        try:
            sending.pause(self.engine, self.campaign)
        except Conflict:
            sending.resume(self.engine, self.campaign, now=self.clock)

    @invariant()
    def only_people_allow_a_second_message(self) -> None:
        assert len(self.taken) <= 1 + self.choices

    @invariant()
    def an_end_stays_an_end(self) -> None:
        state = self.line().state
        assert self.ended in (None, state)
        self.ended = state if state in FINAL else None

    def teardown(self) -> None:
        sending.abort(self.engine, self.campaign)


def test_any_order() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Outbox.engine = storage.prepare(f"sqlite:///{Path(folder) / 'any.sqlite3'}", migrate=True)
        run = hypothesis_settings(max_examples=60, stateful_step_count=30, deadline=None)
        run_state_machine_as_test(Outbox, settings=run)
        Outbox.engine.dispose()
