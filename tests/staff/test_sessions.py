"""A session ends on the server: by time, by signing out, and by whatever changes the account."""

from collections.abc import Callable

import pytest
from flask import Flask

from assistant.staff.accounts import Wish, settle
from assistant.storage.staffing.accounts import Account, StaffAccounts
from tests import staffing
from tests.staff.conftest import Clock, Visit

Open = Callable[..., Visit]

NEW = "another few unlikely words"


def test_a_copied_cookie_is_worth_nothing_after_signing_out(app: Flask, visit: Open) -> None:
    browser = visit().sign_in(staffing.account(app, "operator"))
    copied = browser.copy(app)
    assert copied.inside
    assert browser.post("/staff/sign-out").headers["Location"] == "/staff/sign-in"
    assert not copied.inside
    assert not browser.inside


def test_pages_are_not_kept_for_the_back_button(app: Flask, visit: Open) -> None:
    browser = visit().sign_in(staffing.account(app, "administrator"))
    for path in ("/console", "/staff/account", "/staff/accounts", "/staff/trail", "/staff/password"):
        assert browser.get(path).headers["Cache-Control"] == "no-store", path


def test_idle_sessions_end(app: Flask, visit: Open, clock: Clock) -> None:
    browser = visit().sign_in(staffing.account(app, "operator"))
    for _ in range(3):
        clock.forward(minutes=28)
        assert browser.inside, "each request begins the idle time anew"
    clock.forward(minutes=30)
    assert not browser.inside


def test_a_session_ends_after_its_hours_however_busy(app: Flask, visit: Open, clock: Clock) -> None:
    browser = visit().sign_in(staffing.account(app, "operator"))
    for _ in range(39):
        clock.forward(minutes=15)
        assert browser.inside
    clock.forward(minutes=15)
    assert not browser.inside


def _disable(store: StaffAccounts, account: Account) -> None:
    store.disable(account, keep="administrator")


def _new_password(store: StaffAccounts, account: Account) -> None:
    store.set_password(account.id, account.password_hash, must_change=False)


def _other_role(store: StaffAccounts, account: Account) -> None:
    settle(store, None, account, Wish(account.display_name, frozenset({"reviewer"}), account.region))


def _new_factor(store: StaffAccounts, account: Account) -> None:
    store.remove_secret(account.id)


@pytest.mark.parametrize("change", [_disable, _new_password, _other_role, _new_factor])
@pytest.mark.parametrize("halfway", [False, True], ids=["signed-in", "halfway"])
def test_a_changed_account_ends_its_sessions(
    app: Flask, visit: Open, clock: Clock, change: Callable[[StaffAccounts, Account], None], halfway: bool
) -> None:
    account = staffing.account(app, "operator")
    browser = visit()
    if halfway:
        browser.password(account.name)
    else:
        browser.sign_in(account)
    change(StaffAccounts(staffing.engine_of(app), clock), account)
    clock.forward(minutes=1)
    assert not browser.inside
    assert browser.code().headers["Location"] == "/staff/sign-in"


def test_a_changed_password_ends_the_others_and_this_visit_goes_on_under_a_new_token(app: Flask, visit: Open) -> None:
    account = staffing.account(app, "operator")
    browser = visit().sign_in(account)
    before = browser.copy(app)
    answer = browser.post("/staff/password", present=staffing.PASSWORD, new=NEW, again=NEW)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/console")
    assert browser.inside
    assert not before.inside
    assert visit().password(account.name).status_code == 422
    assert visit().password(account.name, NEW).status_code == 303


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"present": "wrong words entirely", "new": NEW, "again": NEW}, "present"),
        ({"present": staffing.PASSWORD, "new": staffing.PASSWORD, "again": staffing.PASSWORD}, "new"),
        ({"present": staffing.PASSWORD, "new": "too short", "again": "too short"}, "new"),
        ({"present": staffing.PASSWORD, "new": NEW, "again": NEW + "!"}, "again"),
        ({"new": NEW, "again": NEW}, "present"),
    ],
)
def test_a_password_is_not_changed_by_a_faulty_form(app: Flask, visit: Open, form: dict[str, str], field: str) -> None:
    account = staffing.account(app, "operator")
    browser = visit().sign_in(account)
    answer = browser.post("/staff/password", **form)
    assert answer.status_code == 422
    assert f'<a href="#{field}">' in answer.text
    assert NEW not in answer.text
    assert visit().password(account.name).status_code == 303


def test_guessing_the_present_password_in_a_stolen_visit_locks(app: Flask, visit: Open) -> None:
    browser = visit().sign_in(staffing.account(app, "operator"))
    for _ in range(5):
        browser.post("/staff/password", present="wrong words entirely", new=NEW, again=NEW)
    assert browser.post("/staff/password", present=staffing.PASSWORD, new=NEW, again=NEW).status_code == 422


def test_sessions_whose_time_is_over_are_deleted(app: Flask, visit: Open, clock: Clock) -> None:
    from sqlalchemy import func, select

    from assistant.storage.tables import staff_sessions

    account = staffing.account(app, "operator")
    visit().sign_in(account)
    clock.forward(hours=11)
    visit().sign_in(account)
    with staffing.engine_of(app).connect() as connection:
        left = connection.execute(select(func.count()).select_from(staff_sessions)).scalar_one()
    assert left == 2, "the step in between, and the session itself"


def test_the_token_itself_is_not_in_the_database(app: Flask, visit: Open) -> None:
    from sqlalchemy import select

    from assistant.storage.tables import staff_sessions

    browser = visit().sign_in(staffing.account(app, "operator"))
    with browser.client.session_transaction() as held:
        token = held["staff"]
    with staffing.engine_of(app).connect() as connection:
        rows = [str(row) for row in connection.execute(select(staff_sessions))]
    assert rows
    assert all(token not in row for row in rows)
