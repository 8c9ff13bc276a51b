"""The glossary: plain words that explain, for every technical term that a caller hears."""

from pathlib import Path

import pytest

from assistant.interview.flows import Flow, shipped_flows
from assistant.interview.spoken.questions import spoken_question
from assistant.interview.spoken.terms import load_terms, shipped_terms, terms_in
from assistant.interview.wording import CHINESE, ENGLISH
from assistant.policies import PolicyError

# Read by hand, flow by flow: what a caller who knows no law would ask back about.
HEARD = {
    "contribution_rate": "失业保险费 缴费基数 费款所属期",
    "firm_start": "稳岗返还 费率 劳务派遣单位 劳务派遣经营许可证",
    "worker_start": "失业保险金 职业技能等级证书 职业资格证书 特种作业操作证 职称",
    "unemployment_benefit": (
        "解除合同 续签 裁员 吊销 事业单位 离职证明 移居境外 应征服兵役 收监执行 基本养老保险 适当的工作 灵活就业 社保补贴 "
        "失业登记 法定退休年龄 核定 认定 核查 个人原因 失业保险基金 经办机构 人社部门 电子社保卡 掌上12333 社保卡"
    ),
    "skill_subsidy": (
        "社会组织 个体工商户 机关事业单位 灵活就业 评价机构 特种设备作业人员证 专项职业能力证书 联网查询 补贴目录 初级工 "
        "中级工 高级工 技师 高级技师 核发日期 撤销 注销 参保 领金地 工种 急需紧缺职业 证岗相适 承诺书 技能提升补贴 职业培训补贴"
    ),
    "stabilization_refund": (
        "劳务派遣单位 社会团体 基金会 社会服务机构 参保 注销 吊销 僵尸企业 出清名单 去产能企业 化解过剩产能 严重违法失信 "
        "国家企业信用信息公示系统 信用中国 产业结构调整政策 淘汰的产能 销案 拖欠农民工工资失信名单 经营异常名录 骗取 足额缴纳 "
        "欠费 征缴机构 延期缴费协议 裁员 裁员率 参保人数 参保人员花名册 参保地 划型 大型参保企业名单 中小微企业 上年度 实际缴纳 "
        "应缴 补缴 费款所属期 滞纳金 缓缴 本金 对公账户 小微企业 拨付 电子税务局 社保网上服务大厅"
    ),
    "dispatch_refund": "自有员工 承揽 外包 派遣人员 用工单位 派遣协议 拨付",
}
HEARD_IN_ENGLISH = {
    "contribution_rate": ("premium", "wage base", "period on the return"),
    "unemployment_benefit": (
        "flexible employment",
        "statutory retirement age",
        "registration as unemployed",
        "the office",
    ),
    "skill_subsidy": ("urgent occupations", "fit-for-post letter", "vocational training subsidy", "date of issue"),
    "stabilization_refund": ("zombie firm", "clearance list", "late-payment surcharge", "layoff rate", "paid in full"),
    "dispatch_refund": ("host", "own staff", "outsourced work", "labour dispatch"),
}
# What conditions, caveats and steps say, each taken from a notice's file.
IN_RESULTS = {
    "发放前会公示，公示几天文件没有写明。": ["公示"],
    "不用申请（免申即享）：经办机构用数据比对": ["免申即享", "经办机构", "数据比对"],
    "领取期间由失业保险经办机构代缴职工基本医疗保险（含生育保险）费": [
        "待遇领取期", "失业保险", "经办机构", "代缴", "职工基本医疗保险", "生育保险",
    ],
    "所以核算日期指发放的日期。": ["核算日期"],
    "上年度没有裁员，或裁员率不高于 上年度全国城镇调查失业率控制目标": ["上年度", "裁员", "裁员率", "失业率控制目标"],
    "大型企业以外的按小微企业，在国家企业信用信息公示系统上查": ["小微企业", "国家企业信用信息公示系统"],
}  # fmt: skip


def _terms(flow: Flow, language: str) -> set[str]:
    return {term.term for question in flow.questions for term in spoken_question(question, language).terms}


def test_every_technical_term_that_a_flow_says_is_explained() -> None:
    assert set(HEARD) == set(shipped_flows())
    for flow_id, terms in HEARD.items():
        assert set(terms.split()) <= _terms(shipped_flows()[flow_id], CHINESE), flow_id
    for flow_id, named in HEARD_IN_ENGLISH.items():
        assert set(named) <= _terms(shipped_flows()[flow_id], ENGLISH), flow_id


@pytest.mark.parametrize("text", IN_RESULTS)
def test_terms_of_results_are_found_in_their_order_the_longest_first(text: str) -> None:
    assert [term.term for term in terms_in(text, CHINESE)] == IN_RESULTS[text]


def test_english_terms_are_whole_words() -> None:
    assert terms_in("A separate, hostile midterm", ENGLISH) == ()
    assert [term.term for term in terms_in("Hosts pay premiums; the host pays", ENGLISH)] == ["host", "premium"]


def test_plain_words_are_shorter_than_a_breath_and_more_than_the_term() -> None:
    for glossary in shipped_terms().values():
        for term in glossary.terms.values():
            assert len(term.plain) <= 40
            assert term.term.casefold() not in term.plain.casefold(), term


def test_a_term_says_where_it_is_defined() -> None:
    (late,) = terms_in("滞纳金", CHINESE)
    assert (late.plain, late.defined) == ("缴晚了，另外多收的钱", "社会保险法第86条")
    assert terms_in("surcharges", ENGLISH)[0].defined == "Social Insurance Law, art. 86"


@pytest.mark.parametrize(
    ("terms", "mistake"),
    [
        ([("甲", "就是乙"), ("乙", "就是甲")], "terms.toml: term[0].plain: “甲”的解释又要用到它自己：就是乙"),
        ([("甲", "就是甲")], "terms.toml: term[0].plain: “甲”的解释又要用到它自己：就是甲"),
        ([("甲", "一"), ("甲", "二")], "terms.toml: term[1]: '甲' 已经写在 term[0]"),
        ([("甲", "长" * 41)], "term[0].plain.zh"),
        ([("甲", "")], "term[0].plain.zh: 不能为空"),
    ],
)
def test_a_mistake_in_the_glossary_is_told_with_its_place(
    tmp_path: Path, terms: list[tuple[str, str]], mistake: str
) -> None:
    """Circles, repetitions, and plain words that are missing or too long."""
    file = tmp_path / "terms.toml"
    entries = (
        f'[[term]]\nname = {{ zh = "{name}", en = "t{i}" }}\nplain = {{ zh = "{plain}", en = "p" }}\n'
        for i, (name, plain) in enumerate(terms)
    )
    file.write_text("\n".join(entries), "utf-8")
    with pytest.raises(PolicyError) as raised:
        load_terms(file)
    assert mistake in str(raised.value)
