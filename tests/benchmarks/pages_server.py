"""The application for ``pages.py``: with an interview begun, and two views to compare its question page with.

Prints the visit's cookie and the question's address, then serves on the port that is given.
"""

import logging
import sys
from tempfile import TemporaryDirectory
from typing import Any

import waitress
from flask import Flask, render_template, template_rendered

from assistant import create_app
from assistant.cli.serving import server_options
from assistant.settings import Settings
from tests.web.interview.visiting import JIANGXI_FIRM, Visit

LAST_ASKED = "premium_paid_fen"
TEMPLATE = "interview/question.html"


def visit_with_answers(app: Flask) -> tuple[Visit, dict[str, Any]]:
    """A visit that has answered all but the last question, and what that question's page was rendered from."""
    seen: dict[str, Any] = {}

    def note(sender: Flask, template: Any, context: dict[str, Any], **_: Any) -> None:
        if template.name == TEMPLATE:
            seen.clear()
            seen.update(context)

    visit = Visit(app.test_client())
    visit.begin("stabilization_refund")
    with template_rendered.connected_to(note, app):
        while not visit.path.endswith(LAST_ASKED):
            visit.answer(JIANGXI_FIRM[visit.path.removeprefix("/q/")])
        visit.get(visit.path)
    return visit, seen


def main(port: int) -> None:
    """Serve until stopped."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # sixteen connections at once are meant to queue
    with TemporaryDirectory() as folder:
        settings = Settings(secret_key="x" * 40, database_url=f"sqlite:///{folder}/bench.sqlite3", port=port)
        app = create_app(settings)
        visit, context = visit_with_answers(app)
        own = {"request", "session", "g", "config"}  # the page's own, given anew to every rendering
        constants = {name: value for name, value in context.items() if name not in own}
        app.view_functions["bench.constant"] = lambda: render_template(TEMPLATE, **constants)
        app.view_functions["bench.hello"] = lambda: "Hello, world"
        for name in ("constant", "hello"):
            app.url_map.add(app.url_rule_class(f"/bench/{name}", endpoint=f"bench.{name}", methods=["GET"]))
        cookie = visit.client.get_cookie("session")
        assert cookie is not None
        print(f"session={cookie.value}", visit.path, flush=True)
        waitress.serve(app, **server_options(settings))


if __name__ == "__main__":
    main(int(sys.argv[1]))
