"""Many requests at once, through the real application on SQLite and on PostgreSQL: no limit and no once is outrun."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.settings import Settings
from assistant.storage import Engine
from assistant.storage.firm_page.links import MOST_FAILURES
from assistant.storage.firm_page.one_time_codes import MOST_TRIES
from assistant.storage.firm_page.replies import Replies
from tests.campaigns.firm_page import sample
from tests.notices.visiting import FirmVisit

Made = sample.Sample
Link = Callable[..., str]
CODE = re.compile(r'class="code">([A-Z0-9]{5}-[A-Z0-9]{5})<')


@pytest.fixture
def settings(database_url: str) -> Settings:
    """Settings on each of the two databases."""
    return Settings(secret_key=sample.TEST_SECRET, database_url=database_url)


def at_once(visit: FirmVisit, path: str, fields: Callable[[int], dict[str, str]], times: int) -> list[tuple[int, str]]:
    """Send a form many times at once in one visit; (status, text) of each answer, redirects followed."""
    cookie = visit.client.get_cookie("session")
    token = re.search(r'name="csrf_token" value="([^"]+)"', visit.page.text)
    assert cookie
    assert token

    def send(number: int) -> tuple[int, str]:
        client = visit.client.application.test_client()
        client.set_cookie("session", cookie.value)
        form = {"csrf_token": token[1], **fields(number)}
        answer = client.post(path, data=form, follow_redirects=True)
        return answer.status_code, answer.text

    with ThreadPoolExecutor(10) as threads:
        return list(threads.map(send, range(times)))


def test_fifty_presses_are_one_reply_and_one_receipt(inside: FirmVisit, made: Made, engine: Engine) -> None:
    answers = at_once(inside, "/n/reply", lambda number: {"account": "correct"}, 50)
    codes = {found[1] if (found := CODE.search(text)) else "" for _, text in answers}
    assert len(codes) == 1
    assert "" not in codes
    assert len(Replies(engine, sample.TEST_SECRET).page(made.campaign.id)) == 1


def test_wrong_sixes_kill_the_link(visit: FirmVisit, made: Made, link: Link) -> None:
    visit.open(link(made.firms[0].id))
    answers = at_once(visit, "/n/proof", lambda number: {"last_six": f"{number:06d}"}, 30)
    statuses = [status for status, _ in answers]
    assert set(statuses) <= {422, 403}
    assert statuses.count(422) <= MOST_FAILURES
    assert visit.post("/n/proof", last_six=made.firms[0].credit_code[-6:]).status_code == 403
    assert visit.outbox.latest(1) == []


def test_fifty_codes_are_five_tries(visit: FirmVisit, made: Made, link: Link, engine: Engine) -> None:
    visit.open(link(made.firms[0].id))
    visit.say_six(made.firms[0])
    right = visit.digits(made.firms[0])
    at_once(visit, "/n/proof", lambda number: {"digits": f"{(int(right) + 1 + number) % 10**6:06d}"}, 50)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT tries FROM one_time_codes").scalar_one() <= MOST_TRIES
    assert visit.post("/n/proof", digits=right).status_code in {403, 422}


def test_many_wishes_for_a_code_are_one_message(visit: FirmVisit, made: Made, link: Link) -> None:
    visit.open(link(made.firms[0].id))
    six = made.firms[0].credit_code[-6:]
    at_once(visit, "/n/proof", lambda number: {"last_six": six}, 20)
    assert len(visit.outbox.latest(50)) == 1
    visit.get("/n/proof")
    visit.send("/n/proof", digits=visit.digits(made.firms[0]))
    assert visit.path == "/n/found"


def test_the_right_code_many_times_opens_one_visit(visit: FirmVisit, made: Made, link: Link, engine: Engine) -> None:
    visit.open(link(made.firms[0].id))
    visit.say_six(made.firms[0])
    right = visit.digits(made.firms[0])
    answers = at_once(visit, "/n/proof", lambda number: {"digits": right}, 20)
    assert len([text for status, text in answers if status == 200 and made.firms[0].name in text]) == 1
    with engine.connect() as connection:
        proved = connection.exec_driver_sql("SELECT count(*) FROM firm_sessions WHERE proved = 1").scalar_one()
    assert proved == 1
