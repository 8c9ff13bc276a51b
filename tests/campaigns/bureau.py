"""A bureau at work, for tests: a database, a folder for files, campaigns, made-up firms, and a worker that is called."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from stdnum.cn import uscc

from assistant import storage
from assistant.campaigns import importing, jobs, screening
from assistant.campaigns.terms import Terms
from assistant.policies import shipped_policies
from assistant.rules.texts import in_chinese
from assistant.settings import Settings
from assistant.storage import Engine
from assistant.storage.campaigns import Campaign, Campaigns
from assistant.storage.files.imports import Import, Imports
from assistant.storage.firms import Firm, Firms
from assistant.storage.jobs import Job, Jobs

TERMS = Terms(signature="某某人社", office="某某市失业保险经办机构", reply_until=date(2024, 9, 30))
HEADINGS = {
    "单位名称": "firm_name",
    "统一社会信用代码": "credit_code",
    "联系电话": "phone",
    "银行账号": "account",
    "单位类型": "organisation_type",
    "登记状态": "registration_status",
    "企业划型": "size_class",
    "在全省大型参保企业名单内": "on_large_list",
    "足额缴纳失业保险费的月数（到申请时）": "months_paid",
    "上年度裁过员（有人离职后领取失业保险金也算）": "laid_off_anyone",
    "上年度失业保险费有欠费": "last_year_arrears",
    "上年度实际缴纳失业保险费（单位和个人合计）": "premium_paid_fen",
    "因违规使用或拨付被取消本年度申领资格": "barred_this_year",
}
SOUND = (
    *("甲公司", "", "13800138000", "6222021234567890123"),
    *("企业", "正常存续", "小型企业", "否", "24", "否", "否", "10000", "否"),
)


def code(number: int) -> str:
    """A credit code that is right, another one for each number."""
    body = f"91360100{number:09d}"
    return body + uscc.calc_check_digit(body)


def firm(number: int, **cells: str) -> list[str]:
    """A firm's cells, eligible by 江西 2024 for 6,000.00 yuan; ``cells``: name of ``HEADINGS`` → another cell."""
    row = dict(zip(HEADINGS.values(), SOUND, strict=True)) | {
        "credit_code": code(number),
        "firm_name": f"第{number}公司",
    }
    return list((row | cells).values())


def text_of(rows: Sequence[Sequence[str]], headings: Sequence[str] = tuple(HEADINGS)) -> bytes:
    """A CSV file."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([headings, *rows])
    return out.getvalue().encode()


@dataclass(frozen=True)
class Bureau:
    """One installation."""

    settings: Settings
    engine: Engine

    @classmethod
    def on(cls, database_url: str, folder: Path) -> "Bureau":
        """An installation on an up-to-date database."""
        settings = Settings(secret_key="k" * 40, database_url=database_url, data_dir=folder / "files")
        return cls(settings, storage.connect(database_url))

    def campaign(self, **values: Any) -> Campaign:
        """A new campaign of 江西 2024."""
        row: dict[str, Any] = {
            "title": "2024年稳岗返还",
            "region": "360000",
            "program": "stabilization_refund",
            "notice": "jiangxi-2024",
            "as_of": date(2024, 8, 15),
            "settings": TERMS.stored(),
            "created_by": 1,
            "created_at": datetime.now(UTC),
        }
        return Campaigns(self.engine).create(**(row | values))

    def now(self, campaign: Campaign) -> Campaign:
        """The campaign as it is stored by now."""
        found = Campaigns(self.engine).get(campaign.id)
        assert found is not None
        return found

    def abort(self, campaign: Campaign) -> None:
        """End a campaign before its time."""
        Campaigns(self.engine).save(replace(self.now(campaign), state="aborted"))

    def rename(self, campaign: Campaign, title: str) -> None:
        """Write something, as a page does."""
        Campaigns(self.engine).save(replace(self.now(campaign), title=title))

    def receive(self, campaign: Campaign, content: bytes, name: str = "名单.csv") -> importing.Received:
        """Hand a file over."""
        return importing.receive(self.engine, self.settings, campaign, name, io.BytesIO(content), by=7)

    def read(
        self, campaign: Campaign, content: bytes, name: str = "名单.csv", mapping: Mapping[int, str] | None = None
    ) -> tuple[Job, Import]:
        """Import a file to its end, the columns as they are suggested or as chosen."""
        received = self.receive(campaign, content, name)
        chosen = mapping or {heading.place: heading.suggested for heading in received.headings}
        key = importing.start(self.engine, self.settings, campaign, received.import_id, chosen, received.sheet)
        found = Imports(self.engine).get(received.import_id)
        assert found is not None
        job = self.work(key)
        found = Imports(self.engine).get(received.import_id)
        assert found is not None
        return job, found

    def screen(self, campaign: Campaign) -> Job:
        """Screen a campaign to its end."""
        return self.work(screening.start(self.engine, campaign.id))

    def work(self, key: int) -> Job:
        """Let a worker do what waits, and return how a job ended."""
        while jobs.run_one(self.engine, self.settings, shipped_policies(), "tester"):
            pass
        job = Jobs(self.engine).get(key)
        assert job is not None
        return job

    def firms(self, campaign: Campaign) -> dict[str, Firm]:
        """The campaign's firms by name."""
        return {one.name: one for one in Firms(self.engine).page(campaign.id, limit=100_000)}

    def lines(self, found: Import, which: importing.Which = "errors") -> list[tuple[int, str, str]]:
        """Row, column and filled reason of each line about a row."""
        return [
            (line.row, line.column, in_chinese(line.reason))
            for line in importing.page(self.settings, found, which, limit=100_000)
        ]
