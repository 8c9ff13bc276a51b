"""The hotline desk: calls, what is left to do after them, and tallies of how questions are got on with at every door.

Whatever says something of a caller is sealed in ``content`` and goes at ``expires_at``; the rest of a row stays, for counting.
"""

from sqlalchemy import BigInteger, Column, Date, ForeignKey, Index, Integer, String, Table, Text, text

from assistant.storage.tables.base import instant, key, metadata

calls = Table(
    "calls",
    metadata,
    key(),
    Column("agent", BigInteger, nullable=False),
    Column("region", String(6)),  # the agent's; null: every region
    Column("state", String(8), nullable=False),  # open | kept | ended
    Column("way", String(8), nullable=False),  # new | code | firm | phone | callback: how it was taken
    Column("caller", String(8), nullable=False),  # worker | firm; empty: not said yet
    Column("content", Text),  # sealed: case code, number, notes, what was heard; null once it has gone
    Column("firm", ForeignKey("firms.id")),
    Column("number_hash", String(64), index=True),  # of the number that the caller gave
    Column("number_tail", String(4)),
    Column("flow", String(64)),
    Column("program", String(64)),
    Column("topic", String(32)),
    Column("outcome", String(16)),
    Column("verdict", String(16)),
    Column("seconds", Integer, nullable=False, default=0),  # with the call open, until it was last kept or ended
    Column("demonstration", Integer, nullable=False, default=0),
    Column("version", Integer, nullable=False, default=1),
    instant("began_at", required=True, index=True),
    instant("opened_at", required=True),  # taken, or taken up again
    instant("consent_at"),  # the caller agreed to be sent the case code
    instant("ended_at"),
    instant("expires_at", required=True, index=True),
    Index("ix_calls_agent", "agent", "state"),
    # One agent, one open call: whatever the program does.
    Index(
        "one_open_call",
        "agent",
        unique=True,
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
)

desk_tasks = Table(
    "desk_tasks",
    metadata,
    key(),
    Column("kind", String(16), nullable=False),  # callback | escalation
    Column("call", ForeignKey("calls.id"), nullable=False, index=True),
    Column("region", String(6)),  # whose operators see it; null: every region's
    Column("state", String(8), nullable=False),  # open | done | dropped
    Column("due_on", Date, nullable=False),
    Column("slot", String(16), nullable=False),  # callback: morning | afternoon | any
    Column("topic", String(32)),
    Column("program", String(64)),
    Column("content", Text),  # sealed: number, case code, note, the office's answer
    Column("created_by", BigInteger, nullable=False),
    Column("handled_by", BigInteger),
    Column("result", String(16)),  # see hotline.outcomes
    Column("demonstration", Integer, nullable=False, default=0),
    Column("version", Integer, nullable=False, default=1),
    instant("created_at", required=True),
    instant("handled_at"),
    instant("expires_at", required=True, index=True),
    Index("ix_desk_tasks_work", "kind", "state", "due_on"),
)

# How often, on one day: see interview.counting.KINDS. No row says anything of one interview.
tallies = Table(
    "tallies",
    metadata,
    Column("day", Date, primary_key=True),  # Beijing's
    Column("region", String(6), primary_key=True),
    Column("channel", String(8), primary_key=True),
    Column("flow", String(64), primary_key=True),
    Column("kind", String(12), primary_key=True),
    Column("name", String(64), primary_key=True),  # a fact, a verdict, a condition; empty: none
    Column("number", BigInteger, nullable=False),
)
