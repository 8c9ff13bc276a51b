"""No firm sees or answers for another: every page and form of one firm, tried in the visit of another and of nobody."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from assistant.storage import Engine
from assistant.storage.firm_page.replies import Replies
from tests.campaigns.firm_page import sample
from tests.guards.access.notices import ACCESS
from tests.notices.visiting import FirmVisit, main_of

Made = sample.Sample
Link = Callable[..., str]
PAGES = sorted(
    route.removeprefix("GET ") for route, access in ACCESS.items() if (route[:4], access) == ("GET ", "firm")
)
FORMS = sorted(
    route.removeprefix("POST ") for route, access in ACCESS.items() if (route[:5], access) == ("POST ", "firm")
)


@pytest.fixture
def marked(engine: Engine) -> Made:
    """Two firms whose names and accounts are found again wherever they stand."""
    return sample.make(
        engine,
        sample.firm_row(0, name="甲甲甲公司", account="6200000000000001111"),
        sample.firm_row(1, name="乙乙乙公司", account="6200000000000002222"),
    )


def test_there_are_pages_to_try() -> None:
    assert {"/n/found", "/n/receipt", "/n/object"} <= set(PAGES)
    assert {"/n/reply", "/n/object", "/n/object/begin"} <= set(FORMS)


@pytest.mark.parametrize("path", PAGES)
def test_nobody_gets_in_without_a_visit(visit: FirmVisit, made: Made, path: str) -> None:
    page = visit.client.get(path)
    assert page.status_code == 403
    assert made.firms[0].name not in page.text


@pytest.mark.parametrize("path", PAGES)
def test_a_visit_that_is_not_proved_is_led_to_the_proof(visit: FirmVisit, made: Made, link: Link, path: str) -> None:
    visit.open(link(made.firms[0].id))
    answer = visit.client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/n/proof")


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("opened", [False, True])
def test_no_form_is_taken_without_proof(
    visit: FirmVisit, made: Made, link: Link, engine: Engine, path: str, opened: bool
) -> None:
    if opened:
        visit.open(link(made.firms[0].id))
    answer = visit.post(path, account="correct", note="x", version="1")
    assert answer.status_code == (303 if opened else 403)
    assert answer.headers.get("Location", "/n/proof") == "/n/proof"
    assert Replies(engine, sample.TEST_SECRET).page(made.campaign.id) == []
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM interviews").scalar_one() == 0


@pytest.mark.parametrize("path", FORMS)
def test_no_form_is_taken_without_its_token(inside: FirmVisit, made: Made, engine: Engine, path: str) -> None:
    for token in ({}, {"csrf_token": "forged"}):
        assert inside.client.post(path, data={"account": "correct", "note": "x", **token}).status_code == 400
    assert Replies(engine, sample.TEST_SECRET).page(made.campaign.id) == []


def test_one_firms_visit_shows_and_changes_nothing_of_another(
    visitor: Callable[[], FirmVisit], marked: Made, link: Link, engine: Engine
) -> None:
    first, second = visitor(), visitor()
    first.come_in(link(marked.firms[0].id), marked.firms[0])
    second.come_in(link(marked.firms[1].id), marked.firms[1])
    for path in (*PAGES, "/n/proof", "/n/status"):
        page = second.get(path)
        assert "甲甲甲" not in page.text, path
        assert "1111" not in page.text, path
    others = {"firm": str(marked.firms[0].id), "firm_id": str(marked.firms[0].id), "campaign": "1", "id": "1"}
    second.post("/n/reply", account="correct", **others)
    replies = Replies(engine, sample.TEST_SECRET)
    assert replies.of_firm(marked.firms[0].id) is None
    assert replies.of_firm(marked.firms[1].id) is not None
    first.get("/n/receipt")
    assert first.path == "/n/found"


def test_another_firms_objection_in_the_same_browser_stays_behind(
    visit: FirmVisit, marked: Made, link: Link, engine: Engine
) -> None:
    visit.come_in(link(marked.firms[0].id), marked.firms[0])
    visit.get("/n/object")
    visit.send("/n/object/begin")
    visit.come_in(link(marked.firms[1].id), marked.firms[1])
    visit.get("/n/object")
    assert "开始" in main_of(visit.page)
    visit.post("/n/object", note="x", version="1")
    assert Replies(engine, sample.TEST_SECRET).page(marked.campaign.id) == []


def test_fields_that_a_form_does_not_have_change_nothing(inside: FirmVisit, made: Made, engine: Engine) -> None:
    inside.post(
        "/n/reply", account="correct", kind="applied", state="accepted", refund_fen="999", firm=str(made.firms[1].id),
        answer="同意", facts='{"months_paid": 99}', handled_by="1",
    )  # fmt: skip
    (reply,) = Replies(engine, sample.TEST_SECRET).page(made.campaign.id)
    assert (reply.firm, reply.kind, reply.state, reply.refund_fen, reply.answer, reply.facts, reply.handled_by) == (
        made.firms[0].id, "confirmed", "received", None, None, None, None,
    )  # fmt: skip


def test_every_page_forbids_keeping(inside: FirmVisit, app: Flask) -> None:
    inside.post("/n/reply", account="correct")
    for path in (*PAGES, "/n", "/n/abc", "/n/proof", "/n/status", "/n/left", "/outbox"):
        assert inside.client.get(path).headers["Cache-Control"] == "no-store", path
    assert app.test_client().get("/n/found").headers["Cache-Control"] == "no-store"


def test_no_address_of_a_page_names_a_firm(inside: FirmVisit, made: Made) -> None:
    inside.post("/n/reply", account="correct")
    for path in PAGES:
        addresses = re.findall('(?:href|src|action)="([^"]+)"', inside.get(path).text)
        assert addresses
        assert not [a for a in addresses if made.firms[0].credit_code in a or re.search(r"/\d+(/|$)", a)]
