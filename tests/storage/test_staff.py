"""Accounts and the trail in both databases: tries, used codes, the last administrator, rows that stay as they are."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from assistant.storage import Engine, connect
from assistant.storage.staffing.accounts import Account, LastOfRole, NameTaken, StaffAccounts
from assistant.storage.staffing.trail import Trail, Wanted

AT = datetime(2024, 8, 15, 1, tzinfo=UTC)


@pytest.fixture
def engine(database_url: str) -> Engine:
    return connect(database_url)


@pytest.fixture
def store(engine: Engine) -> StaffAccounts:
    return StaffAccounts(engine, lambda: AT)


def _add(store: StaffAccounts, name: str, *roles: str, region: str | None = None) -> Account:
    return store.add(roles, name=name, display_name=name, region=region, password_hash="x")


def test_accounts_come_back_with_their_roles(store: StaffAccounts) -> None:
    added = [_add(store, "b", "operator", "reviewer", region="360000"), _add(store, "a"), _add(store, "c", "hotline")]
    assert store.all() == sorted(added, key=lambda account: account.name)
    assert store.all("360000") == [added[0]]
    assert added[0].roles == {"operator", "reviewer"}
    assert (store.named("c"), store.named("d"), store.get(added[1].id)) == (added[2], None, added[1])
    with pytest.raises(NameTaken):
        _add(store, "a")


def test_tries_at_once_are_counted_one_by_one(store: StaffAccounts) -> None:
    account = _add(store, "a")
    with ThreadPoolExecutor(10) as threads:
        numbers = list(threads.map(lambda _: store.claim_try(account.id), range(50)))
    assert sorted(number for number in numbers if number is not None) == [1, 2, 3, 4, 5]


def test_a_right_try_is_given_back_and_unlocks(store: StaffAccounts) -> None:
    account = _add(store, "a")
    for _ in range(5):
        store.claim_try(account.id)
    store.give_back_try(account.id)
    assert store.claim_try(account.id) == 5
    assert store.claim_try(account.id) is None


def test_a_code_is_used_up_by_one_of_many(store: StaffAccounts) -> None:
    account = _add(store, "a")
    with ThreadPoolExecutor(10) as threads:
        assert sum(threads.map(lambda _: store.take_step(account.id, 7), range(20))) == 1
    assert not store.take_step(account.id, 6)
    assert store.take_step(account.id, 8)


def _disable(store: StaffAccounts, account: Account) -> None:
    store.disable(account, keep="administrator")


def _demote(store: StaffAccounts, account: Account) -> None:
    store.settle(account, display_name="x", region=account.region, roles=["operator"], keep="administrator")


def _move(store: StaffAccounts, account: Account) -> None:
    store.settle(account, display_name="x", region="150000", roles=account.roles, keep="administrator")


@pytest.mark.parametrize("change", [_disable, _demote, _move])
def test_the_last_administrator_stays(store: StaffAccounts, change: Callable[[StaffAccounts, Account], None]) -> None:
    first = _add(store, "first", "administrator")
    _add(store, "regional", "administrator", region="360000")
    _add(store, "operator", "operator")
    with pytest.raises(LastOfRole):
        change(store, first)
    assert store.get(first.id) == first, "nothing of it is kept"
    _add(store, "second", "administrator")
    change(store, first)


def test_a_region_s_last_administrator_may_go_while_somebody_sees_all_regions(store: StaffAccounts) -> None:
    only = _add(store, "only", "administrator", region="360000")
    other = _add(store, "other", "administrator", region="620000")
    with pytest.raises(LastOfRole):
        _disable(store, only)
    _add(store, "above", "administrator")
    _disable(store, only)
    _disable(store, other)


def test_a_disabled_administrator_does_not_count(store: StaffAccounts) -> None:
    first, second = _add(store, "first", "administrator"), _add(store, "second", "administrator")
    _disable(store, first)
    with pytest.raises(LastOfRole):
        _disable(store, second)
    store.enable(first.id)
    _disable(store, second)


def test_two_administrators_cannot_disable_each_other_at_once(store: StaffAccounts) -> None:
    def attempt(account: Account) -> bool:
        try:
            _disable(store, account)
        except LastOfRole:
            return False
        return True

    for number in range(5):
        both = [_add(store, f"{side}{number}", "administrator") for side in ("left", "right")]
        with ThreadPoolExecutor(2) as threads:
            assert sorted(threads.map(attempt, both)) == [False, True]
        for account in both:
            _add(store, f"{account.name}-heir", "administrator")
            _disable(store, account)
            heir = store.named(f"{account.name}-heir")
            assert heir is not None
            store.settle(heir, display_name="x", region=None, roles=["operator"], keep="nobody")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_events SET actor = 'somebody else'",
        "UPDATE audit_events SET at = at WHERE id = 1",
        "DELETE FROM audit_events",
        "DELETE FROM audit_events WHERE id = 1",
    ],
)
def test_the_database_refuses_to_change_the_trail(engine: Engine, statement: str) -> None:
    row = {"at": AT, "event": "sign_in", "actor": "a", "result": "done"}
    Trail(engine).add(row)
    with pytest.raises(DatabaseError, match="only ever added"), engine.begin() as connection:
        connection.execute(text(statement))
    assert [event.actor for event in Trail(engine).page(Wanted())] == ["a"]


def test_postgres_refuses_to_empty_the_trail(postgres_url: str) -> None:
    with pytest.raises(DatabaseError, match="only ever added"), connect(postgres_url).begin() as connection:
        connection.execute(text("TRUNCATE audit_events"))
