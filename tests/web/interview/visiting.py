"""A visitor without scripts: reads forms out of pages and sends them back."""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

Rows = list[dict[str, str]]

# 江西 2024, an ordinary firm: 120,000.00 × 60 % = 72,000.00
JIANGXI_FIRM = {
    "organisation_type": "enterprise",
    "registration_status": "active",
    "months_paid": "14",
    "last_year_arrears": "no",
    "laid_off_anyone": "no",
    "on_large_list": "no",
    "premium_paid_fen": "12万",
    "has_corporate_account": "yes",
}


def main_of(page: TestResponse) -> str:
    """The text within <main>, tags left out."""
    found = re.search("<main.*?</main>", page.text, re.DOTALL)
    assert found
    return " ".join(unescape(re.sub("<[^>]+>", " ", found[0])).split())


def title_of(page: TestResponse) -> str:
    """The page's title."""
    found = re.search("<title>(.*?)</title>", page.text)
    assert found
    return unescape(found[1])


def hidden(page: TestResponse, form: int = 0) -> dict[str, str]:
    """The hidden fields of a form within <main>."""
    within = page.text.split("<main")[1].split("</main>")[0].split("<form")[form + 1]
    return {k: unescape(v) for k, v in re.findall('<input type="hidden" name="([^"]+)" value="([^"]*)">', within)}


@dataclass
class Visit:
    """One browser's visit."""

    client: FlaskClient
    page: TestResponse = field(init=False)

    def get(self, path: str) -> TestResponse:
        """Open a page, redirects followed."""
        self.page = self.client.get(path, follow_redirects=True)
        return self.page

    def send(self, path: str, form: int = 0, **fields: Any) -> TestResponse:
        """Send a form of the present page, its hidden fields included; redirects are followed."""
        data = {**hidden(self.page, form), **fields}
        self.page = self.client.post(path, data=data, follow_redirects=True)
        return self.page

    @property
    def path(self) -> str:
        """Where the visit stands."""
        return self.page.request.path

    def begin(self, flow: str, region: str = "360000", as_of: str = "2024-08-15") -> TestResponse:
        """Begin an interview as of a day (today without one)."""
        self.get(f"/check/{flow}")
        chosen = {"day": "other", "as_of": as_of} if as_of else {"day": "today"}
        return self.send(f"/check/{flow}", region=region, **chosen)

    def answer(self, value: str, **fields: Any) -> TestResponse:
        """Answer the question on the page; "unsure" is pressed or chosen."""
        if value == "unsure":
            return self.send(self.path, unsure="1", **fields)
        return self.send(self.path, answer=value, **fields)

    def answer_all(self, answers: dict[str, Any]) -> list[str]:
        """Answer every question until none is left; whatever has no answer here is not known. Returns what was asked."""
        asked = []
        while self.path.startswith("/q/"):
            fact = self.path.removeprefix("/q/")
            assert fact not in asked, f"{fact} asked twice"
            asked.append(fact)
            given = answers.get(fact, "unsure")
            if isinstance(given, list):
                self.send(self.path, **rows_form(given))
            else:
                self.answer(given)
            assert self.page.status_code == 200, main_of(self.page)
        return asked

    def whole(self, flow: str, answers: dict[str, Any], **start: str) -> str:
        """Begin, answer everything, and return the text of the result."""
        self.begin(flow, **start)
        self.answer_all(answers)
        return main_of(self.get("/result"))


def rows_form(rows: Rows) -> dict[str, str]:
    """A list's rows as the form's fields."""
    cells = {f"row-{i}-{name}": text for i, row in enumerate(rows) for name, text in row.items()}
    return {"rows": str(len(rows)), **cells}
