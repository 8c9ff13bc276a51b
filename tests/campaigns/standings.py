"""Firms in every combination of what payment depends on, and a second opinion on who may be paid."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

from sqlalchemy import insert

from assistant.storage import Engine
from assistant.storage.tables import (
    firms,
    public_notice_firms,
    public_notices,
    public_objections,
    replies,
    reviews,
    settled_accounts,
)

TODAY = date(2024, 9, 12)
AT = datetime(2024, 9, 12, 4, tzinfo=UTC)
SCREENED_FEN, DECIDED_FEN, OTHER_FEN = 600_000, 720_000, 500_000
ACCOUNT, FOUND_ACCOUNT = "6222020000000000001", "6222020000000000002"

TRACKS = ("automatic", "invitation", "review", "none")
REVIEWS = (None, "open", "decided pay", "signed pay", "signed refuse")
REPLIES = (
    None,
    "confirmed",
    "confirmed not_ours",
    "objected received",
    "objected refused",
    "applied received",
    "applied accepted",
)
ACCOUNTS = ("on file", "missing", "found", "found and confirmed")
PUBLICATIONS = (None, "over", "running", "over, other amount", "withdrawn")
OBJECTIONS = (None, "undecided", "dismissed")


@dataclass(frozen=True)
class Case:
    """One combination."""

    track: str
    review: str | None
    reply: str | None
    account: str
    publication: str | None
    objection: str | None

    @property
    def amount(self) -> int | None:
        """The decided amount, told without the tables."""
        if self.review is not None:
            return DECIDED_FEN if self.review == "signed pay" else None
        return SCREENED_FEN if self.track == "automatic" else None

    def payable(self, *, wants_reply: bool) -> bool:
        """Whether all that payment asks for is there, by the words of the rules and not by those of the queries."""
        answered = self.reply is not None and not self.reply.endswith("received")
        denied = self.reply is not None and self.reply.endswith("not_ours")
        heard = self.reply is None or answered
        account_known = self.account == "found and confirmed" or (self.account != "missing" and not denied)
        shown_long_enough = self.publication == "over"
        return (
            self.amount is not None
            and heard
            and (answered or not wants_reply)
            and account_known
            and shown_long_enough
            and self.objection != "undecided"
        )


def every_case() -> Iterator[Case]:
    """Every combination that can be: an objection needs a 公示 to object to."""
    for values in product(TRACKS, REVIEWS, REPLIES, ACCOUNTS, PUBLICATIONS, OBJECTIONS):
        case = Case(*values)
        if case.objection is None or case.publication is not None:
            yield case


def store(engine: Engine, campaign: int, cases: list[Case], first: int = 1) -> dict[int, Case]:
    """Put the cases into the tables as firms of a campaign; return them by the firm's key."""
    placed = dict(enumerate(cases, start=first))
    with engine.begin() as connection:
        notices = {
            name: connection.execute(insert(public_notices).values(row).returning(public_notices.c.id)).scalar_one()
            for name, row in _notices(campaign).items()
            if name in {case.publication for case in cases}
        }
        connection.execute(insert(firms), [_firm(campaign, key, case) for key, case in placed.items()])
        _many(connection, reviews, [_review(campaign, k, c) for k, c in placed.items() if c.review])
        _many(connection, replies, [_reply(campaign, k, c) for k, c in placed.items() if c.reply])
        _many(connection, settled_accounts, [_found(k, c) for k, c in placed.items() if c.account.startswith("found")])
        _many(connection, public_notice_firms, [_shown(k, c, notices) for k, c in placed.items() if c.publication])
        _many(connection, public_objections, [_objection(k, c, notices) for k, c in placed.items() if c.objection])
    return placed


def _many(connection: Any, table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _notices(campaign: int) -> dict[str, dict[str, Any]]:
    base = {"campaign": campaign, "content": {}, "created_by": 1, "created_at": AT, "first_day": date(2024, 9, 2)}
    return {
        "over": {**base, "number": 1, "last_day": date(2024, 9, 11)},  # yesterday
        "running": {**base, "number": 2, "last_day": TODAY},  # its last day still counts
        "over, other amount": {**base, "number": 3, "last_day": date(2024, 9, 11)},
        "withdrawn": {**base, "number": 4, "last_day": date(2024, 9, 11), "withdrawn_at": AT},
    }


def _firm(campaign: int, key: int, case: Case) -> dict[str, Any]:
    return {
        "id": key, "campaign": campaign, "row": key + 1, "credit_code": f"91360100{key:010d}", "name": f"第{key}公司",
        "phone": None, "account": None if case.account == "missing" else ACCOUNT, "facts": {}, "verdict": "eligible",
        "track": case.track, "refund_fen": SCREENED_FEN, "failed": [], "missing_account": 0, "missing_size": 0,
    }  # fmt: skip


def _review(campaign: int, key: int, case: Case) -> dict[str, Any]:
    state, _, decision = (case.review or "").partition(" ")
    return {
        "firm": key, "campaign": campaign, "reasons": ["months_paid"], "state": state, "decision": decision or None,
        "refund_fen": DECIDED_FEN if decision == "pay" else None, "version": 1,
    }  # fmt: skip


def _reply(campaign: int, key: int, case: Case) -> dict[str, Any]:
    kind, _, rest = (case.reply or "").partition(" ")
    confirmed = kind == "confirmed"
    return {
        "firm": key, "campaign": campaign, "kind": kind, "account_answer": rest or "correct" if confirmed else None,
        "receipt_hash": f"{key:064d}", "state": "received" if confirmed else rest, "created_at": AT, "version": 1,
    }  # fmt: skip


def _found(key: int, case: Case) -> dict[str, Any]:
    confirmed = case.account == "found and confirmed"
    return {
        "firm": key, "account": FOUND_ACCOUNT, "kind": "corporate", "note": "银行回函", "recorded_by": 1,
        "recorded_at": AT, "confirmed_by": 2 if confirmed else None, "confirmed_at": AT if confirmed else None,
        "version": 1,
    }  # fmt: skip


def _shown(key: int, case: Case, notices: dict[str, int]) -> dict[str, Any]:
    assert case.publication
    other = case.publication == "over, other amount"
    shown = OTHER_FEN if other or case.amount is None else case.amount
    live = None if case.publication == "withdrawn" else 1
    notice = notices[case.publication]
    return {"public_notice": notice, "firm": key, "refund_fen": shown, "percent": "", "layoff_rate": "", "live": live}


def _objection(key: int, case: Case, notices: dict[str, int]) -> dict[str, Any]:
    assert case.publication
    return {
        "public_notice": notices[case.publication], "firm": key, "raised_by": "李某", "channel": "letter",
        "content": "情况不实", "received_on": date(2024, 9, 10), "recorded_by": 1, "recorded_at": AT,
        "decision": None if case.objection == "undecided" else case.objection,
    }  # fmt: skip
