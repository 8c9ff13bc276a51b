"""Accounts, sessions and the clock of the running application."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import cast

from flask import Flask, current_app

from assistant.settings import Settings
from assistant.site.application import engine, settings
from assistant.storage.staffing.accounts import StaffAccounts, utc_now
from assistant.storage.staffing.sessions import StaffSessions

CLOCK = "assistant.staff.now"


def init_app(app: Flask, _settings: Settings) -> None:
    """Give the application its clock, which a test may replace."""
    app.extensions[CLOCK] = utc_now


def now() -> datetime:
    """Return the present instant, by the application's clock."""
    return cast(Callable[[], datetime], current_app.extensions[CLOCK])()


def accounts() -> StaffAccounts:
    """Return the accounts."""
    return StaffAccounts(engine(), now)


def sessions() -> StaffSessions:
    """Return the sessions."""
    idle = settings().staff_idle_minutes
    return StaffSessions(engine(), timedelta(minutes=idle), now)
