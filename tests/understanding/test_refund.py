"""What firms say, and what is taken of it. As of 20 November 2024: 去年 is 2023."""

from datetime import date

import pytest

from assistant.understanding import text
from assistant.understanding.facts import refund
from assistant.understanding.model import Context
from assistant.understanding.quantities import quantities

TODAY = date(2024, 11, 20)
UNIT, SIZE, STATE = "organisation_type", "size_class", "registration_status"
PAID, DUE, OWN = "premium_paid_fen", "premium_payable_fen", "own_staff_premium_fen"
LAID, OWED, BACK = "laid_off_anyone", "last_year_arrears", "arrears_paid_back"
DREW, NOW, END, START = "new_claimants", "insured_now", "insured_year_end", "insured_year_start"

# Message → the facts that are certain; and, after a "?", those to be asked back.
TABLE = {
    # amounts
    "去年失业保险交了12万": {PAID: 12_000_000},
    "去年一共交了6.1万失业保险": {PAID: 6_100_000},
    "失业保险去年单位和个人加起来交了8万3": {PAID: 8_300_000},
    "2023年失业保险费实际缴纳43210.55元": {PAID: 4_321_055},
    "上年度失业保险单位个人合计缴了十二万六千块": {PAID: 12_600_000},
    "我们去年总共缴失业险56,780元": {UNIT: None, PAID: 5_678_000},
    "去年应缴失业保险费20万,实缴18万": {DUE: 20_000_000, PAID: 18_000_000},
    "去年自有员工的失业保险交了3.2万": {OWN: 3_200_000},
    "去年自有员工失业保险实缴5.2万元": {OWN: 5_200_000},
    "老板让我问返还,去年缴了十二万,不对,是十二万六": {PAID: 12_600_000},
    "稳岗返还里,我们去年交了一千二的滞纳金": {"surcharge_fen": 120_000},
    "去年社保一共交了20万,稳岗返还多少": {},
    "去年1月参保210,12月末还剩198": {START: 210, END: 198},
    "退休的人算裁员吗?去年退了3个": {"lawful_exits": 3},
    "欠了去年三个月的社保,上个月刚补齐": {OWED: True, BACK: True},
    "去年有两个月没钱交失业保险": {OWED: True},
    "2021年的欠费去年才缴清": {BACK: True},
    "新参保单位什么时候能享受稳岗返还": {},
    "大型企业名单在哪查": {},
    "假装没欠费行不行": {},
    "赣州开服装厂的,稳岗返还能不能拿": {UNIT: "enterprise"},
    "我们是用工单位,派遣公司说返还到他那了": {},
    "我从2022年3月开始交社保": {},
    "开不了对公户,怎么拿稳岗返还": {"has_corporate_account": False},
    "去年失业保险单位部分交了3万": {"?": PAID},
    "去年失业保险我们单位交了3万,员工自己交了3万": {"?": PAID},
    "去年失业保险大概交了6万": {"?": PAID},
    "派遣员工的失业保险去年交了20万": {"?": "host_employers"},
    "We paid 61,000 yuan of unemployment insurance last year": {PAID: 6_100_000},
    "去年营业额6.1万": {},
    "去年营业额500万,能返多少": {},
    "注册资本500万": {},
    "我们注册资本500万,去年失业保险交了2万": {PAID: 2_000_000},
    "去年社保交了20万": {},
    "失业保险每个月交2000": {},
    "今年失业保险交了5万": {},
    "前年失业保险交了5万": {},
    "去年返还了3万": {},
    "稳岗返还到账1.2万": {},
    "去年交养老保险30万": {},
    "滞纳金罚了500块": {},
    "员工工资一个月6000": {},
    "公司30楼": {},
    # layoffs
    "去年没裁员": {LAID: False},
    "去年一个人都没裁": {LAID: False},
    "我们从来没有裁过人": {LAID: False},
    "去年零裁员": {LAID: False},
    "去年没有裁员,能领稳岗返还吗": {LAID: False},
    "没裁员能返多少": {LAID: False},
    "去年裁了人": {LAID: True},
    "去年裁员了": {LAID: True},
    "去年裁了3个人还能领吗": {LAID: True, "?": DREW},
    "去年有3个人领了失业金": {DREW: 3, LAID: True},
    "去年离职的里面有两个员工领了失业保险金": {DREW: 2, LAID: True},
    "去年领失业金的有5个": {DREW: 5, LAID: True},
    "去年没人领失业金": {DREW: 0},
    "去年有一个人领了失业金": {DREW: 1, LAID: True},
    "we had no layoffs last year": {LAID: False},
    "今年裁了2个人": {},
    "如果裁了5个人还能拿吗": {},
    "要是今年裁员了会不会影响": {},
    "我们有没有裁员我也不知道": {},
    "裁员了吗": {},
    "公司裁员把我裁了": {},
    "什么算裁员": {},
    "裁员率5.5%能过吗": {},
    "裁员率不能超过5.5%吗": {},
    "裁员率要求是20%以内": {},
    "我们裁员率5.2%": {"office_rate_bp": 520},
    "我们单位去年裁员率是百分之三,能享受吗": {"office_rate_bp": 300},
    "人社局告诉我们裁员率是5.2%": {"office_rate_bp": 520, "office_gave_rate": True},
    "12333说我们去年裁员率6.3%": {"office_rate_bp": 630, "office_gave_rate": True},
    "经办机构没告诉过我们裁员率": {"office_gave_rate": False},
    "去年退休了4个人": {"lawful_exits": 4},
    # head-counts
    "现在30个人参保": {NOW: 30},
    "目前参保人数28人": {NOW: 28},
    "我们现在给45个员工交失业保险": {NOW: 45},
    "现在公司有30个人": {"?": NOW},
    "去年底50人,去年1月45人": {END: 50, START: 45},
    "去年12月末参保50人": {END: 50},
    "去年12月有63人参保,1月的时候70人": {END: 63, START: 70},
    "前年年底参保40人": {"insured_previous_year_end": 40},
    "去年月均参保40人": {"?": "person_months"},
    "去年各月参保人数加起来是1200": {"person_months": 1200},
    "来了5个人问稳岗": {},
    "新招了8个员工": {},
    # months and arrears
    "失业保险足额交了14个月": {"months_paid": 14},
    "我们失业保险交满两年了": {"months_paid": 24},
    "失业保险连续交了18个月": {"months_paid_consecutive": 18},
    "失业保险累计缴了30个月": {"months_paid_cumulative": 30},
    "失业保险交了一年多": {"?": "months_paid"},
    "成立三年了": {},
    "欠了3个月工资": {},
    "去年没欠费": {OWED: False},
    "从来没欠过费": {OWED: False},
    "去年欠费了": {OWED: True},
    "去年欠了两个月社保": {OWED: True},
    "去年失业保险有两个月欠着": {OWED: True},
    "去年欠费了,后来补上了": {OWED: True, BACK: True},
    "去年欠的费已经补缴了": {OWED: True, BACK: True},
    "去年欠费还没补": {OWED: True, BACK: False},
    "欠费了还能领吗": {},
    "欠了工资": {},
    "老板欠我工资": {},
    "补缴以后还能补发返还吗": {},
    "如果去年欠费怎么办": {},
    "去年才参保": {"newly_insured_last_year": True},
    "去年6月才开始交失业保险": {"newly_insured_last_year": True},
    "去年刚开户": {"newly_insured_last_year": True},
    # kinds of unit
    "我们公司能领稳岗返还吗": {UNIT: "enterprise"},
    "我开了个厂": {UNIT: "enterprise"},
    "我们是有限公司": {UNIT: "enterprise"},
    "我司是小型企业": {UNIT: "enterprise", SIZE: "small"},
    "我们是劳务派遣公司": {UNIT: "dispatch_agency"},
    "我们做劳务派遣的": {UNIT: "dispatch_agency"},
    "我们不是劳务派遣": {},
    "我们不是劳务派遣,是普通公司": {UNIT: "enterprise"},
    "我们公司用劳务派遣工": {UNIT: "enterprise"},
    "我们跟劳务派遣公司签的合同": {},
    "我是派遣公司派到厂里的": {},
    "帮客户问,个体户能领吗": {UNIT: "individual_business"},
    "我们律所能申请吗": {UNIT: "law_firm"},
    "会计师事务所能领稳岗返还吗": {UNIT: "accounting_firm"},
    "我们是个基金会": {UNIT: "foundation"},
    "我们是行业协会": {UNIT: "social_group"},
    "我们商会交了失业保险": {UNIT: "social_group"},
    "我们是民办幼儿园": {UNIT: "social_service"},
    "民办养老院有没有稳岗返还": {UNIT: "social_service"},
    "我是个体户,给5个员工交社保": {UNIT: "individual_business", "?": NOW},
    "事业单位能领稳岗返还吗": {UNIT: "government_body"},
    "我们是公立医院": {UNIT: "government_body"},
    "公司把我辞退了": {},
    "公司能领吗": {},
    "企业稳岗返还怎么申请": {},
    "我在律所上班": {},
    "派遣公司不给我们返还的钱,怎么举报": {},
    "we are a small company, can we get the refund": {UNIT: "enterprise", SIZE: "small"},
    # size
    "我们是大型企业": {UNIT: "enterprise", SIZE: "large"},
    "我们是中型企业": {UNIT: "enterprise", SIZE: "medium"},
    "划型是微型": {SIZE: "micro"},
    "我们是小微企业": {UNIT: "enterprise", "?": SIZE},
    "属于中小企业": {UNIT: None, "?": SIZE},
    "我们不是大型企业": {},
    "我们是不是小微企业": {},
    "大型企业怎么划分": {},
    "不在大型企业名单上": {"on_large_list": False},
    "我们在省里的大型企业名单里": {"on_large_list": True},
    # standing
    "公司注销了还能领吗": {STATE: "deregistered_before_payout"},
    "我们公司正在注销": {UNIT: "enterprise", STATE: "deregistering"},
    "营业执照被吊销了": {STATE: "licence_revoked"},
    "公司正常经营": {STATE: "active"},
    "没有注销": {STATE: "active"},
    "注销了会怎么样": {STATE: "deregistered_before_payout"},
    "证书没被注销": {},
    "我们没有失信": {"seriously_dishonest": False},
    "我们被列入严重违法失信名单了": {"seriously_dishonest": True},
    "我们不是僵尸企业": {"on_zombie_list": False},
    "僵尸企业能领吗": {},
    "我们被列入经营异常了": {"abnormal_operation_listed": True},
    "没有列入经营异常名录": {"abnormal_operation_listed": False},
    "环保没问题": {"environment_violation": False},
    "去年环保被处罚了": {"environment_violation": True},
    "我们是去产能企业": {UNIT: "enterprise", "capacity_cut_firm": True},
    "我们不是去产能企业": {"capacity_cut_firm": False},
    "没有对公账户怎么收钱": {"has_corporate_account": False},
    "对公账户没有": {"has_corporate_account": False},
    "我们有对公账户": {"has_corporate_account": True},
    "有对公账户吗": {},
    "没有公户,只有老板的卡": {"has_corporate_account": False},
    "签了延期缴费协议": {"deferral_agreement": True},
    "去年12月的保费今年1月才交": {"december_paid_in_january": True},
    # days
    "返还2024年9月2号到账": {"refund_received_on": date(2024, 9, 2)},
    "稳岗返还的钱今年9月2日收到的": {"refund_received_on": date(2024, 9, 2)},
    "返还的钱上个月18号到账的": {"refund_received_on": date(2024, 10, 18)},
    "返还9月2号到账": {"?": "refund_received_on"},
    "返还什么时候到账": {},
    "稳岗返还怎么还没到账": {},
    # nobody was laid off, in other words
    "去年一个人都没开": {LAID: False},
    "去年全员留用": {LAID: False},
    "去年裁员率为零": {LAID: False},
    "去年没解除过劳动合同": {LAID: False},
    "our company laid off nobody last year": {UNIT: "enterprise", LAID: False},
    "nobody was laid off last year": {LAID: False},
    # somebody was
    "去年劝退了5个人": {LAID: True},
    "去年公司辞了三个员工": {UNIT: None, LAID: True},
    "去年生意不好我们公司裁了人": {UNIT: "enterprise", LAID: True},
    # another's, of every firm, an example
    "隔壁厂裁了人还领了稳岗返还": {},
    "听说有家公司裁员率10%都过了": {},
    "我朋友的公司去年没裁员,领了稳岗返还,我们能领吗": {},
    "没裁员的企业都能领稳岗返还吗": {},
    "只要没裁员就能领稳岗返还吗": {},
    "比如去年交了10万失业保险,能返多少": {},
    "裁员10个人,年平均182人,过得了吗": {"?": "person_months"},
    # classes and rates of the rules
    "大型企业返还30%是吧": {},
    "小型还是微型谁说了算": {},
    "30人以下的企业裁员率20%是吧": {},
    "省里要求裁员率不超5.5%,我们是4.3%": {"office_rate_bp": 430},
    "裁员率超过5.5%一点点5.6%还有没有机会,我们公司": {UNIT: None, "office_rate_bp": 560},
    "我自己算的裁员率是5.8%": {"?": "office_rate_bp"},
    # months and amounts of something else
    "一年失业保险交20万": {PAID: 20_000_000},
    "每月失业保险交5000,一年6万": {},
    "去年没裁员,失业保险足额交了14个月": {LAID: False, "months_paid": 14},
    "失业保险单位交了3万个人交了3万共6万": {PAID: 6_000_000},
    # since when
    "2020年就参保了": {"newly_insured_last_year": False},
    "公司是前年参保的": {UNIT: None, "newly_insured_last_year": False},
    "我们公司去年九月参保的,去年总共交了4个月": {UNIT: "enterprise", "newly_insured_last_year": True, "insured_months": 4},
    # those who left lawfully are added
    "去年两人死亡三人退休": {"lawful_exits": 5},
    "去年退休了3个,还有1个去世的": {"lawful_exits": 4},
    # arrears and accounts
    "去年欠了三个月,前阵子连滞纳金一起补上了": {OWED: True, BACK: True},
    "去年失业保险漏缴了一个月,今年补进去了": {OWED: True, BACK: True},
    "去年没裁员没欠费": {LAID: False, OWED: False},
    "公户去年被银行销掉了,现在没有对公账户": {"has_corporate_account": False},
    "对公账户信息怎么填": {},
    "没开对公户的律所,稳岗返还咋弄": {UNIT: "law_firm", "has_corporate_account": False},
    # whose unit
    "我们幼儿园是民办非企业": {UNIT: "social_service"},
    "我这儿是个律师楼": {UNIT: "law_firm"},
    "我在会计师事务所做行政,想领稳岗返还": {UNIT: "accounting_firm"},
    "收到短信说我司稳岗返还待领取": {UNIT: "enterprise"},
    "公司注销以后稳岗返还还打不打": {},
    "小微企业划型标准在哪看,稳岗返还要用": {"?": SIZE},
    "个体户没雇人就自己交,稳岗返还有没有": {},
    "我们因为地址联系不上列入经营异常名录了": {"abnormal_operation_listed": True},
    # several at once
    "南昌的小公司,去年失业保险交了2.5万,没裁员,没欠费": {PAID: 2_500_000, LAID: False, OWED: False},
    "我们是微型企业,去年底12人,去年年初10人,没裁人": {UNIT: "enterprise", SIZE: "micro", END: 12, START: 10, LAID: False},
    "你好": {},
    "稳岗返还是什么": {},
}  # fmt: skip


def find(said, **days):
    message = text.read(said)
    context = Context(**({"today": TODAY, "as_of": TODAY} | days))
    return refund.find(message, quantities(message, context), context), message


@pytest.mark.parametrize(("said", "expected"), TABLE.items(), ids=list(TABLE))
def test_what_is_taken(said, expected):
    facts, message = find(said)
    certain = {name: value for name, value in expected.items() if name != "?" and value is not None}
    free = {name for name, value in expected.items() if value is None}
    assert {one.fact: one.value for one in facts.found if one.fact not in free} == certain
    if "?" in expected:
        assert expected["?"] in {doubt.fact for doubt in facts.doubts}
    for one in (*facts.found, *facts.doubts):
        assert message.said(one.span).strip()


def test_last_year_is_asked_back_where_another_year_is_looked_at():
    facts, _ = find("去年失业保险交了12万,没裁员", as_of=date(2018, 6, 1))
    assert {(doubt.fact, doubt.why) for doubt in facts.doubts} >= {(PAID, "relative_year"), (LAID, "relative_year")}
    assert not facts.found


def test_each_fact_is_found_once():
    facts, _ = find("去年没裁员,真的没裁员,一个都没裁")
    assert [one.fact for one in facts.found] == [LAID]
