"""Home: every flow by role, the honest line about ended terms, region and year kept for the visit, the way back in."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assistant.interview.flows import shipped_flows
from assistant.policies import shipped_policies


def test_every_flow_is_offered_once_and_the_choosing_ones_first(client: FlaskClient) -> None:
    offered = re.findall(r'class="row" href="/check/([a-z_]+)"', client.get("/").text)
    assert sorted(offered) == sorted(shipped_flows())
    firms = [name for name in offered if shipped_flows()[name].audience == "firm"]
    workers = [name for name in offered if shipped_flows()[name].audience == "worker"]
    assert offered == workers + firms
    assert (workers[0], firms[0]) == ("worker_start", "firm_start")


def test_every_link_of_the_page_leads_somewhere(client: FlaskClient) -> None:
    targets = set(re.findall(r'href="(/[^"#]*)"', client.get("/").text))
    assert len(targets) > 8
    assert {path: client.get(path).status_code for path in targets} == dict.fromkeys(targets, 200)


def test_what_has_ended_is_said_first_with_its_day(client: FlaskClient) -> None:
    page = client.get("/").text
    assert "的执行期都已结束，最晚的到2025年12月31日为止" in page
    assert "失业保险金没有截止日期，现在就可以查" in page
    assert page.index("先说清楚") < page.index('id="worker"')


def test_nothing_is_said_to_have_ended_while_a_notice_is_in_force(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.web.home.today", lambda: date(2024, 8, 1))
    assert "先说清楚" not in client.get("/").text


def test_region_and_year_are_kept_for_the_visit(client: FlaskClient, csrf_token: Callable[[], str]) -> None:
    data = {"csrf_token": csrf_token(), "region": "360000", "year": "2024", "next": "/"}
    client.post("/preferences", data=data)
    page = client.get("/").text
    assert '<option value="360000" selected>江西</option>' in page
    assert '<option value="2024" selected>' in page


def test_all_provinces_can_be_chosen_those_with_notices_first(client: FlaskClient) -> None:
    page = client.get("/").text
    chosen = re.findall(r'<option value="(\d{6})"', page)
    own = list(shipped_policies().regions())
    assert chosen[: len(own)] == own
    assert len(chosen) == 31


def test_a_case_code_leads_back_in(client: FlaskClient, csrf_token: Callable[[], str], app: Flask) -> None:
    page = client.get("/").text
    action = re.search(r'<form[^>]*action="([^"]+)"[^>]*aria-labelledby="resume"', page)
    assert action
    answer = client.post(action[1], data={"csrf_token": csrf_token(), "code": "AAAAA-AAAAA"})
    assert answer.status_code in (404, 422)
    assert 'id="error-summary"' in answer.text
