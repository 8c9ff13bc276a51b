"""Answers worked out by hand from the notices: the words that must stand in them, those that must not, and the clause.

Each row: topic, program, region, day, words that must occur, words that must not, and the clauses cited (in short).
"""

from dataclasses import dataclass
from datetime import date

import pytest

from assistant.rules.topics import BENEFIT, RATE, REFUND, SKILL, TOPICS
from tests.interview.knowledge.asking import IN_2019, IN_2024, IN_2025, TODAY, ask, clauses_of, every_line, text_of


@dataclass(frozen=True)
class Row:
    """One expectation."""

    topic: str
    program: str
    region: str | None
    day: date
    must: tuple[str, ...]
    never: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()


JX, GS, NAT = "江西2024年文件", "甘人社通〔2024〕165号", "人社部发〔2024〕40号"
JL, JL18, NM = "吉人社联〔2024〕43号", "吉人社联字〔2018〕54号", "内人社发〔2025〕18号"

ROWS = (
    # JX24 一: 1 % in all, 0.5 % each, to 2025-12-31
    Row("current_rate", RATE, "江西", IN_2025, ("1%", "单位缴 0.5%", "个人缴 0.5%", "2025年12月31日"), (),
        (f"{JX} 第一条",)),
    # NAT24 一: 1 % only; no split, also not Jiangxi's
    Row("current_rate", RATE, "甘肃", IN_2025, ("1%", "没有写单位和个人各缴多少"), ("单位缴 0.5%",), (f"{NAT} 第一条",)),
    Row("amount", RATE, "吉林", IN_2025, ("总费率 1%",), ("单位缴 0.5%", "个人缴"), (f"{NAT} 第一条",)),
    # NM25 says nothing of the rate
    Row("current_rate", RATE, "内蒙古", IN_2025, ("没有写失业保险费率",), ("0.5%", "总费率")),
    # after 2025-12-31 undetermined, never back to 3 %
    Row("current_rate", RATE, "江西", TODAY, ("不能判定", "2025年12月31日", "不能推断“恢复3%”"), ("现在是3%", "恢复到3%")),
    Row("policy_current", RATE, "江西", TODAY, ("没有文件可以依据",), ("3%",)),
    # JX24 二
    Row("amount", REFUND, "江西", IN_2024, ("大型企业返还 30%", "中小微企业返还 60%", "单位和个人缴的都算"), ("不超过",),
        (f"{JX} 第二条",)),
    Row("layoff_rate", REFUND, "江西", IN_2024, ("5.5%", "20%", "月均参保人数", "实际领取失业保险金"), ("没有写明",),
        (f"{JX} 第二条",)),
    Row("arrears", REFUND, "江西", IN_2024, ("累计", "滞纳金不算", "本金"), (), (f"{JX} 第二条",)),
    Row("new_firm", REFUND, "江西", IN_2024, ("缴满12个月",), (), (f"{JX} 第二条",)),
    Row("deregistered", REFUND, "江西", IN_2024, ("已经注销", "不能享受", "被吊销"), (), (f"{JX} 第二条",)),
    Row("size_class", REFUND, "江西", IN_2024, ("名单", "赣人社字〔2020〕252号", "不能按人数"), (), (f"{JX} 第二条",)),
    Row("organisation_type", REFUND, "江西", IN_2024,
        ("个体工商户：按中小微企业的比例", "2024年1月1日", "以个人身份参保"), ("没有写明",)),
    Row("use_of_funds", REFUND, "江西", IN_2024, ("职工生活补助", "分红"), (), (f"{JX} 第二条",)),
    Row("no_account", REFUND, "江西", IN_2024, ("小微企业", "税务部门", "缴社会保险费的账户"), (), (f"{JX} 第五条",)),
    Row("public_notice", REFUND, "江西", IN_2024, ("公示", "几天文件没有写明"), ("7个工作日",), (f"{JX} 第六条",)),
    Row("dispatch_split", REFUND, "江西", IN_2024, ("全额拨给", "外包", "机关事业单位"), ("30 个工作日",),
        (f"{JX} 第二条",)),
    Row("dispatch_deadline", REFUND, "江西", IN_2024, ("及时", "多少天", "下一年度"), ("30",), (f"{JX} 第五条",)),
    Row("how_to_apply", REFUND, "江西", IN_2024, ("免申即享", "劳务派遣单位要自己申请"), (), (f"{JX} 第五条",)),
    Row("not_received", REFUND, "江西", IN_2024, ("数据比对", "银行账号和企业划型"), (), (f"{JX} 第五条",)),
    Row("documents", REFUND, "江西", IN_2024, ("不用交材料",), ("三样证明",), (f"{JX} 第五条",)),
    Row("deadline", REFUND, "江西", IN_2024, ("2024年12月31日",), ("2025年12月31日",), (f"{JX} 第二条",)),
    Row("policy_current", REFUND, "江西", TODAY, ("已经过期", "2024年12月31日", "赣人社字〔2025〕115号"), ("还在执行",)),
    # GS24 一–三, gaps by NAT24 (A15), the rate of the six kinds open (A24), payout counts (A05)
    Row("amount", REFUND, "甘肃", IN_2024, ("30%", "60%", "参照实施", "没有写明"), (), (f"{GS} 一、三",)),
    Row("layoff_rate", REFUND, "甘肃", IN_2024, ("5.5%", "20%", "文件没有写明，以经办机构核定"), ("月均参保",),
        (f"{GS} 第一条", f"{NAT} 第二条")),
    Row("deadline", REFUND, "甘肃", IN_2024, ("发放", "4月28日", "4月26日"), (), (f"{GS} 第一条",)),
    Row("dispatch_deadline", REFUND, "甘肃", IN_2024, ("全额拨给", "及时"), ("30", "取消下一年度"),
        (f"{GS} 第三条", f"{NAT} 第五条")),
    Row("dispatch_split", REFUND, "甘肃", IN_2024, ("全额", "机关事业单位", "没有写明"), ("不返还",), (f"{GS} 第三条",)),
    Row("public_notice", REFUND, "甘肃", IN_2024, ("公示",), ("7个工作日",), (f"{GS} 第四条",)),
    Row("not_received", REFUND, "甘肃", IN_2024, ("核对信息",), (), (f"{GS} 第二条",)),
    Row("no_account", REFUND, "甘肃", IN_2024, ("小微企业",), (), (f"{NAT} 第五条",)),
    Row("eligibility", REFUND, "甘肃", IN_2024, ("12 个月", "5.5%"), ("僵尸",), (f"{NAT} 第二条",)),
    # JL24 二
    Row("amount", REFUND, "吉林", IN_2024, ("大型企业返还 30%", "中小微企业返还 60%"), ("不超过",), (f"{JL} 第二条",)),
    Row("dispatch_deadline", REFUND, "吉林", IN_2024, ("30 个工作日", "主动退回", "取消下一年度"), ("多少天",),
        (f"{JL} 第二条",)),
    Row("documents", REFUND, "吉林", IN_2024, ("用工形式", "实际用工单位的类型", "明细"), (), (f"{JL} 第二条",)),
    Row("dispatch_split", REFUND, "吉林", IN_2024, ("机关事业单位", "外包"), (), (f"{JL} 第二条",)),
    Row("use_of_funds", REFUND, "吉林", IN_2024, ("依法合规", "职工生活补助"), (), (f"{JL} 第二条", f"{NAT} 第二条")),
    # JL18: 60 % / 50 % of what was payable, 7 working days, ordinary firms open (A39)
    Row("cases_2018", REFUND, "吉林", TODAY, ("60%", "50%", "应缴", "护航行动", "2020年12月31日"), ("5.5%", "30%"),
        (f"{JL18} 二（二）",)),
    Row("cases_2018", REFUND, None, TODAY, ("60%", "应缴", "吉人社联〔2024〕43号"), (), (f"{JL18} 二（二）",)),
    Row("cases_2018", REFUND, "江西", TODAY, ("没有收录江西", "不能套用"), ("60%", "应缴")),
    Row("public_notice", REFUND, "吉林", IN_2019, ("至少7个工作日",), (), (f"{JL18} 二（三）",)),
    Row("amount", REFUND, "吉林", IN_2019, ("60%", "50%", "一般企业的比例这份文件没有写"), ("5.5%",),
        (f"{JL18} 二（二）",)),
    Row("arrears", REFUND, "吉林", IN_2019, ("延期缴费协议",), (), (f"{JL18} 二（二）",)),
    # NM25 一, 四
    Row("eligibility", REFUND, "内蒙古", IN_2025, ("严重违法失信", "环保", "出清名单"), (), (f"{NM} 第一条",)),
    Row("arrears", REFUND, "内蒙古", IN_2025, ("补缴以前年度的部分，不计入",), ("本金",), (f"{NM} 一、四",)),
    Row("not_received", REFUND, "内蒙古", IN_2025, ("没有被比对出来", "不用上传材料"), (), (f"{NM} 第四条",)),
    Row("organisation_type", REFUND, "内蒙古", IN_2025, ("按中小微企业的比例",), ("没有写明",)),
    Row("dispatch_deadline", REFUND, "内蒙古", IN_2025, ("及时", "多少天"), ("30", "取消下一年度"), (f"{NM} 第四条",)),
    Row("policy_current", REFUND, "内蒙古", TODAY, ("2025年12月31日", "已经过期"), ()),
    # JX24 三: 12 months with the deducted days, 3 a year, only the higher level's subsidy bars
    Row("amount", SKILL, "江西", IN_2024, ("1,000 元", "1,500 元", "2,000 元"), ("不超过", "1,100"), (f"{JX} 第三条",)),
    Row("deadline", SKILL, "江西", IN_2024, ("12 个月", "2024年1月1日", "2024年7月10日", "不再受理"), (),
        (f"{JX} 第三条",)),
    Row("times_per_year", SKILL, "江西", IN_2024, ("最多 3 次",), ("严格审核", "急需"), (f"{JX} 第三条",)),
    Row("higher_level", SKILL, "江西", IN_2024, ("领过", "仅仅持有高等级证书不影响"), (), (f"{JX} 第三条",)),
    Row("overlap", SKILL, "江西", IN_2024, ("只能领一样",), (), (f"{JX} 第三条",)),
    Row("certificate_type", SKILL, "江西", IN_2024, ("职业技能等级证书", "叉车证"), (), (f"{JX} 第三条",)),
    # GS24 一, 二: fixed amounts, more than one a year strictly reviewed (A16), no deadline for the certificate (A12)
    Row("amount", SKILL, "甘肃", IN_2024, ("1,000 元", "2,000 元"), ("不超过",), (f"{GS} 第一条",)),
    Row("times_per_year", SKILL, "甘肃", IN_2024, ("最多 3 次", "严格审核", "不是不能领"), (),
        (f"{GS} 第二条", f"{NAT} 第三条")),
    Row("deadline", SKILL, "甘肃", IN_2024, ("2024年12月31日", "没有写取得证书后多久"), ("7月10日",), (f"{GS} 第一条",)),
    Row("overlap", SKILL, "甘肃", IN_2024, ("政府补贴的职业培训",), (), (f"{GS} 第二条",)),
    # JL24 二: no amount of its own, only the ceiling (A17); the higher level's training subsidy bars too
    Row("amount", SKILL, "吉林", IN_2024, ("上限", "不超过 1,000 元", "没有写实际发多少"), ("每本证书发",),
        (f"{NAT} 第三条",)),
    Row("higher_level", SKILL, "吉林", IN_2024, ("技能提升补贴或职业培训补贴",), (), (f"{JL} 第二条",)),
    Row("overlap", SKILL, "吉林", IN_2024, ("2024年1月1日",), (), (f"{JL} 第二条",)),
    # NM25 二, 四, 五
    Row("amount", SKILL, "内蒙古", IN_2025, ("1,000 元", "1,100 元", "1,650 元", "2,200 元"), ("不超过",),
        (f"{NM} 第二条",)),
    Row("times_per_year", SKILL, "内蒙古", IN_2025, ("每年最多 1 次", "最多 3 次"), (), (f"{NM} 第二条",)),
    Row("urgent_occupation", SKILL, "内蒙古", IN_2025, ("10%", "多领 2 次", "名单没有附", "承诺书"), (),
        (f"{NM} 第二条", f"{NM} 第四条")),
    Row("higher_level", SKILL, "内蒙古", IN_2025, ("已经持有",), ("不影响",), (f"{NM} 第二条",)),
    Row("certificate_type", SKILL, "内蒙古", IN_2025, ("重点核查", "不等于不能领"), (), (f"{NM} 第五条",)),
    Row("eligibility", SKILL, "内蒙古", IN_2025, ("“正在”领取",), (), (f"{NM} 第二条",)),
    # 社会保险法 45, 46, 48, 50, 51, 52 and what the provinces add
    Row("eligibility", BENEFIT, None, TODAY, ("12 个月", "不是因本人意愿", "求职要求"), (),
        ("社会保险法第45条第（一）项",)),
    Row("duration", BENEFIT, None, TODAY, ("满 1 年最长 12 个月", "满 5 年最长 18 个月", "满 10 年最长 24 个月"), (),
        ("社会保险法第46条",)),
    Row("stop", BENEFIT, "甘肃", TODAY, ("重新就业", "服兵役", "移居境外", "养老"), (), ("社会保险法第51条",)),
    Row("medical", BENEFIT, "江西", TODAY, ("大病保险费", "医保个人账户", "补缴"), (), (f"{JX} 第四条",)),
    Row("medical", BENEFIT, "甘肃", TODAY, ("代缴",), ("大病",), (f"{NAT} 第四条",)),
    Row("medical", BENEFIT, "内蒙古", TODAY, ("代缴",), ("大病",), (f"{NM} 第三条",)),
    Row("older", BENEFIT, "内蒙古", TODAY, ("2039年12月31日", "最低标准", "先自己缴"), (), (f"{NM} 第三条",)),
    Row("documents", BENEFIT, "江西", TODAY, ("身份证或社保卡", "不开离职证明，不是放弃"), ("必须提供离职证明",),
        (f"{JX} 第五条", "社会保险法第50条")),
    Row("deadline", BENEFIT, "吉林", TODAY, ("没有时限", "60日"), (), (f"{NAT} 第五条",)),
    Row("flexible_overlap", BENEFIT, "内蒙古", TODAY, ("领取社保补贴", "不能同时"), (), (f"{NM} 第五条",)),
    Row("wrong_reason", BENEFIT, "江西", TODAY, ("实际上因为什么离职", "重新核实", "人社厅发〔2024〕60号"), (),
        ("社会保险法第50条",)),
    Row("price_subsidy", BENEFIT, "江西", TODAY, ("不用申请", "以当地通知为准"), ("3.5%",), (f"{JX} 第四条",)),
    Row("transfer", BENEFIT, "甘肃", TODAY, ("年限累计", "两个全国性平台"), (), ("社会保险法第52条", f"{NAT} 第五条")),
    Row("progress", BENEFIT, "内蒙古", TODAY, ("10个工作日", "看不到您的申请"), (), (f"{NM} 第四条",)),
    Row("rejected", BENEFIT, None, TODAY, ("退回的原因", "行政复议", "10个工作日"), (), ("社会保险法第83条",)),
    Row("amount", BENEFIT, "江西", TODAY, ("都没有写", "二手", "shebao.southmoney.com", "2024年4月8日"), ("2261",)),
    Row("amount", BENEFIT, "甘肃", TODAY, ("都没有写",), ("1800", "2261")),
    Row("genuine_sms", REFUND, "江西", TODAY, ("不要点短信里的链接", "验证码", "文件写明"), ("点开",), (f"{JX} 第五条",)),
    # no notice of the region; before any notice (A04 of §7.2: nothing is borrowed)
    Row("amount", SKILL, "广东", TODAY, ("没有收录广东", "不能套用"), ("1,000", "2,000")),
    Row("amount", REFUND, "江西", date(2023, 5, 1), ("2024年7月10日", "更早的规定这里没有"), ("30%", "60%")),
    Row("duration", BENEFIT, "广东", TODAY, ("没有收录广东", "18 个月"), (), ("社会保险法第46条",)),
)  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r.topic}-{r.program}-{r.region}-{r.day}")
def test_an_answer_says_what_the_clause_says(row: Row) -> None:
    found = ask(row.topic, row.program, row.region, row.day)
    text = text_of(every_line(found))
    assert [words for words in row.must if words not in text] == [], text
    assert [words for words in row.never if words in text] == [], text
    assert set(row.clauses) <= clauses_of(found), clauses_of(found)


def test_there_are_enough_rows() -> None:
    assert len(ROWS) >= 60
    assert len({row.topic for row in ROWS}) >= 30


def test_the_term_that_ended_is_said_first() -> None:
    for row in ROWS:
        found = ask(row.topic, row.program, row.region, row.day)
        if found.over and TOPICS[row.topic].kind == "rules":
            assert found.lines[0].tone == "warning"
            assert "执行期到" in found.lines[0].text or "写到" in found.lines[0].text


def test_what_an_old_notice_adds_to_the_law_is_dated() -> None:
    lines = [line.text for line in ask("genuine_sms", REFUND, "江西").lines]
    assert "2024年12月31日" in lines[-2]
    assert "文件写明" in lines[-1]


def test_the_whole_country_is_no_region() -> None:
    assert ask("amount", SKILL, "000000").needs == ("region",)


def test_a_county_is_answered_by_its_province() -> None:
    assert ask("amount", REFUND, "360121", IN_2024).lines == ask("amount", REFUND, "江西", IN_2024).lines


def test_further_conditions_elsewhere_are_said_in_the_first_lines() -> None:
    """A31: they stand with every answer on who may have Jiangxi's refund."""
    assert "赣人社字〔2017〕399号" in text_of(ask("eligibility", REFUND, "江西", IN_2024).lines)


def test_on_the_last_day_the_term_has_not_ended() -> None:
    from assistant.interview.knowledge import answer
    from assistant.policies import shipped_policies

    last = date(2024, 12, 31)
    inside = answer("amount", REFUND, shipped_policies(), "江西", last, last)
    after = answer("amount", REFUND, shipped_policies(), "江西", date(2025, 1, 1), date(2025, 1, 1))
    assert (inside.over, inside.lines[0].tone) == (False, "plain")
    assert (after.over, after.lines[0].tone) == (True, "warning")
