"""A message understood as a whole: program, topic, facts with their spans; whatever is sent, and in time with its length."""

import time
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.interview.flows import shipped_flows
from assistant.rules.topics import BENEFIT, RATE, REFUND, SKILL, TOPICS
from assistant.understanding.model import Context, Span, Understood
from assistant.understanding.understand import READ, understand

TODAY = date(2024, 11, 20)

# Each is of our own, and none of them is an example in the cue files.
SAID = (
    ("我老婆是月嫂,中级,自己买的社保,有得领没", SKILL, "eligibility"),
    ("在厂里五年了,去年底拿的四级叉车司机等级证,没欠社保,能领技能补贴不", SKILL, "eligibility"),
    ("我社保只有失业保险没有交,能领技能补贴么", SKILL, "eligibility"),
    ("高级美容师,在美容院上班,老板给交社保一年零一个月了,能成不", SKILL, "eligibility"),
    ("考证的时候还没交社保,现在交了两年,可以吗", SKILL, "eligibility"),
    ("第一次申请,没领过别的补贴,中级钳工,社保三年,符合吗", SKILL, "eligibility"),
    ("厂子黄了,我交了十来年保险,有失业金没有", BENEFIT, "eligibility"),
    ("试用期没过被公司劝走,交了14个月,失业金有份吗", BENEFIT, "eligibility"),
    ("老公被开除,说是违反制度,能领失业保险金吗", BENEFIT, "eligibility"),
    ("没签字就被赶走了,社保三年,可以要失业金不", BENEFIT, "eligibility"),
    ("考公辞职了能领失业金不", BENEFIT, "eligibility"),
    ("Fired last week, worked 3 years. Unemployment money possible?", BENEFIT, "eligibility"),
    ("我们公司没裁员也没欠费,参保二十人,稳岗能享受吗", REFUND, "eligibility"),
    ("建筑公司,去年走了三个人,稳岗还有戏吗", REFUND, "eligibility"),
    ("本公司非失信,足额缴费两年,问能否享受返还", REFUND, "eligibility"),
    ("公司被列入异常名录后来移出了,稳岗返还行不行", REFUND, "eligibility"),
    ("育婴员三级,在南昌,社保四年,发多少补贴", SKILL, "amount"),
    ("拿了个二级,补贴是多少来着", SKILL, "amount"),
    ("西点师中级领到手是多少", SKILL, "amount"),
    ("补贴金额五级怎么定的", SKILL, "amount"),
    ("甘肃高级工发2000对不对", SKILL, "amount"),
    ("合肥失业金多少", BENEFIT, "amount"),
    ("失业金给的钱是按缴费年限定还是统一的", BENEFIT, "amount"),
    ("中小企业返还比例是60吧", REFUND, "amount"),
    ("裁过两个人,去年交了4万,能返多少", REFUND, "amount"),
    ("我的基数8000,失业保险费一个月合计几块钱", RATE, "amount"),
    ("前年11月发的证,现在申请技能补贴晚了吗", SKILL, "deadline"),
    ("四级证今年1月发的,什么时候之前要申请", SKILL, "deadline"),
    ("证书超过一年了技能补贴还给不给", SKILL, "deadline"),
    ("失业半年没登记,失业金过期了没", BENEFIT, "deadline"),
    ("申请稳岗返还有最后期限吗", REFUND, "deadline"),
    ("我们公司去年有今年怎么没有返还", REFUND, "not_received"),
    ("稳岗的钱咋没打到我们账上", REFUND, "not_received"),
    ("没有收到过任何返还,符合的呀", REFUND, "not_received"),
    ("返还名单怎么没有我厂", REFUND, "not_received"),
    ("考证补贴现在取消了是吗", SKILL, "policy_current"),
    ("今年稳岗返还还发吗", REFUND, "policy_current"),
    ("失业金是不是有新政策", BENEFIT, "policy_current"),
    ("我想申请技能补贴", SKILL, "how_to_apply"),
    ("技能补贴咋申报啊,第一次弄", SKILL, "how_to_apply"),
    ("想申请失业金,去哪", BENEFIT, "how_to_apply"),
    ("失业金申请入口在哪", BENEFIT, "how_to_apply"),
    ("申请稳岗返还走什么程序", REFUND, "how_to_apply"),
    ("一个人最多能申请几回技能补贴", SKILL, "times_per_year"),
    ("我今年考了俩证,能领两份不", SKILL, "times_per_year"),
    ("茶艺师证能申请技能补贴吗", SKILL, "certificate_type"),
    ("焊工操作证算不算技能等级证", SKILL, "certificate_type"),
    ("二建能不能申请技能提升补贴", SKILL, "certificate_type"),
    ("我是焊工上岗证,能领吗", SKILL, "certificate_type"),
    ("我是去年7月被裁的,没签什么协议", BENEFIT, "facts"),
    ("没欠过费,也没裁过人,就是普通小公司", REFUND, "facts"),
    ("有对公账户,参保28人", REFUND, "facts"),
    ("去年一共交了53000元失业保险费", REFUND, "facts"),
    ("缴满五年零三个月,失业金领几个月", BENEFIT, "duration"),
    ("我被裁了单位却报我主动离职", BENEFIT, "wrong_reason"),
    ("失业金申请用准备材料吗", BENEFIT, "documents"),
    ("失业金啥时候到卡上", BENEFIT, "progress"),
    ("领失业金时医保断不断", BENEFIT, "medical"),
    ("裁员率超过5.5怎么办", REFUND, "layoff_rate"),
    ("怎么知道我们是什么型的企业", REFUND, "size_class"),
    ("民办幼儿园有没有稳岗返还", REFUND, "organisation_type"),
)


def read(said: str, program: str | None = None, asked: str | None = None) -> Understood:
    question = shipped_flows()[program].question(asked) if program and asked else None
    return understand(said, Context(TODAY, TODAY, program=program, asked=question))


def facts(understood: Understood) -> dict[str, Any]:
    return {found.fact: found.value for found in understood.facts}


@pytest.mark.parametrize(("said", "program", "topic"), SAID)
def test_program_and_topic(said: str, program: str | None, topic: str) -> None:
    understood = read(said)
    assert (understood.program, understood.topic) == (program, topic), understood.scores


def test_several_facts_at_once() -> None:
    said = "我去年10月考了三级电工证,社保交了两年能领多少"
    understood = read(said)
    assert (understood.program, understood.topic) == (SKILL, "amount")
    assert facts(understood)["certificate_level"] == "three"
    assert facts(understood)["insured_months_at_application"] == 24
    assert "issued_on" in {doubt.fact for doubt in understood.doubts}
    assert [named.name for named in understood.occupations] == ["电工"]
    level = next(found for found in understood.facts if found.fact == "certificate_level")
    assert "三级" in understood.text.said(level.span)


def test_the_place_is_understood() -> None:
    place = read("南昌县的失业金怎么领").place
    assert place is not None
    assert place.codes == ("360121",)


def test_the_answer_to_the_question_asked_comes_first() -> None:
    understood = read("两年", SKILL, "insured_months_at_application")
    assert understood.topic == "facts"
    assert facts(understood) == {"insured_months_at_application": 24}


def test_each_fact_is_found_once() -> None:
    understood = read("四级", SKILL, "certificate_level")
    assert [found.fact for found in understood.facts].count("certificate_level") == 1


def test_a_value_that_cannot_be_raises_nothing() -> None:
    assert "insured_months_at_application" not in facts(read("9000年", SKILL, "insured_months_at_application"))


def test_a_personal_number_is_neither_kept_nor_read() -> None:
    understood = read("我身份证号36010219900307663X,能领失业金吗")
    assert "19900307" not in repr(understood)
    assert understood.program == BENEFIT


def test_of_a_very_long_message_the_beginning_is_understood() -> None:
    said = "失业金怎么领" + "呀" * READ + "公积金怎么提取"
    understood = read(said)
    assert (understood.program, understood.topic) == (BENEFIT, "how_to_apply")
    assert understood.text.typed == said


def test_length_costs_no_more_than_its_part() -> None:
    """Not a measurement: what grew by the square of the length would take minutes."""
    start = time.process_time()
    for said in ("三级" * 50_000, "交了" * 50_000, "1" * 100_000, "能领吗?" * 25_000, "去年" * 50_000):
        read(said)
    assert time.process_time() - start < 60


@given(st.text(max_size=300) | st.lists(st.sampled_from([said for said, _, _ in SAID]), max_size=4).map("".join))
def test_anything_is_understood_somehow(said: str) -> None:
    understood = read(said)
    assert understood.topic in TOPICS
    whole = Span(0, len(understood.text.typed))
    places = [place.span for place in (understood.place, *understood.other_places) if place]
    days = [understood.day.span] if understood.day else []
    for span in [
        *places,
        *days,
        *(said.span for said in (*understood.facts, *understood.doubts, *understood.occupations)),
    ]:
        assert whole.start <= span.start <= span.end <= whole.end


@given(
    st.text(max_size=40),
    st.sampled_from([(flow.id, q.fact.name) for flow in shipped_flows().values() for q in flow.questions]),
)
def test_anything_may_follow_a_question(said: str, question: tuple[str, str]) -> None:
    flow = shipped_flows()[question[0]]
    understand(said, Context(TODAY, TODAY, program=flow.program.name, asked=flow.question(question[1])))
