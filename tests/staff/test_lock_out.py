"""Five wrong tries lock an account for fifteen minutes, however many are sent at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from assistant import create_app
from assistant.settings import Settings
from assistant.staff import stores
from assistant.storage import connect
from assistant.storage.staffing.accounts import StaffAccounts
from assistant.storage.staffing.trail import Event
from tests import staffing
from tests.staff.conftest import Clock, Visit

Open = Callable[..., Visit]


def _account(app: Flask, number: int) -> staffing.Account:
    found = StaffAccounts(staffing.engine_of(app)).get(number)
    assert found is not None
    return found


def test_five_wrong_passwords_lock_for_a_quarter_of_an_hour(
    app: Flask, visit: Open, clock: Clock, events: Callable[..., list[Event]]
) -> None:
    account = staffing.account(app, "operator")
    for _ in range(5):
        visit().password(account.name, "wrong")
    assert visit().password(account.name).status_code == 422
    assert len(events(event="locked_out")) == 1
    clock.forward(minutes=14, seconds=59)
    assert visit().password(account.name).status_code == 422
    clock.forward(seconds=1)
    visit().sign_in(account)
    assert _account(app, account.id).failed_attempts == 0


def test_after_the_pause_five_more_tries_lock_again(app: Flask, visit: Open, clock: Clock) -> None:
    account = staffing.account(app, "operator")
    for _ in range(5):
        visit().password(account.name, "wrong")
    clock.forward(minutes=15)
    for _ in range(4):
        visit().password(account.name, "wrong")
    assert visit().password(account.name).status_code == 303
    visit().password(account.name, "wrong")
    assert visit().password(account.name).status_code == 422


def test_wrong_codes_count_as_well_and_the_password_does_not_wipe_them_out(
    app: Flask, visit: Open, events: Callable[..., list[Event]]
) -> None:
    account = staffing.account(app, "operator")
    statuses = []
    for _ in range(5):  # somebody has the password, and guesses codes
        browser = visit()
        statuses.append(browser.password(account.name).status_code)
        assert browser.post("/staff/code", code="000000").status_code == 422
    assert statuses == [303] * 5
    assert visit().password(account.name).status_code == 422
    assert [event.after for event in events(event="sign_in_failed")][:5] == [{"tried": "code", "locked": False}] * 5


def test_a_locked_account_takes_no_code_from_a_session_that_began_before(app: Flask, visit: Open) -> None:
    account = staffing.account(app, "operator")
    browser = visit()
    browser.password(account.name)
    for _ in range(5):
        browser.post("/staff/code", code="000000")
    assert browser.code().status_code == 422
    assert not browser.inside


def test_signing_in_forgets_what_was_wrong_before(app: Flask, visit: Open) -> None:
    account = staffing.account(app, "operator")
    for _ in range(4):
        visit().password(account.name, "wrong")
    visit().sign_in(account)
    for _ in range(4):
        visit().password(account.name, "wrong")
    assert visit().password(account.name).status_code == 303


@pytest.mark.parametrize("second_factor", [False, True], ids=["passwords", "codes"])
def test_fifty_tries_at_once_are_five(database_url: str, second_factor: bool) -> None:
    app = create_app(Settings(secret_key=staffing.PASSWORD * 2, database_url=database_url))
    app.extensions[stores.CLOCK] = clock = Clock()
    account = staffing.account(app, "operator")
    browsers = [Visit(app, clock, address=f"10.0.0.{number}") for number in range(50)]
    path, form = "/staff/sign-in", {"name": account.name, "password": "wrong"}
    if second_factor:
        for browser in browsers:
            staffing.sign_in_directly(app, browser.client, account, halfway=True)
        path, form = "/staff/code", {"code": "000000"}
    tokens = [staffing.token_of(browser.client) for browser in browsers]

    def attempt(number: int) -> int:
        return browsers[number].client.post(path, data={"csrf_token": tokens[number], **form}).status_code

    with ThreadPoolExecutor(16) as threads:
        statuses = list(threads.map(attempt, range(50)))
    assert set(statuses) == {422}
    trail = staffing.read_trail(app, event="sign_in_failed")
    assert sorted(event.after["locked"] for event in trail if event.after) == [False] * 5 + [True] * 45
    assert len(staffing.read_trail(app, event="locked_out")) == 1
    connect(database_url).dispose()
