"""Language, 长辈版, region and year: chosen by POST, kept for the visit, and never a way off the site."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assistant.site import preferences

Token = Callable[[], str]


@pytest.mark.parametrize(
    ("accepted", "html_language"),
    [
        (None, "zh-Hans-CN"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans-CN"),
        ("en-US,en;q=0.9", "en"),
        ("de,en;q=0.5", "en"),
        ("ug-CN", "zh-Hans-CN"),
    ],
)
def test_the_browser_gives_the_first_guess(client: FlaskClient, accepted: str | None, html_language: str) -> None:
    page = client.get("/privacy", headers={"Accept-Language": accepted} if accepted else {})
    assert f'<html lang="{html_language}">' in page.text


def test_a_chosen_language_beats_the_browser(client: FlaskClient, csrf_token: Token) -> None:
    client.post("/preferences", data={"csrf_token": csrf_token(), "language": "en"})
    page = client.get("/privacy", headers={"Accept-Language": "zh-CN"})
    assert '<html lang="en">' in page.text
    assert "Who can see what I enter?" in page.text


def test_larger_text_is_switched_on_and_off(client: FlaskClient, csrf_token: Token) -> None:
    data = {"csrf_token": csrf_token(), "next": "/privacy"}
    answer = client.post("/preferences", data=data | {"elder": "on"})
    assert (answer.status_code, answer.location) == (303, "/privacy")
    assert '<html lang="zh-Hans-CN" class="elder">' in client.get("/privacy").text
    client.post("/preferences", data=data | {"elder": "off"})
    assert "elder" not in client.get("/privacy").text.split("<head>")[0]


def test_region_and_year_are_remembered_and_forgotten(app: Flask, client: FlaskClient, csrf_token: Token) -> None:
    app.add_url_rule("/chosen", view_func=lambda: f"{preferences.region()} {preferences.year()}")
    token = csrf_token()
    client.post("/preferences", data={"csrf_token": token, "region": "360000", "year": "2024"})
    assert client.get("/chosen").text == "360000 2024"
    client.post("/preferences", data={"csrf_token": token, "region": ""})
    assert client.get("/chosen").text == "None 2024"


@pytest.mark.parametrize(
    "wrong",
    [{"language": "fr"}, {"elder": "maybe"}, {"region": "36"}, {"year": "24"}, {"region": "３６００００"}],
)
def test_nonsense_is_refused(client: FlaskClient, csrf_token: Token, wrong: dict[str, str]) -> None:
    assert client.post("/preferences", data={"csrf_token": csrf_token()} | wrong).status_code == 400


@pytest.mark.parametrize("token", [{}, {"csrf_token": "forged"}])
def test_nothing_changes_without_the_form_token(client: FlaskClient, token: dict[str, str]) -> None:
    answer = client.post("/preferences", data=token | {"language": "en"})
    assert answer.status_code == 400
    assert "这个页面放得太久了" in answer.text
    assert '<html lang="zh-Hans-CN">' in client.get("/privacy").text


def test_another_visitors_form_token_is_refused(app: Flask, csrf_token: Token) -> None:
    other = app.test_client()
    other.get("/privacy")
    assert other.post("/preferences", data={"csrf_token": csrf_token(), "language": "en"}).status_code == 400


@pytest.mark.parametrize("path", ["/privacy", "/privacy?a=1&b=%2F", "/问"])
def test_a_path_on_this_site_may_follow(path: str) -> None:
    assert preferences.safe_next(path) == path


@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        "privacy",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/a\r\nSet-Cookie: x=1",
        " /a",
    ],
)
def test_nobody_is_sent_elsewhere(target: str | None) -> None:
    assert preferences.safe_next(target) == "/"


def test_the_switches_lead_back_to_the_same_page(client: FlaskClient) -> None:
    assert 'name="next" value="/privacy?from=a"' in client.get("/privacy?from=a").text
    assert 'name="next" value="/privacy"' in client.get("/privacy").text
