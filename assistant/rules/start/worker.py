"""For a worker: benefit, subsidy, or both. A suggestion is 1 or 0; the interview itself decides."""

from typing import Any

from assistant.rules.facts import N_, Choice, Fact
from assistant.rules.registry import NoParams, Program, Steps, figure
from assistant.rules.values import one_of, pick

NAME = "worker_start"

FACTS = (
    Fact(
        "situation", "choice", N_("现在的情况"),
        choices=(
            Choice("lost_job", N_("没有工作了")),
            Choice("drawing", N_("正在领失业保险金")),
            Choice("employed", N_("有工作，在单位上班")),
            Choice("other", N_("其他，或说不清楚")),
        ),
    ),
    Fact("has_certificate", "bool", N_("取得了技能类职业资格证书或职业技能等级证书")),
)  # fmt: skip

PROGRAM = Program(NAME, N_("我能办什么（个人）"), "worker", FACTS, "")


@figure(NAME, "unemployment_benefit", label=N_("看看能不能领失业保险金"), unit="suggestion")
def unemployment_benefit(f: Any, p: NoParams, at: int, steps: Steps) -> Any:
    """For everyone but those at work."""
    return pick(f.situation == "employed", 0, 1)


@figure(NAME, "skill_subsidy", label=N_("看看能不能领技能提升补贴"), unit="suggestion")
def skill_subsidy(f: Any, p: NoParams, at: int, steps: Steps) -> Any:
    """With a certificate, at work or drawing benefit; one who just lost work first looks at the benefit."""
    may = one_of(f.situation, ("employed", "drawing", "other"))
    return pick(may & f.has_certificate, 1, 0)
