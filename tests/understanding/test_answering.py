"""Answers to a question that was just asked, in the words in which people give them."""

from datetime import date

import pytest

from assistant.interview.engine import UNSURE
from assistant.interview.flows import shipped_flows
from assistant.interview.parsing import AnswerError
from assistant.understanding import answering, text
from assistant.understanding.model import Context, Doubt, Found
from assistant.understanding.quantities import quantities

TODAY = date(2024, 11, 20)
SKILL, BENEFIT, REFUND, DISPATCH, RATE = (
    "skill_subsidy", "unemployment_benefit", "stabilization_refund", "dispatch_refund", "contribution_rate",
)  # fmt: skip
MONTHS, ISSUED, STATUS, PAID = "insured_months_at_application", "issued_on", "employment_status", "premium_paid_fen"
UNIT, REASON = "organisation_type", "leaving_reason"


def ask(flow, fact, said, *, as_of=TODAY, **more):
    question = shipped_flows()[flow].question(fact)
    message = text.read(said)
    context = Context(TODAY, as_of, program=shipped_flows()[flow].program.name, asked=question)
    return answering.read(message, question, quantities(message, context), context, **more)


class Back(tuple):
    """To be asked back: the candidates that are offered."""


def back(*candidates):
    return Back(candidates)


TABLE = {
    (SKILL, MONTHS): {
        "两年": 24, "24个月": 24, "交了5年": 60, "两年半": 30, "一年零三个月": 15, "三年了": 36, "36": 36,
        "满两年了": 24, "社保交了两年": 24,
        "到现在交了30个月": 30, "从来没交过": 0, "没交过": 0, "六十个月": 60, "仨年": 36, "two years": 24, "18 months": 18,
        "2": back(2, 24), "5": back(5, 60), "大概两年": back(24), "一年多": back(12), "快三年了": back(36),
        "两年,够吗": 24, "三级,交了两年": 24,
        "不清楚": UNSURE, "忘了": UNSURE, "记不清了": UNSURE, "想不起来了": UNSURE, "不知道啊": UNSURE,
        "不太清楚这个": UNSURE, "没注意过": UNSURE,
        "这个是啥意思": None, "能领多少": None, "要交满一年吗": None, "怎么查": None, "在哪里查": None,
        "什么叫累计": None, "I don't know": UNSURE,
        "不对,证是2024年4月1号发的": None, "不对": None, "不是": None, "没有": 0,
        "如果交了两年呢": None, "不清楚,我回去查查": UNSURE, "大概24个月吧": back(24),
    },
    (SKILL, ISSUED): {
        "2023年10月18号": date(2023, 10, 18), "去年10月18号": date(2023, 10, 18), "20231018": date(2023, 10, 18),
        "2023.10.18": date(2023, 10, 18),
        "去年10月18号发的": date(2023, 10, 18), "上个月18号": date(2024, 10, 18),
        "二〇二三年十月十八日": date(2023, 10, 18), "三级,去年10月18号发的": date(2023, 10, 18),
        "证上写的是2023年10月18日": date(2023, 10, 18), "今年3月5号拿的证": date(2024, 3, 5), "去年10月": back(),
        "2023年": back(),
        "10月18号": back(date(2024, 10, 18)), "去年10月考的试,10月18号发的证": back(date(2023, 10, 18)),
        "按2024年12月31日算": None,
        "不记得了": UNSURE, "哪个日期": None, "昨天": date(2024, 11, 19),
    },
    (SKILL, "certificate_level"): {
        "三级": "three", "高级工": "three", "中级": "four", "四级的": "four", "3级": "three", "3": "three",
        "技师": "two", "高级技师": "one", "初级": "five",
        "是三级": "three", "没写等级": "ungraded", "证书上没有等级": "ungraded", "不知道": UNSURE,
        "三级,去年考的": "three", "不是三级,是四级": "four", "level 3": "three",
    },
    (SKILL, STATUS): {
        "在厂里上班": "enterprise_employee", "公司上班": "enterprise_employee", "正在领失业金": "drawing_benefit",
        "灵活就业": "flexible", "公务员": "government_body",
        "企业职工": "enterprise_employee", "在职": "enterprise_employee", "自己交社保": "flexible",
        "在律所上班": "six_types_staff",
        "失业了,没领失业金": "unemployed", "我现在的身份是什么意思": None,
    },
    (SKILL, "claimed_before"): {
        "没领过": False, "领过": True, "领过一次": True, "没有": False, "第一次": False, "有,去年领过一次": True,
        "没有,这是第一次": False, "去年领过一次": True,
        "是": True, "否": False, "没": False, "从来没领过": False, "不清楚": UNSURE, "忘了": UNSURE,
        "领过能再领吗": True, "好像领过": back(True), "应该没有吧": back(False),
        "yes": True, "no": False, "never": False, "这个补贴是啥": None, "能领几次": None,
    },
    (SKILL, "claims_this_year"): {
        "一次": 1, "1次": 1, "两回": 2, "没领过": 0, "没有": 0, "0": 0, "一次都没有": 0, "今年领了一次": 1, "2": 2,
        "once": 1, "好几次": back(), "不记得": UNSURE,
    },
    (SKILL, "higher_certificate_held"): {
        "没有": "none", "没有更高的": "none", "有": back("same_trade", "other_trade"), "不清楚": UNSURE,
    },
    (SKILL, "certificate_kind"): {
        "职业技能等级证书": "skill_level", "技能等级证": "skill_level", "叉车证": "special_equipment",
        "上岗证": "special_operation", "二建": "professional", "结业证": "other_certificate",
        "职业资格证": "vocational_qualification", "说不清是哪一种": "not_sure",
    },
    (BENEFIT, REASON): {
        "合同到期": "contract_expired", "合同到期公司没续": "contract_expired", "被辞退了": "dismissed",
        "公司裁员": "dismissed", "自己辞职的": "resigned", "不想干了": "resigned",
        "公司倒闭了": "closed_down", "单位提出来的,协商走的": "employer_proposed", "拖欠工资我才走的": "employer_fault",
        "还在上班": "still_employed", "被炒了": "dismissed",
    },
    (BENEFIT, "stop_event"): {
        "还没登记失业": None, "没有欠费": None, "这些情况我都没有": "none",
        "都没有": "none", "没有": "none", "又上班了": "reemployed", "跑滴滴": "other", "当兵去了": "military",
        "以上都没有": "none",
    },
    (BENEFIT, "months_paid"): {"交了5年": 60, "七年零四个月": 88, "3": back(3, 36), "不知道": UNSURE, "120": 120},
    (BENEFIT, "to_retirement"): {
        "还差3年": "over_12_months", "还有8个月": "under_12_months", "正好一年": "exactly_12_months", "到了": "reached",
    },
    (BENEFIT, "registered_unemployed"): {
        "办了": True, "没办": False, "还没办": False, "办过了": True, "怎么办": None, "去年就办了": True,
    },
    (BENEFIT, "seeking_work"): {"愿意": True, "想找": True, "不想": False, "愿意啊": True, "当然": True},
    (REFUND, UNIT): {
        "公司": "enterprise", "有限公司": "enterprise", "工厂": "enterprise", "我们是公司": "enterprise",
        "普通企业": "enterprise", "律所": "law_firm", "律师事务所": "law_firm", "会计所": "accounting_firm",
        "民办学校": "social_service", "个体户": "individual_business", "派遣公司": "dispatch_agency",
        "劳务派遣": "dispatch_agency", "协会": "social_group", "基金会": "foundation",
        "民办幼儿园": "social_service", "事业单位": "government_body", "其他": "other", "机关": "government_body",
        "我自己交的,灵活就业": "individual_insured", "我们是做劳务派遣的": "dispatch_agency",
        "不是劳务派遣,是公司": "enterprise", "有什么区别": None, "an ordinary company": "enterprise", "不清楚": UNSURE,
    },
    (REFUND, "registration_status"): {
        "正常": "active", "正常经营": "active", "没注销": "active", "正在注销": "deregistering",
        "注销了": "deregistered_before_payout", "吊销了": "licence_revoked",
    },
    (REFUND, "size_class"): {
        "小型": "small", "中型企业": "medium", "小微": back("small", "micro"), "微型": "micro", "大型的": "large",
        "中小企业": back("medium", "small"), "怎么划分": None, "不知道": UNSURE,
    },
    (REFUND, PAID): {
        "6.1万": 6_100_000, "61000": 6_100_000, "61000元": 6_100_000, "六万一": 6_100_000, "去年交了6.1万": 6_100_000,
        "一共6万1千块": 6_100_000, "43210.55": 4_321_055, "0": 0,
        "单位3万,个人3万,一共6万": 6_000_000, "大概6万": back(6_000_000), "单位部分3万": back(3_000_000),
        "6.1": back(6_100_000, 610), "营业额500万": None, "不清楚": UNSURE,
        "怎么查": None, "四万三千二百一十块五毛五": 4_321_055, "12万,没裁员": 12_000_000, "61,000 yuan": 6_100_000,
    },
    (REFUND, "surcharge_fen"): {"没有": 0, "没": 0, "200": 20_000, "没有滞纳金": 0, "两百块": 20_000, "0": 0},
    (REFUND, "new_claimants"): {
        "没有领失业金的": 0,
        "3个": 3, "3": 3, "三个人": 3, "没有": 0, "一个都没有": 0, "没人领": 0, "有2个人领了失业金": 2, "好几个": back(),
        "0": 0, "两个吧": back(2),
    },
    (REFUND, "insured_now"): {"30": 30, "30人": 30, "三十个": 30, "30多个": back(30), "现在30人": 30, "120": 120},
    (REFUND, "office_rate_bp"): {
        "5.5%": 550, "5.5": 550, "百分之五点五": 550, "20%": 2000, "百分之三": 300, "0": 0, "裁员率5.2%": 520,
    },
    (REFUND, "person_months"): {"1200": 1200, "1200人月": 1200, "加起来1200": 1200},
    (REFUND, "laid_off_anyone"): {
        "没裁": False, "裁了3个": True, "没有": False, "有": True, "一个都没裁": False, "裁了几个": True,
        "今年裁了": None, "有2个领了失业金": True, "没有这回事": False,
    },
    (REFUND, "last_year_arrears"): {
        "没欠": False, "没有": False, "欠了一个月": True, "欠过": True, "没欠过": False, "有,后来补了": True,
        "都交清了": False,
    },
    (REFUND, "arrears_paid_back"): {"补了": True, "还没补": False, "补上了": True, "没有": False, "都补齐了": True},
    (REFUND, "has_corporate_account"): {
        "有": True, "没有": False, "没开": False, "有的": True, "有公户": True, "没有被处罚": None, "没有欠费": None,
    },
    (REFUND, "on_large_list"): {"不在": False, "在": True, "在名单上": True, "不在名单里": False, "怎么查名单": None},
    (REFUND, "office_gave_rate"): {"没告诉": False, "告诉过": True, "没有": False, "说过": True, "没说过": False},
    (DISPATCH, "refund_received_on"): {
        "2024年9月2日": date(2024, 9, 2), "今年9月2号": date(2024, 9, 2), "还没收到": UNSURE, "没到账": UNSURE,
        "9月2号": back(date(2024, 9, 2)),
    },
    (DISPATCH, "own_staff_premium_fen"): {"32000元": 3_200_000, "3.2万": 3_200_000},
    (RATE, "contribution_month"): {
        "2024年6月": date(2024, 6, 1), "上个月": date(2024, 10, 1), "这个月": date(2024, 11, 1),
        "2024-06": date(2024, 6, 1), "6月": back(date(2024, 6, 1)), "今年6月份的": date(2024, 6, 1),
    },
    (RATE, "wage_base_fen"): {
        "4000": 400_000, "4000块": 400_000, "基数4000": 400_000, "按5000交": 500_000, "五千": 500_000,
        "不知道基数": UNSURE,
    },
    ("worker_start", "situation"): {
        "失业了": "lost_job", "在上班": "employed", "正在领失业金": "drawing", "没工作": "lost_job", "被裁了": "lost_job",
    },
    ("worker_start", "has_certificate"): {"有": True, "考了个四级": True, "没有": False, "没考过": False, "有证": True},
    ("firm_start", "topic"): {"稳岗返还": "refund", "费率": "rate", "两个都想了解": "both", "每个月交多少": "rate"},
    ("firm_start", "is_dispatch_agency"): {"不是": False, "是": True, "我们是派遣公司": True, "普通公司": False},
}  # fmt: skip
CASES = [(*asked, said, expected) for asked, answers in TABLE.items() for said, expected in answers.items()]


@pytest.mark.parametrize(("flow", "fact", "said", "expected"), CASES, ids=[f"{c[1]}-{c[2]}" for c in CASES])
def test_an_answer(flow, fact, said, expected):
    result = ask(flow, fact, said)
    if expected is None:
        assert result is None
    elif isinstance(expected, Back):
        assert isinstance(result, Doubt)
        assert result.candidates == tuple(expected)
    else:
        assert isinstance(result, Found), result
        assert (result.program, result.fact, result.value) == (shipped_flows()[flow].program.name, fact, expected)


OPTIONS = ("enterprise", "dispatch_agency", "social_group", UNSURE)


@pytest.mark.parametrize(
    ("said", "value"),
    [("2", "dispatch_agency"), ("第二个", "dispatch_agency"), ("选2", "dispatch_agency"), ("2号", "dispatch_agency"),
     ("第三项", "social_group"), ("B", "dispatch_agency"),
     ("最后一个", UNSURE), ("4", UNSURE), ("option 2", "dispatch_agency"), ("the first one", "enterprise"),
     ("我选第一个", "enterprise"), ("选二", "dispatch_agency")],
)  # fmt: skip
def test_an_option_chosen_by_its_place(said, value):
    result = ask(REFUND, UNIT, said, options=OPTIONS)
    assert isinstance(result, Found)
    assert result.value == value


@pytest.mark.parametrize("said", ["9", "第九个", "Z", "0"])
def test_no_such_option(said):
    assert ask(REFUND, UNIT, said, options=OPTIONS) is None


def test_a_number_that_may_be_a_level_or_a_place_is_asked_back():
    levels = ("five", "four", "three", "two", "one", "ungraded", UNSURE)
    assert ask(SKILL, "certificate_level", "3", options=levels).value == "three"
    assert ask(SKILL, "certificate_level", "2", options=levels).candidates == ("two", "four")
    assert ask(SKILL, "certificate_level", "第二个", options=levels).value == "four"
    assert ask(SKILL, "certificate_level", "二级", options=levels).value == "two"


def test_the_parts_of_a_date_come_one_by_one():
    year = ask(SKILL, ISSUED, "去年")
    assert year.partial == (2023,)
    month = ask(SKILL, ISSUED, "10月", partial=year.partial)
    assert month.partial == (2023, 10)
    assert ask(SKILL, ISSUED, "18号", partial=month.partial).value == date(2023, 10, 18)
    day = ask(SKILL, ISSUED, "10月18号")
    assert day.partial == (None, 10, 18)
    assert ask(SKILL, ISSUED, "去年", partial=day.partial).value == date(2023, 10, 18)
    assert ask(SKILL, ISSUED, "2023年的", partial=day.partial).value == date(2023, 10, 18)


def test_last_year_is_asked_back_where_another_year_is_looked_at():
    doubt = ask(SKILL, ISSUED, "去年10月18号", as_of=date(2018, 6, 1))
    assert isinstance(doubt, Doubt)
    assert doubt.why == "relative_year"


@pytest.mark.parametrize(
    ("flow", "fact", "said"),
    [(SKILL, MONTHS, "900个月"), (SKILL, MONTHS, "交了900个月"), (SKILL, ISSUED, "2023年2月30日"),
     (SKILL, ISSUED, "2023年13月1日"), (REFUND, "months_paid_base_year", "13个月"),
     (REFUND, "office_rate_bp", "200%"), (REFUND, PAID, "-5"), (REFUND, "insured_now", "30.5"),
     (SKILL, ISSUED, "1900年1月1日")],
)  # fmt: skip
def test_what_cannot_be_is_refused_as_the_pages_do(flow, fact, said):
    with pytest.raises(AnswerError):
        ask(flow, fact, said)


def test_a_list_needs_its_form():
    assert ask(DISPATCH, "host_employers", "派到A厂交了20万") is None


@pytest.mark.parametrize("said", ["", " ", "。", "?", "啊"])
def test_nothing_said_is_no_answer(said):
    for flow, fact in TABLE:
        assert ask(flow, fact, said) is None
