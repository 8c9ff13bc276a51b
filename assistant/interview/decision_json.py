"""A decision as JSON: what the command line and the HTTP interface give, key for key (design §3, §4)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from assistant.interview.marks import joined, pair
from assistant.interview.wording import CHINESE, say, show_date, show_fact, translate
from assistant.rules.explain import Alternative, ConditionLine, Decision, FigureLine
from assistant.rules.facts import Fact, by_name
from assistant.rules.plan import Citation, NoticeRef
from assistant.rules.reading import OPEN
from assistant.rules.registry import OPEN_POINTS

Json = dict[str, Any]


def decision_json(decision: Decision, language: str = CHINESE) -> Json:
    """The decision: amounts as integer fen, dates as ISO 8601, texts in ``language``, keys in the design's order."""
    plan = decision.plan
    facts = by_name(plan.program.facts)
    amount = decision.amount
    money = amount is not None and amount.unit == "fen"
    return {
        "program": plan.program.name,
        "notice": notice_json(plan.notice, language)
        | {"term": {"first": _iso(plan.term.first), "last": _iso(plan.term.last)}},
        "as_of": plan.as_of.isoformat(),
        "verdict": decision.verdict,
        "amount_fen": amount.value if amount is not None and money and decision.verdict != "ineligible" else None,
        "alternatives": [_alternative(a, facts, language) for a in decision.alternatives],
        "derivation": [say(step, language) for step in amount.steps]
        if amount and decision.verdict != "ineligible"
        else [],
        "conditions": [_condition(line, language) for line in decision.conditions],
        "missing": [{"fact": name, "label": say(facts[name].label, language)} for name in decision.missing],
        "open_points": [{"id": p.name, "text": say(p.text, language)} for p in decision.open_points],
        "review_reasons": [say(reason, language) for reason in decision.review_reasons],
        "caveats": [
            {"id": c.id, "entry": c.entry, "text": say(c.text, language), "citation": _citation(c.citation)}
            for c in decision.caveats
        ],
        "next_steps": _steps(decision, language),
        "figures": [_figure(line, language) for line in decision.figures],
        "near_misses": [say(text, language) for text in decision.near_misses],
        "term_over": decision.term_over,
        "facts": {name: json_value(value) for name, value in decision.answers.items()},
    }


def notice_json(notice: NoticeRef, language: str = CHINESE) -> Json:
    """Which notice, by id, title and number ("not stated" where the copy at hand shows none)."""
    return {
        "id": notice.id,
        "title": say(notice.title, language),
        "number": notice.number or "not stated",
        "region": notice.region,
        "issued": notice.issued.isoformat(),
    }


def json_value(value: Any) -> Any:
    """A fact's value in JSON: dates in ISO 8601, the rest as it is."""
    return value.isoformat() if isinstance(value, date) else value


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _citation(citation: Citation | None) -> Json | None:
    if citation is None:
        return None
    return {"notice": citation.notice, "section": citation.section, "tier": citation.tier}


def _condition(line: ConditionLine, language: str) -> Json:
    return {
        "id": line.id,
        "result": line.result,
        "citation": _citation(line.citation),
        "text": say(line.text, language),
        "compared": {name: json_value(value) for name, value in line.compared.items()},
        "filled_from": [_citation(c) for c in line.filled_from],
        "note": say(line.note, language) if line.note else None,
    }


def _figure(line: FigureLine, language: str) -> Json:
    return {
        "id": line.id,
        "label": say(line.label, language),
        "unit": line.unit,
        "value": line.value,
        "at_most": line.at_most,
        "derivation": [say(step, language) for step in line.steps],
        "readings": [{"text": say(label, language), "value": value} for label, value in line.readings],
        "citation": _citation(line.citation),
        "filled_from": [_citation(c) for c in line.filled_from],
        "note": say(line.note, language) if line.note else None,
    }


def _alternative(alternative: Alternative, facts: Mapping[str, Fact], language: str) -> Json:
    ways = [{name: json_value(value) for name, value in way} for way in alternative.assumptions]
    return {
        "amount_fen": alternative.amount,
        "when": ways,
        "text": describe_ways(alternative, facts, language),
    }


def describe_ways(alternative: Alternative, facts: Mapping[str, Fact], language: str) -> list[str]:
    """Each way in which the alternative comes about, in words: "企业划型：大型企业"."""
    return [
        joined((_assumption(name, value, facts, language) for name, value in way), language)
        for way in alternative.assumptions
    ]


def _assumption(name: str, value: Any, facts: Mapping[str, Fact], language: str) -> str:
    if name.startswith(OPEN):
        point = OPEN_POINTS[name.removeprefix(OPEN)]
        return translate(dict(point.choices).get(value, str(value)), language)
    return pair(say(facts[name].label, language), show_fact(facts[name], value, language), language)


def _steps(decision: Decision, language: str) -> list[Json]:
    steps: list[Json] = [
        {
            "id": step.id,
            "what": say(step.what, language),
            "where": say(step.where, language) if step.where else None,
            "with": [say(paper, language) for paper in step.papers],
            "until": None,
            "url": step.url or None,
            "citation": _citation(step.citation),
        }
        for step in decision.steps
    ]
    return steps + list(_deadlines(decision, language))


def _deadlines(decision: Decision, language: str) -> Iterable[Json]:
    for line in decision.deadlines:
        yield {
            "id": line.id,
            "what": say(line.act, language),
            "where": None,
            "with": [],
            "until": _iso(line.last),
            "until_text": show_date(line.last, language) if line.last else None,
            "url": None,
            "citation": _citation(line.citation),
        }
