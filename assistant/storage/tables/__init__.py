"""The tables as they are now; ``migrations/`` says how they came to be so."""

from assistant.storage.tables.base import UtcDateTime, metadata
from assistant.storage.tables.campaigns import (
    campaigns,
    firms,
    imports,
    jobs,
    payment_exports,
    payment_lines,
    public_notice_firms,
    public_notices,
    public_objections,
    reviews,
    settled_accounts,
)
from assistant.storage.tables.conversations import conversations, inbound, single_messages
from assistant.storage.tables.firm_page import firm_links, firm_sessions, one_time_codes, replies
from assistant.storage.tables.hotline import calls, desk_tasks, tallies
from assistant.storage.tables.interviews import interviews
from assistant.storage.tables.messages import attempts, messages, opt_outs, outbox_page, receipts, sending_clocks
from assistant.storage.tables.staff import audit_events, staff_accounts, staff_roles, staff_sessions

__all__ = [
    "UtcDateTime",
    "attempts",
    "audit_events",
    "calls",
    "campaigns",
    "conversations",
    "desk_tasks",
    "firm_links",
    "firm_sessions",
    "firms",
    "imports",
    "inbound",
    "interviews",
    "jobs",
    "messages",
    "metadata",
    "one_time_codes",
    "opt_outs",
    "outbox_page",
    "payment_exports",
    "payment_lines",
    "public_notice_firms",
    "public_notices",
    "public_objections",
    "receipts",
    "replies",
    "reviews",
    "sending_clocks",
    "settled_accounts",
    "single_messages",
    "staff_accounts",
    "staff_roles",
    "staff_sessions",
    "tallies",
]
