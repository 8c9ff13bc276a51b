"""Coming back by code or link, deleting, and what is said when there is nothing (any more)."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from assistant.site.application import interviews
from tests.web.interview.visiting import JIANGXI_FIRM, Visit, main_of


def code_of(visit: Visit) -> str:
    """The case code, as the page shows it."""
    found = re.search(r'class="code">([^<]+)<', visit.get("/answers").text)
    assert found
    return found[1]


@pytest.fixture
def begun(visit: Visit) -> Visit:
    """Two questions answered."""
    visit.begin("stabilization_refund")
    visit.answer("enterprise")
    visit.answer("active")
    return visit


@pytest.mark.parametrize(
    "spoil", [str.lower, lambda c: c.replace("-", ""), lambda c: f" {c} ", lambda c: c.replace("-", "－")]
)
def test_a_code_opens_the_interview_on_another_device(begun: Visit, other_visit: Visit, spoil: object) -> None:
    assert callable(spoil)
    stopped = begun.path
    typed = spoil(code_of(begun))
    other_visit.get("/resume")
    other_visit.send("/resume", code=typed)
    assert other_visit.path == stopped
    assert "企业" in main_of(other_visit.get("/answers"))


def test_a_finished_interview_opens_at_its_result(visit: Visit, other_visit: Visit) -> None:
    visit.whole("stabilization_refund", JIANGXI_FIRM)
    other_visit.get("/resume")
    other_visit.send("/resume", code=code_of(visit))
    assert other_visit.path == "/result"


def test_a_link_shows_a_button_and_opens_nothing_by_itself(begun: Visit, other_visit: Visit) -> None:
    code = code_of(begun)
    page = other_visit.get(f"/r/{code}")
    assert "企业" not in main_of(page)
    assert other_visit.client.get("/answers").status_code == 404
    other_visit.page = page
    other_visit.send("/resume")
    assert other_visit.path.startswith("/q/")
    assert code not in other_visit.page.request.url


@pytest.mark.parametrize("code", ["ACDEF-GHJKM", "nonsense", "", "<script>", "13800138000", "A" * 300])
def test_an_unknown_code_is_told_like_an_expired_one(visit: Visit, code: str) -> None:
    visit.get("/resume")
    page = visit.send("/resume", code=code)
    assert page.status_code == 422
    assert "可能有一位打错了，也可能已经过期或被删除" in main_of(page)
    if code:
        assert f'value="{code}"' not in page.text
        assert "<script>" not in page.text.split("<main")[1]


def test_a_broken_link_leads_to_the_form(visit: Visit) -> None:
    page = visit.get("/r/ACDEF")
    assert page.status_code == 200
    assert 'href="/resume"' in page.text


def test_guessing_is_slowed_down(visit: Visit) -> None:
    visit.client.environ_base["REMOTE_ADDR"] = "10.0.0.9"  # counted apart from the other tests
    visit.get("/resume")
    form = visit.page
    for _ in range(25):
        visit.page = form
        visit.send("/resume", code="ACDEF-GHJKM")
    assert visit.page.status_code == 429


def test_opening_with_right_codes_is_not_slowed_down(begun: Visit, other_visit: Visit) -> None:
    other_visit.client.environ_base["REMOTE_ADDR"] = "10.0.0.10"  # many telephones behind one address
    code = code_of(begun)
    form = other_visit.get("/resume")
    for _ in range(22):
        other_visit.page = form
        other_visit.send("/resume", code=code)
    assert other_visit.page.status_code == 200


def test_deleting_asks_first_and_is_for_good(begun: Visit, other_visit: Visit, app: Flask) -> None:
    code = code_of(begun)
    begun.get("/delete")
    assert "企业" in main_of(begun.get("/answers"))
    begun.get("/delete")
    page = begun.send("/delete")
    assert begun.path == "/deleted"
    assert "已经删除" in main_of(page)
    assert begun.get("/answers").status_code == 404
    with app.app_context():
        assert interviews().load(code) is None


@pytest.mark.parametrize(
    "path", ["/q", "/q/months_paid", "/answers", "/answers/months_paid", "/result", "/result.txt", "/delete"]
)
def test_without_an_interview_a_kind_page_leads_on(visit: Visit, path: str) -> None:
    page = visit.get(path)
    assert page.status_code == 404
    assert 'href="/resume"' in page.text
    assert 'href="/"' in page.text


def test_an_expired_interview_is_told_once_and_can_be_begun_again(
    begun: Visit, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = datetime.now(UTC) + timedelta(days=30, seconds=1)
    monkeypatch.setattr(app.extensions["assistant.interviews"], "_now", lambda: later)
    page = begun.get("/q")
    assert page.status_code == 410
    assert "已经过期或被删除" in main_of(page)
    begun.begin("stabilization_refund")
    assert begun.path == "/q/organisation_type"


def test_a_question_sent_after_deletion_is_told_kindly(begun: Visit) -> None:
    question = begun.page
    begun.get("/delete")
    begun.send("/delete")
    begun.page = question
    assert begun.send("/q/months_paid", answer="14").status_code == 404


def test_two_visits_add_to_one_interview(begun: Visit, other_visit: Visit) -> None:
    other_visit.get("/resume")
    other_visit.send("/resume", code=code_of(begun))
    begun.get("/q/months_paid")
    other_visit.get("/q/months_paid")
    begun.answer("14")
    begun.answer("no")
    other_visit.answer("15")
    text = main_of(begun.get("/answers"))
    assert "15 个月" in text
    assert begun.page.text.count("<dt>") == 4


def test_a_visitor_cannot_see_another_ones_interview(begun: Visit, other_visit: Visit) -> None:
    other_visit.begin("unemployment_benefit", as_of="")
    for path in ("/answers", "/q/registration_status", "/answers/registration_status"):
        assert "正常存续" not in other_visit.get(path).text
