"""What a file's columns may be, as a person chooses it: the groups of choices, the form, and each column with its sample."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from assistant.campaigns.importing import IDENTIFYING, REQUIRED, MappingProblem, Received, facts_of
from assistant.campaigns.importing.mapping import vocabulary_of
from assistant.rules.facts import N_
from assistant.screening.reading import FileProblem
from assistant.site.application import policies
from assistant.site.speaking import say
from assistant.storage.campaigns import Campaign

SAMPLES: Final = 3
WHO = N_("单位是谁、怎么联系")
USED = N_("按这份文件核算要用的数据")
UNUSED = N_("这份文件用不到的数据")
_FIELD = re.compile(r"column-(?P<place>[0-9]{1,4})")

Choices = list[tuple[str, list[tuple[str, str]]]]


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column of the file: letter, heading, first cells, what it is taken for, its unit, and what to look at.

    ``remembered``: the choice is last time's, and the heading does not say so itself.
    """

    place: int
    letter: str
    heading: str
    samples: tuple[str, ...]
    name: str
    unit: str
    remembered: bool
    note: str
    error: str

    @property
    def field(self) -> str:
        """The form field's name."""
        return f"column-{self.place}"


def choices(campaign: Campaign) -> Choices:
    """Return (group, [(name, label)]): who a firm is, what the notice's rules read, and everything else."""
    plan = policies().plan_for(campaign.notice, campaign.program, campaign.as_of)
    read = set(plan.fact_names)
    who = [(name, say(label) + ("*" if name in REQUIRED else "")) for name, label in IDENTIFYING.items()]
    facts = [(fact.name, say(fact.label), fact.name in read) for fact in facts_of(campaign.program)]
    return [
        (say(WHO), who),
        (say(USED), [(name, label) for name, label, used in facts if used]),
        (say(UNUSED), [(name, label) for name, label, used in facts if not used]),
    ]


def chosen_in(form: Mapping[str, str]) -> dict[int, str]:
    """Return column place → chosen name, of a form."""
    found = {_FIELD.fullmatch(name): value for name, value in form.items()}
    return {int(match["place"]): value for match, value in found.items() if match}


def suggested(received: Received) -> dict[int, str]:
    """Return what is chosen before a person chose anything."""
    return {heading.place: heading.suggested for heading in received.headings}


def column_rows(
    campaign: Campaign, received: Received, chosen: Mapping[int, str], problem: MappingProblem | None
) -> list[ColumnRow]:
    """Return every column as it is shown."""
    fields = problem.fields if problem else {}
    labels = {name: label.rstrip("*") for _, options in choices(campaign) for name, label in options}
    rows = []
    for index, heading in enumerate(received.headings):
        cells = tuple(row[index] for row in received.sample_rows[:SAMPLES] if index < len(row))
        name = chosen.get(heading.place, "")
        error = say(fields[heading.place]) if heading.place in fields else ""
        rows.append(
            ColumnRow(
                heading.place,
                heading.letter,
                heading.heading,
                cells,
                name,
                _unit(campaign.program, heading.heading, name),
                heading.remembered and labels.get(name, heading.heading) not in heading.heading,
                say(heading.note) if heading.note else "",
                error,
            )
        )
    return rows


def lacking(campaign: Campaign, chosen: Mapping[int, str]) -> list[str]:
    """Return the labels of what the notice's rules read and no column gives: conditions may stay open for want of it."""
    plan = policies().plan_for(campaign.notice, campaign.program, campaign.as_of)
    given = set(chosen.values())
    reads = {name for part in plan.conditions for name in part.reads} | {n for p in plan.figures for n in p.reads}
    return [say(f.label) for f in facts_of(campaign.program) if f.name in reads - given and not f.asked_as]


def _unit(program: str, heading: str, name: str) -> str:
    """The unit in which the column's figures are taken."""
    try:
        return say(vocabulary_of(program).chosen(heading, name).unit.word)
    except (FileProblem, KeyError):
        return ""
