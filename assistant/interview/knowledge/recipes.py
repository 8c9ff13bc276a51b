"""Which parts of a plan speak to which question, by the functions that a notice selects.

What a notice's file assigns to a topic itself (``topics`` of caveats, steps, deadlines, statements and parts) comes on top,
so that a new year's file needs nothing here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from assistant.interview.knowledge.phrases import benefit, rate, refund, skill
from assistant.rules.texts import Text
from assistant.rules.topics import BENEFIT, RATE, REFUND, SKILL


@dataclass(frozen=True, slots=True)
class Aspect:
    """What the parts that select ``kind`` say of a question.

    ``say`` None: the condition's own text; ``together``: all such parts in one sentence; ``answers`` False: it is near the
    question and leaves it open; ``noted``: with the notes that the file gives to the part; ``fallback``: only where the
    file has no words of its own on the topic.
    """

    kind: str
    say: Callable[[Any], Iterable[Text]] | None = None
    answers: bool = True
    together: bool = False
    noted: bool = False
    fallback: bool = False
    entry: str = ""


def _whole(*kinds: str) -> tuple[Aspect, ...]:
    return tuple(Aspect(kind) for kind in kinds)


_RATE_PARTS = (
    Aspect("total", rate.total_rate),
    Aspect("firm_share", rate.firm_rate),
    Aspect("worker_share", rate.worker_rate),
)
_FULL_MONTHS = Aspect("months_paid", answers=False)

RECIPES: dict[tuple[str, str], tuple[Aspect, ...]] = {
    # -- skill subsidy
    ("eligibility", SKILL): (
        Aspect("status", noted=True),
        *_whole("certificate", "insured_months"),
        Aspect("in_time"),
        Aspect("claims", skill.claims_a_year),
        Aspect("strict_review", skill.strict_review),
        Aspect("once_per_level", skill.once_per_level),
        Aspect("no_higher_level", skill.higher_level),
        Aspect("no_training_subsidy", skill.one_of_both),
        *_whole("level_payable", "certificate_valid", "issuer_region", "issue_month", "fit_for_post"),
    ),
    ("amount", SKILL): (
        Aspect("amount", skill.skill_amounts),
        Aspect("amount", skill.skill_uplifts),
    ),
    ("deadline", SKILL): (Aspect("in_time", skill.certificate_deadline),),
    ("times_per_year", SKILL): (
        Aspect("claims", skill.claims_a_year),
        Aspect("strict_review", skill.strict_review, fallback=True),
        Aspect("once_per_level", skill.once_per_level),
    ),
    ("higher_level", SKILL): (Aspect("no_higher_level", skill.higher_level, noted=True),),
    ("overlap", SKILL): (
        Aspect("no_training_subsidy", skill.one_of_both, noted=True),
        Aspect("no_higher_level", skill.higher_training, noted=True),
    ),
    ("certificate_type", SKILL): (
        *_whole("certificate", "level_payable", "certificate_valid", "issuer_region", "issue_month"),
    ),
    ("urgent_occupation", SKILL): (
        Aspect("amount", skill.uplift_percent, noted=True),
        Aspect("claims", skill.urgent_claims),
    ),
    # -- refund
    ("eligibility", REFUND): (
        *_whole("organisation", "months_paid", "layoff_rate", "not_deregistered", "capacity_cut_or_supported"),
        Aspect("not_listed", refund.on_no_list),
        *_whole("subsidy_year_clean", "deferral_agreement", "kind_not_excluded"),
    ),
    ("amount", REFUND): (
        Aspect("refund", refund.refund_rates),
        Aspect("refund", refund.refund_base),
        Aspect("refund", refund.arrears_in_base),
        Aspect("refund", refund.six_types),
        Aspect("capacity_cut", refund.capacity_cut),
    ),
    ("layoff_rate", REFUND): (
        Aspect("layoff_rate", noted=True),
        Aspect("layoff_rate", refund.layoff_formula),
        Aspect("layoff_rate", refund.layoff_formula_open, answers=False, entry="A21"),
    ),
    ("arrears", REFUND): (
        Aspect("months_paid", refund.arrears_months, fallback=True),
        Aspect("refund", refund.arrears_in_base, fallback=True),
        *_whole("subsidy_year_clean", "deferral_agreement"),
        _FULL_MONTHS,
    ),
    ("new_firm", REFUND): (_FULL_MONTHS,),
    ("deregistered", REFUND): (Aspect("not_deregistered", refund.deregistered),),
    ("organisation_type", REFUND): (
        Aspect("organisation"),
        Aspect("organisation", refund.organisation_limits),
        Aspect("refund", refund.six_types),
        *_whole("kind_not_excluded", "capacity_cut_or_supported"),
    ),
    ("size_class", REFUND): (
        Aspect("refund", refund.large_by_list, fallback=True),
        Aspect("refund", refund.refund_rates, answers=False),
    ),
    ("dispatch_split", REFUND): (
        Aspect("refund", refund.dispatch_shares),
        Aspect("hosts_bear_costs", refund.real_hosts),
        Aspect("refund", refund.government_staff, fallback=True),
    ),
    ("cases_2018", REFUND): (Aspect("capacity_cut", refund.capacity_cut),),
    # -- benefit
    ("eligibility", BENEFIT): (
        *_whole("months_paid", "not_own_will", "seeking_work"),
        Aspect("no_stop_event", benefit.stops, together=True),
        *_whole("flexible_employment", "not_flagged"),
    ),
    ("duration", BENEFIT): (Aspect("max_months", benefit.months_at_most, noted=True),),
    ("stop", BENEFIT): (Aspect("no_stop_event", benefit.stops, together=True),),
    ("flexible_overlap", BENEFIT): (Aspect("flexible_employment", fallback=True),),
    ("wrong_reason", BENEFIT): _whole("not_own_will"),
    # -- rate
    ("amount", RATE): _RATE_PARTS,
    ("current_rate", RATE): _RATE_PARTS,
}


def recipe(topic: str, program: str) -> tuple[Aspect, ...]:
    """The aspects of a question; none where only the notice's own assignments speak."""
    return RECIPES.get((topic, program), ())
