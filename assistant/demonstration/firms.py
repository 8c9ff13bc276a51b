"""Made-up firms of 江西: who they are, and what the bureau would know of them for one year.

Every firm is drawn with a seed of its own, so that the same number is the same firm in every file, however many
rows that has. What the figures are like:

    organisations    95 % enterprises, 4 % of the six other types, 1 % dispatch agencies
    size             most insure fewer than 30 people, a few thousands; about 1 % stand on the list of large firms
    months paid      three in five long insured; one in eight at exactly 12, one in nine just below
    layoffs          none in three firms of five; else about a third above, two thirds below the limit that applies
    exclusions       3 % owed premiums last year, 0.3 % are being or were deregistered, 2 % of the agencies are barred
    not on file      size class 4 %, bank account 5 %, telephone 1.5 %
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, Final, Literal

from assistant.demonstration import identifiers
from assistant.demonstration.names import firm_name

Year = Literal["this", "last"]
MOST: Final = 50_000
# 江西 2024 counts what a firm did in the year before; last year's campaign counted the year before that.
COUNTED_YEAR: Final[dict[Year, int]] = {"this": 2023, "last": 2022}
MONTHS_SINCE: Final = 8  # from the counted year's end to the day of the campaign

_SEED: Final = "江西演示"
_COUNTIES: Final = {
    "360102": "东湖区", "360111": "青山湖区", "360203": "珠山区", "360402": "濂溪区", "360502": "渝水区",
    "360702": "章贡区", "360802": "吉州区", "360902": "袁州区", "361002": "临川区", "361102": "信州区",
}  # fmt: skip
# Organisation type → its share in permille, and how its credit code begins.
_TYPES: Final = {
    "enterprise": (950, "91"),
    "dispatch_agency": (10, "91"),
    "social_group": (6, "51"),
    "foundation": (2, "53"),
    "social_service": (12, "52"),
    "law_firm": (5, "31"),
    "accounting_firm": (5, "91"),
    "individual_business": (10, "92"),
}


@dataclass(frozen=True, slots=True)
class MadeUpFirm:
    """One firm as the bureau would have it on file: money in fen, None where nothing is on file."""

    number: int
    credit_code: str
    name: str
    phone: str | None
    account: str | None
    county: str
    insured_since: date
    facts: dict[str, Any]


def firms(rows: int, year: Year = "this") -> Iterator[MadeUpFirm]:
    """Yield ``rows`` firms (``MOST`` or fewer). Last year lacks one firm in twenty, and has as many that are gone now."""
    for number in range(rows):
        gone = year == "last" and number % 20 == 7
        yield firm(number + MOST if gone else number, year)


def firm(number: int, year: Year = "this") -> MadeUpFirm:
    """Return the firm of that number with its figures of one year."""
    lasting = Random(f"{_SEED}-{number}")
    organisation_type = lasting.choices(list(_TYPES), [share for share, _ in _TYPES.values()])[0]
    county = lasting.choice(list(_COUNTIES))
    name = firm_name(lasting, organisation_type)
    size = max(1, round(math.exp(lasting.gauss(math.log(9), 1.25))))
    has_phone, has_account = lasting.random() >= 0.015, lasting.random() >= 0.05
    months, steady = _months_paid(lasting), lasting.random() < 0.7
    yearly = Random(f"{_SEED}-{number}-{year}")
    if year == "last":
        months = months - 12 if months >= 24 else yearly.randrange(10, 16)
    history = _history(yearly, organisation_type, months)
    figures = _figures(yearly, size, months, steady)
    owed_fen = figures["premium_paid_fen"] // figures["insured_months"] * 2
    return MadeUpFirm(
        number=number,
        credit_code=identifiers.credit_code(_TYPES[organisation_type][1], county, number),
        name=name,
        phone=identifiers.phone(number) if has_phone else None,
        account=identifiers.account(number) if has_account else None,
        county=_COUNTIES[county],
        insured_since=date(COUNTED_YEAR[year] + 1, MONTHS_SINCE, 1)
        - timedelta(days=months * 30 + yearly.randrange(28)),
        facts={
            "organisation_type": organisation_type,
            **_classified(lasting, size),
            "back_paid_principal_fen": owed_fen if history["arrears_paid_back"] else None,
            **history,
            **figures,
        },
    )


def _months_paid(random: Random) -> int:
    kind = random.choices(("long", "just", "below", "recent"), (60, 12, 11, 17))[0]
    months = {"long": (24, 121), "just": (12, 13), "below": (9, 12), "recent": (13, 24)}
    return random.randrange(*months[kind])


def _classified(random: Random, size: int) -> dict[str, Any]:
    """The size class on file, and whether the province lists the firm as large; both lack where it was not classified."""
    if random.random() < 0.04:
        return {"size_class": None, "on_large_list": None}
    least = {"large": 180, "medium": 80, "small": 8, "micro": 0}
    found = next(name for name, people in least.items() if size >= people)
    return {"size_class": found, "on_large_list": found == "large" and random.random() < 0.7}


def _history(random: Random, organisation_type: str, months: int) -> dict[str, Any]:
    """What the bureau noted: registration, arrears, exclusions."""
    deregistering = random.random() < 0.003
    arrears = random.random() < 0.03
    paid_back = arrears and random.random() < 0.6
    agency = organisation_type == "dispatch_agency"
    return {
        "registration_status": random.choice(("deregistering", "licence_revoked")) if deregistering else "active",
        "barred_this_year": agency and random.random() < 0.02,
        "last_year_arrears": arrears,
        "arrears_paid_back": paid_back,
        "months_paid_cumulative": months + (random.randrange(1, 6) if arrears else 0),
        "has_corporate_account": random.random() >= (0.3 if organisation_type == "individual_business" else 0.01),
    }


def _figures(random: Random, size: int, months: int, steady: bool) -> dict[str, Any]:
    """Head-counts, layoffs and premiums of the counted year; about 1 % of an average wage is premium."""
    newly = months < MONTHS_SINCE + 12 and random.random() < 0.6
    insured_months = max(1, months - MONTHS_SINCE) if newly else 12
    average = max(1, round(size * random.uniform(0.85, 1.15)))
    person_months = max(insured_months, average * insured_months + random.randrange(-3, 4))
    claimants = _claimants(random, average, steady)
    wage_fen = random.randrange(380_000, 920_000)
    return {
        "months_paid": months,
        "newly_insured_last_year": newly,
        "insured_months": insured_months,
        "laid_off_anyone": claimants > 0,
        "new_claimants": claimants,
        "person_months": person_months,
        "insured_year_end": max(1, average - claimants + random.randrange(0, 3)),
        "insured_now": max(1, average + random.randrange(-2, 4)),
        "premium_paid_fen": person_months * wage_fen // 100,
    }


def _claimants(random: Random, average: int, steady: bool) -> int:
    """How many of a firm's people went on to claim benefit: none, or around the limit (20 % up to 30 people, else 5.5 %)."""
    if random.random() < (0.85 if steady else 0.15):
        return 0
    limit = 0.2 if average <= 30 else 0.055
    return round(average * limit * random.uniform(0.25, 1.4))
