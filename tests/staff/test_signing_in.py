"""Signing in with two factors: what is asked, what is said, and what a session is worth afterwards."""

from collections.abc import Callable

import pytest
from flask import Flask

from assistant.staff import passwords
from assistant.storage.staffing.trail import Event
from tests import staffing
from tests.staff.conftest import Clock, Visit

Open = Callable[..., Visit]


def test_both_factors_lead_to_where_the_person_wanted_to_go(app: Flask, visit: Open) -> None:
    account = staffing.account(app, "administrator")
    browser = visit()
    sent = browser.get("/staff/trail?event=sign_in")
    assert (sent.status_code, sent.headers["Location"]) == (303, "/staff/sign-in?next=/staff/trail?event%3Dsign_in")
    form = browser.get(sent.headers["Location"])
    assert 'name="next" value="/staff/trail?event=sign_in"' in form.text
    step = browser.password(account.name, next="/staff/trail?event=sign_in")
    assert (step.status_code, step.headers["Location"]) == (303, "/staff/code")
    assert not browser.inside
    assert browser.code().headers["Location"] == "/staff/trail?event=sign_in"
    assert browser.inside


@pytest.mark.parametrize("name", ["Wang.Fang", " wang.fang ", "ｗａｎｇ.fang"])
def test_a_name_may_be_typed_as_keyboards_do(app: Flask, visit: Open, name: str) -> None:
    staffing.account(app, "operator", name="wang.fang")
    assert visit().password(name).headers["Location"] == "/staff/code"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1", ""])
def test_nobody_is_sent_elsewhere(app: Flask, visit: Open, target: str) -> None:
    account = staffing.account(app, "operator")
    browser = visit()
    browser.password(account.name, next=target)
    assert browser.code().headers["Location"] == "/console"


def test_unknown_wrong_locked_and_disabled_look_the_same(app: Flask, visit: Open, clock: Clock) -> None:
    names = {kind: staffing.account(app, "operator", name=kind).name for kind in ("wrong", "locked", "disabled")}
    store = staffing.StaffAccounts(staffing.engine_of(app), clock)
    for _ in range(5):
        store.claim_try(_number(app, "locked"))
    store.disable(_account(app, "disabled"), keep="administrator")
    tried = {kind: staffing.PASSWORD if kind != "wrong" else "something else" for kind in names}
    answers = {kind: visit().password(kind, password) for kind, password in {**tried, "unknown": "x"}.items()}
    pages = {answer.text.replace(f'value="{kind}"', "") for kind, answer in answers.items()}
    assert {answer.status_code for answer in answers.values()} == {422}
    assert len({_without_token(page) for page in pages}) == 1
    assert len({answer.headers["Content-Type"] for answer in answers.values()}) == 1


def _account(app: Flask, name: str) -> staffing.Account:
    found = staffing.StaffAccounts(staffing.engine_of(app)).named(name)
    assert found is not None
    return found


def _number(app: Flask, name: str) -> int:
    return _account(app, name).id


def _without_token(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrf_token" not in line)


def test_an_unknown_name_costs_the_same_hashing(app: Flask, visit: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    staffing.account(app, "operator", name="known")
    verified: list[str] = []
    verify = passwords._HASHER.verify

    class Counting:
        def verify(self, kept: str, password: str) -> bool:
            verified.append(kept)
            return verify(kept, password)

    monkeypatch.setattr(passwords, "_HASHER", Counting())
    visit().password("known", "wrong")
    visit().password("nobody", "wrong")
    visit().password("Not A Name!", "wrong")
    assert len(verified) == 3
    assert len({kept.rsplit("$", 2)[0] for kept in verified}) == 1, "one algorithm, one set of parameters"


def test_what_was_typed_as_a_name_is_in_no_trail(visit: Open, events: Callable[..., list[Event]]) -> None:
    visit().password("my-password-typed-into-the-name", "x")
    failed = events(event="sign_in_failed")
    assert [(event.actor, event.account) for event in failed] == [("?", None)]


def test_a_wrong_password_shows_the_name_again_and_never_the_password(app: Flask, visit: Open) -> None:
    staffing.account(app, "operator", name="wang.fang")
    page = visit().password("wang.fang", "a-wrong-password")
    assert 'value="wang.fang"' in page.text
    assert "a-wrong-password" not in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_a_code_is_good_once(app: Flask, visit: Open, clock: Clock) -> None:
    account = staffing.account(app, "operator")
    visit().sign_in(account)
    second = visit()
    second.password(account.name)
    assert second.code().status_code == 422
    assert not second.inside
    clock.forward(seconds=30)
    assert second.code().status_code == 303
    assert second.inside


def test_a_code_of_a_step_before_the_last_used_one_is_refused(app: Flask, visit: Open, clock: Clock) -> None:
    account = staffing.account(app, "operator")
    clock.forward(seconds=30)
    visit().sign_in(account)
    late = visit()
    late.password(account.name)
    clock.forward(seconds=-30)
    assert late.code().status_code == 422


@pytest.mark.parametrize(("off", "status"), [(-60, 422), (-30, 303), (0, 303), (30, 303), (60, 422)])
def test_a_code_of_a_neighbouring_step_is_taken(app: Flask, visit: Open, clock: Clock, off: int, status: int) -> None:
    account = staffing.account(app, "operator")
    browser = visit()
    browser.password(account.name)
    clock.forward(seconds=off)
    code = staffing.pyotp.TOTP(staffing.SECRET).at(clock())
    clock.forward(seconds=-off)
    assert browser.post("/staff/code", code=f" {code[:3]} {code[3:]} ").status_code == status


def test_the_password_alone_opens_nothing_and_only_for_ten_minutes(app: Flask, visit: Open, clock: Clock) -> None:
    account = staffing.account(app, "administrator")
    browser = visit()
    browser.password(account.name)
    for path in ("/console", "/staff/account", "/staff/accounts", "/staff/trail", "/staff/second-factor"):
        assert browser.get(path).headers["Location"].startswith("/staff/sign-in"), path
    clock.forward(minutes=10)
    assert browser.code().headers["Location"] == "/staff/sign-in"
    assert not browser.inside


def test_the_session_is_another_one_after_each_step(app: Flask, visit: Open) -> None:
    account = staffing.account(app, "operator")
    browser = visit()
    browser.get("/staff/sign-in")
    planted = browser.copy(app)
    browser.password(account.name)
    halfway = browser.copy(app)
    browser.code()
    assert browser.inside
    assert not planted.inside
    assert not halfway.inside
    assert halfway.code().headers["Location"] == "/staff/sign-in", "the step in between is over"


def test_a_planted_form_token_is_worth_nothing_after_signing_in(app: Flask, visit: Open) -> None:
    browser = visit()
    planted = staffing.token_of(browser.client)
    browser.sign_in(staffing.account(app, "operator"))
    assert browser.client.post("/staff/sign-out", data={"csrf_token": planted}).status_code == 400
    assert browser.inside


def test_signing_in_keeps_the_language_and_nothing_else(app: Flask, visit: Open) -> None:
    browser = visit()
    browser.post("/preferences", language="en", region="360000")
    browser.sign_in(staffing.account(app, "operator"))
    with browser.client.session_transaction() as held:
        assert {"language", "staff"} <= set(held) <= {"language", "staff", "csrf_token"}


def test_someone_who_is_signed_in_is_not_asked_again(app: Flask, visit: Open) -> None:
    browser = visit().sign_in(staffing.account(app, "operator"))
    assert browser.get("/staff/sign-in?next=/staff/account").headers["Location"] == "/staff/account"


def test_the_address_is_limited_too(visit: Open) -> None:
    browser = visit()
    token = staffing.token_of(browser.client)
    form = {"csrf_token": token, "name": "nobody", "password": "x"}
    statuses = [browser.client.post("/staff/sign-in", data=form).status_code for _ in range(21)]
    assert statuses == [422] * 20 + [429]


def test_an_older_hash_is_renewed_when_its_password_is_shown(app: Flask, visit: Open) -> None:
    from argon2 import PasswordHasher

    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(staffing.PASSWORD)
    account = staffing.account(app, "operator", password_hash=weak)
    visit().password(account.name, "wrong words entirely")
    assert _account(app, account.name).password_hash == weak
    visit().sign_in(account)
    renewed = _account(app, account.name).password_hash
    assert renewed.startswith("$argon2id$")
    assert not passwords.outdated(renewed)
    visit().password(account.name)


def test_a_secret_sealed_under_another_key_lets_nobody_in(app: Flask, visit: Open) -> None:
    from assistant.staff.second_factor import seal

    account = staffing.account(app, "operator", totp_secret=seal(staffing.SECRET, "another secret key" * 3))
    browser = visit()
    browser.password(account.name)
    assert browser.code().status_code == 422


def test_both_the_trail_and_the_page_say_nothing_of_secrets(
    app: Flask, visit: Open, events: Callable[..., list[Event]]
) -> None:
    account = staffing.account(app, "operator")
    browser = visit().sign_in(account)
    browser.post("/staff/sign-out")
    assert [(event.event, event.actor) for event in events()] == [
        ("sign_in", account.name),
        ("sign_out", account.name),
    ]
    assert all(staffing.PASSWORD not in str(event) and staffing.SECRET not in str(event) for event in events())
