"""One call's walk through the questions, for tests: pages read, forms sent, and what is stored then."""

import re
from html import unescape
from typing import Any

from werkzeug.test import TestResponse

from assistant.interview.cases import Case, Cases
from assistant.interview.counting import Channel
from assistant.interview.flows import shipped_flows
from assistant.interview.stored import to_json
from assistant.policies import shipped_policies
from assistant.storage.interviews import Interviews
from tests import staffing
from tests.hotline.agents import LIST, Agent
from tests.web.interview.visiting import main_of

JIANGXI = "360000"
GANSU = "620000"
DAY = "2024-10-18"


class Walk:
    """One agent with one open call."""

    def __init__(self, desk: Agent, **form: Any) -> None:
        self.desk, self.number = desk, desk.take(**form)
        self.address = f"{LIST}/{self.number}"

    def begin(self, flow: str, region: str = JIANGXI, as_of: str = DAY, **form: Any) -> TestResponse:
        """Begin an interview; return the answer to the form."""
        return self.post("start", flow=flow, region=region, day="other", as_of=as_of, **form)

    def show(self, **query: Any) -> TestResponse:
        """Open the walk."""
        return self.desk.get(self.address, **query)

    def post(self, view: str, **form: Any) -> TestResponse:
        """Send a form of the call."""
        return self.desk.post(f"{self.address}/{view}", **form)

    def answer(self, fact: str, value: str = "", **fields: Any) -> TestResponse:
        """Send a question's form as it stands on the page now."""
        given = {"answer": value} if value else {}
        return self.post("answer", **hidden_of(self.show(ask=fact)), **given, **fields)

    def held(self, channel: Channel | None = None) -> Cases:
        """The application's cases, as a door holds them."""
        settings = staffing.settings_of(self.desk.app)
        interviews = Interviews(staffing.engine_of(self.desk.app), settings.secret_key, settings.keep_for)
        return Cases(interviews, shipped_policies(), shipped_flows(), channel)

    @property
    def case(self) -> Case:
        """The interview as it is stored."""
        found = self.held().load(self.desk.content(self.number).code or "")
        assert found is not None
        return found

    @property
    def answers(self) -> dict[str, Any]:
        """What is stored, as JSON."""
        return to_json(self.case.interview.answers)

    def answer_elsewhere(self, channel: Channel, **answers: Any) -> None:
        """The caller answers on the telephone's own screen meanwhile."""
        case = self.case
        self.held(channel).save(case, {**case.interview.answers, **answers})


def hidden_of(page: TestResponse) -> dict[str, str]:
    """The hidden fields of the question's form (or of the one that confirms a change)."""
    found = re.search(r'<form class="ask".*?</form>', page.text, re.DOTALL)
    assert found, main_of(page)
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', found[0])
    return {name: unescape(value) for name, value in pairs if name not in ("csrf_token", "rows")}


def asked(page: TestResponse) -> str | None:
    """The fact that the page asks for; None where nothing is left to ask."""
    found = re.search(r'name="fact" value="(\w+)">\n<input type="hidden" name="version"', page.text)
    return found[1] if found else None


def states(page: TestResponse) -> dict[str, str]:
    """The state of each question: fact → now, answered, unsure, ahead, open, unneeded."""
    return {fact: state for state, fact in re.findall(r'<li class="(\w+)"><a href="[^"]*\?ask=(\w+)"', page.text)}


def said_of(page: TestResponse, fact: str) -> str:
    """The answer that stands beside a question in the list of all; empty: none."""
    found = re.search(rf'ask={fact}"[^>]*>.*?</a>', page.text)
    assert found
    answer = re.search("<b>(.*?)</b>", found[0])
    return unescape(answer[1]) if answer else ""
