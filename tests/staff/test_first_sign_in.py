"""The first sign-in: the second factor is set up, the initial password changed, before anything else opens."""

import re
from collections.abc import Callable

from flask import Flask

from assistant.staff.accounts import Wish, add
from assistant.storage.staffing.accounts import StaffAccounts
from assistant.storage.staffing.trail import Event
from tests import staffing
from tests.staff.conftest import Clock, Visit

Open = Callable[..., Visit]

NEW = "another few unlikely words"


def _key(page: str) -> str:
    found = re.search(r'<span class="code">([A-Z2-7 ]+)</span>', page)
    assert found
    return found[1].replace(" ", "")


def _stored(app: Flask, number: int) -> staffing.Account:
    found = StaffAccounts(staffing.engine_of(app)).get(number)
    assert found is not None
    return found


def test_from_the_initial_password_to_the_console(
    app: Flask, visit: Open, clock: Clock, events: Callable[..., list[Event]]
) -> None:
    store = StaffAccounts(staffing.engine_of(app), clock)
    account, initial = add(store, None, "wang.fang", Wish("王芳", frozenset({"operator"}), "360000"))
    browser = visit()
    assert browser.password("wang.fang", initial).headers["Location"] == "/staff/set-up"
    page = browser.get("/staff/set-up")
    assert 'src="data:image/svg+xml' in page.text
    key = _key(page.text)
    assert _key(browser.get("/staff/set-up").text) == key, "looking again shows the same key"
    assert browser.post("/staff/set-up", code="000000").status_code == 422
    assert browser.code(key, "/staff/set-up").headers["Location"] == "/console"

    for path in ("/console", "/staff/account", "/staff/second-factor"):
        assert browser.get(path).headers["Location"] == "/staff/password", path
    assert "初始密码" in browser.get("/staff/password").text
    browser.post("/staff/password", present=initial, new=NEW, again=NEW)
    assert browser.inside

    kept = _stored(app, account.id).totp_secret
    assert kept is not None
    assert key not in kept, "kept encrypted"
    assert [event.event for event in events()] == ["totp_set_up", "sign_in", "password_changed"]
    assert all(key not in str(event) for event in events())


def test_the_code_that_set_it_up_signs_in_no_second_time(app: Flask, visit: Open) -> None:
    account = staffing.account(app, "operator", totp_secret=None)
    browser = visit()
    browser.password(account.name)
    key = _key(browser.get("/staff/set-up").text)
    browser.code(key, "/staff/set-up")
    other = visit()
    other.password(account.name)
    assert other.code(key).status_code == 422


def test_of_two_that_set_up_at_once_the_first_one_stays(app: Flask, visit: Open, clock: Clock) -> None:
    account = staffing.account(app, "operator", totp_secret=None)
    first, second = visit(), visit()
    keys = []
    for browser in (first, second):
        browser.password(account.name)
        keys.append(_key(browser.get("/staff/set-up").text))
    assert keys[0] != keys[1]
    assert first.code(keys[0], "/staff/set-up").headers["Location"] == "/console"
    assert second.code(keys[1], "/staff/set-up").headers["Location"] == "/staff/sign-in"
    assert not second.inside
    clock.forward(seconds=30)
    second.password(account.name)
    assert second.code(keys[0]).status_code == 303


def test_an_account_with_a_second_factor_cannot_set_up_another_by_its_password(app: Flask, visit: Open) -> None:
    account = staffing.account(app, "operator")
    browser = visit()
    browser.password(account.name)
    assert browser.get("/staff/set-up").headers["Location"] == "/staff/sign-in"
    assert browser.code(path="/staff/set-up").headers["Location"] == "/staff/sign-in"


def test_set_up_needs_the_password(visit: Open) -> None:
    assert visit().get("/staff/set-up").headers["Location"] == "/staff/sign-in"
    assert visit().get("/staff/code").headers["Location"] == "/staff/sign-in"
    assert visit().post("/staff/code", code="000000").headers["Location"] == "/staff/sign-in"


def test_a_new_telephone(app: Flask, visit: Open, clock: Clock, events: Callable[..., list[Event]]) -> None:
    account = staffing.account(app, "operator")
    browser = visit().sign_in(account)
    clock.forward(seconds=30)
    elsewhere = visit().sign_in(account)
    key = _key(browser.get("/staff/second-factor").text)
    assert browser.post("/staff/second-factor", code="000000").status_code == 422
    assert browser.code(key, "/staff/second-factor").headers["Location"] == "/staff/account"
    assert browser.inside
    assert not elsewhere.inside
    clock.forward(seconds=60)
    assert visit().password(account.name).status_code == 303
    with_old = visit()
    with_old.password(account.name)
    assert with_old.code().status_code == 422
    assert with_old.code(key).status_code == 303
    assert len(events(event="totp_set_up")) == 1
