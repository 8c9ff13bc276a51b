"""Facts of 失业保险金, in the order in which a person would naturally be asked."""

from assistant.rules.facts import N_, Choice, Fact
from assistant.rules.registry import Program

NAME = "unemployment_benefit"

# 人社部令第13号 art. 13 lists the ways of losing work that are not by one's own will.
LEAVING_REASONS = (
    Choice("contract_expired", N_("劳动合同到期，单位没有续签（或续签条件变差）")),
    Choice("expired_declined", N_("劳动合同到期，单位愿按原条件或更好条件续签，本人没有续签")),
    Choice("dismissed", N_("被单位解除合同（辞退、裁员、开除等）")),
    Choice("employer_proposed", N_("单位提出解除，双方协商一致")),
    Choice("employer_fault", N_("单位有过错（如拖欠工资、不缴社保、强迫劳动），本人因此提出解除")),
    Choice("resigned", N_("本人主动辞职（包括本人提出、单位同意）")),
    Choice("closed_down", N_("单位破产、被吊销执照、被责令关闭或提前解散")),
    Choice("public_institution", N_("被事业单位解除聘用合同，或被辞退、除名、开除")),
    Choice("still_employed", N_("还在职，没有离开单位")),
    Choice("other", N_("其他原因，或说不清楚")),
)

STOP_EVENTS = (
    Choice("none", N_("以上都没有")),
    Choice("reemployed", N_("已经重新就业")),
    Choice("military", N_("应征服兵役")),
    Choice("moved_abroad", N_("移居境外")),
    Choice("pension", N_("已享受基本养老保险待遇（领养老金）")),
    Choice("refused_offer", N_("没有正当理由，不接受指定部门或机构介绍的适当工作或提供的培训")),
    Choice("imprisoned", N_("被判刑收监执行")),
    Choice("other", N_("其他情况（如打零工、灵活就业，拿不准算不算就业）")),
)

RETIREMENT = (
    Choice("over_12_months", N_("还差12个月以上")),
    Choice("exactly_12_months", N_("正好还差12个月")),
    Choice("under_12_months", N_("还差不到12个月")),
    Choice("reached", N_("已经到了")),
)

MONTHS = N_("个月")

FACTS = (
    Fact("leaving_reason", "choice", N_("离开上一份工作的原因"), choices=LEAVING_REASONS),
    Fact("stop_event", "choice", N_("会停发失业保险金的情况"), choices=STOP_EVENTS),
    Fact("seeking_work", "bool", N_("愿意找工作（有求职要求）")),
    # Months since the last drawing, if there was one: 社会保险法 46 counts anew after re-employment.
    Fact(
        "months_paid", "months", N_("失业前单位和本人都缴了失业保险费的累计月数（领过的，从上次领取之后重新算）"),
        lo=0, hi=600, unit=MONTHS,
    ),
    Fact("drew_before", "bool", N_("以前领过失业保险金")),
    Fact("undrawn_months", "months", N_("前次失业应领而没有领完的月数"), lo=0, hi=24, unit=MONTHS),
    Fact("flexible_registered", "bool", N_("已办理灵活就业人员登记")),
    Fact("social_insurance_subsidy", "bool", N_("正在领取灵活就业社保补贴")),
    Fact("drawing_elsewhere", "bool", N_("同时在别的地方也在领失业保险金")),
    Fact("short_insurance", "bool", N_("最后一段参保时间很短")),
    Fact("employer_recorded_voluntary", "bool", N_("单位上报或证明上写的是“个人原因”，但实际不是")),
    Fact("registered_unemployed", "bool", N_("已办理失业登记")),
    Fact("to_retirement", "choice", N_("离法定退休年龄还差多久"), choices=RETIREMENT),
)  # fmt: skip

PROGRAM = Program(NAME, N_("失业保险金"), "worker", FACTS, "max_months")
