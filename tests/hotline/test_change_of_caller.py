"""Two callers in turn: nothing of the first in any page of the second, and nothing that an old window can still change."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from assistant.staff import stores
from assistant.storage.hotline.calls import ENDED, KEPT
from assistant.storage.staffing.accounts import StaffAccounts
from tests import staffing
from tests.campaigns.firm_page import sample
from tests.hotline.agents import LIST, Agent, agent, rows_of
from tests.hotline.closing import begun

# What the first caller said or had said of them, each of which can be searched for.
NUMBER, NOTES, NAME = "+8613877776666", "标记备注：孩子刚出生", "标记甲制造有限公司"
WORDS = "标记原话：我去年十月考的证"
PAGES = ("", "/readback", "/result", "/firm", "/end", "/firm/objection", "/start")


@pytest.fixture
def desk(app: Flask) -> Agent:
    return agent(app)


@pytest.fixture
def first(desk: Agent, app: Flask) -> tuple[int, list[str]]:
    """A call of a firm with everything in it, and what must not be seen of it any more."""
    firm = sample.make(staffing.engine_of(app), sample.firm_row(0, name=NAME)).firms[0]
    case = begun(app)
    number = desk.take_firm(firm, verified=True)
    opened = desk.open
    assert opened is not None
    said = {"code": case.code, "number": NUMBER, "notes": NOTES, "said": {"typed": WORDS}}
    desk.calls.save(replace(opened, content={**opened.content, **said}, flow=case.flow.id))
    seen = "".join(desk.get(f"{LIST}/{number}{page}").text for page in PAGES)
    marks = [case.shown_code, NOTES, NAME, "1,500.00", WORDS]
    assert [mark for mark in marks if mark not in seen] == []
    return number, [*marks, case.code, NUMBER[3:], firm.credit_code]


def test_nothing_of_the_first_caller_is_in_any_page_of_the_second(
    desk: Agent, app: Flask, first: tuple[int, list[str]]
) -> None:
    number, marks = first
    second = desk.take(caller="worker", then="keep", open_call=number)
    addresses = [f"{LIST}/{second}{page}" for page in PAGES] + [LIST, "/console", "/console/callbacks"]
    shown = [desk.client.get(address, follow_redirects=True).text for address in addresses]
    shown.append(desk.post(f"{LIST}/new").text)  # and not where it is asked which call is meant
    assert [
        (address, mark)
        for address, page in zip([*addresses, "409"], shown, strict=True)
        for mark in marks
        if mark in page
    ] == []
    with desk.client.session_transaction() as visit:
        assert not any(mark in str(dict(visit)) for mark in marks)


def test_nothing_of_it_is_left_once_it_is_ended(desk: Agent, first: tuple[int, list[str]]) -> None:
    number, marks = first
    opened = desk.open
    assert opened is not None
    desk.calls.end(opened)
    desk.take()
    assert not [mark for mark in marks if mark in desk.get(LIST).text]
    assert desk.content(number).code is None


@pytest.mark.parametrize("state", [KEPT, ENDED])
def test_an_old_window_changes_nothing_any_more(desk: Agent, app: Flask, state: str) -> None:
    number = desk.take("by-code", code=begun(app).code)
    before = _forms(desk, number)
    opened = desk.open
    assert opened is not None
    (desk.calls.keep if state == KEPT else desk.calls.end)(opened)
    desk.take()
    stored = rows_of(app)
    assert {answer.status_code for answer in _send(desk, before)} == {409}
    assert rows_of(app) == stored
    refused = desk.get(f"{LIST}/{number}")
    assert refused.status_code == 409
    assert ("继续" in refused.text) is (state == KEPT)


def test_another_agents_call_is_not_there(desk: Agent, app: Flask, first: tuple[int, list[str]]) -> None:
    number, _ = first
    other, stored = agent(app), rows_of(app)
    for page in PAGES:
        assert other.get(f"{LIST}/{number}{page}").status_code == 404, page
    assert {answer.status_code for answer in _send(other, _forms(desk, number))} == {404}
    assert other.post(f"{LIST}/resume", call=number).status_code == 404
    assert rows_of(app) == stored
    refused = [event for event in desk.events("access_refused") if event.account == other.id]
    assert {(event.subject, event.subject_id, event.result) for event in refused} == {("call", str(number), "refused")}


def test_no_browser_keeps_a_page_and_no_field_is_filled_in_again(desk: Agent, first: tuple[int, list[str]]) -> None:
    number, _ = first
    for address in (LIST, *(f"{LIST}/{number}{page}" for page in PAGES)):
        page = desk.client.get(address, follow_redirects=True)
        assert page.headers["Cache-Control"] == "no-store", address
        for form in _desks_own(page):
            assert 'autocomplete="off"' in form, (address, form)


def test_a_call_that_was_put_aside_too_long_is_not_shown(desk: Agent, app: Flask, first: tuple[int, list[str]]) -> None:
    number, _ = first
    opened = desk.open
    assert opened is not None
    kept = desk.calls.keep(opened)
    assert f'name="call" value="{number}"' in desk.get(LIST).text
    later = kept.expires_at + timedelta(seconds=1)
    app.extensions[stores.CLOCK] = lambda: later
    account = StaffAccounts(staffing.engine_of(app)).get(desk.id)
    assert account is not None
    staffing.sign_in_directly(app, desk.client, account)  # sessions do not last so long
    page = desk.get(LIST)
    assert page.status_code == 200
    assert f'name="call" value="{number}"' not in page.text


def _desks_own(page: TestResponse) -> list[str]:
    """The forms within a page's main part, as their first tags."""
    return re.findall(r"<form[^>]*>", page.text.split("<main")[1].split("</main>")[0])


def _forms(desk: Agent, number: int) -> dict[str, dict[str, str]]:
    """Every form of the call's pages that is sent to the call: address → its hidden fields."""
    found: dict[str, dict[str, str]] = {}
    for page in PAGES:
        text = desk.client.get(f"{LIST}/{number}{page}", follow_redirects=True).text
        for tag, rest in re.findall(r'<form([^>]*method="post"[^>]*)>(.*?)</form>', text, re.DOTALL):
            action = re.search(r'action="([^"]+)"', tag)
            if action and action[1].startswith(f"{LIST}/{number}"):
                found[action[1]] = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', rest))
    assert len(found) > 3
    return found


def _send(desk: Agent, forms: dict[str, dict[str, str]]) -> list[TestResponse]:
    token = staffing.token_of(desk.client)
    return [desk.client.post(address, data={**hidden, "csrf_token": token}) for address, hidden in forms.items()]
