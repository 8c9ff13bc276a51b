"""Demonstration accounts: for everyone in development, for nobody in production."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assistant import create_app, storage
from assistant.demonstration import accounts
from assistant.settings import Settings
from assistant.staff import passwords, second_factor
from assistant.storage.staffing.accounts import StaffAccounts
from tests.staffing import engine_of, token_of

ORIGIN = "https://wengang.example.cn"


@pytest.fixture
def prepared(app: Flask, settings: Settings) -> StaffAccounts:
    accounts.prepare(engine_of(app), settings)
    return StaffAccounts(engine_of(app))


def _sign_in(client: FlaskClient, name: str, code: str) -> str:
    form = {"csrf_token": token_of(client), "name": name, "password": accounts.PASSWORD}
    assert client.post("/staff/sign-in", data=form).headers.get("Location") == "/staff/code"
    answer = client.post("/staff/code", data={"csrf_token": token_of(client), "code": code})
    return str(answer.headers.get("Location"))


def test_each_role_has_an_account_that_the_sign_in_page_names_with_a_code_that_works(
    prepared: StaffAccounts, app: Flask
) -> None:
    page = app.test_client().get("/staff/sign-in").text
    assert accounts.PASSWORD in page
    rows = re.findall(r'class="mono">(demo-[a-z]+)</td><td>([^<]+)</td><td class="mono">(\d{6})<', page)
    assert [role for _, role, _ in rows] == ["经办员", "复核员", "热线坐席", "热线班长", "政策编辑", "管理员"]
    for name, _, code in rows:
        assert _sign_in(app.test_client(), name, code) == "/console"


def test_a_code_that_was_used_is_not_shown_again(prepared: StaffAccounts, app: Flask) -> None:
    at = datetime.now(UTC)
    first = accounts.shown(engine_of(app), lambda: at)[0]
    assert first.code
    used = second_factor.matching_step(accounts.TOTP_SECRET, first.code, at)
    held = prepared.named(first.name)
    assert used
    assert held
    assert prepared.take_step(held.id, used)
    second = accounts.shown(engine_of(app), lambda: at)[0].code
    assert second
    assert second != first.code
    assert prepared.take_step(held.id, used + 1)
    assert accounts.shown(engine_of(app), lambda: at)[0].code is None


def test_a_second_start_changes_nothing_and_mends_what_visitors_did(
    prepared: StaffAccounts, app: Flask, settings: Settings
) -> None:
    before = prepared.all()
    accounts.prepare(engine_of(app), settings)
    assert prepared.all() == before
    operator = prepared.named(accounts.OPERATOR_NAME)
    assert operator
    prepared.set_password(operator.id, passwords.hashed("something else entirely"), must_change=True)
    prepared.remove_secret(operator.id)
    prepared.disable(operator, keep="administrator")
    accounts.prepare(engine_of(app), settings)
    code = accounts.shown(engine_of(app))[0].code
    assert code
    assert _sign_in(app.test_client(), accounts.OPERATOR_NAME, code) == "/console"


def test_a_real_account_of_the_same_name_is_left_alone(app: Flask, settings: Settings) -> None:
    held = StaffAccounts(engine_of(app))
    own = held.add({"operator"}, name=accounts.OPERATOR_NAME, display_name="王芳", region=None, password_hash="x")
    accounts.prepare(engine_of(app), settings)
    assert held.get(own.id) == own
    assert accounts.OPERATOR_NAME not in [each.name for each in accounts.shown(engine_of(app))]


def test_production_offers_nothing_and_lets_none_of_them_in(
    prepared: StaffAccounts, app: Flask, settings: Settings
) -> None:
    visitor = app.test_client()
    code = accounts.shown(engine_of(app))[0].code
    assert code
    assert _sign_in(visitor, accounts.OPERATOR_NAME, code) == "/console"
    live = create_app(settings.model_copy(update={"environment": "production", "public_origin": ORIGIN}))
    assert all(account.disabled_at for account in prepared.all())
    # The session that was open is over, too.
    assert visitor.get("/console").status_code == 303
    client = live.test_client()
    said = {"base_url": ORIGIN, "headers": {"Referer": f"{ORIGIN}/staff/sign-in"}}
    page = client.get("/staff/sign-in", **said).text
    assert "demo-" not in page
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    form = {"csrf_token": token[1], "name": accounts.OPERATOR_NAME, "password": accounts.PASSWORD}
    assert client.post("/staff/sign-in", data=form, **said).status_code == 422
    assert client.get("/console/demonstration/firms-this.xlsx", **said).status_code == 404


def test_create_app_alone_makes_no_accounts(settings: Settings) -> None:
    create_app(settings)
    assert StaffAccounts(storage.connect(settings.database_url)).all() == []
