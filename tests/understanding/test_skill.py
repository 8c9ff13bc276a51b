# ruff: noqa: E501 (tables: a sentence and what it comes to stand on one line)
"""Facts of the skill subsidy in sentences as people write them, and in sentences that only look so."""

from datetime import date
from typing import Any

import pytest

from assistant.understanding.facts import skill
from tests.understanding.reading import TODAY, doubted, facts_of, found

Case = tuple[str, dict[str, Any], dict[str, str]]  # what is typed, the certain facts, why each doubt is one

# fmt: off
CASES: list[Case] = [
    ("我是去年12月5号拿到的四级养老护理员证,在养老院上班,单位给交社保三年了", {"certificate_level": "four", "issued_on": date(2023, 12, 5), "insured_months_at_application": 36}, {}),
    ("刚考下来中级焊工,下证日期2024年9月3日,社保交了一年半,头一回申请", {"certificate_level": "four", "issued_on": date(2024, 9, 3), "insured_months_at_application": 18, "claimed_before": False}, {}),
    ("证是8月15号发的", {}, {"issued_on": "partial"}),
    ("三级的证,今年七月二十号发证,第一次申请这个补贴", {"certificate_level": "three", "issued_on": date(2024, 7, 20), "claimed_before": False}, {}),
    ("我的证书是2024.5.6核发的,五级", {"certificate_level": "five", "issued_on": date(2024, 5, 6)}, {}),
    ("高级工证,核发日期2023-12-28,领过一次四级的补贴", {"certificate_level": "three", "issued_on": date(2023, 12, 28), "claimed_before": True}, {}),
    ("请问高级技师可以领多少补贴", {"certificate_level": "one"}, {}),
    ("我男朋友是外卖骑手,考了四级电工证能领吗", {"employment_status": "flexible", "certificate_level": "four"}, {}),
    ("我在律所做行政,考了三级企业人力资源管理师,失业保险交了40个月", {"employment_status": "six_types_staff", "certificate_level": "three", "insured_months_at_application": 40}, {}),
    ("我现在领着失业金,考了个五级育婴员证", {"employment_status": "drawing_benefit", "certificate_level": "five"}, {}),
    ("失业金领完了,现在没上班,今年考了中级茶艺师", {"employment_status": "drew_earlier", "certificate_level": "four"}, {"issued_on": "partial"}),
    ("我是灵活就业的,自己交社保,有四级美容师证", {"employment_status": "flexible", "certificate_level": "four"}, {}),
    ("我是公务员考的三级茶艺师能领不", {"employment_status": "government_body", "certificate_level": "three"}, {}),
    ("失业了一直没领失业金,手里有个三级证", {"employment_status": "unemployed", "certificate_level": "three"}, {}),
    ("拿到证的时候社保只交了11个月", {"insured_months_at_certificate": 11}, {}),
    ("考到证那会儿才交了8个月社保,现在有20个月了", {"insured_months_at_certificate": 8, "insured_months_at_application": 20}, {}),
    ("累计参保36个月", {"insured_months_at_application": 36}, {}),
    ("失业保险一共缴了60个月了,三级", {"certificate_level": "three", "insured_months_at_application": 60}, {}),
    ("我交了两年房租,三级电工证", {"certificate_level": "three"}, {}),
    ("领了三个月工资就走了,有四级证", {"certificate_level": "four"}, {}),
    ("三级医院护士能领技能补贴吗", {}, {"employment_status": "which"}),
    ("一级建造师证能领技能补贴吗", {"certificate_kind": "professional"}, {}),
    ("二级市场炒股的证能不能领", {}, {}),
    ("我儿子三岁了,考了四级育婴员", {"certificate_level": "four"}, {}),
    ("住在高级酒店,做客房服务员,考了五级证", {"certificate_level": "five"}, {}),
    ("想考三级,能领多少补贴", {}, {}),
    ("打算明年考高级工", {}, {}),
    ("准备考四级电工,补贴多少", {}, {}),
    ("三级以上才能领吗", {}, {}),
    ("我上个月18号拿证", {"issued_on": date(2024, 10, 18)}, {}),
    ("前天刚发的证,三级", {"certificate_level": "three", "issued_on": date(2024, 11, 18)}, {}),
    ("证书等级是四级的,职业技能等级证书", {"certificate_kind": "skill_level", "certificate_level": "four"}, {}),
    ("我的证上印的是职业资格证书,三级", {"certificate_kind": "vocational_qualification", "certificate_level": "three"}, {}),
    ("特种作业操作证能申领吗", {"certificate_kind": "special_operation"}, {}),
    ("低压电工操作证可以领补贴吗", {"certificate_kind": "special_operation"}, {}),
    ("我有叉车证和三级叉车工证", {"certificate_kind": "special_equipment", "certificate_level": "three"}, {}),
    ("电梯证能不能领补贴", {"certificate_kind": "special_equipment"}, {}),
    ("我考了初级会计能领技能补贴吗", {"certificate_kind": "professional"}, {}),
    ("教师资格证可以吗", {"certificate_kind": "professional"}, {}),
    ("结业证能领补贴吗", {"certificate_kind": "other_certificate"}, {}),
    ("培训班免费的,考了四级,能领补贴吗", {"certificate_level": "four"}, {"training_subsidy": "vague"}),
    ("学校已经申请了培训补贴,我还能领技能补贴不", {"training_subsidy": True}, {}),
    ("培训补贴没有享受过", {"training_subsidy": False}, {}),
    ("今年已经领过两次了还能领第三次吗", {"claimed_before": True, "claims_this_year": 2}, {}),
    ("今年领过两回,都是四级的,现在考了三级", {"certificate_level": "three", "claimed_before": True, "claims_this_year": 2}, {}),
    ("最近一年没领过技能补贴", {"claims_last_12_months": 0}, {}),
    ("从来没领过任何补贴", {"claimed_before": False}, {}),
    ("以前领过一次技能提升补贴", {"claimed_before": True}, {}),
    ("我去年领过四级的,今年三级还能领吗", {"certificate_level": "three", "claimed_before": True}, {}),
    ("补贴没领过", {"claimed_before": False}, {}),
    ("没有领过技能补贴", {"claimed_before": False}, {}),
    ("我好像领过一次", {}, {"claimed_before": "vague"}),
    ("可能是三级吧", {}, {"certificate_level": "vague"}),
    ("不知道是几级", {}, {}),
    ("是三级还是四级领得多", {}, {}),
    ("三级和四级分别多少钱", {}, {}),
    ("我说错了,是2023年11月2号发的证", {"issued_on": date(2023, 11, 2)}, {}),
    ("2023年10月18号发的证,不对,是2023年11月18号", {"issued_on": date(2023, 11, 18)}, {}),
    ("发证日期2024年13月2号", {}, {"issued_on": "partial"}),
    ("去年发的证", {}, {"issued_on": "partial"}),
    ("大概去年年底拿的证", {}, {"issued_on": "partial"}),
    ("证在外省考的,社保在本省", {"certificate_outside_area": True}, {}),
    ("证是本地考的", {"certificate_outside_area": False}, {}),
    ("网上能查到吗", {}, {}),
    ("证书在官网能查到,三级", {"found_online": True, "certificate_level": "three"}, {}),
    ("证书网上没有查到", {"found_online": False}, {}),
    ("osta上查得到", {"found_online": True}, {}),
    ("我的证被注销了", {"certificate_revoked": True}, {}),
    ("电工在急需紧缺目录里面吗", {}, {}),
    ("我这个工种在急需紧缺目录里", {"urgent_occupation": True}, {}),
    ("不在紧缺目录", {"urgent_occupation": False}, {}),
    ("单位愿意开证岗相适的证明", {"fit_for_post": True}, {}),
    ("单位不给开承诺书", {"fit_for_post": False}, {}),
    ("没有更高级别的证书", {"higher_certificate_held": "none"}, {}),
    ("同工种四级的补贴已经领过了,现在三级", {"certificate_level": "three", "claimed_before": True}, {}),
    ("同工种同等级没领过", {"same_level_claim": "none"}, {}),
    ("要是我考了三级能领多少", {"certificate_level": "three"}, {}),
    ("如果社保交了两年能领吗", {}, {}),
    ("社保断了3个月,前后交了两年", {"insured_months_at_application": 24}, {}),
    ("社保交了两年多", {}, {"insured_months_at_application": "vague"}),
    ("社保差不多交了三年", {}, {"insured_months_at_application": "vague"}),
    ("交满一年了", {"insured_months_at_application": 12}, {}),
    ("社保交了五年零三个月", {"insured_months_at_application": 63}, {}),
    ("我交社保快一年了", {}, {"insured_months_at_application": "vague"}),
    ("医保交了10年,三级证", {"certificate_level": "three"}, {}),
    ("养老保险交了十五年", {}, {}),
    ("我三级证两本,一本电工,一本焊工", {"certificate_level": "three"}, {}),
    ("我在私企上班", {"employment_status": "enterprise_employee"}, {}),
    ("我在事业单位上班", {"employment_status": "government_body"}, {}),
    ("我们学校是民办的,我是职工,考了三级", {"certificate_level": "three"}, {}),
    ("我老婆在超市上班,考的五级收银员", {"employment_status": "enterprise_employee", "certificate_level": "five"}, {}),
    ("I passed level 4 welder in March 2024 and I work in a factory", {"employment_status": "enterprise_employee", "certificate_level": "four"}, {"issued_on": "partial"}),
    ("I have a senior certificate issued on 2024-05-06, never claimed the subsidy", {"certificate_level": "three", "issued_on": date(2024, 5, 6), "claimed_before": False}, {}),
    ("my certificate was issued on 5 May 2024, level 3", {"certificate_level": "three", "issued_on": date(2024, 5, 5)}, {}),
    ("I'm self-employed, can I get the skill subsidy", {"employment_status": "flexible"}, {}),
    ("can I claim for a level 3 certificate", {"certificate_level": "three"}, {}),
    ("I want to take the level 3 exam", {}, {}),
    ("I have been paying insurance for 3 years, level three electrician", {"certificate_level": "three", "insured_months_at_application": 36}, {}),
    ("When I got the certificate I had paid 10 months, now 24 months", {"insured_months_at_certificate": 10, "insured_months_at_application": 24}, {}),
    ("have claimed once this year", {"claimed_before": True, "claims_this_year": 1}, {}),
    ("my level is four, not three", {"certificate_level": "four"}, {}),
    ("I have no level on my certificate", {"certificate_level": "ungraded"}, {}),
    ("I had free training", {}, {"training_subsidy": "vague"}),
    ("电工证没写等级", {"certificate_level": "ungraded"}, {}),
    ("等级那一栏是空的", {"certificate_level": "ungraded"}, {}),
    ("我是技师,能领多少", {"certificate_level": "two"}, {}),
    ("按摩技师能领技能补贴吗", {}, {}),
    ("拿了三级证能领补贴吗", {"certificate_level": "three"}, {}),
    ("三级证还没下来", {}, {}),
    ("考试那天是2024年6月1号,三级", {"certificate_level": "three"}, {"issued_on": "which"}),
    ("证书拿到手是7月8号,发证日期写的是2024年6月25日", {"issued_on": date(2024, 6, 25)}, {}),
    ("医保交了10年", {}, {}),
    ("三级", {"certificate_level": "three"}, {}),
    ("两年", {"insured_months_at_application": 24}, {}),
    ("没领过", {"claimed_before": False}, {}),
    ("10月18号", {}, {"issued_on": "partial"}),
    ("10月18号发的", {}, {"issued_on": "partial"}),
    ("高级", {"certificate_level": "three"}, {}),
    ("在职", {"employment_status": "enterprise_employee"}, {}),
    ("我没有领过失业金", {}, {}),
    ("没领过失业金,技能补贴也没领过", {"claimed_before": False}, {}),
    ("失业金领过,技能补贴没领过", {"claimed_before": False}, {}),
    ("领过两次", {"claimed_before": True}, {}),
    ("就领过一回,去年的事", {"claimed_before": True}, {}),
    ("交了2年,不对,是3年", {"insured_months_at_application": 36}, {}),
    ("社保交了三年,其中失业保险交了两年", {}, {"insured_months_at_application": "conflict"}),
    ("在这家公司交了一年,在上家公司交了两年", {}, {"insured_months_at_application": "conflict"}),
    ("领过期了还能补吗", {}, {}),
    ("我妈是四级,我是三级", {}, {"certificate_level": "conflict"}),
    ("公司没给我交社保", {}, {}),
    ("单位交社保满两年,个人没交过", {"insured_months_at_application": 24}, {}),
    ("您好我23年12月28号发的证中级电工社保交了三年没领过能领多少", {"certificate_level": "four", "issued_on": date(2023, 12, 28), "insured_months_at_application": 36, "claimed_before": False}, {}),
    ("俺在工地上干活儿,考了个架子工证四级的", {"certificate_level": "four"}, {}),
    ("本人企业在职职工,高级工,核发日期2024年3月12日,参保26个月", {"employment_status": "enterprise_employee", "certificate_level": "three", "issued_on": date(2024, 3, 12), "insured_months_at_application": 26}, {}),
    ("我有个五级的保育师证,是6月30号发的,还来得及不", {"certificate_level": "five"}, {"issued_on": "partial"}),
    ("我拿了中式面点师初级,2024-09-09发的证,保险交了14个月", {"certificate_level": "five", "issued_on": date(2024, 9, 9), "insured_months_at_application": 14}, {}),
    ("老师好,我老公在私企开叉车,有特种设备的证,能领技能补贴不", {"certificate_kind": "special_equipment"}, {}),
    ("拿的是叉车N1证", {"certificate_kind": "special_equipment"}, {}),
    ("建筑工地的特种作业证能不能补贴", {"certificate_kind": "special_operation"}, {}),
    ("中级职称能领技能补贴吗", {"certificate_kind": "professional"}, {}),
    ("二建能不能领", {"certificate_kind": "professional"}, {}),
    ("我有社工证中级", {"certificate_kind": "professional"}, {}),
    ("我是中级经济师", {"certificate_kind": "professional"}, {}),
    ("我证书丢了,三级的", {"certificate_level": "three"}, {}),
    ("我有三级证,上周五拿到的", {"certificate_level": "three", "issued_on": date(2024, 11, 15)}, {}),
    ("2022年拿的证现在还能领吗", {}, {"issued_on": "partial"}),
    ("前年的证还能领吗", {}, {"issued_on": "partial"}),
    ("我证是去年十月下来的", {}, {"issued_on": "partial"}),
    ("我10月份刚考出来的四级", {"certificate_level": "four"}, {"issued_on": "partial"}),
    ("我上周三拿到证书", {"issued_on": date(2024, 11, 13)}, {}),
    ("证书是昨天发的", {"issued_on": date(2024, 11, 19)}, {}),
    ("领证日期是2024年7月31日", {"issued_on": date(2024, 7, 31)}, {}),
    ("下证三个月了", {}, {}),
    ("已经领过四级的了,现在考三级还能领?", {"certificate_level": "three", "claimed_before": True}, {}),
    ("四级领过补贴了,又考了三级", {"certificate_level": "three", "claimed_before": True}, {}),
    ("今年第二次申请", {}, {}),
    ("今年领了一次了", {"claimed_before": True, "claims_this_year": 1}, {}),
    ("去年领过,今年没领", {"claimed_before": True}, {}),
    ("一年内领过三次", {"claimed_before": True, "claims_last_12_months": 3}, {}),
    ("最近12个月领过两次", {"claimed_before": True, "claims_last_12_months": 2}, {}),
    ("从来没申请过", {"claimed_before": False}, {}),
    ("第一次弄这个", {"claimed_before": False}, {}),
    ("我同工种的高级已经领过补贴了", {"claimed_before": True}, {}),
    ("已经有高级证了再考中级能领吗", {"certificate_level": "four"}, {}),
    ("我证在网上查询不到", {"found_online": False}, {}),
    ("证书系统里查无此证", {"found_online": False}, {}),
    ("联网查询网站上能查到我的证书", {"found_online": True}, {}),
    ("考证机构说网上可以查", {}, {}),
    ("我们单位不给出证岗相适承诺书", {"fit_for_post": False}, {}),
    ("我们公司可以开证岗相适的材料", {"fit_for_post": True}, {}),
    ("我的工种是急需紧缺的", {"urgent_occupation": True}, {}),
    ("焊工不是紧缺工种", {"urgent_occupation": False}, {}),
    ("证是在广东考的,社保在南昌", {}, {}),
    ("我在外省打工考的证回老家能领吗", {"certificate_outside_area": True}, {}),
    ("单位组织培训考的证,单位领了培训补贴", {"training_subsidy": True}, {}),
    ("我们是单位统一报名考的", {}, {}),
    ("培训费是政府出的", {}, {}),
    ("参加的是政府补贴培训", {}, {}),
    ("在国企上班,劳务派遣工", {"employment_status": "enterprise_employee"}, {}),
    ("在民办幼儿园当老师,考了保育师", {"employment_status": "six_types_staff"}, {}),
    ("我是个体户,自己交的社保", {"employment_status": "flexible"}, {}),
    ("我给个体户打工", {"employment_status": "six_types_staff"}, {}),
    ("我是退休人员", {}, {}),
    ("我是大学生考的四级", {"certificate_level": "four"}, {}),
    ("无业,没领失业金", {"employment_status": "unemployed"}, {}),
    ("失业在家,没办失业金", {"employment_status": "unemployed"}, {}),
    ("领取失业保险金期间考的证", {}, {}),
    ("正在领失业保险金", {"employment_status": "drawing_benefit"}, {}),
    ("我每个月都在领失业金", {"employment_status": "drawing_benefit"}, {}),
    ("发证时参保满一年", {"insured_months_at_certificate": 12}, {}),
    ("拿证那会社保刚好满12个月", {"insured_months_at_certificate": 12}, {}),
    ("申请的时候参保3年", {"insured_months_at_application": 36}, {}),
    ("到申请时累计缴费40个月", {"insured_months_at_application": 40}, {}),
    ("社保从2020年交到现在", {}, {}),
    ("失业保险缴费5年", {"insured_months_at_application": 60}, {}),
    ("缴费年限8年", {"insured_months_at_application": 96}, {}),
    ("社保交了24个月左右", {}, {"insured_months_at_application": "vague"}),
    ("社保不到一年", {}, {"insured_months_at_application": "vague"}),
    ("只交了6个月", {"insured_months_at_application": 6}, {}),
    ("社保没交满一年", {}, {}),
    # levels: of which certificate, and which is only talked of
    ("CET四级能领补贴吗", {}, {}),
    ("从四级升三级,能领吗", {"certificate_level": "three"}, {}),
    ("原来是四级现在考了三级", {"certificate_level": "three"}, {}),
    ("四级没过,五级有", {"certificate_level": "five"}, {}),
    ("四级吧应该", {}, {"certificate_level": "vague"}),
    ("四级补贴1500,三级2000对吗", {}, {}),
    ("先领了三级的,四级的能补领吗", {"certificate_level": "four", "claimed_before": True}, {}),
    ("同工种高级的领过了,现在补领中级行吗", {"certificate_level": "four", "higher_level_claim": "same_trade", "claimed_before": True}, {}),
    ("我有高级焊工证了 又考了四级焊工", {"certificate_level": "four", "higher_certificate_held": "same_trade"}, {}),
    ("我手里有个技师证 电工的 三级的补贴还能领吧", {"certificate_level": "three", "higher_certificate_held": "same_trade"}, {}),
    # a day whose year stands elsewhere
    ("证四月二号今年发的", {"issued_on": date(2024, 4, 2)}, {}),
    ("发证9月30号 今年", {"issued_on": date(2024, 9, 30)}, {}),
    ("证是5月20号下来的", {}, {"issued_on": "partial"}),
    # where one works
    ("我妹在长春一汽,车工二级", {"employment_status": "enterprise_employee", "certificate_level": "two"}, {}),
    ("单位是物业公司", {"employment_status": "enterprise_employee"}, {}),
    ("厂里给上社保两年半", {"employment_status": "enterprise_employee", "insured_months_at_application": 30}, {}),
    ("央企上班", {"employment_status": "enterprise_employee"}, {}),
    ("以前在厂里上班,现在失业", {}, {}),
    ("我原来在公司当电工", {}, {}),
    ("我们老板是个体户", {"employment_status": "six_types_staff"}, {}),
    ("单位是公办幼儿园", {"employment_status": "government_body"}, {}),
    ("我在医院当护士", {}, {"employment_status": "which"}),
    ("医院护士,考了三级健康管理师", {"certificate_level": "three"}, {"employment_status": "which"}),
    ("外卖员能领技能补贴吗", {"employment_status": "flexible"}, {}),
    ("滴滴司机,考了四级", {"employment_status": "flexible", "certificate_level": "four"}, {}),
    ("自己开理发店的", {"employment_status": "flexible"}, {}),
    ("正领失业金呢", {"employment_status": "drawing_benefit"}, {}),
    ("失业金我去年就领完了", {"employment_status": "drew_earlier"}, {}),
    # claims, of whom and of what
    ("人家说领过就不能领了", {}, {}),
    ("我同事领过,我没领过", {"claimed_before": False}, {}),
    ("领过一次性创业补贴", {}, {}),
    ("我十年前领过一个什么培训补贴 忘了", {}, {"training_subsidy": "vague"}),
    ("今年到现在一次没领", {"claims_this_year": 0}, {}),
    ("已经领的技能补贴要退吗", {"claimed_before": True}, {}),
    ("去年12月领了1500的技能补贴", {"claimed_before": True}, {}),
    # online
    ("扫码能查到", {"found_online": True}, {}),
    ("证书没联网", {"found_online": False}, {}),
    ("技能人才评价网查不到", {"found_online": False}, {}),
    ("拿证时单位还给我交着", {"status_in_issue_month": "paying"}, {}),
    ("交够了四十个月", {"insured_months_at_application": 40}, {}),
    ("技能补贴提交一个月了还在审核", {}, {}),
    ("我没领过职业培训补贴,光申请技能提升补贴", {"training_subsidy": False}, {}),
    ("焊工的操作证跟等级证哪个能申请", {}, {}),
    ("技能补贴已经到手了", {"claimed_before": True}, {}),
    ("今年一共领到两次技能补贴", {"claimed_before": True, "claims_this_year": 2}, {}),
    ("证被撤消过一次", {"certificate_revoked": True}, {}),
    ("失业金上个月刚领完", {"employment_status": "drew_earlier"}, {}),
]
# fmt: on

# Not a word on a certificate: from a conversation about something else, nothing is taken.
ELSEWHERE = [
    "社保交了两年",
    "我在厂里上班",
    "没领过",
    "我们公司去年裁员了",
    "三级医院怎么走",
    "二级市场",
    "中级人民法院在哪",
    "去年10月18号入职",
]


@pytest.mark.parametrize(("typed", "facts", "doubts"), CASES, ids=lambda value: value if isinstance(value, str) else "")
def test_a_sentence_in_a_conversation_on_the_subsidy(typed: str, facts: dict[str, Any], doubts: dict[str, str]) -> None:
    read = facts_of(skill, typed, inside=True)
    assert (found(read), doubted(read)) == (facts, doubts)


@pytest.mark.parametrize("typed", ELSEWHERE)
def test_nothing_is_taken_from_a_message_on_something_else(typed: str) -> None:
    read = facts_of(skill, typed)
    assert (read.found, read.doubts) == ((), ())


def test_every_fact_carries_the_words_that_say_it() -> None:
    typed = "我是去年12月5号拿到的四级养老护理员证，没领过补贴"
    said = {one.fact: typed[one.span.start : one.span.end] for one in facts_of(skill, typed).found}
    assert said == {"issued_on": "去年12月5号", "certificate_level": "四级", "claimed_before": "领过"}


def test_two_certificates_are_asked_about_and_both_trades_are_named() -> None:
    read = facts_of(skill, "一本四级电工,一本三级焊工")
    assert doubted(read) == {"certificate_level": "two_certificates"}
    assert [one.name for one in read.occupations] == ["电工", "焊工"]


def test_a_higher_certificate_of_the_same_trade_is_no_second_certificate() -> None:
    read = facts_of(skill, "手里还有电工二级,这次申请三级的")
    assert found(read) == {"certificate_level": "three", "higher_certificate_held": "same_trade"}


@pytest.mark.parametrize(
    ("typed", "partial"), [("去年10月考的证", (2023, 10, None)), ("10月18号发的证", (None, 10, 18))]
)
def test_what_is_known_of_a_day_is_kept(typed: str, partial: tuple[int | None, ...]) -> None:
    (doubt,) = facts_of(skill, typed).doubts
    assert (doubt.fact, doubt.why, doubt.partial) == ("issued_on", "partial", partial)


def test_last_year_is_asked_back_where_the_rules_of_another_year_are_asked() -> None:
    read = facts_of(skill, "我去年10月18号拿的证,三级", as_of=TODAY.replace(year=2022))
    (doubt,) = read.doubts
    assert (doubt.fact, doubt.why) == ("issued_on", "relative_year")
    assert doubt.candidates == (date(2023, 10, 18), date(2021, 10, 18))


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("我是月嫂,考了育婴员", ["育婴员"]), ("在养老院当护工,有证", ["养老护理员"]), ("低压电工证", ["电工"]), ("茶艺师四级", ["茶艺师"]),
        ("叉车证", ["叉车司机"]), ("互联网营销师三级证", ["互联网营销师"]), ("不是电工,是焊工,三级", ["焊工"]), ("美容院上班", []),
        ("level 4 welder", ["焊工"]), ("西点师中级", ["西式面点师"]), ("蛋糕裱花师证", ["西式面点师"]), ("人力资源管理师三级", ["企业人力资源管理师"]),
    ],
)  # fmt: skip
def test_trades_by_their_usual_names(typed: str, names: list[str]) -> None:
    assert [one.name for one in facts_of(skill, typed, inside=True).occupations] == names
