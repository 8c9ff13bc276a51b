"""What people ask about, by id: the vocabulary that understanding finds, answers are given on, and calls are filed under.

It stands among the rules so that a notice's data file can name topics and is checked for them when it is loaded.
"""

from dataclasses import dataclass
from typing import Final, Literal

from assistant.rules.facts import N_

SKILL, REFUND, BENEFIT, RATE = "skill_subsidy", "stabilization_refund", "unemployment_benefit", "contribution_rate"
EVERY = (SKILL, REFUND, BENEFIT, RATE)

# rules: answered from a notice; law: from statute or the register of silences, alike everywhere; service: something to do,
# not to answer; talk: neither.
Kind = Literal["rules", "law", "service", "talk"]


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic; ``programs`` are those that it can be about, none for topics that belong to no program."""

    id: str
    label: str
    kind: Kind
    programs: tuple[str, ...] = ()

    def about(self, program: str | None) -> str | None:
        """The program that the topic is about: the one spoken of, where it fits, else the only one."""
        if program in self.programs:
            return program
        return self.programs[0] if len(self.programs) == 1 else None


_ALL = (
    # every program
    Topic("eligibility", N_("能不能享受"), "rules", (SKILL, REFUND, BENEFIT)),
    Topic("amount", N_("多少钱"), "rules", EVERY),
    Topic("deadline", N_("什么时候截止"), "rules", (SKILL, REFUND, BENEFIT)),
    Topic("how_to_apply", N_("怎么办、到哪里办"), "rules", (SKILL, REFUND, BENEFIT)),
    Topic("policy_current", N_("政策现在还有没有效"), "rules", EVERY),
    # skill subsidy
    Topic("times_per_year", N_("一年能领几次"), "rules", (SKILL,)),
    Topic("higher_level", N_("有高等级证书还能不能领低等级"), "rules", (SKILL,)),
    Topic("overlap", N_("和培训补贴能不能都领"), "rules", (SKILL,)),
    Topic("certificate_type", N_("哪种证书才算"), "rules", (SKILL,)),
    Topic("rejected", N_("申请被退回怎么办"), "law", (SKILL, BENEFIT, REFUND)),
    Topic("urgent_occupation", N_("急需紧缺职业"), "rules", (SKILL,)),
    # refund
    Topic("not_received", N_("为什么没收到返还"), "rules", (REFUND,)),
    Topic("layoff_rate", N_("裁员率"), "rules", (REFUND,)),
    Topic("arrears", N_("欠费和补缴"), "rules", (REFUND,)),
    Topic("new_firm", N_("新参保的单位"), "rules", (REFUND,)),
    Topic("deregistered", N_("注销、吊销的单位"), "rules", (REFUND,)),
    Topic("organisation_type", N_("哪些单位可以享受"), "rules", (REFUND,)),
    Topic("size_class", N_("大中小微企业怎么划分"), "rules", (REFUND,)),
    Topic("no_account", N_("没有对公账户"), "rules", (REFUND,)),
    Topic("use_of_funds", N_("返还的钱能做什么用"), "rules", (REFUND,)),
    Topic("genuine_sms", N_("短信是不是真的"), "law", EVERY),
    Topic("public_notice", N_("公示和异议"), "rules", (REFUND,)),
    Topic("dispatch_split", N_("派遣人员部分归谁"), "rules", (REFUND,)),
    Topic("dispatch_deadline", N_("多久内拨给用工单位"), "rules", (REFUND,)),
    # benefit
    Topic("duration", N_("能领几个月"), "rules", (BENEFIT,)),
    Topic("documents", N_("要带什么材料"), "rules", (BENEFIT, SKILL, REFUND)),
    Topic("stop", N_("什么情况停发"), "rules", (BENEFIT,)),
    Topic("medical", N_("领金期间的医保"), "rules", (BENEFIT,)),
    Topic("older", N_("快退休的失业人员"), "rules", (BENEFIT,)),
    Topic("flexible_overlap", N_("灵活就业和失业金"), "rules", (BENEFIT,)),
    Topic("wrong_reason", N_("离职原因写错了"), "rules", (BENEFIT,)),
    Topic("price_subsidy", N_("价格临时补贴"), "rules", (BENEFIT,)),
    Topic("progress", N_("办到哪一步了"), "law", (BENEFIT, SKILL, REFUND)),
    Topic("transfer", N_("换地方、转移接续"), "law", (BENEFIT,)),
    # rate
    Topic("current_rate", N_("现在的费率"), "rules", (RATE,)),
    # every program, or none
    Topic("cases_2018", N_("2018年的老政策"), "rules", (REFUND,)),
    Topic("citation", N_("依据是哪一条"), "service"),
    Topic("privacy", N_("会不会泄露信息"), "law"),
    Topic("report_fraud", N_("举报骗保"), "law"),
    Topic("evasion", N_("怎么钻空子"), "law"),
    Topic("human", N_("找人工"), "service"),
    Topic("large_type", N_("字太小"), "service"),
    Topic("out_of_scope", N_("不归这里管的事"), "law"),
    Topic("small_talk", N_("打招呼、道谢"), "talk"),
    Topic("facts", N_("只说情况，没有问"), "talk"),
    Topic("unclear", N_("听不明白"), "talk"),
)

TOPICS: Final = {topic.id: topic for topic in _ALL}
OWN_CASE: Final = ("eligibility", "amount")  # of the person's own case: the interview answers these
