# ruff: noqa: E501 (tables: a sentence and what it comes to stand on one line)
"""Facts of the unemployment benefit in sentences as people write them, and in sentences that only look so."""

from typing import Any

import pytest

from assistant.understanding.facts import benefit
from tests.understanding.reading import doubted, facts_of, found

Case = tuple[str, dict[str, Any], dict[str, str]]  # what is typed, the certain facts, why each doubt is one

# fmt: off
CASES: list[Case] = [
    ("我是去年10月被公司裁员的,交了五年失业保险,能领多少个月", {"leaving_reason": "dismissed", "months_paid": 60}, {}),
    ("合同到期了公司不续签,社保交了三年零两个月", {"leaving_reason": "contract_expired", "months_paid": 38}, {}),
    ("合同到期,公司要给我续,是我自己不想续了", {"leaving_reason": "expired_declined"}, {}),
    ("老板把我炒了,能领失业金吗", {"leaving_reason": "dismissed"}, {}),
    ("我把老板炒了,能领失业金吗", {"leaving_reason": "resigned"}, {}),
    ("公司倒闭了,工资也没发", {"leaving_reason": "closed_down"}, {}),
    ("工厂破产清算,我们都失业了", {"leaving_reason": "closed_down"}, {}),
    ("公司没给我交社保,我才走的", {"leaving_reason": "employer_fault"}, {}),
    ("公司拖欠三个月工资,我被迫离职", {"leaving_reason": "employer_fault"}, {}),
    ("自己辞职的能不能领失业金", {"leaving_reason": "resigned"}, {}),
    ("裸辞,社保满一年", {"leaving_reason": "resigned", "months_paid": 12}, {}),
    ("公司跟我协商解除劳动合同,给了n+1", {"leaving_reason": "employer_proposed"}, {}),
    ("公司给了我N+1让我走", {"leaving_reason": "employer_proposed"}, {}),
    ("我离职了,交了两年社保", {"months_paid": 24}, {}),
    ("我失业了怎么办", {}, {}),
    ("我被优化了", {"leaving_reason": "dismissed"}, {}),
    ("我\"毕业\"了,字节毕业", {"leaving_reason": "dismissed"}, {}),
    ("单位让我写主动辞职,其实是裁员", {"leaving_reason": "dismissed"}, {}),
    ("离职证明上写的是个人原因,可我是被辞退的", {"employer_recorded_voluntary": True, "leaving_reason": "dismissed"}, {}),
    ("公司报的是自愿离职,实际是开除", {"employer_recorded_voluntary": True}, {}),
    ("我还在上班,想问问失业金", {"leaving_reason": "still_employed"}, {}),
    ("我还没离职呢", {"leaving_reason": "still_employed"}, {}),
    ("又找到工作了,失业金还发吗", {"stop_event": "reemployed"}, {}),
    ("还没找到工作", {}, {}),
    ("找到新单位了", {"stop_event": "reemployed"}, {}),
    ("失业金领了三个月又上班了", {"stop_event": "reemployed"}, {}),
    ("我去当兵了失业金怎么办", {"stop_event": "military"}, {}),
    ("我已经退休了", {"stop_event": "pension"}, {}),
    ("我领养老金了还能领失业金吗", {"stop_event": "pension"}, {}),
    ("我现在偶尔打点零工", {"stop_event": "other"}, {}),
    ("领失业金期间能打零工吗", {}, {}),
    ("我跑外卖", {"stop_event": "other"}, {}),
    ("社区介绍的工作我没去", {"stop_event": "refused_offer"}, {}),
    ("坐牢期间失业金停吗", {}, {}),
    ("失业金以前没领过", {"drew_before": False}, {}),
    ("之前领过一次失业金,还剩4个月没领完", {"drew_before": True, "undrawn_months": 4}, {}),
    ("上次领了6个月,剩5个月没领", {"drew_before": True, "undrawn_months": 5}, {}),
    ("办了灵活就业登记还能领失业金吗", {"flexible_registered": True}, {}),
    ("没办过灵活就业登记", {"flexible_registered": False}, {}),
    ("我在领社保补贴", {"social_insurance_subsidy": True}, {}),
    ("没有领社保补贴", {"social_insurance_subsidy": False}, {}),
    ("没有办失业登记", {"registered_unemployed": False}, {}),
    ("失业登记办了", {"registered_unemployed": True}, {}),
    ("我58岁了,还差两年退休", {"to_retirement": "over_12_months"}, {}),
    ("离退休还有10个月", {"to_retirement": "under_12_months"}, {}),
    ("还差正好一年退休", {"to_retirement": "exactly_12_months"}, {}),
    ("到退休年龄了", {"to_retirement": "reached"}, {}),
    ("还有不到一年退休", {"to_retirement": "under_12_months"}, {}),
    ("想找工作,一直在找", {"seeking_work": True}, {}),
    ("不想找工作了", {"seeking_work": False}, {}),
    ("要是我被辞退能领吗", {}, {}),
    ("如果公司倒闭了能领失业金吗", {}, {}),
    ("被辞退能领失业金吗", {"leaving_reason": "dismissed"}, {}),
    ("没被辞退,合同到期", {"leaving_reason": "contract_expired"}, {}),
    ("不是我辞职,是公司裁的", {"leaving_reason": "dismissed"}, {}),
    ("公司要裁员了,怎么办", {}, {}),
    ("学校把我解聘了", {"leaving_reason": "public_institution"}, {}),
    ("医院解除聘用合同", {"leaving_reason": "public_institution"}, {}),
    ("在民办学校上班,被辞退", {"leaving_reason": "dismissed"}, {}),
    ("试用期被辞退能领吗,交了8个月", {"leaving_reason": "dismissed", "months_paid": 8}, {}),
    ("怀孕被辞退了", {"leaving_reason": "dismissed"}, {}),
    ("我爸厂子倒了,交了15年,他51岁", {"leaving_reason": "closed_down", "months_paid": 180}, {}),
    ("失业保险缴了13个月", {"months_paid": 13}, {}),
    ("断断续续交了4年", {"months_paid": 48}, {}),
    ("中断了半年,前面交了三年", {"months_paid": 36}, {}),
    ("大概交了五六年吧", {}, {"months_paid": "vague"}),
    ("刚交满一年", {"months_paid": 12}, {}),
    ("失业金领到几月份", {}, {}),
    ("我社保交了5年,医保交了8年,被裁了", {"leaving_reason": "dismissed", "months_paid": 60}, {}),
    ("I was fired last month, paid contributions for 5 years", {"leaving_reason": "dismissed", "months_paid": 60}, {}),
    ("my contract expired and the company did not renew", {"leaving_reason": "contract_expired"}, {}),
    ("I quit my job, can I get unemployment benefit", {"leaving_reason": "resigned"}, {}),
    ("I resigned because they didn't pay my wages", {"leaving_reason": "employer_fault"}, {}),
    ("the factory closed down, insured for 30 months", {"leaving_reason": "closed_down", "months_paid": 30}, {}),
    ("never drew unemployment benefit before", {"drew_before": False}, {}),
    ("can I get benefit if I quit", {}, {}),
    ("I found a new job", {"stop_event": "reemployed"}, {}),
    ("I am still employed", {"leaving_reason": "still_employed"}, {}),
    ("my employer recorded it as voluntary resignation but I was dismissed", {"employer_recorded_voluntary": True, "leaving_reason": "dismissed"}, {}),
    ("I have 8 months left until retirement", {"to_retirement": "under_12_months"}, {}),
    ("I'm registered as unemployed", {"registered_unemployed": True}, {}),
    ("劝退算不算辞退", {}, {}),
    ("公司搬迁我没去", {}, {}),
    ("单位改制下岗了", {}, {}),
    ("公司裁人,裁到我了", {"leaving_reason": "dismissed"}, {}),
    ("被公司开了", {"leaving_reason": "dismissed"}, {}),
    ("公司以不胜任为由把我辞了", {"leaving_reason": "dismissed"}, {}),
    ("让我走人了", {}, {}),
    ("劳动合同终止,单位不再续签", {"leaving_reason": "contract_expired"}, {}),
    ("合同没到期就让我走", {}, {}),
    ("合同到期前我就走了", {}, {}),
    ("我是劳务派遣工,被退回了", {}, {}),
    ("不是自愿离职", {}, {}),
    ("老板跑路了", {}, {}),
    ("厂里效益不好把我们辞了", {"leaving_reason": "dismissed"}, {}),
    ("因为身体原因辞职的", {"leaving_reason": "resigned"}, {}),
    ("因为公司降薪我辞职了", {"leaving_reason": "resigned"}, {}),
    ("我给公司干了八年被裁员了赔了n+1,能领失业金不", {}, {"leaving_reason": "conflict"}),
    ("单位说我不胜任,解除了劳动合同", {"leaving_reason": "dismissed"}, {}),
    ("公司单方面跟我解除合同", {"leaving_reason": "dismissed"}, {}),
    ("老板让我别来了", {"leaving_reason": "dismissed"}, {}),
    ("试用期没过被公司辞退了", {"leaving_reason": "dismissed"}, {}),
    ("疫情公司裁员我被裁了社保交了七年", {"leaving_reason": "dismissed", "months_paid": 84}, {}),
    ("厂子黄了", {"leaving_reason": "closed_down"}, {}),
    ("公司注销了,没班上了", {"leaving_reason": "closed_down"}, {}),
    ("饭店关门了,我没活干了", {"leaving_reason": "closed_down"}, {}),
    ("公司搬到外地了我没跟去,被解除合同", {"leaving_reason": "dismissed"}, {}),
    ("我是自己提的离职,但是是因为拖欠工资", {"leaving_reason": "employer_fault"}, {}),
    ("公司半年没发工资我就走了", {"leaving_reason": "employer_fault"}, {}),
    ("单位一直没给我缴社保,所以我提出解除", {"leaving_reason": "employer_fault"}, {}),
    ("上个月底合同到期了,单位没跟我续", {"leaving_reason": "contract_expired"}, {}),
    ("合同期满终止", {"leaving_reason": "contract_expired"}, {}),
    ("合同到期单位降薪续签我没同意", {"leaving_reason": "contract_expired"}, {}),
    ("公司愿意续签但我不想干了", {"leaving_reason": "expired_declined"}, {}),
    ("主动辞职的话能领吗", {}, {}),
    ("辞职三个月了", {"leaving_reason": "resigned"}, {}),
    ("我没有辞职,是被开除的", {"leaving_reason": "dismissed"}, {}),
    ("事业单位聘用合同到期没续", {"leaving_reason": "contract_expired"}, {}),
    ("民办学校合同到期", {"leaving_reason": "contract_expired"}, {}),
    ("还有三年退休,失业了", {"to_retirement": "over_12_months"}, {}),
    ("我55岁,离退休不到一年", {"to_retirement": "under_12_months"}, {}),
    ("差8个月到退休年龄", {"to_retirement": "under_12_months"}, {}),
    ("再过两年就退休", {"to_retirement": "over_12_months"}, {}),
    ("失业金领过两个月就上班了,现在又失业", {"drew_before": True}, {}),
    ("2019年领过3个月失业金", {"drew_before": True}, {}),
    ("以前领过的,剩下的还能领吗", {"drew_before": True}, {}),
    ("前面那次还有4个月没领,这次交了两年", {"drew_before": True, "undrawn_months": 4, "months_paid": 24}, {}),
    ("我第一次领", {"drew_before": False}, {}),
    ("这是我头一次失业", {"drew_before": False}, {}),
    ("社保补贴没享受过", {"social_insurance_subsidy": False}, {}),
    ("我有灵活就业登记", {"flexible_registered": True}, {}),
    ("登记了灵活就业", {"flexible_registered": True}, {}),
    ("在老家还领着失业金", {"drawing_elsewhere": True}, {}),
    ("只在这里领", {"drawing_elsewhere": False}, {}),
    ("我没有在别的地方领", {"drawing_elsewhere": False}, {}),
    ("还没做失业登记", {"registered_unemployed": False}, {}),
    ("失业登记做过了", {"registered_unemployed": True}, {}),
    ("我愿意上班", {"seeking_work": True}, {}),
    ("在家带孩子暂时不找工作", {"seeking_work": False}, {}),
    ("单位给我报的是辞职,实际是把我裁了", {"employer_recorded_voluntary": True, "leaving_reason": "dismissed"}, {}),
    ("离职证明写的个人原因怎么办", {"employer_recorded_voluntary": True}, {}),
    ("hr非要我写个人原因", {"employer_recorded_voluntary": True}, {}),
    ("系统显示我是主动离职", {"employer_recorded_voluntary": True}, {}),
    ("公司写的是合同到期", {"leaving_reason": "contract_expired"}, {}),
    ("我已经在新公司上班了", {"stop_event": "reemployed"}, {}),
    ("刚入职新公司", {"stop_event": "reemployed"}, {}),
    ("重新就业了", {"stop_event": "reemployed"}, {}),
    ("当兵入伍了", {"stop_event": "military"}, {}),
    ("准备移民", {}, {}),
    ("下个月退休", {}, {}),
    ("我开了个小店", {}, {}),
    ("我注册了营业执照", {}, {}),
    ("我在家带娃", {}, {}),
    ("我被判刑了", {"stop_event": "imprisoned"}, {}),
    ("街道介绍的工作太远我拒绝了", {"stop_event": "refused_offer"}, {}),
    ("公积金交了五年", {}, {}),
    ("失业保险我交了3年8个月", {"months_paid": 44}, {}),
    ("保险交了不满一年", {}, {"months_paid": "vague"}),
    ("社保断缴两年了", {}, {}),
    ("工龄10年", {}, {}),
    ("工作了12年,一直交社保", {}, {}),
    ("干了5年", {}, {}),
    ("单位给我交了5年", {"months_paid": 60}, {}),
    ("累计缴费九年零六个月", {"months_paid": 114}, {}),
    ("98个月", {"months_paid": 98}, {}),
    ("I got laid off after 3 years at the factory", {"leaving_reason": "dismissed"}, {}),
    ("they let me go", {"leaving_reason": "dismissed"}, {}),
    ("my boss fired me", {"leaving_reason": "dismissed"}, {}),
    ("company shut down last month", {"leaving_reason": "closed_down"}, {}),
    ("my contract ended in October", {"leaving_reason": "contract_expired"}, {}),
    ("we agreed to terminate by mutual agreement", {"leaving_reason": "employer_proposed"}, {}),
    ("quit voluntarily", {"leaving_reason": "resigned"}, {}),
    ("I have paid unemployment insurance for 26 months", {"months_paid": 26}, {}),
    ("I have not registered as unemployed", {"registered_unemployed": False}, {}),
    ("I'm 2 years away from retirement", {"to_retirement": "over_12_months"}, {}),
]
# fmt: on

# Not a word on losing work: from a conversation about something else, nothing is taken.
ELSEWHERE = [
    "社保交了两年",
    "三级电工证",
    "没领过",
    "我们公司去年注销了",
    "我跑外卖",
    "我在厂里上班,社保交了三年",
    "基数4000交了一年",
    "考完证就辞职了,还能申请技能补贴吗",
    "我们52人参保,其他都是自己走的",
]


@pytest.mark.parametrize(("typed", "facts", "doubts"), CASES, ids=lambda value: value if isinstance(value, str) else "")
def test_a_sentence_in_a_conversation_on_the_benefit(typed: str, facts: dict[str, Any], doubts: dict[str, str]) -> None:
    read = facts_of(benefit, typed, inside=True)
    assert (found(read), doubted(read)) == (facts, doubts)


@pytest.mark.parametrize("typed", ELSEWHERE)
def test_nothing_is_taken_from_a_message_on_something_else(typed: str) -> None:
    read = facts_of(benefit, typed)
    assert (read.found, read.doubts) == ((), ())


def test_every_fact_carries_the_words_that_say_it() -> None:
    typed = "公司倒闭了，社保交了三年"
    said = {one.fact: typed[one.span.start : one.span.end] for one in facts_of(benefit, typed).found}
    assert said == {"leaving_reason": "公司倒闭了", "months_paid": "三年"}


def test_what_the_employer_wrote_is_not_why_one_left() -> None:
    assert found(facts_of(benefit, "离职证明上写的是个人原因离职,能领失业金吗")) == {
        "employer_recorded_voluntary": True
    }


def test_two_reasons_are_asked_back() -> None:
    (doubt,) = facts_of(benefit, "我被裁员了,公司给了n+1").doubts
    assert (doubt.fact, doubt.why, set(doubt.candidates)) == (
        "leaving_reason",
        "conflict",
        {"dismissed", "employer_proposed"},
    )
