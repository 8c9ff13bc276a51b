"""Links, pickup codes and visits, on both databases: kept as hashes, dead at once when replaced, safe in a race."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text

from assistant import storage
from assistant.storage.case_codes import ALPHABET
from assistant.storage.firm_page.links import IDLE, LINK, LONGEST, MOST_FAILURES, PICKUP, FirmPages, Visit
from tests.campaigns.firm_page import sample
from tests.clocks import Clock

KEY = "k" * 32
START = datetime(2024, 9, 2, 1, 2, 3, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def clock() -> Clock:
    return Clock(START)


@pytest.fixture
def engine(database_url: str) -> Engine:
    return storage.connect(database_url)


@pytest.fixture
def firm(engine: Engine) -> int:
    return sample.make(engine).firms[0].id


@pytest.fixture
def pages(engine: Engine, clock: Clock) -> FirmPages:
    return FirmPages(engine, KEY, clock)


def _all(engine: Engine, table: str) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        return [dict(row._mapping) for row in connection.execute(text(f"SELECT * FROM {table}"))]


def _visit(pages: FirmPages, firm: int) -> Visit:
    visit = pages.visit(pages.enter(LINK, pages.issue(firm, LINK, START + DAY)))
    assert visit is not None
    return visit


def test_a_link_is_of_letters_and_digits_and_opens_a_visit(pages: FirmPages, firm: int, engine: Engine) -> None:
    token = pages.issue(firm, LINK, START + DAY)
    assert re.fullmatch("[A-Za-z0-9]{22}", token)
    visit_token = pages.enter(LINK, token)
    visit = pages.visit(visit_token)
    assert visit is not None
    assert (visit.firm, visit.proved, visit.expires_at) == (firm, False, START + LONGEST)
    stored = str(_all(engine, "firm_links") + _all(engine, "firm_sessions"))
    assert token not in stored
    assert str(visit_token) not in stored


def test_a_pickup_code_is_shown_in_two_groups_and_typed_in_any_way(pages: FirmPages, firm: int, engine: Engine) -> None:
    code = pages.issue(firm, PICKUP, START + DAY)
    assert re.fullmatch(f"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", code)
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("-", "")):
        assert pages.enter(PICKUP, typed)
    assert pages.enter(LINK, code.replace("-", "")) is None
    assert code.replace("-", "") not in str(_all(engine, "firm_links"))


@pytest.mark.parametrize("kind", [LINK, PICKUP])
def test_issuing_again_kills_the_older_secret_and_what_it_opened(pages: FirmPages, firm: int, kind: str) -> None:
    older = pages.issue(firm, kind, START + DAY)
    visit = pages.enter(kind, older)
    newer = pages.issue(firm, kind, START + DAY)
    assert pages.enter(kind, older) is None
    assert pages.visit(visit) is None
    assert pages.visit(pages.enter(kind, newer))


def test_of_links_issued_at_once_only_one_lives(pages: FirmPages, firm: int) -> None:
    with ThreadPoolExecutor(8) as threads:
        secrets = list(threads.map(lambda _: pages.issue(firm, LINK, START + DAY), range(24)))
    assert len([secret for secret in secrets if pages.enter(LINK, secret)]) == 1


def test_a_revoked_link_opens_nothing_and_ends_its_visits(pages: FirmPages, firm: int) -> None:
    token = pages.issue(firm, LINK, START + DAY)
    visit = pages.enter(LINK, token)
    pages.revoke(firm)
    assert pages.enter(LINK, token) is None
    assert pages.visit(visit) is None


def test_a_link_expires(pages: FirmPages, firm: int, clock: Clock) -> None:
    token = pages.issue(firm, LINK, START + DAY)
    clock.now = START + DAY
    assert pages.enter(LINK, token) is None


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1], lambda t: t + "a", lambda t: t.swapcase(), lambda t: "", str.lower]
)
def test_a_changed_token_opens_nothing(pages: FirmPages, firm: int, change: Callable[[str], str]) -> None:
    token = pages.issue(firm, LINK, START + DAY)
    assert pages.enter(LINK, change(token)) is None


def test_another_key_opens_nothing(pages: FirmPages, firm: int, engine: Engine) -> None:
    token = pages.issue(firm, LINK, START + DAY)
    assert FirmPages(engine, "x" * 32).enter(LINK, token) is None


def test_only_entering_counts_as_opened(pages: FirmPages, firm: int, engine: Engine) -> None:
    token = pages.issue(firm, LINK, START + DAY)
    assert pages.opened([firm]) == set()
    pages.enter(LINK, token)
    pages.enter(LINK, token)
    pages.issue(firm, LINK, START + DAY)
    assert pages.opened([firm, firm + 1]) == {firm}


def test_a_visit_idles_out(pages: FirmPages, firm: int, clock: Clock) -> None:
    token = pages.enter(LINK, pages.issue(firm, LINK, START + DAY))
    for _ in range(4):
        clock.now += IDLE - timedelta(seconds=1)
        assert pages.visit(token)
    clock.now += IDLE
    assert pages.visit(token) is None


def test_a_visit_ends_after_two_hours_however_busy_and_proving_lengthens_nothing(
    pages: FirmPages, firm: int, clock: Clock
) -> None:
    visit = _visit(pages, firm)
    token = pages.proved(visit)
    while clock.now + timedelta(minutes=15) < START + LONGEST:
        clock.now += timedelta(minutes=15)
        assert pages.visit(token)
    clock.now = START + LONGEST
    assert pages.visit(token) is None


def test_proving_gives_a_new_token_and_ends_the_old_one(pages: FirmPages, firm: int) -> None:
    before = pages.enter(LINK, pages.issue(firm, LINK, START + DAY))
    visit = pages.visit(before)
    assert visit
    after = pages.visit(pages.proved(visit))
    assert after
    assert after.proved
    assert after.firm == firm
    assert pages.visit(before) is None
    assert pages.proved(visit) is None


def test_a_copied_token_is_worthless_after_leaving(pages: FirmPages, firm: int) -> None:
    token = pages.enter(LINK, pages.issue(firm, LINK, START + DAY))
    visit = pages.visit(token)
    assert visit
    pages.leave(visit)
    assert pages.visit(token) is None


@pytest.mark.parametrize("token", [None, "", "nonsense", "' OR 1=1 --"])
def test_nonsense_is_no_visit(pages: FirmPages, token: str | None) -> None:
    assert pages.visit(token) is None


def test_a_link_takes_ten_wrong_proofs_however_many_come_at_once(pages: FirmPages, firm: int) -> None:
    visit = _visit(pages, firm)
    with ThreadPoolExecutor(16) as threads:
        taken = list(threads.map(lambda _: pages.take_try(visit), range(50)))
    assert sum(taken) == MOST_FAILURES
    assert pages.take_try(visit) is False


def test_a_blocked_link_opens_nothing_and_ends_its_visits(pages: FirmPages, firm: int) -> None:
    token = pages.issue(firm, LINK, START + DAY)
    visit_token = pages.enter(LINK, token)
    visit = pages.visit(visit_token)
    assert visit
    for _ in range(MOST_FAILURES):
        assert pages.take_try(visit)
    assert pages.enter(LINK, token) is None
    assert pages.visit(visit_token) is None


def test_a_right_proof_costs_no_try(pages: FirmPages, firm: int) -> None:
    visit = _visit(pages, firm)
    for _ in range(3 * MOST_FAILURES):
        assert pages.take_try(visit)
        pages.give_back(visit)
