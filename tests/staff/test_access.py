"""``@requires`` and ``@freshly_confirmed`` on views of a test's own."""

from collections.abc import Callable

import pytest
from flask import Flask, Response

from assistant.staff import trail
from assistant.staff.access import current, freshly_confirmed, requires
from assistant.staff.person import NotSignedIn
from assistant.staff.roles import Permission
from assistant.storage.staffing.trail import Event
from tests import staffing
from tests.staff.conftest import Clock, Visit

Open = Callable[..., Visit]


@pytest.fixture
def app(app: Flask) -> Flask:
    exported: list[str] = []

    @app.get("/console/page")
    @requires(Permission.unmask, Permission.see_trail)
    def page() -> str:
        return current().display_name

    @app.route("/console/export", methods=["GET", "POST"])
    @requires(Permission.unmask)
    @freshly_confirmed
    def export() -> Response:
        exported.append(current().name)
        return Response("exported")

    app.extensions["exported"] = exported
    return app


def test_any_of_the_permissions_will_do(app: Flask, staff_client: staffing.StaffClient) -> None:
    for role, status in {"operator": 200, "administrator": 200, "hotline": 403, "policy_editor": 403}.items():
        assert staff_client(role).get("/console/page").status_code == status, role


def test_a_role_that_is_not_known_may_nothing(app: Flask, staff_client: staffing.StaffClient) -> None:
    assert staff_client("emperor").get("/console/page").status_code == 403
    assert staff_client().get("/console").status_code == 200


def test_a_refusal_is_a_page_and_a_line_in_the_trail(app: Flask, staff_client: staffing.StaffClient) -> None:
    page = staff_client("hotline", region="360000").get("/console/page")
    assert "没有这项权限" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    (event,) = staffing.read_trail(app, event="access_refused")
    assert (event.subject, event.subject_id, event.result, event.region) == ("route", "page", "refused", "360000")


def test_outside_of_a_session_there_is_nobody(app: Flask) -> None:
    with app.test_request_context(), pytest.raises(NotSignedIn):
        current()
    with app.test_request_context(), pytest.raises(NotSignedIn):
        trail.record("unmasked")


def test_within_ten_minutes_nothing_is_asked_again(app: Flask, visit: Open, clock: Clock) -> None:
    browser = visit().sign_in(staffing.account(app, "operator"))
    clock.forward(minutes=10)
    assert browser.get("/console/export?kind=a").text == "exported"


def test_later_the_code_is_asked_and_leads_back(
    app: Flask, visit: Open, clock: Clock, events: Callable[..., list[Event]]
) -> None:
    browser = visit().sign_in(staffing.account(app, "operator"))
    clock.forward(minutes=10, seconds=1)
    sent = browser.get("/console/export?kind=a").headers["Location"]
    assert sent == "/staff/confirm?next=/console/export?kind%3Da"
    assert 'name="next" value="/console/export?kind=a"' in browser.get(sent).text
    assert browser.post("/staff/confirm", code="000000", next="/console/export?kind=a").status_code == 422
    assert app.extensions["exported"] == []
    back = browser.code(path="/staff/confirm", next="/console/export?kind=a")
    assert (back.status_code, back.headers["Location"]) == (303, "/console/export?kind=a")
    assert browser.get("/console/export?kind=a").text == "exported"
    assert len(events(event="confirmed")) == 1


def test_a_form_that_came_too_late_says_that_it_has_to_be_sent_again(app: Flask, visit: Open, clock: Clock) -> None:
    browser = visit().sign_in(staffing.account(app, "operator"))
    token = staffing.token_of(browser.client)
    clock.forward(minutes=11)
    came_from = {"Referer": "http://localhost/console/page?tab=2"}
    sent = browser.client.post("/console/export", data={"csrf_token": token}, headers=came_from)
    assert sent.headers["Location"] == "/staff/confirm?next=/console/page?tab%3D2"
    assert app.extensions["exported"] == []
    assert "请再提交一次" in browser.get(sent.headers["Location"]).text
    back = browser.code(path="/staff/confirm", next="/console/page?tab=2")
    assert back.headers["Location"] == "/console/page?tab=2"
    assert browser.client.post("/console/export", data={"csrf_token": token}).text == "exported"


@pytest.mark.parametrize("referer", [None, "http://evil.example/console/page", "not an address"])
def test_a_form_from_nowhere_leads_to_the_start(app: Flask, visit: Open, clock: Clock, referer: str | None) -> None:
    browser = visit().sign_in(staffing.account(app, "operator"))
    token = staffing.token_of(browser.client)
    clock.forward(minutes=11)
    headers = {} if referer is None else {"Referer": referer}
    sent = browser.client.post("/console/export", data={"csrf_token": token}, headers=headers)
    assert sent.headers["Location"] == "/staff/confirm?next=/console"


def test_confirming_leads_nowhere_else(app: Flask, visit: Open, clock: Clock) -> None:
    browser = visit().sign_in(staffing.account(app, "operator"))
    clock.forward(minutes=11)
    assert browser.code(path="/staff/confirm", next="//evil.example/").headers["Location"] == "/console"


def test_the_code_that_signed_in_does_not_confirm(app: Flask, visit: Open) -> None:
    browser = visit().sign_in(staffing.account(app, "operator"))
    assert browser.code(path="/staff/confirm").status_code == 422


def test_a_post_without_a_session_is_sent_to_sign_in_and_back_to_its_page(app: Flask) -> None:
    client = app.test_client()
    form, came_from = {"csrf_token": staffing.token_of(client)}, {"Referer": "http://localhost/console/page"}
    sent = client.post("/console/export", data=form, headers=came_from)
    assert sent.headers["Location"] == "/staff/sign-in?next=/console/page"
