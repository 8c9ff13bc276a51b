"""Error pages: in the reader's language, with a way on and the hotline, and without a trace."""

import pytest
from flask import Flask, Response, abort, request
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

from assistant import create_app
from assistant.settings import Settings
from assistant.site.limits import limiter
from assistant.storage.interviews import Conflict

TITLES = {
    400: ("没有看懂这次提交", "We could not understand what was sent"),
    403: ("没有看懂这次提交", "We could not understand what was sent"),
    404: ("没有找到这个页面", "Page not found"),
    405: ("这个页面不能这样打开", "This page cannot be opened this way"),
    409: ("这份填写刚在别处改过", "These answers were just changed elsewhere"),
    413: ("提交的内容太大", "What you sent is too large"),
    429: ("操作太快了", "Too many requests"),
    500: ("系统出了问题", "Something went wrong on our side"),
    503: ("系统出了问题", "Something went wrong on our side"),
}


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    def fail() -> str:
        if request.args["code"] == "500":
            raise RuntimeError("the secret inside")
        if request.args["code"] == "409":
            raise Conflict
        abort(int(request.args["code"]))

    app.add_url_rule("/fail", view_func=fail)
    app.add_url_rule("/api/v1/fail", "api_fail", fail)
    return app.test_client()


@pytest.mark.parametrize("code", TITLES)
def test_each_error_has_a_page_with_a_way_on(client: FlaskClient, code: int) -> None:
    for accepted, title in zip(("zh", "en"), TITLES[code], strict=True):
        page = client.get(f"/fail?code={code}", headers={"Accept-Language": accepted})
        assert page.status_code == code
        assert f"<h1>{title}</h1>" in page.text
        assert 'href="tel:12333"' in page.text
        assert '<a class="btn" href="/">' in page.text
        assert "secret inside" not in page.text
        assert "Traceback" not in page.text


@pytest.mark.parametrize(("code", "word"), [(404, "not_found"), (500, "internal_error"), (429, "too_many_requests")])
def test_programs_get_json(client: FlaskClient, code: int, word: str) -> None:
    answer = client.get(f"/api/v1/fail?code={code}")
    assert answer.status_code == code
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["status"] == code
    assert answer.get_json()["code"] == word
    assert "Set-Cookie" not in answer.headers


def test_what_the_error_says_in_its_headers_is_kept(client: FlaskClient) -> None:
    assert "POST" in client.get("/preferences").headers["Allow"]


def test_what_is_fetched_beside_a_page_begins_no_session(client: FlaskClient) -> None:
    """A browser asks for /favicon.ico by itself: the answer's cookie would take the place of the page's own."""
    assert client.get("/favicon.ico").headers.getlist("Set-Cookie"), "a page that is looked at has forms, and a session"
    client.delete_cookie("session")
    beside = client.get("/favicon.ico", headers={"Sec-Fetch-Dest": "image"})
    assert beside.status_code == 404
    assert not beside.headers.getlist("Set-Cookie")


def test_too_large_a_form_is_refused(client: FlaskClient) -> None:
    answer = client.post("/preferences", data={"next": "/" + "a" * 2_000_000})
    assert answer.status_code == 413
    assert TITLES[413][0] in answer.text


def test_a_broken_frame_still_answers(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_values: object) -> str:
        raise RuntimeError("the frame is broken")

    monkeypatch.setattr("assistant.site.errors.render_template", broken)
    page = client.get("/nowhere")
    assert page.status_code == 404
    assert "没有找到这个页面" in page.text
    assert 'href="tel:12333"' in page.text


def test_a_forged_host_is_refused(settings: Settings) -> None:
    live = settings.model_copy(update={"public_origin": "http://wengang.example.cn"})
    client = create_app(live).test_client()
    assert client.get("/privacy", base_url="http://wengang.example.cn").status_code == 200
    forged = client.get("/privacy", base_url="http://evil.example")
    assert forged.status_code == 400
    assert "evil.example" not in forged.text


def test_a_limit_answers_429(app: Flask) -> None:
    app.add_url_rule("/guess", view_func=limiter.limit("2 per minute")(lambda: "no"))
    client = app.test_client()
    assert [client.get("/guess").status_code for _ in range(3)] == [200, 200, 429]


def test_an_answer_that_a_view_made_itself_is_left_alone(app: Flask) -> None:
    def own() -> str:
        raise HTTPException(response=Response("mine", status=418))

    app.add_url_rule("/own", view_func=own)
    answer = app.test_client().get("/own")
    assert (answer.status_code, answer.text) == (418, "mine")


def test_a_failure_is_logged_without_the_address_that_failed(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    def fail(token: str) -> str:
        raise RuntimeError("broken")

    app.add_url_rule("/secret/<token>", view_func=fail)
    assert app.test_client().get("/secret/Kq3ZvTokenOfAFirm?also=this").status_code == 500
    assert "Exception on /secret/<token> [GET]" in caplog.text
    assert "broken" in caplog.text
    assert "Kq3ZvTokenOfAFirm" not in caplog.text
    assert "also=this" not in caplog.text
