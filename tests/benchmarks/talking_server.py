"""The application for ``talking.py``: visits that hold the same interview, half of them to be answered on pages, half by chat.

Prints one line of JSON ({"page": [[cookie, token, address], …], "chat": […]}), then serves on the port that is given.
"""

import json
import logging
import re
import sys
from tempfile import TemporaryDirectory

import waitress
from flask import Flask

from assistant import create_app
from assistant.cli.serving import server_options
from assistant.settings import Settings
from assistant.site.limits import limiter
from tests.web.interview.visiting import JIANGXI_FIRM, Visit

LAST_ASKED = "premium_paid_fen"
VISITS = 8


def begun(app: Flask, *, talks: bool) -> list[str]:
    """Cookie, form token and address of a visit that has answered all but the last question."""
    visit = Visit(app.test_client())
    visit.begin("stabilization_refund")
    while not visit.path.endswith(LAST_ASKED):
        visit.answer(JIANGXI_FIRM[visit.path.removeprefix("/q/")])
    page = visit.client.get("/chat" if talks else visit.path)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert token is not None
    if talks:
        visit.client.post("/chat", data={"csrf_token": token[1], "text": "你好"})
    cookie = visit.client.get_cookie("session")
    assert cookie is not None
    return [f"session={cookie.value}", token[1], "/chat" if talks else visit.path]


def main(port: int) -> None:
    """Serve until stopped."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    with TemporaryDirectory() as folder:
        settings = Settings(secret_key="x" * 40, database_url=f"sqlite:///{folder}/bench.sqlite3", port=port)
        app = create_app(settings)
        limiter.enabled = False  # all visits come from one address here
        found = {name: [begun(app, talks=name == "chat") for _ in range(VISITS)] for name in ("page", "chat")}
        print(json.dumps(found), flush=True)
        waitress.serve(app, **server_options(settings))


if __name__ == "__main__":
    main(int(sys.argv[1]))
