"""A person at the console, for tests: a browser without scripts that reads pages and sends their forms."""

import re
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from assistant.storage.staffing.trail import Event, Trail, Wanted
from tests import staffing

TERMS = {
    "office": "南昌市失业保险经办机构",
    "signature": "南昌社保",
    "telephone": "0791-12333",
    "address": "",
    "reach": "link",
    "message_language": "zh_Hans_CN",
    "reply_until": "2099年9月30日",
    "public_days": "5",
    "starts_at": "",
    "send_from": "8:30",
    "send_to": "20:00",
    "per_second": "10",
    "daily_cap": "50,000",
    "segment_price_li": "0.045",
}
BASIS = {"title": "2024年第一批", "region": "360000", "notice": "jiangxi-2024", "as_of": "2024-08-15"}


@dataclass(frozen=True)
class Desk:
    """One person's browser."""

    app: Flask
    client: FlaskClient

    @classmethod
    def of(cls, app: Flask, *roles: str, region: str | None = None, **values: Any) -> "Desk":
        return cls(app, staffing.signed_in(app)(*roles, region=region, **values))

    def get(self, path: str, **query: Any) -> TestResponse:
        return self.client.get(path, query_string=query or None)

    def post(self, path: str, **form: Any) -> TestResponse:
        """Send a form with a valid token."""
        return self.client.post(path, data={"csrf_token": staffing.token_of(self.client), **form})

    def upload(self, campaign: int, content: bytes, name: str = "名单.csv") -> TestResponse:
        """Hand a file over."""
        return self.post(f"/console/campaigns/{campaign}/imports", file=(BytesIO(content), name))

    def events(self, event: str) -> list[Event]:
        """What the trail has of one kind, the newest first."""
        return Trail(staffing.engine_of(self.app)).page(Wanted(event=event))


def selected(page: TestResponse) -> dict[str, str]:
    """The selects of a page with what is chosen in them."""
    found = {}
    for name, options in re.findall(r'<select id="([^"]+)"(.*?)</select>', page.text, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def errors(page: TestResponse) -> dict[str, str]:
    """The errors that stand beside fields, by field."""
    return {
        name: unescape(text) for name, text in re.findall(r'class="err-msg" id="([^"]+)-error">([^<]+)<', page.text)
    }


def value_of(page: TestResponse, name: str) -> str | None:
    """What stands in a field."""
    found = re.search(rf'<input[^>]* name="{name}"[^>]* value="([^"]*)"', page.text)
    return unescape(found[1]) if found else None


def numbers(page: TestResponse) -> dict[str, str]:
    """The figures at the head of a page: words → number."""
    lists = re.findall(r'<ul class="numbers">(.*?)</ul>', page.text, re.DOTALL)
    pairs = re.findall(r"<strong>([^<]+)</strong>(?:<a [^>]+>)?([^<]+)", "".join(lists))
    return {words.strip(): number for number, words in pairs}


def rows(page: TestResponse) -> list[list[str]]:
    """The rows of a page's tables, each cell as plain words."""
    found = re.findall(r"<tr[^>]*>(.*?)</tr>", page.text, re.DOTALL)
    return [[words_of(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in found]


def words_of(html: str) -> str:
    """Markup as plain words."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
