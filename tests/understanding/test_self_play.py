"""Whole messages as workers and firms write them, with every certain fact of each: nothing more, and nothing less.

Most of them say beside a fact what is none: a rule, a rumour, a plan, another person's case, another firm's.
"""

from datetime import date
from typing import Any

import pytest

from assistant.understanding.model import Context
from assistant.understanding.understand import understand

TODAY = date(2024, 11, 20)

MESSAGES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("别人说这个证要在网上查得到才行,我还没查", {}),
    ("单位要跟我协商解除,我还没签字,签了能领不", {}),
    ("听说领失业金的时候找到工作就停发是吧", {}),
    ("我们集团子公司被吊销执照了,不是我们", {}),
    ("刚收到短信说8月30号返还到账,我查公户没有啊", {}),
    (
        "单位交的社保,从2021年3月开始交的,算下来有三年多了,高级工证是今年4月15号的",
        {"certificate_level": "three", "issued_on": date(2024, 4, 15)},
    ),
    ("中级工补1500高级工补2000对吧,我是高级工来的", {"certificate_level": "three"}),
    (
        "之前同一个工种的技师我已经领过了,现在拿高级的来领行不",
        {"certificate_level": "three", "higher_level_claim": "same_trade", "claimed_before": True},
    ),
    (
        "个体户老板雇的我,给我交社保,我考了中式烹调师四级",
        {"employment_status": "six_types_staff", "certificate_level": "four"},
    ),
    ("我失业金领了两个月,上礼拜又找到班上了,后面的还能领吗", {"stop_event": "reemployed"}),
    ("饭店关门了老板跑了,我在那里干了五年,社保交了三年", {"leaving_reason": "closed_down", "months_paid": 36}),
    ("客户公司去年裁了人,但是我们没裁", {"laid_off_anyone": False}),
    ("我们HR说去年没人去领失业金", {"new_claimants": 0}),
    ("去年月均参保40人,领失业金的0人", {"new_claimants": 0}),
    (
        "我老公上班被公司优化了,我自己还在上班,帮他问的,他社保交了11年",
        {"leaving_reason": "dismissed", "months_paid": 132},
    ),
    ("签的三年合同下个月到期,公司意思是不续了,能领失业金不", {}),
    ("我们上了经营异常名录但是已经移出了", {}),
    (
        "证书是2024.3.18发的,三级,物业上班",
        {"employment_status": "enterprise_employee", "certificate_level": "three", "issued_on": date(2024, 3, 18)},
    ),
    (
        "第一次申请,不知道咋弄,三级电工,zscx能查到",
        {"found_online": True, "certificate_level": "three", "claimed_before": False},
    ),
    (
        "三级证下来前我社保交了15个月,到现在交了20个月",
        {"certificate_level": "three", "insured_months_at_certificate": 15, "insured_months_at_application": 20},
    ),
    (
        "公司去年底解散了,我一直没去办失业登记,现在办还来得及吗",
        {"leaving_reason": "closed_down", "registered_unemployed": False},
    ),
    (
        "我这个月刚裸辞,没有社保补贴,也没办过灵活就业",
        {"leaving_reason": "resigned", "social_insurance_subsidy": False, "flexible_registered": False},
    ),
    (
        "稳岗返还的钱2024年10月28日到了我们对公账户",
        {"has_corporate_account": True, "refund_received_on": date(2024, 10, 28)},
    ),
    ("失业保险基数3500的话个人是17.5吗", {"wage_base_fen": 350000}),
    ("my boss didn't pay wages for three months so I left", {"leaving_reason": "employer_fault"}),
    ("听说自己辞职的也能领了,有没有这回事", {}),
    ("我们被列进失信名单了,已经做了信用修复", {}),
    (
        "Hi, I'm a delivery rider and pay my own social insurance. Got an intermediate cook certificate. Am I eligible?",
        {"employment_status": "flexible", "certificate_level": "four"},
    ),
    (
        "our company did not lay off anyone last year and paid 85,000 yuan unemployment insurance in 2023, small enterprise",
        {
            "organisation_type": "enterprise",
            "laid_off_anyone": False,
            "size_class": "small",
            "premium_paid_fen": 8500000,
        },
    ),
    (
        "师傅带我考的电工三级,证上面的日子是二零二四年七月九号,在物流公司上班交社保一年半",
        {
            "employment_status": "enterprise_employee",
            "certificate_level": "three",
            "issued_on": date(2024, 7, 9),
            "insured_months_at_application": 18,
        },
    ),
    (
        "我这个是全国都能查到的职业技能等级证书,二级/技师",
        {"found_online": True, "certificate_kind": "skill_level", "certificate_level": "two"},
    ),
    ("单位说证岗相适的承诺书他们可以盖章,就是问下三级多少钱", {"fit_for_post": True, "certificate_level": "three"}),
    (
        "在赣江新区一家药厂质检岗,去年11月23日下证四级化学检验员",
        {"employment_status": "enterprise_employee", "certificate_level": "four", "issued_on": date(2023, 11, 23)},
    ),
    ("我跟老板吵了一架被他当场开除了", {"leaving_reason": "dismissed"}),
    ("失业登记还没去,先问问要带啥", {"registered_unemployed": False}),
    (
        "两年前领完过一次失业金,之后又交了4年,这回是公司裁员",
        {"drew_before": True, "leaving_reason": "dismissed", "months_paid": 48},
    ),
    ("打了两个月零工,失业金给停了是不是因为这个", {"stop_event": "other"}),
    ("注销流程走到一半了,返还会不会发", {"registration_status": "deregistering"}),
    ("给你个例子:基数10000,单位和个人一共交多少失业保险", {"wage_base_fen": 1000000}),
    (
        "不是僵尸企业不是失信企业,单位一直正常经营",
        {"seriously_dishonest": False, "on_zombie_list": False, "registration_status": "active"},
    ),
    ("上年没有任何人被裁掉,也没人领失业金", {"laid_off_anyone": False, "new_claimants": 0}),
    ("最低基数是3500还是4000", {}),
    ("培训补贴是培训学校领走的,不是我领的", {"training_subsidy": True}),
)


@pytest.mark.parametrize(("typed", "facts"), MESSAGES)
def test_what_a_message_says_and_no_more(typed: str, facts: dict[str, Any]) -> None:
    understood = understand(typed, Context(TODAY, TODAY))

    assert {one.fact: one.value for one in understood.facts} == facts
