"""Loading and choosing notices. ``load_policies()`` reads every data file and reports every mistake at once."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

import assistant.rules.programs  # noqa: F401  (registers what files may select)
from assistant.policies import asking
from assistant.policies.building import Builder, program_of
from assistant.policies.errors import PolicyError, Problem, problems_of
from assistant.policies.regions import NATIONAL, PROVINCES, parents, region_code
from assistant.policies.schema import CommonFile, NoticeFile, ProgramTable
from assistant.rules.plan import Plan

DATA = Path(__file__).parent / "data"
COMMON = "common.toml"


class NoNotice(LookupError):
    """No notice is held for this region, program and day; ``reason`` is "region", "program" or "too_early"."""

    def __init__(self, program: str, region: str, as_of: date, reason: str, first: date | None = None) -> None:
        super().__init__(f"no notice held for {program} in {region} as of {as_of} ({reason})")
        self.program, self.region, self.as_of, self.reason, self.first = program, region, as_of, reason, first


@dataclass
class Policies:
    """All notices held, by id. Plans are built once per notice, program and day."""

    notices: dict[str, NoticeFile]
    common: dict[str, ProgramTable]
    files: dict[str, str]
    _plans: dict[tuple[str, str, date], Plan] = field(default_factory=dict)

    def plan(self, program: str, region: str, as_of: date) -> Plan:
        """The plan by region (code or name) and day: the newest notice already issued that day. Raises NoNotice."""
        return self.plan_for(self.choose(program, self.region_code(region), as_of).id, program, as_of)

    def plan_for(self, notice_id: str, program: str, as_of: date) -> Plan:
        """The plan by a named notice. Raises KeyError for an unknown notice, NoNotice if it lacks the program."""
        notice = self.notices[notice_id]
        if program not in notice.program:
            raise NoNotice(program, notice.region, as_of, "program")
        key = (notice_id, program, as_of)
        if key not in self._plans:
            if len(self._plans) > 2000:  # as-of dates come from visitors; keep the cache bounded
                self._plans.clear()
            self._plans[key] = self._builder(notice, program).build(as_of)
        return self._plans[key]

    def choose(self, program: str, region: str, as_of: date) -> NoticeFile:
        """The newest notice for the region (its city, its province, else the nation). Raises NoNotice."""
        chain = parents(region)
        here = [n for n in self.notices.values() if n.chosen_by_region and n.region in chain]
        nation = [n for n in self.notices.values() if n.chosen_by_region and n.region == NATIONAL]
        for group in (here, nation):
            fit = [n for n in group if program in n.program and n.issued <= as_of]
            if fit:
                return max(fit, key=lambda n: (n.issued, n.region))
        offered = [n.issued for n in (*here, *nation) if program in n.program]
        if offered:
            raise NoNotice(program, region, as_of, "too_early", min(offered))
        raise NoNotice(program, region, as_of, "program" if here else "region")

    def region_code(self, text: str) -> str:
        """A region's code, by code or Chinese name, provinces and the cities that notices bring."""
        return region_code(text, {n.region_label.zh: n.region for n in self.notices.values()})

    def regions(self) -> dict[str, tuple[str, str]]:
        """Code → (Chinese, English) of every region that notices are chosen for, provinces first."""
        own = {n.region: (n.region_label.zh, n.region_label.en) for n in self.notices.values()}
        held = {c: names for c, names in own.items() if c != NATIONAL}
        return {c: held[c] for c in sorted(held)}

    def all_regions(self) -> dict[str, tuple[str, str]]:
        """Code → names of every province and every region that a notice brings."""
        return dict(sorted({**PROVINCES, **self.regions()}.items()))

    def check(self) -> list[Problem]:
        """Build every program of every notice; returns all mistakes found."""
        problems: dict[Problem, None] = {}
        for notice in self.notices.values():
            for name in notice.program:
                try:
                    self._builder(notice, name).build(notice.issued)
                except PolicyError as error:
                    problems.update(dict.fromkeys(error.problems))
        return list(problems)

    def _builder(self, notice: NoticeFile, program: str) -> Builder:
        spec = program_of(program)
        assert spec is not None
        return Builder(notice, spec, self.notices, self.common, self.files)


def load_policies(*folders: Path) -> Policies:
    """Read every notice below the folders (default: those that ship). Raises PolicyError with all mistakes."""
    problems: list[Problem] = []
    notices: dict[str, NoticeFile] = {}
    files: dict[str, str] = {}
    common: dict[str, ProgramTable] = {}
    for root in folders or (DATA,):
        for path in sorted(root.rglob("*.toml")):
            name = str(path.relative_to(root))
            if name == COMMON:
                common |= _read(path, name, CommonFile, problems).program
                continue
            notice = _read(path, name, NoticeFile, problems)
            if notice is None:
                continue
            if notice.id in notices:
                problems.append(Problem(name, "id", f"编号 {notice.id!r} 与 {files[notice.id]} 重复"))
            notices[notice.id], files[notice.id] = notice, name
    problems += _references(notices, files)
    problems += asking.problems(notices, files, common, COMMON)
    if not problems:
        policies = Policies(notices, common, files)
        problems = policies.check()
        if not problems:
            return policies
    raise PolicyError(problems)


def _read(path: Path, name: str, shape: Any, problems: list[Problem]) -> Any:
    try:
        return shape.model_validate(tomllib.loads(path.read_text("utf-8")))
    except tomllib.TOMLDecodeError as error:
        problems.append(Problem(name, "TOML", f"文件格式有误：{error}"))
    except UnicodeDecodeError:
        problems.append(Problem(name, "TOML", "文件不是 UTF-8 编码，请另存为 UTF-8"))
    except ValidationError as error:
        problems.extend(problems_of(error, name))
    return CommonFile(program={}) if shape is CommonFile else None


def _references(notices: dict[str, NoticeFile], files: dict[str, str]) -> list[Problem]:
    """Programs and the notices that fill gaps must exist; gaps must not be filled in a circle."""
    found = []
    for notice in notices.values():
        for name, table in notice.program.items():
            key = f"program.{name}"
            if program_of(name) is None:
                found.append(Problem(files[notice.id], key, "没有这个项目"))
            for source in table.fills_gaps_from:
                if source not in notices:
                    found.append(Problem(files[notice.id], f"{key}.fills_gaps_from", f"没有编号为 {source!r} 的文件"))
                elif name not in notices[source].program:
                    found.append(Problem(files[notice.id], f"{key}.fills_gaps_from", f"{source} 没有这个项目"))
                elif _circular(notice.id, source, name, notices):
                    found.append(Problem(files[notice.id], f"{key}.fills_gaps_from", "互相补缺，成了循环"))
    return found


def _circular(start: str, source: str, program: str, notices: dict[str, NoticeFile]) -> bool:
    """Whether following ``fills_gaps_from`` comes back to ``start`` or runs in a ring on the way."""
    seen: set[str] = set()
    waiting = [source]
    while waiting:
        current = waiting.pop()
        if current == start:
            return True
        if current in seen or current not in notices or program not in notices[current].program:
            continue
        seen.add(current)
        waiting += notices[current].program[program].fills_gaps_from
    return False


@lru_cache(maxsize=4)
def held_policies(further: Path | None = None) -> Policies:
    """The notices that ship with the project and those in a further folder, loaded once per process."""
    return load_policies(DATA, further) if further else load_policies()


def shipped_policies() -> Policies:
    """The notices that ship with the project, loaded once per process."""
    return held_policies()
