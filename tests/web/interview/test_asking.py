"""One question a page: every kind of answer, mistakes, "not sure", the way back, nothing typed lost."""

import pytest

from tests.web.interview.visiting import JIANGXI_FIRM, Visit, main_of, title_of


def at_question(visit: Visit, fact: str, flow: str = "stabilization_refund", **start: str) -> Visit:
    """Answer until ``fact`` is asked."""
    visit.begin(flow, **start)
    while visit.path.startswith("/q/") and not visit.path.endswith(f"/{fact}"):
        visit.answer(str(JIANGXI_FIRM.get(visit.path.removeprefix("/q/"), "no")))
        assert visit.page.status_code == 200, main_of(visit.page)
    assert visit.path == f"/q/{fact}"
    return visit


def saved(visit: Visit, fact: str) -> str:
    """The answer as the list of answers shows it."""
    page = visit.get("/answers").text
    row = next(part for part in page.split("<dt>")[1:] if f"/answers/{fact}" in part)
    return row.split("<strong>")[1].split("</strong>")[0]


@pytest.mark.parametrize(
    ("fact", "typed", "said"),
    [
        ("registration_status", "active", "正常存续"),
        ("last_year_arrears", "yes", "是"),
        ("last_year_arrears", "no", "否"),
        ("months_paid", "14", "14 个月"),
        ("months_paid", "一年半", "18 个月"),
        ("months_paid", "１４个月", "14 个月"),
        ("premium_paid_fen", "12万", "120,000.00 元"),
        ("premium_paid_fen", "1,234.5", "1,234.50 元"),
        ("premium_paid_fen", "两千二", "2,200.00 元"),
    ],
)
def test_answers_are_read_as_people_type_them(visit: Visit, fact: str, typed: str, said: str) -> None:
    at_question(visit, fact).answer(typed)
    assert visit.page.status_code == 200
    assert saved(visit, fact) == said


def test_an_amount_may_be_given_in_ten_thousands(visit: Visit) -> None:
    at_question(visit, "premium_paid_fen").answer("6.1", unit="万元")
    assert saved(visit, "premium_paid_fen") == "61,000.00 元"


@pytest.mark.parametrize("typed", ["2024-03", "2024年3月", "202403"])
def test_months_of_the_calendar(visit: Visit, typed: str) -> None:
    visit.begin("contribution_rate")
    visit.answer(typed)
    assert saved(visit, "contribution_month") == "2024年3月"


@pytest.mark.parametrize("typed", ["2024-03-15", "2024年3月15日", "20240315"])
def test_dates(visit: Visit, typed: str) -> None:
    visit.begin("skill_subsidy")
    for choice in ("enterprise_employee", "skill_level", "four"):
        visit.answer(choice)
    assert visit.path == "/q/issued_on"
    visit.answer(typed)
    assert saved(visit, "issued_on") == "2024年3月15日"


@pytest.mark.parametrize(
    ("fact", "typed", "message"),
    [
        ("registration_status", "", "请选一项"),
        ("registration_status", "nonsense", "请从给出的选项中选一个"),
        ("months_paid", "", "请先填写这一项"),
        ("months_paid", "abc", "没看懂"),
        ("months_paid", "601", "请填 0 到 600 个月之间的月数"),
        ("premium_paid_fen", "-5", "金额不能是负数"),
        ("premium_paid_fen", "1.234", "金额最多精确到分"),
        ("premium_paid_fen", "大概两万", "约数"),
    ],
)
def test_mistakes_are_said_beside_the_field_and_keep_what_was_typed(
    visit: Visit, fact: str, typed: str, message: str
) -> None:
    page = at_question(visit, fact).answer(typed)
    assert page.status_code == 422
    assert title_of(page).startswith("错误：")
    assert message in page.text.split('id="answer-error">')[1].split("</p>")[0]
    assert 'id="error-summary" role="alert"' in page.text
    if fact not in {"registration_status"}:
        assert f'value="{typed}"' in page.text
    assert fact not in visit.get("/answers").text


@pytest.mark.parametrize("number", ["13800138000", "11010519491231002X", "6222021234567890123", "138-0013-8000"])
def test_personal_numbers_are_neither_kept_nor_shown(visit: Visit, number: str) -> None:
    page = at_question(visit, "months_paid").answer(number)
    assert page.status_code == 422
    assert "不需要身份证号、银行卡号或手机号" in page.text
    assert number not in page.text


@pytest.mark.parametrize("way", ["button", "typed"])
def test_not_sure_is_an_answer_like_any_other(visit: Visit, way: str) -> None:
    at_question(visit, "months_paid")
    visit.answer("unsure" if way == "button" else "我不清楚")
    assert visit.path != "/q/months_paid"
    assert saved(visit, "months_paid") == "不清楚"
    visit.get("/q")
    visit.answer_all(JIANGXI_FIRM)
    text = main_of(visit.get("/result"))
    assert "您还不清楚的" in text
    assert "怎么弄清楚：" in text


def test_not_sure_may_be_chosen(visit: Visit) -> None:
    page = at_question(visit, "last_year_arrears").page
    assert '<input type="radio" name="answer" value="unsure"' in page.text
    visit.send(visit.path, answer="unsure")
    assert saved(visit, "last_year_arrears") == "不清楚"


def test_the_way_back_leads_along_the_path_to_the_start(visit: Visit) -> None:
    at_question(visit, "last_year_arrears")
    trail = []
    while visit.path.startswith("/q/"):
        trail.append(visit.path)
        visit.get(visit.page.text.split('class="back" href="')[1].split('"')[0])
    assert trail[0] == "/q/last_year_arrears"
    assert trail[-1] == "/q/organisation_type"
    assert visit.path == "/check/stabilization_refund"


def test_an_answered_question_shows_its_answer_again(visit: Visit) -> None:
    at_question(visit, "last_year_arrears")
    assert 'value="14"' in visit.get("/q/months_paid").text
    assert 'value="active" id="answer" checked' in visit.get("/q/registration_status").text


def test_progress_names_no_total(visit: Visit) -> None:
    at_question(visit, "registration_status")
    assert "第 2 题" in main_of(visit.page)
    assert "共" not in main_of(visit.page).split("题")[0]


def test_why_a_question_is_asked_is_said_with_its_clause(visit: Visit) -> None:
    text = main_of(at_question(visit, "months_paid").page)
    assert "为什么问这个？" in text
    assert "缴纳失业保险费满 12 个月" in text.replace("  ", " ")
    assert "第二条" in text


def test_a_question_off_the_path_leads_to_the_one_that_is_asked(visit: Visit) -> None:
    visit.begin("stabilization_refund")
    visit.get("/q/new_claimants")
    assert visit.path == "/q/organisation_type"
    visit.get("/q/nothing")
    assert visit.path == "/q/organisation_type"


def test_the_result_waits_for_the_last_question(visit: Visit) -> None:
    visit.begin("stabilization_refund")
    for page in ("/result", "/result.txt"):
        visit.get(page)
        assert visit.path == "/q/organisation_type"


def test_the_last_answer_leads_to_the_answers(visit: Visit) -> None:
    visit.begin("stabilization_refund")
    asked = visit.answer_all(JIANGXI_FIRM)
    assert visit.path == "/answers"
    assert len(asked) == len(set(asked)) >= 8


def test_a_change_on_the_way_that_voids_answers_is_shown_first(visit: Visit) -> None:
    at_question(visit, "on_large_list")
    visit.get("/q/laid_off_anyone")
    visit.answer("yes")
    visit.answer("5")
    visit.get("/q/laid_off_anyone")
    page = visit.answer("no")
    assert title_of(page).startswith("确认修改")
    assert "会作废 1 个回答" in main_of(page)
    assert saved(visit, "new_claimants") == "5 人"


def test_a_form_of_another_interview_changes_nothing(visit: Visit) -> None:
    at_question(visit, "months_paid")
    old = visit.page
    visit.begin("stabilization_refund")
    visit.answer("enterprise")
    visit.answer("active")
    visit.page = old
    page = visit.send("/q/months_paid", answer="14")
    assert page.status_code == 409
    assert "刚在别处改过" in main_of(page)
    assert "months_paid" not in visit.get("/answers").text
