"""公示: for how long, what it says of a firm, and what it says of the rules.

Days: the posting day is not counted, the last one is a working day (民法典 201, 203; clauses.md §7.3: posted on
2018-08-06 for 7 working days, the period ends on 2018-08-15). A day later the firms may be paid.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from assistant.campaigns.calendar import beijing_day
from assistant.campaigns.duties import duty, notice_title
from assistant.campaigns.reviewing import where
from assistant.campaigns.terms import Terms
from assistant.interview.facts_json import read_facts
from assistant.interview.formatting import percent_of_rate
from assistant.interview.wording import say
from assistant.policies import Policies
from assistant.rules.decide import case_facts
from assistant.rules.explain import explain
from assistant.rules.plan import Condition, Plan
from assistant.rules.reading import compute
from assistant.rules.registry import Steps
from assistant.rules.stabilization_refund.layoffs import LayoffRate
from assistant.rules.working_days import working_days_after
from assistant.storage.campaigns import Campaign
from assistant.storage.paying.publications import Publication, Publications

_CODE_SHOWN = 8
_HIDDEN = "**********"


def period(posted: date, working_days: int) -> tuple[date, date]:
    """Return the first and the last day of a 公示; raise ``CalendarNotLoaded`` where the year's calendar is not held."""
    return posted, working_days_after(posted, working_days)


def days_to_publish(policies: Policies, campaign: Campaign, terms: Terms) -> int:
    """Return for how many working days: as the campaign's terms say, and never fewer than its notice asks for."""
    stated = duty(policies, campaign, "publication")
    least = stated.publication.working_days_at_least if stated and stated.publication else 1
    return max(terms.public_days, least)


def shown_code(credit_code: str, facts: Mapping[str, Any]) -> str:
    """Return a 统一社会信用代码 as it may stand in public.

    A firm's or an organisation's is in the public register, tells two of the same name apart, and says nothing about
    a person: it is shown whole. A 个体工商户 is one person, and the list says what that person is paid: of its code
    only registry, kind and district stay (8 of 18), the part that identifies and the check character go (conventions.md
    §4: in a list neither the identifying middle nor the last four). Codes of individual businesses begin with 92.
    """
    if facts.get("organisation_type") == "individual_business" or credit_code.startswith("92"):
        return credit_code[:_CODE_SHOWN] + _HIDDEN
    return credit_code


def percent_text(plan: Plan, facts: Mapping[str, Any]) -> str:
    """Return 返还比例 as it entered the amount ("60%"), several for an agency whose parts differ; '' if unknown."""
    steps = Steps()
    part = next(figure for figure in plan.figures if figure.id == plan.program.amount)
    compute(part, case_facts(plan, facts), plan.as_of.toordinal(), steps)
    found = dict.fromkeys(_plain(line.values["percent"]) for line in steps.lines if "percent" in line.values)
    return "、".join(f"{value}%" for value in found if value is not None)


def _plain(value: Any) -> Any:
    return getattr(value, "v", value)


def layoff_rate_text(plan: Plan, facts: Mapping[str, Any]) -> str:
    """Return 裁员率 where it is known for certain: the office's own figure, none laid off, or the notice's one formula."""
    if facts.get("office_gave_rate") and facts.get("office_rate_bp") is not None:
        return percent_of_rate(facts["office_rate_bp"])
    if facts.get("laid_off_anyone") is False:
        return "0%"
    rule = next((c.params for c in plan.conditions if isinstance(c.params, LayoffRate)), None)
    claimants, person_months = facts.get("new_claimants"), facts.get("person_months")
    if rule is None or rule.formula != "claimants_over_average" or claimants is None or not person_months:
        return ""
    if rule.newly_insured != "twelve" and facts.get("newly_insured_last_year") is not False:
        return ""  # over how many months to average is not settled for this firm
    # claimants ÷ (person-months ÷ 12), in 万分之一, half-up
    return percent_of_rate((claimants * 12 * 10_000 * 2 + person_months) // (2 * person_months))


def content(policies: Policies, campaign: Campaign, terms: Terms) -> dict[str, Any]:
    """Return what a 公示 says beside its table, in Chinese, to be kept as it was on the day."""
    plan = policies.plan_for(campaign.notice, campaign.program, campaign.as_of)
    return {
        "year": campaign.as_of.year,
        "program": say(plan.program.label),
        "basis": notice_title(policies.notices[campaign.notice]),
        "conditions": [_restated(plan, part) for part in plan.conditions],
        "office": terms.office,
        "address": terms.address,
        "telephone": terms.telephone,
    }


def _restated(plan: Plan, part: Condition) -> dict[str, str]:
    line = next(line for line in explain(plan, {}).conditions if line.id == part.id)
    return {"text": say(line.text), "clause": where(plan, line.citation)}


def publish(publications: Publications, policies: Policies, campaign: Campaign, by: int, at: datetime) -> Publication:
    """Publish every firm whose amount is decided and not in public yet, as the next batch, from today on.

    Raises ``NothingToPublish``, ``NotPublishing``, and ``CalendarNotLoaded`` where the year's calendar is not held.
    """
    terms = Terms.of(campaign)
    first, last = period(beijing_day(at), days_to_publish(policies, campaign, terms))
    plan = policies.plan_for(campaign.notice, campaign.program, campaign.as_of)
    lines = {}
    for due in publications.due(campaign.id):
        facts = read_facts(plan.program, due.facts)
        percent = "" if due.reviewed else percent_text(plan, facts)
        lines[due.firm] = (due.amount_fen, percent, layoff_rate_text(plan, facts))
    return publications.create(campaign.id, lines, first, last, content(policies, campaign, terms), by, at)


def shown_on(publication: Publication, day: date) -> bool:
    """Return whether the 公示 may be seen by everyone on a day."""
    return publication.withdrawn_at is None and publication.first_day <= day <= publication.last_day
