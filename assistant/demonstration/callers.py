"""Who calls the hotline in the demonstration, and what comes of it: made up, and alike at every start."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from assistant.rules.topics import BENEFIT, RATE, REFUND, SKILL
from assistant.storage.hotline.calls import BROKEN_OFF

_IN_TERM: Final = date(2024, 8, 15)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of call: how many of a hundred are such, and how it is filed. ``minutes``: about how long it takes."""

    share: int
    caller: str
    program: str | None
    flow: str | None
    topic: str | None
    outcome: str
    verdict: str | None
    minutes: int
    way: str = "new"


KINDS: Final = (
    Kind(16, "worker", BENEFIT, BENEFIT, "eligibility", "resolved", "eligible", 7),
    Kind(8, "worker", BENEFIT, BENEFIT, "eligibility", "resolved", "ineligible", 8),
    Kind(7, "worker", BENEFIT, BENEFIT, "wrong_reason", "escalated", "undetermined", 11),
    Kind(8, "worker", BENEFIT, None, "duration", "resolved", None, 4),
    Kind(4, "worker", BENEFIT, BENEFIT, "flexible_overlap", "unresolved", "manual_review", 9),
    Kind(12, "worker", SKILL, SKILL, "deadline", "self_help", "eligible", 6),
    Kind(7, "worker", SKILL, SKILL, "eligibility", "resolved", "ineligible", 6, "code"),
    Kind(4, "worker", SKILL, SKILL, "certificate_type", "callback", "undetermined", 8),
    Kind(10, "firm", REFUND, REFUND, "not_received", "objection", "eligible", 10, "firm"),
    Kind(7, "firm", REFUND, REFUND, "layoff_rate", "resolved", "ineligible", 9, "firm"),
    Kind(4, "firm", REFUND, "dispatch_refund", "dispatch_split", "escalated", "manual_review", 13, "firm"),
    Kind(4, "firm", RATE, None, "current_rate", "resolved", None, 3),
    Kind(4, "worker", None, None, "progress", "self_help", None, 3, "phone"),
    Kind(3, "worker", None, None, "out_of_scope", "wrong", None, 2),
    Kind(2, "", None, None, None, BROKEN_OFF, None, 1),
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who goes through the questions of a flow. What is not among the facts is answered with "not sure"."""

    flow: str
    region: str
    facts: Mapping[str, Any] = field(repr=False)
    as_of: date | None = _IN_TERM  # None: today


LAID_OFF: Final = Person(
    BENEFIT,
    "360000",
    {
        "leaving_reason": "dismissed", "stop_event": "none", "seeking_work": True, "months_paid": 36,
        "drew_before": False,
    },
    None,
)  # fmt: skip
_CERTIFICATE: Final = {
    "employment_status": "enterprise_employee", "certificate_kind": "skill_level", "certificate_level": "four",
    "issued_on": date(2024, 3, 1), "insured_months_at_certificate": 60, "claimed_before": False, "training_subsidy": False,
}  # fmt: skip
_FIRM: Final = {
    "organisation_type": "enterprise", "registration_status": "active", "months_paid": 14, "last_year_arrears": False,
    "laid_off_anyone": False, "on_large_list": False, "size_class": "small", "premium_paid_fen": 12_000_000,
    "seriously_dishonest": False, "on_zombie_list": False, "environment_violation": False,
    "paid_for_earlier_years": False, "december_paid_in_january": False, "barred_this_year": False,
}  # fmt: skip

PERSONS: Final = (
    LAID_OFF,
    Person(BENEFIT, "360000", {**LAID_OFF.facts, "leaving_reason": "resigned"}, None),
    Person(BENEFIT, "620000", {**LAID_OFF.facts, "months_paid": 9}, None),
    Person(SKILL, "360000", _CERTIFICATE),
    Person(SKILL, "360000", {**_CERTIFICATE, "issued_on": date(2023, 5, 1)}),
    Person(SKILL, "360000", {**_CERTIFICATE, "insured_months_at_certificate": 5, "insured_months_at_application": 9}),
    Person(SKILL, "220000", _CERTIFICATE),
    Person(REFUND, "360000", _FIRM),
    Person(REFUND, "360000", {**_FIRM, "months_paid": 9}),
    Person(
        REFUND, "360000", {**_FIRM, "laid_off_anyone": True, "new_claimants": 12, "person_months": 1200}
    ),
    Person(REFUND, "150000", _FIRM, date(2025, 8, 1)),
)  # fmt: skip
