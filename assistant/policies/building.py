"""From merged data to a plan: selects the functions, checks their parameters, attaches advice and term."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from pydantic import ValidationError

from assistant.policies.errors import PolicyError, Problem, problems_of
from assistant.policies.merging import MergedPart, cite, lineage, merged_parts, words
from assistant.policies.schema import (
    Both,
    CaveatTable,
    DeadlineTable,
    NoticeFile,
    OverlayTable,
    ProgramTable,
    SaysTable,
    StepTable,
    TermTable,
    WhenTable,
)
from assistant.rules.facts import by_name
from assistant.rules.plan import (
    Caveat,
    Citation,
    Condition,
    Deadline,
    FigurePart,
    NextStep,
    NoticeRef,
    Overlay,
    Plan,
    Statement,
    Term,
    When,
)
from assistant.rules.reading import ReadFacts
from assistant.rules.registry import (
    PROGRAMS,
    FigureKind,
    Program,
    Steps,
    condition_kind,
    figure_kind,
)


@dataclass
class Builder:
    """Builds the plan of one program of one notice; ``problems`` collects every mistake found on the way."""

    notice: NoticeFile
    program: Program
    notices: dict[str, NoticeFile]
    common: dict[str, ProgramTable]
    files: dict[str, str]
    problems: list[Problem] = field(default_factory=list)

    @property
    def table(self) -> ProgramTable:
        """The notice's own table for the program."""
        return self.notice.program[self.program.name]

    def build(self, as_of: date) -> Plan:
        """The plan as of a day. Raises PolicyError with all problems."""
        term_table, term_notice = self._term()
        conditions = [*self._term_conditions(term_table, term_notice), *self._conditions(as_of)]
        plan = Plan(
            self.program,
            ref(self.notice),
            as_of,
            Term(
                term_table.first,
                term_table.last,
                cite(term_notice, term_table.section, filling=term_notice is not self.notice),
            ),
            tuple(conditions),
            tuple(self._figures(as_of)),
            tuple(self._advice("caveat", self._caveat)),
            tuple(self._advice("step", self._step)),
            tuple(self._advice("deadline", self._deadline)),
            tuple(self._advice("says", self._statement)),
            {n.id: ref(n) for n in self.notices.values()},
        )
        self._check_overlays()
        if self.problems:
            raise PolicyError(self.problems)
        return plan

    def _report(self, origin: str, reason: str, notice_id: str | None = None) -> None:
        self.problems.append(Problem(self.files[notice_id or self.notice.id], origin, reason))

    # -- term -----------------------------------------------------------------------------------

    def _term(self) -> tuple[TermTable, NoticeFile]:
        for notice in lineage(self.notice, self.program.name, self.notices):
            if (term := notice.program[self.program.name].term) is not None:
                return term, notice
        self._report(f"program.{self.program.name}.term", '缺少执行期（没有写明时写 term = { section = "…" }）')
        return TermTable(section=""), self.notice

    def _term_conditions(self, term: TermTable, notice: NoticeFile) -> Iterable[Condition]:
        filling = notice is not self.notice
        shared: dict[str, Any] = {"counts": term.counts}
        if term.first or term.contested_first:
            params = shared | {"first": term.first, "contested_first": term.contested_first}
            yield from self._one_condition("term_started", "term_started", params, term.section, notice, filling)
        if term.last:
            params = shared | {"last": term.last, "after": term.after} | term.params
            yield from self._one_condition(term.use, "term_not_over", params, term.section, notice, filling)

    def _one_condition(
        self, use: str, part_id: str, params: dict[str, Any], section: str, notice: NoticeFile, filling: bool
    ) -> Iterable[Condition]:
        origin = f"program.{self.program.name}.term"
        part = MergedPart(part_id, use, params, cite(notice, section, filling=filling), (), None, origin, notice.id)
        found = self._condition(part, ())
        return [found] if found else []

    # -- conditions and figures -------------------------------------------------------------------

    def _conditions(self, as_of: date) -> Iterable[Condition]:
        for part in merged_parts(self.notice, self.program.name, "condition", self.notices):
            found = self._condition(part, self._overlays(part, as_of, condition_kind))
            if found:
                yield found

    def _figures(self, as_of: date) -> Iterable[FigurePart]:
        for part in merged_parts(self.notice, self.program.name, "figure", self.notices):
            kind = figure_kind(self.program.name, part.use)
            params = self._params(part, kind)
            if kind is None or params is None:
                continue
            overlays = self._overlays(part, as_of, figure_kind)
            reads = self._reads(part, partial(_compute, kind, params, as_of.toordinal()))
            reads += tuple(o.tag for o in overlays if o.tag)
            yield FigurePart(
                part.id, kind, params, part.citation, part.filled_from, overlays, part.note, reads, part.topics
            )

    def _condition(self, part: MergedPart, overlays: tuple[Overlay, ...]) -> Condition | None:
        kind = condition_kind(self.program.name, part.use)
        params = self._params(part, kind)
        if kind is None or params is None:
            return None
        reads = self._reads(part, lambda f: kind.find(f, params, date(2024, 1, 1).toordinal()))
        reads += tuple(o.tag for o in overlays if o.tag)
        return Condition(
            part.id, kind, params, part.citation, part.filled_from, overlays, part.note, reads, part.topics
        )

    def _params(self, part: MergedPart, kind: Any) -> Any:
        if kind is None:
            self._report(f"{part.origin}.use", f"没有名为 {part.use!r} 的函数", part.file_id)
            return None
        try:
            return kind.params.model_validate(part.params)
        except ValidationError as error:
            self.problems += problems_of(error, self.files[part.file_id], part.origin, kind.params.model_fields)
            return None

    def _reads(self, part: MergedPart, run: Callable[[Any], Any]) -> tuple[str, ...]:
        facts = ReadFacts(by_name(self.program.facts))
        try:
            run(facts)
        except AttributeError as error:
            self._report(part.origin, f"函数 {part.use} 读取了未登记的事实或空白点：{error}", part.file_id)
        return tuple(facts.names)

    # -- overlays -----------------------------------------------------------------------------------

    def _overlays(self, part: MergedPart, as_of: date, find_kind: Any) -> tuple[Overlay, ...]:
        found = []
        for i, table in enumerate(self.table.overlay):
            if table.part not in (part.id, part.like) or not _in_force(table, as_of):
                continue
            origin = f"program.{self.program.name}.overlay[{i}].changes"
            changed = part.params | table.changes
            merged = MergedPart(part.id, part.use, changed, part.citation, (), None, origin, self.notice.id)
            params = self._params(merged, find_kind(self.program.name, part.use))
            if table.tag and table.tag not in by_name(self.program.facts):
                self._report(f"program.{self.program.name}.overlay[{i}].tag", f"没有名为 {table.tag!r} 的事实")
            elif params is not None:
                found.append(
                    Overlay(
                        table.tag,
                        params,
                        Citation(self.notice.id, f"{table.document} {table.section}", table.tier),
                    )
                )
        return tuple(found)

    def _check_overlays(self) -> None:
        """Overlays, and parts that are ``like`` another, must name parts that there are."""
        parts = [
            part
            for kind in ("condition", "figure")
            for part in merged_parts(self.notice, self.program.name, kind, self.notices)
        ]
        named = [(f"program.{self.program.name}.overlay[{i}].part", t.part) for i, t in enumerate(self.table.overlay)]
        named += [(f"{part.origin}.like", part.like) for part in parts if part.like]
        for origin, name in named:
            if name not in {part.id for part in parts}:
                self._report(origin, f"没有编号为 {name!r} 的条件或金额")

    # -- advice ---------------------------------------------------------------------------------------

    def _advice(self, kind: str, make: Callable[[Any, str, Citation | None], Any]) -> Iterable[Any]:
        """The notice's own, then those it takes from the notices that fill its gaps, then what all share; first id wins."""
        seen: set[str] = set(self.table.drops)
        for notice in lineage(self.notice, self.program.name, self.notices):
            filling = notice is not self.notice
            for i, table in enumerate(getattr(notice.program[self.program.name], kind)):
                if table.id not in seen:
                    seen.add(table.id)
                    citation = cite(notice, table.section, filling=filling) if table.section else None
                    yield make(table, f"program.{self.program.name}.{kind}[{i}]", citation)
        for name in (self.program.name, "any"):
            for i, table in enumerate(getattr(self.common.get(name, ProgramTable()), kind)):
                if table.id not in seen:
                    seen.add(table.id)
                    yield make(table, f"common program.{name}.{kind}[{i}]", None)

    def _caveat(self, table: CaveatTable, origin: str, citation: Citation | None) -> Caveat:
        when, topics, silent_on = self._when(table.when, origin), tuple(table.topics), tuple(table.silent_on)
        return Caveat(table.id, _required(table.text), citation, when, table.entry, topics, silent_on)

    def _statement(self, table: SaysTable, origin: str, citation: Citation | None) -> Statement:
        tier = table.tier or (citation.tier if citation else "")
        citation = citation and replace(citation, tier=tier)
        text, topics, silent_on = _required(table.text), tuple(table.topics), tuple(table.silent_on)
        return Statement(table.id, text, citation, tier, table.entry, topics, silent_on)

    def _step(self, table: StepTable, origin: str, citation: Citation | None) -> NextStep:
        papers = tuple(_required(paper) for paper in table.papers)
        when, topics = self._when(table.when, origin), tuple(table.topics)
        return NextStep(table.id, _required(table.what), words(table.where), papers, citation, when, table.url, topics)

    def _deadline(self, table: DeadlineTable, origin: str, citation: Citation | None) -> Deadline:
        if table.start_fact and table.start_fact not in by_name(self.program.facts):
            self._report(f"{origin}.start_fact", f"没有名为 {table.start_fact!r} 的事实")
        starts = [bool(table.on), bool(table.start_fact), bool(table.figure)]
        if sum(starts) != 1:
            self._report(origin, "on、start_fact、figure 三者必须且只能写一个")
        return Deadline(
            table.id,
            _required(table.act),
            citation or Citation(self.notice.id, "", self.notice.tier),
            self._when(table.when, origin),
            table.on,
            table.start_fact,
            table.months,
            table.days,
            table.working_days,
            table.figure,
            words(table.after),
            tuple(table.topics),
        )

    def _when(self, table: WhenTable, origin: str) -> When:
        known = by_name(self.program.facts)
        conditions = []
        for name, value in table.facts.items():
            if name not in known:
                self._report(f"{origin}.when.facts.{name}", "没有这个事实")
                continue
            values = tuple(value) if isinstance(value, list) else (value,)
            for v in values:
                if (reason := known[name].problem(v)) is not None:
                    self._report(f"{origin}.when.facts.{name}", f"{reason}（现在是 {v!r}）")
            conditions.append((name, values))
        return When(tuple(conditions), tuple(table.verdicts), table.over)


def _required(both: Both) -> Any:
    return words(both)


def _compute(kind: FigureKind, params: Any, at: int, facts: Any) -> Any:
    return kind.compute(facts, params, at, Steps())


def _in_force(overlay: OverlayTable, as_of: date) -> bool:
    return (overlay.first is None or overlay.first <= as_of) and (overlay.last is None or as_of <= overlay.last)


def ref(notice: NoticeFile) -> NoticeRef:
    """What an answer says of the notice."""
    return NoticeRef(notice.id, notice.region, _required(notice.title), notice.number, notice.issued)


def program_of(name: str) -> Program | None:
    """The registered program of that name."""
    return PROGRAMS.get(name)
