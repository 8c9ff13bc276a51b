"""The start of a check: region and day, an ended term said first, a missing notice as a page with a way on."""

import pytest

from assistant.interview.flows import shipped_flows
from tests.web.interview.visiting import JIANGXI_FIRM, Visit, hidden, main_of, title_of

BOTH = pytest.mark.parametrize("flow", sorted(shipped_flows()))


@BOTH
def test_every_flow_can_be_begun_and_reaches_a_result(visit: Visit, flow: str) -> None:
    visit.begin(flow, as_of="2024-08-15")
    asked = visit.answer_all({})
    assert asked
    page = visit.get("/result")
    assert page.status_code == 200
    assert visit.path == "/result"


@BOTH
def test_every_flow_leads_on_as_of_today(visit: Visit, flow: str) -> None:
    page = visit.begin(flow, as_of="")
    assert page.status_code == 200
    if "执行期已经结束" in title_of(page):
        visit.send(f"/check/{flow}", form=1)
    visit.answer_all({})
    assert visit.get("/result").status_code == 200


def test_held_regions_come_first(visit: Visit) -> None:
    page = visit.get("/check/stabilization_refund").text
    assert page.index("江西") < page.index("没有收录本地文件") < page.index("北京")


def test_the_region_is_asked_for(visit: Visit) -> None:
    visit.get("/check/stabilization_refund")
    page = visit.send("/check/stabilization_refund", region="", day="today")
    assert page.status_code == 422
    assert title_of(page).startswith("错误：")
    assert "请选择参保地区" in main_of(page)
    assert 'href="#region"' in page.text


@pytest.mark.parametrize("day", ["2024-08-15", "2024年8月15日", "20240815", "２０２４．８．１５"])
def test_the_day_is_read_as_people_write_it(visit: Visit, day: str) -> None:
    visit.begin("stabilization_refund", as_of=day)
    assert visit.path == "/q/organisation_type"


def test_a_day_that_is_none_is_kept_for_correction(visit: Visit) -> None:
    page = visit.begin("stabilization_refund", as_of="2024-13-40")
    assert page.status_code == 422
    assert 'value="2024-13-40"' in page.text
    assert "一年只有 12 个月" in page.text


def test_a_day_typed_beside_today_is_not_passed_over(visit: Visit) -> None:
    visit.get("/check/stabilization_refund")
    page = visit.send("/check/stabilization_refund", region="360000", day="today", as_of="2024-08-15")
    assert page.status_code == 422
    assert "您填了日期，选的却是“今天”" in main_of(page)
    assert 'value="2024-08-15"' in page.text
    visit.send("/check/stabilization_refund", region="360000", day="other", as_of="2024-08-15")
    assert visit.path == "/q/organisation_type"


def test_a_day_that_was_only_offered_may_stay_beside_today(visit: Visit) -> None:
    visit.get("/check/unemployment_benefit?as_of=2024-12-31")
    page = visit.send("/check/unemployment_benefit", region="360000", day="today", as_of="2024-12-31")
    assert page.status_code == 200


def test_another_day_has_to_be_named(visit: Visit) -> None:
    visit.get("/check/stabilization_refund")
    page = visit.send("/check/stabilization_refund", region="360000", day="other", as_of=" ")
    assert page.status_code == 422
    assert "或者选“今天”" in main_of(page)


def test_region_and_year_are_remembered_for_the_visit(visit: Visit) -> None:
    visit.begin("stabilization_refund", region="620000", as_of="2024-08-15")
    page = visit.get("/check/skill_subsidy").text
    assert '<option value="620000" selected>' in page
    assert 'value="2024-12-31"' in page


def test_an_ended_term_is_said_first_and_calculated_by_its_last_day(visit: Visit) -> None:
    page = visit.begin("stabilization_refund", as_of="")
    text = main_of(page)
    assert "2024年12月31日" in text
    assert "这不等于现在没有这项政策" in text
    assert hidden(page)["notice"] == "jiangxi-2024"
    visit.send("/check/stabilization_refund")
    visit.answer_all(JIANGXI_FIRM)
    assert "72,000.00 元" in main_of(visit.get("/result"))
    assert "核算日期：2024年12月31日" in main_of(visit.page)


def test_going_on_as_of_today_gives_the_result_and_the_historic_calculation(visit: Visit) -> None:
    visit.begin("stabilization_refund", as_of="")
    page = visit.send("/check/stabilization_refund", form=1)
    assert visit.path == "/result"
    assert "不符合" in title_of(page)
    assert "不等于以后都没有" in main_of(page)
    visit.send("/recalculate")
    assert visit.path.startswith("/q/")
    visit.answer_all(JIANGXI_FIRM)
    assert "72,000.00 元" in main_of(visit.get("/result"))


def test_a_named_notice_is_taken_as_of_its_last_day(visit: Visit) -> None:
    page = visit.get("/check/stabilization_refund?notice=jiangxi-2024")
    assert "文号在所存文本中缺失" in main_of(page)
    assert 'value="2024-12-31"' in page.text
    visit.send("/check/stabilization_refund", day="other", as_of="2024-12-31")
    visit.answer_all(JIANGXI_FIRM)
    assert "72,000.00 元" in main_of(visit.get("/result"))


def test_an_unknown_notice_is_refused(visit: Visit) -> None:
    visit.get("/check/stabilization_refund")
    assert visit.send("/check/stabilization_refund", notice="nowhere-1999", day="today").status_code == 400


def test_no_notice_for_the_region(visit: Visit) -> None:
    page = visit.begin("stabilization_refund", region="110000")
    assert page.status_code == 404
    text = main_of(page)
    assert "北京" in text
    assert "12333" in text
    assert "失业保险金" in text, "what rests on the law alone can be checked anywhere"
    assert "/check/stabilization_refund?region=360000" in page.text


def test_no_notice_that_early(visit: Visit) -> None:
    page = visit.begin("stabilization_refund", as_of="2010-01-01")
    assert page.status_code == 404
    text = main_of(page)
    assert "早于这里最早的文件" in text
    assert "2024年7月10日" in text


def test_the_law_alone_answers_where_no_notice_is_held(visit: Visit) -> None:
    visit.begin("unemployment_benefit", region="110000", as_of="")
    assert visit.path == "/q/leaving_reason"


def test_the_first_questions_need_neither_region_nor_day(visit: Visit) -> None:
    page = visit.get("/check/worker_start")
    assert 'name="region"' not in page.text
    visit.send("/check/worker_start")
    visit.answer_all({"situation": "lost_job", "has_certificate": "no"})
    page = visit.get("/result")
    assert 'href="/check/unemployment_benefit"' in page.text
    assert 'class="badge' not in page.text


def test_an_unknown_flow_is_not_found(visit: Visit) -> None:
    assert visit.get("/check/nothing").status_code == 404
