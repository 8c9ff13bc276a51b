"""What an agent says of a result: the report's own words and numbers, kindly, in both languages. Worked by hand."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.interview.engine import UNSURE, Interview, flows_of
from assistant.interview.flows import shipped_flows
from assistant.interview.formatting import yuan
from assistant.interview.report import Report, report, report_text
from assistant.interview.spoken.codes import spelt
from assistant.interview.spoken.figures import aloud, spoken_yuan
from assistant.interview.spoken.readback import readback
from assistant.interview.spoken.results import EVERYWHERE, failing_sentences, script, short_title
from assistant.interview.wording import CHINESE, ENGLISH
from assistant.policies import shipped_policies
from assistant.storage.case_codes import ALPHABET
from tests.cases.loading import WorkedCase, worked_cases

FLOWS = shipped_flows()
IN_TIME, CALLED = date(2024, 8, 15), date(2024, 12, 21)
SKILL: dict[str, Any] = {
    "employment_status": "enterprise_employee",
    "certificate_kind": "skill_level",
    "found_online": True,
    "certificate_level": "four",
    "issued_on": date(2024, 3, 1),
    "insured_months_at_certificate": 60,
    "claimed_before": False,
    "training_subsidy": False,
}


def interview(given_facts: dict[str, Any], flow: str = "skill_subsidy", as_of: date = IN_TIME) -> Interview:
    plan = shipped_policies().plan(FLOWS[flow].program.name, "江西", as_of)
    return Interview(FLOWS[flow], plan, given_facts)


def parts(shown: Report, language: str = CHINESE, today: date = CALLED) -> dict[str, tuple[str, ...]]:
    return {part.name: part.say for part in script(shown, language, today)}


def test_another_day_than_todays_is_said_first() -> None:
    shown = report(interview(SKILL))
    assert parts(shown)["verdict"][0] == "先说清楚，这是按 2024年8月15日 那一天算的，不是按今天算的。"
    assert len(parts(shown, today=IN_TIME)["verdict"]) == 1


def worked(name: str) -> Interview:
    """A worked case as an interview in the flow that leads to it."""
    return as_interview(next(case for case in worked_cases() if case.id == name))


def as_interview(case: WorkedCase) -> Interview:
    answers = case.answers()
    fitting = [f for f in flows_of(case.program, FLOWS) if all(answers.get(k) == v for k, v in f.given.items())]
    return Interview(fitting[0], case.plan(), answers)


def test_who_qualifies_hears_amount_deadlines_and_the_days_left() -> None:
    # 2024-12-21 to 31: ten days. To 2025-07-10: 10 (December) + 31 + 28 + 31 + 30 + 31 + 30 + 10 = 201.
    said = parts(report(interview(SKILL)))
    assert said["verdict"][1:] == ("按您说的情况，这份文件写明的条件您都符合，可以享受。",)
    assert said["amount"] == ("技能提升补贴金额是一千五百元。",)
    first, second = said["deadline"]
    assert first.startswith(
        "这本证书申报的最后一天（按7月10日印发计算），最晚是 2025年7月10日。从今天算起还有 201 天。"
    )
    assert second.endswith("最晚是 2024年12月31日。从今天算起还有 10 天。")
    assert "带上：身份证或社会保障卡、证书（或联网查询结果）。" in said["next"][2]
    assert "《关于延续实施失业保险援企稳岗政策的通知》" in said["basis"][0]
    assert "failing" not in said


def test_the_same_in_english() -> None:
    said = parts(report(interview(SKILL), ENGLISH), ENGLISH)
    assert said["verdict"][1:] == (
        "From what you told me, you meet every condition that the notice states: you qualify.",
    )
    assert said["amount"] == ("Amount of the skill subsidy: 1,500 yuan.",)
    assert said["deadline"][1].endswith("by 31 December 2024 at the latest. Days left from today: 10.")
    assert said["basis"][0].startswith("All this rests on: Jiangxi: notice of four departments")


@pytest.mark.parametrize(
    ("today", "ends"),
    [
        (date(2024, 12, 31), "最晚是 2024年12月31日。就是今天，今天是最后一天。"),
        (date(2025, 1, 1), "到 2024年12月31日 为止，这个日期已经过了。"),
    ],
)
def test_a_deadline_is_told_as_of_the_day_of_the_call(today: date, ends: str) -> None:
    assert parts(report(interview(SKILL)), today=today)["deadline"][1].endswith(ends)


def test_who_just_fails_hears_what_is_asked_what_they_said_and_how_little_is_wanting() -> None:
    shown = report(worked("jiangxi-2024/skill_subsidy: fewer than twelve months on both days"))
    (sentence,) = failing_sentences(shown)
    assert sentence == (
        "文件的要求是：累计参加失业保险满 12 个月（含 12 个月）。您说的是：取得证书时累计参加失业保险的月数：9 个月；"
        "申请时累计参加失业保险的月数：11 个月。所以按这份文件，这一条现在还对不上。可以跟您说一声：再参保 1 个月即满 12 个月，"
        "最早 2024年9月15日（文件执行期和申报期限之内才有用）。"
    )
    said = parts(shown)
    assert said["failing"] == (sentence,)
    assert said["verdict"][1].endswith("这只是按这一份文件说的，不等于别的文件或者以后也不行。")
    assert "amount" not in said


def test_many_figures_are_not_said_one_by_one() -> None:
    firm = next(
        case
        for case in worked_cases()
        if any(len(v.values) > 3 and v.result == "not_met" for v in report(as_interview(case)).conditions)
    )
    (sentence,) = failing_sentences(report(as_interview(firm)))
    assert "这是照您报的几个数算下来的。" in sentence
    assert "您说的是" not in sentence


def test_what_is_not_known_is_told_with_what_it_would_mean() -> None:
    unsure = {**SKILL, "certificate_level": UNSURE}
    said = parts(report(interview(unsure)))
    assert said["verdict"][1:] == ("按您说的情况，现在还下不了结论；这不是说不行，是还有没弄清楚的地方。",)
    # Five 1000.00, four 1500.00, three 2000.00 yuan.
    assert said["amount"][1:] == (
        "要是“证书等级：初级（五级）”，就是一千元。",
        "要是“证书等级：中级（四级）”，就是一千五百元。",
        "要是“证书等级：高级（三级）”，就是两千元。",
    )
    (told,) = said["open"]
    assert told.startswith("“证书是几级？”，这一点您还不清楚。怎么弄清楚：证书上“等级”或“职业技能等级”一栏。")
    assert "如果是“中级（四级）”，结论就是：可以享受，一千五百元。" in told


def test_what_a_person_decides_and_what_the_notice_leaves_out_is_said_to_be_so() -> None:
    shown = worked("gansu-2024/stabilization_refund: large dispatch agency, small host: two readings")
    said = parts(report(shown))
    assert said["verdict"][1:] == ("按您说的情况，没有对不上的条件，但有的地方要由经办机构的人来认定。",)
    assert said["amount"][:3] == (
        "稳岗返还金额，文件有两种读法，金额不一样。",
        "要是“全部按劳务派遣单位自己的划型”，就是九千元。",
        "要是“派遣部分按各用工单位的划型”，就是一万五千元。",
    )
    assert said["open"][0].startswith("要由经办机构认定的是：派遣单位与用工单位划型不同")
    assert said["open"][1].startswith("文件没有写明：文件在这一点上有两种读法")
    assert "12333" in said["open"][-1]
    english = parts(report(shown, ENGLISH), ENGLISH)
    assert english["amount"][2] == "If “Dispatched part by each host employer's size class”: 15,000 yuan."


def test_a_ceiling_is_never_said_as_the_amount() -> None:
    said = parts(report(worked("jilin-2024/skill_subsidy: ceiling only")))
    assert said["amount"][0] == "技能提升补贴金额，文件只写了上限，不超过一千五百元；实际发多少文件没有写明。"


def test_a_term_that_is_over_is_said_as_the_pages_say_it() -> None:
    shown = report(interview(SKILL, as_of=date(2025, 8, 1)))
    said = parts(shown, today=date(2025, 8, 1))
    assert said["verdict"] == (
        shown.summary,
        "您要是想知道当时够不够条件，我可以按这份文件执行期的最后一天帮您再算一次。",
    )
    assert "不等于以后都没有" in shown.summary
    of_the_day, of_the_certificate = failing_sentences(shown)
    assert "我们是按 2025年8月1日 这一天算的。" in of_the_day
    assert "您说的是：证书核发日期：2024年3月1日。" in of_the_certificate
    assert said["failing"] == (of_the_certificate,)  # of the day the verdict told


def test_what_is_still_to_be_asked_makes_it_preliminary() -> None:
    shown = report(interview({"employment_status": "enterprise_employee"}))
    first, *_ = script(shown, CHINESE, CALLED, preliminary=True)
    assert first.say[0].endswith("这还不是最后的结果。")


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_every_worked_case_is_said_with_no_other_amount_than_the_reports(language: str) -> None:
    for case in worked_cases():
        shown = report(as_interview(case), language)
        told = script(shown, language, CALLED)
        assert told[0].name == "verdict" or not shown.decides
        ours = " ".join(sentence for part in told for sentence in (*part.say, *part.more))
        assert set(_amounts(ours, language)) <= set(_amounts(_known(shown, language), language)), case.id
        assert not re.search(r"%\(|。。|\.\.|：。|: \.|，。|  ", ours), (case.id, ours)


def _known(shown: Report, language: str) -> str:
    """All that the report shows, figures as they are said."""
    unsure = " ".join(outcome for item in shown.unsure for _, outcome in item.outcomes)
    return aloud(f"{report_text(shown, language)} {unsure} {' '.join(text for text, _ in shown.caveats)}", language)


def _amounts(text: str, language: str) -> Iterator[str]:
    pattern = (
        r"[零一二两三四五六七八九十百千万亿]+元[零一二三四五六七八九角分]*"
        if language == CHINESE
        else r"[\d,.]*\d yuan"
    )
    return (found[0] for found in re.finditer(pattern, text))


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (150_000, "一千五百元"),
        (200_000, "两千元"),
        (1_000, "十元"),
        (2_000, "二十元"),
        (200, "两元"),
        (0, "零元"),
        (100_500, "一千零五元"),
        (10_700_053, "十万七千元零五角三分"),
        (2_000_000, "两万元"),
        (2_225_000, "两万二千二百五十元"),
        (11_000_000_000, "一亿一千万元"),
        (12, "一角二分"),
    ],
)
def test_an_amount_is_said_in_words(fen: int, said: str) -> None:
    assert spoken_yuan(fen) == said


@given(st.integers(0, 10**13), st.integers(0, 10**13))
def test_different_amounts_are_never_said_alike(one: int, other: int) -> None:
    assert (spoken_yuan(one) == spoken_yuan(other)) is (one == other)
    assert aloud(f"共 {yuan(one)} 元，5.5% 和 5.51%，12 个月") == f"共{spoken_yuan(one)}，5.5% 和 5.51%，12 个月"


def test_answers_are_read_back_as_sentences() -> None:
    both = {"insured_months_at_certificate": UNSURE, "insured_months_at_application": 60}
    lines = readback(interview({**SKILL, **both}), "江西省")
    assert lines[0].text == "按江西省的规定，以 2024年8月15日 这一天来算。"
    told = {line.fact: line.text for line in lines}
    assert told["certificate_level"] == "证书等级：中级（四级）。"
    assert told["issued_on"] == "证书核发日期：2024年3月1日。"
    assert told["claimed_before"].endswith("”，您说不是这样。")
    assert [line.fact for line in lines if line.unsure] == ["insured_months_at_certificate"]
    english = {line.fact: line.text for line in readback(interview(SKILL), "Jiangxi", ENGLISH)}
    assert english["training_subsidy"].endswith(": you said no.")


def test_each_host_employers_figures_are_named() -> None:
    lines = readback(
        worked("jilin-2024/stabilization_refund: dispatch agency: a government body is left out"), "吉林省"
    )
    told = next(line.text for line in lines if line.fact == "host_employers")
    assert told.count("用工单位 ") == 3
    assert "：一万元" in told


def test_a_code_is_spelt_so_that_it_is_not_misheard() -> None:
    first, second = spelt("ACD34GHJKM")
    assert [one.said for one in first] == [
        "字母 A，阿姨的阿",
        "字母 C，操场的操",
        "字母 D，大门的大",
        "数字三",
        "数字四",
    ]
    assert [one.character for one in second] == ["G", "H", "J", "K", "M"]
    assert [one.said for one in spelt("ACD34GHJKM", ENGLISH)[0]][2:4] == ["D as in Delta", "number three"]
    for language in (CHINESE, ENGLISH):
        said = [spelt(char * 10, language)[0][0].said for char in ALPHABET]
        assert len(set(said)) == len(ALPHABET)


def test_titles_are_said_without_issuers_and_number() -> None:
    title = "《江西省人力资源和社会保障厅等四部门关于延续实施失业保险援企稳岗政策的通知》（文号在所存文本中缺失）"
    assert short_title(title) == "《关于延续实施失业保险援企稳岗政策的通知》"
    assert short_title("《失业保险条例》") == "《失业保险条例》"
    assert short_title("Statute (No. 258)") == "Statute"


def test_what_goes_for_every_result_is_known_by_its_ids() -> None:
    shown = report(interview(SKILL))
    assert set(shown.caveat_ids) >= EVERYWHERE
