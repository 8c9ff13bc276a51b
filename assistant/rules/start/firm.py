"""For a firm: refund (in the ordinary or the dispatch form) or the rate. A suggestion is 1 or 0."""

from typing import Any

from assistant.rules.facts import N_, Choice, Fact
from assistant.rules.registry import NoParams, Program, Steps, figure
from assistant.rules.values import one_of, pick

NAME = "firm_start"

FACTS = (
    Fact(
        "topic", "choice", N_("想了解什么"),
        choices=(
            Choice("refund", N_("稳岗返还：能不能退回一部分失业保险费")),
            Choice("rate", N_("费率：每月失业保险费缴多少")),
            Choice("both", N_("两样都想了解，或说不清楚")),
        ),
    ),
    Fact("is_dispatch_agency", "bool", N_("是劳务派遣单位")),
)  # fmt: skip

PROGRAM = Program(NAME, N_("我能办什么（单位）"), "firm", FACTS, "")


def _wants_refund(f: Any) -> Any:
    return one_of(f.topic, ("refund", "both"))


@figure(NAME, "stabilization_refund", label=N_("看看能不能享受稳岗返还"), unit="suggestion")
def stabilization_refund(f: Any, p: NoParams, at: int, steps: Steps) -> Any:
    """The ordinary form, for every unit that is not a dispatch agency."""
    return pick(_wants_refund(f) & ~f.is_dispatch_agency, 1, 0)


@figure(NAME, "dispatch_refund", label=N_("看看劳务派遣单位的稳岗返还"), unit="suggestion")
def dispatch_refund(f: Any, p: NoParams, at: int, steps: Steps) -> Any:
    """The form for dispatch agencies, with the list of host employers."""
    return pick(_wants_refund(f) & f.is_dispatch_agency, 1, 0)


@figure(NAME, "contribution_rate", label=N_("算一算每月的失业保险费"), unit="suggestion")
def contribution_rate(f: Any, p: NoParams, at: int, steps: Steps) -> Any:
    """The month's premium."""
    return pick(one_of(f.topic, ("rate", "both")), 1, 0)
