"""``assistant staff``: the first account, and help where nobody can sign in."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant import storage
from assistant.cli import main
from assistant.staff import passwords
from assistant.storage.staffing.accounts import StaffAccounts
from assistant.storage.staffing.trail import Trail, Wanted


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path / 'cli.sqlite3'}"
    monkeypatch.setenv("DATABASE_URL", url)
    return url


def _run(*words: str) -> Result:
    return CliRunner().invoke(main, ["staff", *words])


def _first() -> Result:
    return _run("add", "Wang.Fang", "--display-name", "王芳", "--role", "administrator")


def _password(shown: str) -> str:
    found = re.search(r"：([a-z0-9-]{19})$", shown, re.MULTILINE)
    assert found
    return found[1]


def test_the_first_account_is_printed_with_its_password(url: str) -> None:
    shown = _first()
    assert shown.exit_code == 0
    account = StaffAccounts(storage.connect(url)).named("wang.fang")
    assert account is not None
    assert passwords.matches(_password(shown.output), account.password_hash)
    assert (account.roles, account.region, account.must_change_password) == ({"administrator"}, None, 1)
    (event,) = Trail(storage.connect(url)).page(Wanted())
    assert (event.event, event.actor, event.account) == ("account_added", "(command line)", None)
    assert _password(shown.output) not in str(event)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["Wang Fang", "--display-name", "王芳", "--role", "operator"], "wang.fang"),
        (["li.lei", "--display-name", "李雷", "--role", "emperor"], "没有这个角色"),
        (["li.lei", "--display-name", "李雷", "--role", "operator", "--role", "administrator"], "管理员不能同时是"),
        (["li.lei", "--display-name", "李雷", "--role", "operator", "--region", "火星"], "火星"),
        (["wang.fang", "--display-name", "王芳", "--role", "operator"], "已经有人用了"),
        (["li.lei", "--display-name", " ", "--role", "operator"], "姓名"),
    ],
)
def test_a_faulty_account_is_refused(url: str, words: list[str], said: str) -> None:
    _first()
    answer = _run("add", *words)
    assert answer.exit_code != 0
    assert said in answer.output
    assert len(StaffAccounts(storage.connect(url)).all()) == 1


def test_accounts_are_listed(url: str) -> None:
    _first()
    _run("add", "li.lei", "--display-name", "李雷", "--role", "operator", "--role", "reviewer", "--region", "江西")
    lines = _run("list").output.splitlines()
    assert [line.split() for line in lines] == [
        ["li.lei", "active", "operator,reviewer", "360000", "李雷"],
        ["wang.fang", "active", "administrator", "all", "王芳"],
    ]


def test_the_last_administrator_is_not_disabled(url: str) -> None:
    _first()
    assert "最后一位" in _run("disable", "wang.fang").output
    _run("add", "li.lei", "--display-name", "李雷", "--role", "administrator")
    assert _run("disable", "WANG.FANG").exit_code == 0
    assert "disabled" in _run("list").output


def test_locked_and_lost(url: str) -> None:
    store = StaffAccounts(storage.connect(url))
    _first()
    account = store.named("wang.fang")
    assert account is not None
    for _ in range(5):
        store.claim_try(account.id)
    assert "locked" in _run("list").output
    assert _run("unlock", "wang.fang").exit_code == 0
    assert store.claim_try(account.id) == 1
    assert _run("reset-second-factor", "wang.fang").exit_code == 0
    reset = _run("reset-password", "wang.fang")
    account = store.named("wang.fang")
    assert account is not None
    assert passwords.matches(_password(reset.output), account.password_hash)
    done = [event.event for event in Trail(storage.connect(url)).page(Wanted())]
    assert done == ["password_reset", "totp_reset", "unlocked", "account_added"]


def test_a_name_that_nobody_has(url: str) -> None:
    _first()
    answer = _run("unlock", "nobody")
    assert answer.exit_code != 0
    assert "assistant staff list" in answer.output
