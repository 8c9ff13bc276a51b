"""What a notice asks of the office itself: how long it publishes, and whether firms confirm their data first."""

from dataclasses import dataclass

from assistant.policies.loading import Policies
from assistant.policies.merging import cite, lineage
from assistant.rules.plan import Citation


@dataclass(frozen=True, slots=True)
class Publication:
    """公示: the least number of working days, and where it stands."""

    working_days: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class Procedure:
    """What is asked; None where neither the notice nor one that fills its gaps says anything."""

    publication: Publication | None
    confirmation: Citation | None


def procedure(policies: Policies, notice_id: str, program: str) -> Procedure:
    """Return what a notice asks for a program. Raises KeyError for a notice that is not held or lacks the program."""
    notice = policies.notices[notice_id]
    publication, confirmation = None, None
    for source in lineage(notice, program, policies.notices):
        filling = source is not notice
        if publication is None and (said := source.publication) is not None:
            publication = Publication(said.working_days_at_least, cite(source, said.section, filling=filling))
        if confirmation is None and source.confirmation is not None:
            confirmation = cite(source, source.confirmation.section, filling=filling)
    return Procedure(publication, confirmation)
