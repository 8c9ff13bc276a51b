"""One-time codes on both databases: once, for ten minutes, for one visit and number, five tries however many at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from assistant import storage
from assistant.storage.firm_page.links import LINK, FirmPages
from assistant.storage.firm_page.one_time_codes import (
    GOOD_FOR,
    MOST_PER_DAY,
    MOST_TRIES,
    PAUSE,
    OneTimeCodes,
    TooMany,
    TooSoon,
)
from tests.campaigns.firm_page import sample
from tests.clocks import Clock

KEY = "k" * 32
START = datetime(2024, 9, 2, 1, 2, 3, tzinfo=UTC)
PHONE, OTHER = "+8613812341234", "+8613912341234"


@pytest.fixture
def clock() -> Clock:
    return Clock(START)


@pytest.fixture
def engine(database_url: str) -> Engine:
    return storage.connect(database_url)


@pytest.fixture
def codes(engine: Engine, clock: Clock) -> OneTimeCodes:
    return OneTimeCodes(engine, KEY, 1000, clock)


@pytest.fixture
def new_visit(engine: Engine, clock: Clock) -> Callable[[], int]:
    pages = FirmPages(engine, KEY, clock)
    firm = sample.make(engine).firms[0].id
    link = pages.issue(firm, LINK, START + timedelta(days=999))

    def begin() -> int:
        visit = pages.visit(pages.enter(LINK, link))
        assert visit
        return visit.id

    return begin


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def test_a_code_is_good_once(codes: OneTimeCodes, new_visit: Callable[[], int]) -> None:
    visit = new_visit()
    drawn = codes.draw(visit, PHONE)
    assert len(drawn.code) == 6
    assert drawn.code.isdigit()
    assert codes.use(visit, PHONE, f" {drawn.code[:3]} {drawn.code[3:]} ")
    assert not codes.use(visit, PHONE, drawn.code)


def test_a_code_typed_in_full_width_is_taken(codes: OneTimeCodes, new_visit: Callable[[], int]) -> None:
    visit = new_visit()
    code = codes.draw(visit, PHONE).code
    assert codes.use(visit, PHONE, code.translate({ord(str(i)): chr(0xFF10 + i) for i in range(10)}))


def test_a_code_is_bound_to_its_visit_and_number(codes: OneTimeCodes, new_visit: Callable[[], int]) -> None:
    mine, other = new_visit(), new_visit()
    code = codes.draw(mine, PHONE).code
    assert not codes.use(other, PHONE, code)
    assert not codes.use(mine, OTHER, code)
    assert codes.use(mine, PHONE, code)


def test_a_code_lives_for_ten_minutes(codes: OneTimeCodes, new_visit: Callable[[], int], clock: Clock) -> None:
    visit = new_visit()
    code = codes.draw(visit, PHONE).code
    clock.now += GOOD_FOR
    assert not codes.use(visit, PHONE, code)


def test_a_new_code_kills_the_old_one_of_every_visit(
    codes: OneTimeCodes, new_visit: Callable[[], int], clock: Clock
) -> None:
    first, second = new_visit(), new_visit()
    old = codes.draw(first, PHONE).code
    clock.now += PAUSE
    new = codes.draw(second, PHONE).code
    assert not codes.use(first, PHONE, old)
    assert codes.use(second, PHONE, new)


def test_five_wrong_tries_kill_a_code(codes: OneTimeCodes, new_visit: Callable[[], int]) -> None:
    visit = new_visit()
    code = codes.draw(visit, PHONE).code
    for _ in range(MOST_TRIES):
        assert not codes.use(visit, PHONE, wrong(code))
    assert not codes.use(visit, PHONE, code)


def test_tries_from_other_visits_count_too(codes: OneTimeCodes, new_visit: Callable[[], int]) -> None:
    visit = new_visit()
    code = codes.draw(visit, PHONE).code
    for _ in range(MOST_TRIES):
        assert not codes.use(new_visit(), PHONE, code)
    assert not codes.use(visit, PHONE, code)


def test_fifty_tries_at_once_are_five(codes: OneTimeCodes, new_visit: Callable[[], int], engine: Engine) -> None:
    visit = new_visit()
    code = codes.draw(visit, PHONE).code
    with ThreadPoolExecutor(16) as threads:
        found = list(threads.map(lambda _: codes.use(visit, PHONE, wrong(code)), range(50)))
    assert not any(found)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT tries FROM one_time_codes")).scalar_one() == MOST_TRIES
    assert not codes.use(visit, PHONE, code)


def test_of_many_right_tries_at_once_one_is_taken(codes: OneTimeCodes, new_visit: Callable[[], int]) -> None:
    visit = new_visit()
    code = codes.draw(visit, PHONE).code
    with ThreadPoolExecutor(16) as threads:
        assert sum(threads.map(lambda _: codes.use(visit, PHONE, code), range(20))) == 1


def test_a_number_gets_one_code_a_minute_and_five_a_day(
    codes: OneTimeCodes, new_visit: Callable[[], int], clock: Clock
) -> None:
    for _ in range(MOST_PER_DAY):
        codes.draw(new_visit(), PHONE)
        with pytest.raises(TooSoon):
            codes.draw(new_visit(), PHONE)
        clock.now += PAUSE
    with pytest.raises(TooMany, match="phone"):
        codes.draw(new_visit(), PHONE)
    codes.draw(new_visit(), OTHER)
    clock.now = START + timedelta(days=1)
    codes.draw(new_visit(), PHONE)


def test_of_many_wishes_at_once_one_code_is_drawn(codes: OneTimeCodes, new_visit: Callable[[], int]) -> None:
    visit = new_visit()

    def draw(_: int) -> bool:
        try:
            return bool(codes.draw(visit, PHONE))
        except TooSoon:
            return False

    with ThreadPoolExecutor(16) as threads:
        assert sum(threads.map(draw, range(30))) == 1


def test_all_numbers_together_have_a_ceiling_even_at_once(
    engine: Engine, new_visit: Callable[[], int], clock: Clock
) -> None:
    codes, visit = OneTimeCodes(engine, KEY, 3, clock), new_visit()

    def draw(number: int) -> str:
        try:
            return codes.draw(visit, f"+861390000{number:04d}").code
        except TooMany as error:
            return str(error)

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(draw, range(12))).count("total") == 12 - 3


def test_a_code_that_was_not_sent_counts_for_nothing(codes: OneTimeCodes, new_visit: Callable[[], int]) -> None:
    visit = new_visit()
    unsent = codes.draw(visit, PHONE)
    assert codes.drawn_for(visit)
    codes.withdraw(unsent)
    assert not codes.drawn_for(visit)
    assert not codes.use(visit, PHONE, unsent.code)
    codes.draw(visit, PHONE)


def test_neither_code_nor_number_is_stored_and_old_rows_go(
    codes: OneTimeCodes, new_visit: Callable[[], int], engine: Engine, clock: Clock
) -> None:
    drawn = codes.draw(new_visit(), PHONE)
    with engine.connect() as connection:
        row = connection.execute(text("SELECT * FROM one_time_codes")).one()._asdict()
    secret = {name: value for name, value in row.items() if name.endswith("_hash")}
    assert all(len(value) == 64 for value in secret.values())
    others = str({name: value for name, value in row.items() if name not in secret})
    assert drawn.code not in others
    assert PHONE.lstrip("+") not in str(row)
    clock.now += timedelta(days=3)
    codes.draw(new_visit(), OTHER)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM one_time_codes")).scalar_one() == 1


@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=12))
def test_whatever_else_is_typed_is_wrong(
    codes: OneTimeCodes, new_visit: Callable[[], int], clock: Clock, typed: str
) -> None:
    clock.now += timedelta(days=1)
    visit = new_visit()
    code = codes.draw(visit, PHONE).code
    if "".join(typed.split()) != code:
        assert not codes.use(visit, PHONE, typed)
    assert codes.use(visit, PHONE, code)
