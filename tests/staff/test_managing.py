"""Accounts in the administrator's hands: nobody gets further than an administrator of their region may go."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from assistant.storage.staffing.accounts import Account, StaffAccounts
from tests import staffing
from tests.staff.conftest import Clock, Visit

Open = Callable[..., Visit]

JIANGXI, GANSU = "360000", "620000"


def _store(app: Flask) -> StaffAccounts:
    return StaffAccounts(staffing.engine_of(app))


def _stored(app: Flask, number: int) -> Account:
    found = _store(app).get(number)
    assert found is not None
    return found


def _post(client: FlaskClient, path: str, **form: object) -> TestResponse:
    return client.post(path, data={"csrf_token": staffing.token_of(client), **form})


def _wish(**changed: object) -> dict[str, object]:
    return {"display_name": "李雷", "roles": ["operator"], "region": JIANGXI, **changed}


def test_a_new_account_shows_its_password_once_and_works(
    app: Flask, staff_client: staffing.StaffClient, visit: Open
) -> None:
    client = staff_client("administrator", region=JIANGXI)
    added = _post(client, "/staff/accounts/new", name="Li.Lei", **_wish(roles=["operator", "reviewer"]))
    assert added.status_code == 200
    found = re.search(r'<span class="code">([a-z0-9-]{19})</span>', added.text)
    assert found
    account = _store(app).named("li.lei")
    assert account is not None
    assert (account.roles, account.region, account.display_name) == ({"operator", "reviewer"}, JIANGXI, "李雷")
    assert visit().password("li.lei", found[1]).headers["Location"] == "/staff/set-up"
    for path in ("/staff/accounts", f"/staff/accounts/{account.id}", "/staff/trail"):
        page = client.get(path).text
        assert "李雷" in page
        assert found[1] not in page
    (event,) = staffing.read_trail(app, event="account_added")
    assert event.after == {"display_name": "李雷", "roles": ["operator", "reviewer"], "region": JIANGXI}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": "x"}, "name"),
        ({"name": "李雷"}, "name"),
        ({"name": "a b"}, "name"),
        ({"name": "taken"}, "name"),
        ({"display_name": "  "}, "display_name"),
        ({"display_name": "长" * 31}, "display_name"),
        ({"roles": []}, "roles"),
        ({"roles": ["emperor"]}, "roles"),
        ({"roles": ["administrator", "operator"]}, "roles"),
        ({"roles": ["administrator", "reviewer"]}, "roles"),
        ({"roles": ["policy_editor"]}, "roles"),
        ({"region": GANSU}, "region"),
        ({"region": ""}, "region"),
        ({"region": "999999"}, "region"),
        ({"region": "' or 1=1"}, "region"),
    ],
)
def test_a_regional_administrator_cannot_add(
    app: Flask, staff_client: staffing.StaffClient, changed: dict[str, object], field: str
) -> None:
    staffing.account(app, "operator", name="taken")
    client = staff_client("administrator", region=JIANGXI)
    before = len(_store(app).all())
    answer = _post(client, "/staff/accounts/new", **{"name": "li.lei", **_wish(**changed)})
    assert answer.status_code == 422
    assert f'<a href="#{field}">' in answer.text
    assert f'id="{field}"' in answer.text
    assert len(_store(app).all()) == before


def test_what_was_entered_is_shown_again(staff_client: staffing.StaffClient) -> None:
    client = staff_client("administrator")
    page = _post(client, "/staff/accounts/new", name="X", **_wish(roles=["hotline"], region=GANSU)).text
    assert 'value="李雷"' in page
    assert re.search(r'value="hotline" id="[^"]+" checked', page)
    assert '<option value="620000" selected>' in page


def test_who_sees_all_regions_may_give_all_roles_anywhere(app: Flask, staff_client: staffing.StaffClient) -> None:
    client = staff_client("administrator")
    for name, roles, region in [
        ("a1", ["policy_editor"], ""),
        ("a2", ["administrator"], GANSU),
        ("a3", ["hotline"], ""),
    ]:
        assert _post(client, "/staff/accounts/new", name=name, **_wish(roles=roles, region=region)).status_code == 200
        account = _store(app).named(name)
        assert account is not None
        assert (account.roles, account.region) == (set(roles), region or None)


def test_fields_of_one_s_own_making_are_not_saved(app: Flask, staff_client: staffing.StaffClient) -> None:
    client = staff_client("administrator", region=JIANGXI)
    extra = {"id": 1, "password_hash": "x", "password": "x", "must_change_password": 0, "demonstration": 1, "role": "x"}
    extra |= {"totp_secret": "x", "permissions": "unmask", "disabled_at": "2024-01-01"}
    _post(client, "/staff/accounts/new", name="li.lei", **_wish(), **extra)
    account = _store(app).named("li.lei")
    assert account is not None
    assert account.password_hash.startswith("$argon2id$")
    assert (account.must_change_password, account.demonstration, account.totp_secret) == (1, 0, None)
    assert account.disabled_at is None


def _acts(account: Account) -> dict[str, dict[str, object]]:
    base = f"/staff/accounts/{account.id}"
    acts: dict[str, dict[str, object]] = {
        f"{base}/{act}": {} for act in ("disable", "enable", "unlock", "reset-second-factor", "reset-password")
    }
    return {base: _wish(roles=["operator", "reviewer"], region=account.region or ""), **acts}


def test_another_region_s_account_is_not_found(app: Flask, staff_client: staffing.StaffClient) -> None:
    client = staff_client("administrator", region=JIANGXI)
    for region in (GANSU, None):
        account = staffing.account(app, "operator", region=region)
        assert client.get(f"/staff/accounts/{account.id}").status_code == 404
        assert account.name not in client.get("/staff/accounts").text
        for path, form in _acts(account).items():
            assert _post(client, path, **form).status_code == 404, path
        assert _stored(app, account.id) == account


def test_nobody_changes_their_own_account_here(app: Flask, staff_client: staffing.StaffClient) -> None:
    client = staff_client("administrator")
    own = _stored(app, client.environ_base["test.account"])
    page = client.get(f"/staff/accounts/{own.id}")
    assert "自己的账号要请另一位管理员来改" in page.text
    assert f'action="/staff/accounts/{own.id}' not in page.text
    for path, form in _acts(own).items():
        assert _post(client, path, **form).status_code in {403, 422}, path
    assert _stored(app, own.id) == own


def test_roles_change_and_say_so(app: Flask, staff_client: staffing.StaffClient) -> None:
    client = staff_client("administrator", region=JIANGXI)
    account = staffing.account(app, "operator", region=JIANGXI)
    answer = _post(client, f"/staff/accounts/{account.id}", **_wish(roles=["reviewer"]))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/staff/accounts")
    assert _stored(app, account.id).roles == {"reviewer"}
    (event,) = staffing.read_trail(app, event="roles_changed")
    assert (event.before, event.after) == (
        {"display_name": "王芳", "roles": ["operator"], "region": JIANGXI},
        {"display_name": "李雷", "roles": ["reviewer"], "region": JIANGXI},
    )
    assert "经办员 → 复核员" in client.get("/staff/trail").text


def test_a_role_that_the_administrator_may_not_give_is_neither_given_nor_taken(
    app: Flask, staff_client: staffing.StaffClient
) -> None:
    client = staff_client("administrator", region=JIANGXI)
    account = staffing.account(app, "operator", "policy_editor", region=JIANGXI)
    page = client.get(f"/staff/accounts/{account.id}").text
    assert '<input type="hidden" name="roles" value="policy_editor">' in page
    path = f"/staff/accounts/{account.id}"
    assert _post(client, path, **_wish(roles=["operator"])).status_code == 422
    assert _post(client, path, **_wish(roles=["reviewer", "policy_editor"])).status_code == 303
    assert _stored(app, account.id).roles == {"reviewer", "policy_editor"}


def test_disabling_and_enabling(app: Flask, staff_client: staffing.StaffClient, visit: Open) -> None:
    client = staff_client("administrator")
    account = staffing.account(app, "operator")
    _post(client, f"/staff/accounts/{account.id}/disable")
    assert "已停用" in client.get("/staff/accounts").text
    assert visit().password(account.name).status_code == 422
    _post(client, f"/staff/accounts/{account.id}/enable")
    assert visit().password(account.name).status_code == 303
    assert [event.event for event in staffing.read_trail(app)][:1] == ["account_disabled"]
    assert len(staffing.read_trail(app, event="account_enabled", subject_id=str(account.id))) == 1


def test_unlocking(app: Flask, staff_client: staffing.StaffClient, visit: Open) -> None:
    client = staff_client("administrator")
    account = staffing.account(app, "operator")
    for _ in range(5):
        visit().password(account.name, "wrong")
    assert "1 项等您处理" in client.get("/console").text
    assert "已锁定" in client.get(f"/staff/accounts/{account.id}").text
    _post(client, f"/staff/accounts/{account.id}/unlock")
    assert visit().password(account.name).status_code == 303


def test_resetting_password_and_second_factor(app: Flask, staff_client: staffing.StaffClient, visit: Open) -> None:
    client = staff_client("administrator")
    account = staffing.account(app, "operator")
    signed_in = visit().sign_in(account)
    shown = _post(client, f"/staff/accounts/{account.id}/reset-password")
    found = re.search(r'<span class="code">([a-z0-9-]{19})</span>', shown.text)
    assert found
    assert not signed_in.inside
    assert visit().password(account.name).status_code == 422
    assert visit().password(account.name, found[1]).headers["Location"] == "/staff/code"
    _post(client, f"/staff/accounts/{account.id}/reset-second-factor")
    assert visit().password(account.name, found[1]).headers["Location"] == "/staff/set-up"
    assert _stored(app, account.id).must_change_password == 1


def test_a_stale_visit_is_asked_for_its_second_factor_first(
    app: Flask, staff_client: staffing.StaffClient, clock: Clock
) -> None:
    client = staff_client("administrator")
    account = staffing.account(app, "operator")
    token = staffing.token_of(client)
    clock.forward(minutes=11)
    for path, form in _acts(account).items():
        answer = client.post(path, data={"csrf_token": token, **form})
        assert answer.headers["Location"].startswith("/staff/confirm"), path
    assert client.get("/staff/accounts/new").headers["Location"] == "/staff/confirm?next=/staff/accounts/new"
    assert _stored(app, account.id) == account


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", "{{7*7}}", "'||1--", "\u202egnp.exe"])
def test_names_are_shown_as_they_are(app: Flask, staff_client: staffing.StaffClient, evil: str) -> None:
    client = staff_client("administrator")
    assert _post(client, "/staff/accounts/new", name="evil", **_wish(display_name=evil)).status_code == 200
    for path in ("/staff/accounts", "/staff/trail"):
        page = client.get(path).text
        assert "<script>alert" not in page
        assert "\u202e" not in page
        assert ">49<" not in page


def test_a_name_with_nul_is_no_error(staff_client: staffing.StaffClient) -> None:
    client = staff_client("administrator")
    assert _post(client, "/staff/accounts/new", name="e\0vil", **_wish()).status_code == 422
    assert _post(client, "/staff/accounts/new", name="evil", **_wish(display_name="李\0雷")).status_code == 200


@pytest.mark.parametrize("path", ["/staff/accounts/999999", "/staff/accounts/99999999999999999999999999"])
def test_an_account_that_there_is_not(staff_client: staffing.StaffClient, path: str) -> None:
    assert staff_client("administrator").get(path).status_code == 404
