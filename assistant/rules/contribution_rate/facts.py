"""Facts of 费率."""

from assistant.rules.facts import N_, Fact
from assistant.rules.registry import Program

NAME = "contribution_rate"
FEN = 10**12  # 10 billion yuan a month: more than any firm's wage bill

FACTS = (
    Fact("contribution_month", "month", N_("缴费所属月份")),
    Fact("wage_base_fen", "money", N_("当月失业保险缴费基数"), lo=0, hi=FEN, unit=N_("元")),
)

PROGRAM = Program(NAME, N_("失业保险费率"), "firm", FACTS, "total_fen")
