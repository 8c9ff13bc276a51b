"""Changing an answer: what it does is said before it is saved, and is what then happens."""

import json

from tests.web.interview.visiting import JIANGXI_FIRM, Visit, hidden, main_of, title_of

LAID_OFF = {**JIANGXI_FIRM, "laid_off_anyone": "yes", "new_claimants": "5", "person_months": "1200"}


def done(visit: Visit, answers: dict[str, str]) -> Visit:
    """A finished interview, at its answers."""
    visit.begin("stabilization_refund")
    visit.answer_all(answers)
    assert visit.path == "/answers"
    return visit


def test_every_answer_can_be_changed(visit: Visit) -> None:
    page = done(visit, LAID_OFF).page.text
    for fact in LAID_OFF:
        assert f'href="/answers/{fact}"' in page


def test_the_preview_says_what_falls_away_and_what_the_amount_becomes(visit: Visit) -> None:
    done(visit, LAID_OFF).get("/answers/laid_off_anyone")
    text = main_of(visit.answer("no"))
    assert "会作废 2 个回答" in text
    assert "金额由" not in text
    assert "5 人" in main_of(visit.get("/answers")), "nothing is saved before it is confirmed"


def test_the_preview_names_both_amounts_and_verdicts(visit: Visit) -> None:
    done(visit, JIANGXI_FIRM).get("/answers/on_large_list")
    text = main_of(visit.answer("yes"))
    assert "金额由 72,000.00 元 变为 36,000.00 元" in text
    assert "会作废" not in text
    visit.send("/answers/on_large_list/confirm")
    assert visit.path == "/answers"
    assert "36,000.00 元" in main_of(visit.get("/result"))


def test_the_preview_names_what_is_asked_next_and_keeps_the_later_answers(visit: Visit) -> None:
    done(visit, JIANGXI_FIRM).get("/answers/laid_off_anyone")
    text = main_of(visit.answer("yes"))
    assert "至少还要再回答 1 个问题" in text
    assert "会作废" not in text, "what stands after the new question is still wanted"
    visit.send("/answers/laid_off_anyone/confirm")
    asked = visit.answer_all(LAID_OFF)
    assert asked == ["new_claimants", "person_months"]
    assert "72,000.00 元" in main_of(visit.get("/result"))


def test_a_verdict_that_turns_is_said(visit: Visit) -> None:
    done(visit, JIANGXI_FIRM).get("/answers/months_paid")
    text = main_of(visit.answer("11"))
    assert "结论由“可以享受”变为“不符合”" in text


def test_dropped_answers_are_gone(visit: Visit) -> None:
    done(visit, LAID_OFF).get("/answers/laid_off_anyone")
    visit.answer("no")
    visit.send("/answers/laid_off_anyone/confirm")
    visit.get("/answers/laid_off_anyone")
    visit.answer("yes")
    visit.send("/answers/laid_off_anyone/confirm")
    assert visit.path == "/q/new_claimants"


def test_the_same_answer_changes_nothing(visit: Visit) -> None:
    done(visit, JIANGXI_FIRM).get("/answers/months_paid")
    visit.answer("14个月")
    assert visit.path == "/answers"


def test_a_mistake_keeps_the_visitor_at_the_question(visit: Visit) -> None:
    done(visit, JIANGXI_FIRM).get("/answers/months_paid")
    page = visit.answer("很多")
    assert page.status_code == 422
    assert title_of(page).startswith("错误：")


def test_a_preview_made_stale_elsewhere_is_shown_anew(visit: Visit) -> None:
    done(visit, JIANGXI_FIRM).get("/answers/on_large_list")
    preview = visit.answer("yes")
    visit.get("/answers/has_corporate_account")
    visit.answer("no")
    visit.send("/answers/has_corporate_account/confirm")
    visit.page = preview
    page = visit.send("/answers/on_large_list/confirm")
    assert "刚在别处改过" in main_of(page)
    assert "72,000.00 元" in main_of(visit.get("/result"))
    visit.page = page
    visit.send("/answers/on_large_list/confirm")
    assert "36,000.00 元" in main_of(visit.get("/result"))


def test_a_forged_value_is_refused(visit: Visit) -> None:
    done(visit, JIANGXI_FIRM).get("/answers/months_paid")
    preview = visit.answer("20")
    assert json.loads(hidden(preview)["value"]) == 20
    for forged in ("999999", '"x"', "[[[[", "", "null", "{}", "[" * 100_000):
        visit.page = preview
        assert visit.send("/answers/months_paid/confirm", value=forged).status_code == 400
    assert "14 个月" in main_of(visit.get("/answers"))


def test_what_was_not_answered_cannot_be_changed(visit: Visit) -> None:
    done(visit, JIANGXI_FIRM).get("/answers/new_claimants")
    assert visit.path == "/answers"


def test_what_was_to_be_asked_anyway_is_not_laid_at_the_changes_door(visit: Visit) -> None:
    visit.begin("stabilization_refund")
    for value in ("enterprise", "active", "14", "no"):
        visit.answer(value)
    visit.get("/answers/registration_status")
    text = main_of(visit.answer("deregistering"))
    assert "至少还要再回答" not in text
