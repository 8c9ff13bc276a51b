"""Forms need their token; nothing typed becomes markup; no code and no answer reaches a log or an address."""

import logging
import re

import pytest
from flask import Flask
from sqlalchemy import text as sql

from tests.web.interview.test_lists import AGENCY
from tests.web.interview.visiting import JIANGXI_FIRM, Visit, rows_form

HOSTILE = [
    "<script>alert(1)</script>",
    "{{7*7777}}",
    "'||1--",
    "a\u202eb",
    "a\x00b",
    '"><img src=x onerror=alert(1)>',
    "%(x)s",
    "=1+1",
]


@pytest.mark.parametrize(
    "path", ["/check/stabilization_refund", "/q/organisation_type", "/answers/organisation_type", "/recalculate",
             "/answers/organisation_type/confirm", "/resume", "/delete"],
)  # fmt: skip
def test_nothing_is_taken_without_the_forms_token(visit: Visit, path: str) -> None:
    visit.begin("stabilization_refund")
    for token in ({}, {"csrf_token": "forged"}):
        assert visit.client.post(path, data={"answer": "enterprise", **token}).status_code == 400
    assert "企业" not in visit.get("/answers").text.split("<dl>")[-1].split("</dl>")[0] or "<dl>" not in visit.page.text


def clean(page: str) -> bool:
    """Whether nothing hostile stands in the page as it was typed."""
    within = page.split("<main")[1].split("</main>")[0]
    return not any(part in within for part in ("<script", "<img src=x", "54439", "\u202e", "\x00"))


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_text_stays_text_in_every_field(visit: Visit, typed: str) -> None:
    visit.get("/check/dispatch_refund")
    assert clean(visit.send("/check/dispatch_refund", region=typed, day="other", as_of=typed).text)
    visit.begin("dispatch_refund")
    while visit.path.startswith("/q/"):
        fact = visit.path.removeprefix("/q/")
        rows = rows_form([{"host_kind": typed, "host_size": typed, "bears_costs": typed, "premium_fen": typed}])
        page = visit.send(visit.path, answer=typed, unit=typed, **rows)
        assert page.status_code == 422, fact
        assert clean(page.text), fact
        given = AGENCY[fact]
        if isinstance(given, list):
            visit.send(visit.path, **rows_form(given))
        else:
            visit.answer(str(given))
    assert visit.path == "/answers"
    assert clean(visit.page.text)
    assert clean(visit.get("/result").text)


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_addresses_are_not_found_or_lead_on(visit: Visit, typed: str) -> None:
    visit.begin("stabilization_refund")
    for path in ("/q/", "/answers/", "/check/", "/r/"):
        page = visit.client.get(
            path + typed.replace("/", "").replace("%", "%25").replace("?", ""), follow_redirects=True
        )
        assert page.status_code in {200, 404}
        assert clean(page.text)
    assert clean(
        visit.client.get(
            "/check/stabilization_refund", query_string={"region": typed, "as_of": typed, "notice": typed}
        ).text
    )


def test_no_code_no_answer_and_no_personal_number_reaches_a_log_or_the_database(
    visit: Visit, app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        visit.begin("stabilization_refund")
        visit.answer("enterprise")
        visit.answer("active")
        visit.answer("13800138000")
        visit.answer("11010519491231002X")
        visit.answer("14")
        code = re.search(r'class="code">([^<]+)<', visit.get("/answers").text)
        assert code
        visit.get(f"/r/{code[1]}")
        visit.send("/resume")
        visit.get("/resume")
        visit.send("/resume", code="13800138000")
        visit.get("/q")
        visit.answer_all(JIANGXI_FIRM)
        visit.get("/result")
    plain = code[1].replace("-", "")
    for secret in (plain, code[1], "13800138000", "11010519491231002X"):
        assert secret not in caplog.text
    with app.extensions["assistant.interviews"]._engine.connect() as connection:
        stored = str(connection.execute(sql("SELECT * FROM interviews")).all())
    for secret in (plain, code[1], "13800138000", "11010519491231002X"):
        assert secret not in stored


def test_no_address_of_a_visit_holds_the_code_or_an_answer(visit: Visit) -> None:
    visit.whole("stabilization_refund", JIANGXI_FIRM)
    code = re.search(r'class="code">([^<]+)<', visit.page.text)
    assert code
    links = re.findall('(?:href|src|action)="([^"]+)"', visit.page.text)
    assert not [link for link in links if code[1] in link or "enterprise" in link]


def test_further_fields_are_not_taken(visit: Visit) -> None:
    visit.begin("stabilization_refund")
    visit.answer("enterprise", months_paid="99", flow="worker_start", region="110000", version="77", owner="me")
    assert visit.path == "/q/registration_status"
    assert "99" not in visit.get("/answers").text.split("<dl>")[1].split("</dl>")[0]
