"""The result: verdict first, the amount never more certain than the notice, every condition with its clause."""

from datetime import date

import pytest
from icalendar import Calendar

from assistant.web.interview import results
from tests.web.interview.visiting import JIANGXI_FIRM, Visit, title_of

GANSU_FIRM = {
    "organisation_type": "enterprise", "months_paid": "24", "last_year_arrears": "no", "laid_off_anyone": "no",
    "size_class": "unsure", "premium_paid_fen": "12万", "zombie_firm": "no", "seriously_dishonest": "no",
}  # fmt: skip
CERTIFICATE = {
    "employment_status": "enterprise_employee", "certificate_kind": "skill_level", "certificate_level": "four",
    "issued_on": "2024-03-01", "insured_months_at_certificate": "60", "claimed_before": "no", "training_subsidy": "no",
}  # fmt: skip
LEFT_WORK = {
    "leaving_reason": "dismissed", "stop_event": "none", "seeking_work": "yes", "months_paid": "70",
    "drew_before": "no",
}  # fmt: skip


def test_an_eligible_firm(visit: Visit) -> None:
    text = visit.whole("stabilization_refund", JIANGXI_FIRM)
    assert title_of(visit.page).startswith("可以享受")
    assert text.index("可以享受") < text.index("72,000.00 元") < text.index("逐条对照")
    for part in (
        "人民币柒万贰仟元整", "120,000.00 × 60% = 72,000.00 元", "核算日期：2024年8月15日", "江西",
        "至 2024年12月31日 止", "文号在所存文本中缺失", "第二条", "本省文件", "14 个月", "其他申领条件", "12333",
    ):  # fmt: skip
        assert part in text, part


def test_an_ineligible_firm_sees_what_fails_and_how_near_it_was(visit: Visit) -> None:
    text = visit.whole("stabilization_refund", {**JIANGXI_FIRM, "months_paid": "11"})
    assert title_of(visit.page).startswith("不符合")
    assert "再足额缴满 1 个月" in text
    assert "72,000.00" not in text.split("哪一项不同")[0]
    assert "不等于别的文件或以后也不行" in text


def test_an_unknown_size_gives_both_amounts_and_how_to_find_out(visit: Visit) -> None:
    text = visit.whole("stabilization_refund", GANSU_FIRM, region="620000", as_of="2024-09-01")
    assert title_of(visit.page).startswith("暂时无法判定")
    assert "36,000.00 元" in text
    assert "72,000.00 元" in text
    assert "怎么弄清楚：" in text
    assert "个问题您还不清楚" in text


def test_what_is_filled_from_the_national_text_says_so(visit: Visit) -> None:
    text = visit.whole("stabilization_refund", {**GANSU_FIRM, "size_class": "medium"}, region="620000")
    assert "依据所附国家文件" in text
    assert "人社部发〔2024〕40号" in text
    assert "甘人社通〔2024〕165号" in text


def test_a_ceiling_is_never_the_amount(visit: Visit) -> None:
    text = visit.whole("skill_subsidy", CERTIFICATE, region="220000", as_of="2024-08-15")
    assert "不超过 1,500.00 元" in text
    assert "这不是您能拿到的数" in text
    assert "人民币" not in text
    assert "本文件没有写明这一点，我不能替您判断" in text


def test_months_are_a_maximum(visit: Visit) -> None:
    text = visit.whole("unemployment_benefit", LEFT_WORK, as_of="")
    assert "最长 18 个月" in text
    assert "社会保险法第46条" in text
    assert "法律、行政法规" in text


def test_what_another_answer_would_change_is_said(visit: Visit) -> None:
    text = visit.whole("stabilization_refund", JIANGXI_FIRM)
    assert "哪一项不同，结论就会不同？" in text
    assert "36,000.00 元" in text.split("哪一项不同")[1]
    assert "如实填写" in text


def test_the_text_says_what_the_page_says(visit: Visit) -> None:
    visit.whole("stabilization_refund", JIANGXI_FIRM)
    answer = visit.get("/result.txt")
    assert answer.mimetype == "text/plain"
    for part in (
        "结论：可以享受",
        "72,000.00 元（人民币柒万贰仟元整）",
        "120,000.00 × 60% = 72,000.00 元",
        "[1] 第二条 本省文件",
    ):
        assert part in answer.text, part
    assert "\n\n\n" not in answer.text


def test_the_text_is_english_for_an_english_reader(visit: Visit) -> None:
    visit.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    visit.whole("stabilization_refund", JIANGXI_FIRM, region="360000", as_of="2024-08-15")
    text = visit.get("/result.txt").text
    assert "Term of the notice: until 31 December 2024" in text
    assert "Article 2" in text
    assert not set("：；。，、\u3000") & set(text)
    assert "人民币" not in text


def test_what_only_leads_to_other_checks_has_no_verdict_as_text(visit: Visit) -> None:
    visit.begin("worker_start", as_of="")
    visit.answer_all({"situation": "employed", "has_certificate": "no"})
    visit.get("/result.txt")
    assert visit.path == "/result"


def test_deadlines_go_into_a_calendar(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "today", lambda: date(2024, 8, 15))
    visit.whole("skill_subsidy", CERTIFICATE)
    assert "/result.ics" in visit.page.text
    answer = visit.get("/result.ics")
    assert answer.mimetype == "text/calendar"
    events = Calendar.from_ical(answer.data).walk("VEVENT")
    assert [str(event["DTSTART"].dt) for event in events]
    assert all(event["SUMMARY"] for event in events)


def test_without_a_deadline_there_is_no_calendar(visit: Visit) -> None:
    visit.begin("worker_start", as_of="")
    visit.answer_all({"situation": "employed", "has_certificate": "no"})
    visit.get("/result.ics")
    assert visit.path == "/result"


@pytest.mark.parametrize(
    ("kind", "media_type", "start"), [("svg", "image/svg+xml", b"<?xml"), ("png", "image/png", b"\x89PNG")]
)
def test_the_resume_link_as_a_picture(visit: Visit, kind: str, media_type: str, start: bytes) -> None:
    visit.begin("worker_start", as_of="")
    answer = visit.get(f"/result/qr.{kind}")
    assert answer.mimetype == media_type
    assert answer.data.startswith(start)
    assert visit.get("/result/qr.gif").status_code == 404


def test_other_checks_are_offered(visit: Visit) -> None:
    visit.whole("unemployment_benefit", LEFT_WORK, as_of="")
    assert 'href="/check/skill_subsidy"' in visit.page.text
    assert 'href="/check/stabilization_refund"' not in visit.page.text.split("还可以看看")[1]


def test_the_result_is_never_kept_by_a_cache(visit: Visit) -> None:
    visit.whole("stabilization_refund", JIANGXI_FIRM)
    for path in ("/result", "/result.txt", "/answers", "/result/qr.png", "/q/months_paid"):
        assert visit.get(path).headers["Cache-Control"] == "no-store", path


def test_a_deadline_that_is_past_is_said_and_offers_no_entry(visit: Visit) -> None:
    visit.begin("stabilization_refund", as_of="")
    visit.send("/check/stabilization_refund", form=1)
    assert "2024年12月31日 已经过了" in visit.get("/result").text
    assert "/result.ics" not in visit.page.text


def test_the_months_that_a_rate_covers_are_its_term(visit: Visit) -> None:
    text = visit.whole("contribution_rate", {"contribution_month": "2024-03", "wage_base_fen": "6000"})
    assert "60.00 元" in text
    assert "文件执行期：至 2025年12月31日 止" in text
