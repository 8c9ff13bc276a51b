"""Which parts of a plan speak to which question, by the functions that a notice selects.

What a notice's file assigns to a topic itself (``topics`` of caveats, steps, deadlines, statements and parts) comes on top,
so that a new year's file needs nothing here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from assistant.interview.knowledge import phrases as say
from assistant.interview.topics import BENEFIT, RATE, REFUND, SKILL
from assistant.rules.texts import Text


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
    Aspect("total", say.total_rate),
    Aspect("firm_share", say.firm_rate),
    Aspect("worker_share", say.worker_rate),
)
_FULL_MONTHS = Aspect("months_paid", answers=False)

RECIPES: dict[tuple[str, str], tuple[Aspect, ...]] = {
    # -- skill subsidy
    ("eligibility", SKILL): (
        Aspect("status", noted=True),
        *_whole("certificate", "insured_months"),
        Aspect("in_time", say.certificate_deadline),
        Aspect("claims", say.claims_a_year),
        Aspect("strict_review", say.strict_review),
        Aspect("once_per_level", say.once_per_level),
        Aspect("no_higher_level", say.higher_level),
        Aspect("no_training_subsidy", say.one_of_both),
        *_whole("level_payable", "certificate_valid", "issuer_region", "issue_month", "fit_for_post"),
    ),
    ("amount", SKILL): (
        Aspect("amount", say.skill_amounts),
        Aspect("amount", say.skill_uplifts),
    ),
    ("deadline", SKILL): (Aspect("in_time", say.certificate_deadline),),
    ("times_per_year", SKILL): (
        Aspect("claims", say.claims_a_year),
        Aspect("strict_review", say.strict_review),
        Aspect("once_per_level", say.once_per_level),
    ),
    ("higher_level", SKILL): (Aspect("no_higher_level", say.higher_level, noted=True),),
    ("overlap", SKILL): (
        Aspect("no_training_subsidy", say.one_of_both, noted=True),
        Aspect("no_higher_level", say.higher_training, noted=True),
    ),
    ("certificate_type", SKILL): (
        *_whole("certificate", "level_payable", "certificate_valid", "issuer_region", "issue_month"),
    ),
    ("urgent_occupation", SKILL): (
        Aspect("amount", say.uplift_percent, noted=True),
        Aspect("claims", say.urgent_claims),
    ),
    # -- refund
    ("eligibility", REFUND): (
        *_whole("organisation", "months_paid", "layoff_rate", "not_deregistered", "capacity_cut_or_supported"),
        *_whole("not_listed", "subsidy_year_clean", "deferral_agreement", "kind_not_excluded"),
    ),
    ("amount", REFUND): (
        Aspect("refund", say.refund_rates),
        Aspect("refund", say.refund_base),
        Aspect("refund", say.arrears_in_base),
        Aspect("refund", say.six_types),
        Aspect("capacity_cut", say.capacity_cut),
    ),
    ("layoff_rate", REFUND): (
        Aspect("layoff_rate", noted=True),
        Aspect("layoff_rate", say.layoff_formula),
        Aspect("layoff_rate", say.layoff_formula_open, answers=False, entry="A21"),
    ),
    ("arrears", REFUND): (
        Aspect("months_paid", say.arrears_months, fallback=True),
        Aspect("refund", say.arrears_in_base, fallback=True),
        *_whole("subsidy_year_clean", "deferral_agreement"),
        _FULL_MONTHS,
    ),
    ("new_firm", REFUND): (_FULL_MONTHS,),
    ("deregistered", REFUND): (Aspect("not_deregistered", say.deregistered),),
    ("organisation_type", REFUND): (
        Aspect("organisation"),
        Aspect("organisation", say.organisation_limits),
        Aspect("refund", say.six_types),
        *_whole("kind_not_excluded", "capacity_cut_or_supported"),
    ),
    ("size_class", REFUND): (
        Aspect("refund", say.large_by_list, fallback=True),
        Aspect("refund", say.refund_rates, answers=False),
    ),
    ("dispatch_split", REFUND): (
        Aspect("refund", say.dispatch_shares),
        Aspect("hosts_bear_costs", say.real_hosts),
        Aspect("refund", say.government_staff, fallback=True),
    ),
    ("cases_2018", REFUND): (
        Aspect("capacity_cut", say.capacity_cut),
        *_whole("capacity_cut_or_supported", "not_listed"),
    ),
    # -- benefit
    ("eligibility", BENEFIT): (
        *_whole("months_paid", "not_own_will", "seeking_work"),
        Aspect("no_stop_event", say.stops, together=True),
        *_whole("flexible_employment", "not_flagged"),
    ),
    ("duration", BENEFIT): (Aspect("max_months", say.months_at_most, noted=True),),
    ("stop", BENEFIT): (Aspect("no_stop_event", say.stops, together=True),),
    ("flexible_overlap", BENEFIT): _whole("flexible_employment"),
    ("wrong_reason", BENEFIT): _whole("not_own_will"),
    # -- rate
    ("amount", RATE): _RATE_PARTS,
    ("current_rate", RATE): _RATE_PARTS,
}


def recipe(topic: str, program: str) -> tuple[Aspect, ...]:
    """The aspects of a question; none where only the notice's own assignments speak."""
    return RECIPES.get((topic, program), ())
