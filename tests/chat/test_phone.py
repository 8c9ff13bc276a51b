"""In development one writes back on the page that shows what was sent; elsewhere there is no such address."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assistant import create_app, storage
from assistant.settings import Settings
from assistant.site import application
from assistant.storage.outbox_page import Outbox
from assistant.texting.sender import TextSender

NUMBER = "+8613800138000"


def _sent(app: Flask) -> list[str]:
    with app.app_context():
        engine, settings, gateway = application.engine(), application.settings(), application.gateway()
    sender = TextSender(engine, settings, gateway, worker="w")
    while sender.send_one():
        pass
    return [shown.body for shown in Outbox(engine).latest(to=NUMBER)]


def test_writing_as_a_telephone_is_answered_on_the_page(
    app: Flask, client: FlaskClient, csrf_token: Callable[[], str]
) -> None:
    assert 'name="text"' in client.get("/outbox").text
    form = {"csrf_token": csrf_token(), "number": NUMBER, "text": "我想问失业保险金"}
    answer = client.post("/outbox/reply", data=form)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/outbox?to=%2B8613800138000")
    (told,) = _sent(app)
    assert "参保" in told
    assert "参保" in client.get(answer.headers["Location"]).text
    client.post("/outbox/reply", data=form | {"text": "退订"})
    client.post("/outbox/reply", data=form)
    assert len(_sent(app)) == 1
    client.post("/outbox/reply", data=form | {"text": "START"})
    assert len(_sent(app)) == 2


def test_what_is_no_number_is_refused(client: FlaskClient, csrf_token: Callable[[], str]) -> None:
    form = {"csrf_token": csrf_token(), "number": "<script>", "text": "1"}
    assert client.post("/outbox/reply", data=form).status_code == 400
    assert client.post("/outbox/reply", data={"number": NUMBER, "text": "1"}).status_code == 400


@pytest.mark.parametrize("changes", [{"sms_gateway": "none"}, {"sms_two_way": False}])
def test_where_texts_go_one_way_there_is_no_such_address(settings: Settings, changes: dict[str, object]) -> None:
    storage.upgrade(settings.database_url)
    app = create_app(Settings(**{**settings.model_dump(), **changes}))
    assert not [rule for rule in app.url_map.iter_rules() if rule.rule == "/outbox/reply"]
    with app.app_context():
        assert not application.sms_chat_available()
    assert 'name="text"' not in app.test_client().get("/outbox").text
