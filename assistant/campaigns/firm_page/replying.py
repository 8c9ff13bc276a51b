"""What a firm may reply: agree and say whose the account is, object with facts of its own, or apply (dispatch agency)."""

import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from assistant.campaigns.firm_page.findings import Findings
from assistant.interview.engine import Interview
from assistant.interview.prefilled import differences, side
from assistant.interview.stored import value_to_json
from assistant.storage.firm_page.replies import (
    ACCOUNT_ANSWERS,
    APPLIED,
    CONFIRMED,
    NO_ACCOUNT,
    NOT_OURS,
    OBJECTED,
    Replies,
    Reply,
    Said,
)

LONGEST_NOTE = 500


class Closed(Exception):
    """No reply is taken any more: its last day is over, or the campaign is."""


class NotForThisFirm(Exception):
    """This kind of reply is none that the firm may give."""


class NothingSaid(Exception):
    """An objection that changes no fact and says nothing."""


def account_answers(found: Findings) -> tuple[str, ...]:
    """Return what a firm may answer on the account; nobody can call one correct that is not there."""
    return ACCOUNT_ANSWERS if found.firm.account else (NOT_OURS, NO_ACCOUNT)


def confirm(replies: Replies, found: Findings, account_answer: str, at: datetime) -> Reply:
    """Store that the firm agrees, once, and return its reply (an earlier one, if it replied before).

    Raises Closed, NotForThisFirm, ValueError for what is no answer on the account.
    """
    if account_answer not in account_answers(found):
        raise ValueError(account_answer)
    if not found.may_confirm:
        raise NotForThisFirm
    return _add(replies, found, Said(CONFIRMED, account_answer), at)


def object_or_apply(
    replies: Replies, found: Findings, own: Interview, theirs: Mapping[str, Any], note: str, at: datetime
) -> Reply:
    """Store the firm's own facts and what they come to, once, and return its reply (an earlier one, if it replied before).

    ``theirs`` are the bureau's facts with which ``own`` began. Raises Closed, NothingSaid.
    """
    changed = {d.fact: value_to_json(own.answers[d.fact]) for d in differences(own, theirs)}
    if not changed and not note:
        raise NothingSaid
    result = side(own)
    said = Said(
        APPLIED if found.invited else OBJECTED,
        facts=changed,
        note=note or None,
        verdict=result.verdict,
        refund_fen=result.fen,
    )
    return _add(replies, found, said, at)


def clean(note: str) -> str:
    """Return a note without control and direction characters, in lines."""
    lines = note.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(c for c in line if unicodedata.category(c)[0] != "C") for line in lines).strip()


def _add(replies: Replies, found: Findings, said: Said, at: datetime) -> Reply:
    earlier = replies.of_firm(found.firm.id)
    if earlier is not None:
        return earlier
    if not found.open_on(at):
        raise Closed
    reply, _ = replies.add(found.campaign.id, found.firm.id, said)
    return reply
