"""A made-up campaign with firms, stored for tests of the firm's page."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Engine

from assistant.campaigns.terms import Terms
from assistant.interview.flows import today
from assistant.storage.campaigns import Campaign, Campaigns
from assistant.storage.firms import Firm, Firms

# 江西 2024, an ordinary firm: 120,000.00 × 60 % = 72,000.00
FACTS: dict[str, Any] = {
    "organisation_type": "enterprise",
    "registration_status": "active",
    "months_paid": 14,
    "last_year_arrears": False,
    "laid_off_anyone": True,
    "new_claimants": 5,
    "person_months": 1200,
    "on_large_list": False,
    "size_class": "small",
    "premium_paid_fen": 12_000_000,
    "has_corporate_account": True,
}
AGENCY: dict[str, Any] = {
    "organisation_type": "dispatch_agency",
    "registration_status": "active",
    "months_paid": 14,
    "last_year_arrears": False,
    "laid_off_anyone": False,
    "barred_this_year": False,
    "has_corporate_account": True,
}
TEST_SECRET = "only-for-tests-" * 3
PHONE = "+8613812341234"
ACCOUNT = "1502008809000012345"
CODES = ("91350100M000100Y43", "91360100MA00000A0B", "91360100MA00000B0C", "91360100MA00000C0D")


@dataclass(frozen=True)
class Sample:
    """A campaign of 江西 2024 that was approved, and its firms."""

    campaign: Campaign
    firms: list[Firm]


def terms(**changes: Any) -> Terms:
    """Ordinary terms; replies are taken for ten more days."""
    given: dict[str, Any] = {
        "signature": "示例市失业保险中心",
        "office": "示例市失业保险经办中心",
        "address": "示例市建设路1号",
        "telephone": "0791-12333",
        "reply_until": today() + timedelta(days=10),
        "send_from": time(8, 30),
    }
    return Terms(**{**given, **changes})


def firm_row(number: int, **changes: Any) -> dict[str, Any]:
    """A firm as importing and screening leave it."""
    row: dict[str, Any] = {
        "row": number + 2,
        "credit_code": CODES[number] if number < len(CODES) else f"91360100MA{number:08d}",
        "name": f"示例企业{number + 1}有限公司",
        "phone": PHONE if number == 0 else f"+86139{number:08d}",
        "account": ACCOUNT,
        "facts": FACTS,
        "verdict": "eligible",
        "track": "automatic",
        "refund_fen": 7_200_000,
        "failed": [],
        "missing_account": 0,
        "missing_size": 0,
    }
    return {**row, **changes}


def make(engine: Engine, *firms: dict[str, Any], state: str = "approved", **changes: Any) -> Sample:
    """Store the campaign, with the firms given or one ordinary firm; ``changes`` go into its terms."""
    store = Campaigns(engine)
    created = store.create(
        title="2024年度失业保险稳岗返还",
        region="360000",
        program="stabilization_refund",
        notice="jiangxi-2024",
        as_of=date(2024, 8, 15),
        settings=terms(**changes).stored(),
        created_by=1,
        created_at=datetime(2024, 8, 15, 1, tzinfo=UTC),
    )
    campaign = store.save(replace(created, state=state))
    rows = firms or (firm_row(0),)
    Firms(engine).add([{"campaign": campaign.id, "payment_export": None, **row} for row in rows])
    return Sample(campaign, Firms(engine).page(campaign.id))
