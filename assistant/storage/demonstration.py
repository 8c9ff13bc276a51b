"""Demonstration accounts and made-up calls in a database that is used for real."""

from datetime import UTC, datetime

from sqlalchemy import Engine, delete, or_, select, update

from assistant.storage.tables import calls, desk_tasks, staff_accounts, staff_sessions


def retire(engine: Engine) -> int:
    """Disable every demonstration account, end its sessions, and return how many could still sign in."""
    now, accounts, sessions = datetime.now(UTC), staff_accounts.c, staff_sessions.c
    ours = select(accounts.id).where(accounts.demonstration == 1)
    with engine.begin() as connection:
        connection.execute(
            update(staff_sessions).where(sessions.account.in_(ours), sessions.ended_at.is_(None)).values(ended_at=now)
        )
        usable = update(staff_accounts).where(accounts.demonstration == 1, accounts.disabled_at.is_(None))
        return connection.execute(usable.values(disabled_at=now)).rowcount


def remove_calls(engine: Engine) -> int:
    """Delete made-up calls with what they left to do, and return how many calls there were."""
    made_up = select(calls.c.id).where(calls.c.demonstration == 1)
    with engine.begin() as connection:
        connection.execute(
            delete(desk_tasks).where(or_(desk_tasks.c.demonstration == 1, desk_tasks.c.call.in_(made_up)))
        )
        return connection.execute(delete(calls).where(calls.c.demonstration == 1)).rowcount
