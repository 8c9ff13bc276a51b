"""How one notice fills another's gaps: part by part, and inside a part key by key, each with its own citation.

"No province fills another's gap" is kept by the files: only what ``fills_gaps_from`` names is taken, and the answer says so.
"""

from dataclasses import dataclass, replace
from typing import Any

from assistant.policies.schema import NoticeFile, PartTable, ProgramTable
from assistant.rules.plan import Citation
from assistant.rules.texts import Text, Words


@dataclass(frozen=True, slots=True)
class MergedPart:
    """A condition or figure as it stands after gaps are filled; ``origin`` is the dotted key for error reports."""

    id: str
    use: str
    params: dict[str, Any]
    citation: Citation
    filled_from: tuple[Citation, ...]
    note: Text | None
    origin: str
    file_id: str
    like: str = ""
    topics: tuple[str, ...] = ()


def words(both: Any) -> Words | None:
    """A data file's sentence as rules and doors pass it on."""
    return Words(both.zh, both.en) if both is not None else None


def cite(notice: NoticeFile, section: str, *, filling: bool) -> Citation:
    """A citation; a notice that only fills a gap counts as T2 at best (clauses.md §0.2)."""
    tier = "T2" if filling and notice.tier == "T1" else notice.tier
    return Citation(notice.id, section, tier)


def merged_parts(
    notice: NoticeFile, program: str, kind: str, notices: dict[str, NoticeFile], *, filling: bool = False
) -> list[MergedPart]:
    """The ``condition`` or ``figure`` parts of a notice's program, its gaps filled from the notices that it names."""
    table = notice.program[program]
    own = [
        _part(notice, part, f"program.{program}.{kind}[{i}]", filling) for i, part in enumerate(getattr(table, kind))
    ]
    for source in table.fills_gaps_from:
        filler = notices[source]
        own = _fill(own, merged_parts(filler, program, kind, notices, filling=True), set(table.drops))
    return own if filling else _share_params(own)


def _share_params(parts: list[MergedPart]) -> list[MergedPart]:
    """Give each part that is ``like`` another the other's parameters, once all gaps are filled; its own win."""
    by_id = {part.id: part for part in parts}
    return [
        replace(part, params=by_id[part.like].params | part.params) if part.like in by_id else part for part in parts
    ]


def _part(notice: NoticeFile, part: PartTable, origin: str, filling: bool) -> MergedPart:
    citation = cite(notice, part.section, filling=filling)
    note, topics = words(part.note), tuple(part.topics)
    return MergedPart(
        part.id or part.use, part.use, part.params, citation, (), note, origin, notice.id, part.like, topics
    )


def _fill(own: list[MergedPart], theirs: list[MergedPart], drops: set[str]) -> list[MergedPart]:
    by_id = {part.id: part for part in own}
    result = [_fill_keys(part, next((t for t in theirs if t.id == part.id), None)) for part in own]
    return result + [part for part in theirs if part.id not in by_id and part.id not in drops]


def _fill_keys(part: MergedPart, source: MergedPart | None) -> MergedPart:
    """Take the keys that ``part`` leaves out from ``source``, if both select the same function."""
    if source is None or source.use != part.use:
        return part
    missing = {key: value for key, value in source.params.items() if key not in part.params}
    if not missing:
        return part
    return replace(
        part,
        params=part.params | missing,
        filled_from=(*part.filled_from, source.citation),
        note=part.note or source.note,
        topics=part.topics or source.topics,
    )


def lineage(notice: NoticeFile, program: str, notices: dict[str, NoticeFile]) -> list[NoticeFile]:
    """The notice and, after it, every notice that fills its gaps for the program, nearest first."""
    found = [notice]
    for source in notice.program[program].fills_gaps_from:
        found += [n for n in lineage(notices[source], program, notices) if n not in found]
    return found


def table_of(notice: NoticeFile, program: str) -> ProgramTable:
    """The program's table."""
    return notice.program[program]
