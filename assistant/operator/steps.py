"""The eight steps of a campaign: what is done, what waits, and where to go."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from assistant.campaigns import sending
from assistant.interview.flows import today
from assistant.interview.formatting import yuan
from assistant.rules.facts import N_
from assistant.site.application import engine
from assistant.storage.campaigns import Campaign
from assistant.storage.files.imports import Imports
from assistant.storage.jobs import Job, Jobs
from assistant.storage.paying.payments import Payments
from assistant.storage.paying.publications import Publications
from assistant.storage.paying.reviews import Reviews

Standing = Literal["done", "waits", "busy", "later", "failed"]
MARKS: Final[Mapping[Standing, str]] = {
    "done": N_("完成"),
    "waits": N_("待办"),
    "busy": N_("进行中"),
    "later": N_("尚未开始"),
    "failed": N_("没有成功"),
}
LOOKS: Final[Mapping[Standing, str]] = {
    "done": "ok",
    "waits": "warn",
    "busy": "busy",
    "later": "idle",
    "failed": "bad",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its title (a Chinese msgid), how it stands, what there is to say in the reader's language, its page."""

    title: str
    standing: Standing
    says: str
    address: str

    @property
    def mark(self) -> str:
        """The word for how it stands, a Chinese msgid."""
        return MARKS[self.standing]

    @property
    def look(self) -> str:
        """The class of its mark."""
        return LOOKS[self.standing]


@dataclass(frozen=True, slots=True)
class _Known:
    """What several steps look at."""

    campaign: Campaign
    job: Job | None
    rows: int | None

    @property
    def screened(self) -> bool:
        return bool(self.campaign.summary)

    @property
    def sent(self) -> bool:
        return self.campaign.approved_at is not None


def steps_of(campaign: Campaign) -> list[Step]:
    """Return a campaign's steps in order."""
    held = Imports(engine()).current(campaign.id)
    rows = None if held is None or held.report is None else int(held.report["accepted"])
    known = _Known(campaign, Jobs(engine()).latest(campaign.id), rows)
    home = url_for("campaigns.overview", number=campaign.id)
    return [Step(title, *look(known), f"{home}/{path}") for title, path, look in _STEPS]


def _file(known: _Known) -> tuple[Standing, str]:
    job = known.job
    if job is not None and job.kind == "import" and not job.over:
        return "busy", _("正在读取文件")
    if known.rows is not None:
        return "done", ngettext("采用 %(num)d 行", "采用 %(num)d 行", known.rows)
    if job is not None and job.kind == "import" and job.state == "failed":
        return "failed", _("上次读取没有成功，请看原因")
    return "waits", _("请导入参保单位名单（CSV、XLSX 或 Parquet）")


def _screening(known: _Known) -> tuple[Standing, str]:
    job = known.job
    if job is not None and job.kind == "screen" and not job.over:
        return "busy", _("正在筛查")
    if known.screened:
        return "done", _("已得出每家单位的结论")
    if job is not None and job.kind == "screen" and job.state == "failed":
        return "failed", _("上次筛查没有成功，请看原因")
    return ("waits", _("名单已就绪，可以开始筛查")) if known.rows is not None else ("later", _("先导入名单"))


def _reviews(known: _Known) -> tuple[Standing, str]:
    if not known.screened:
        return "later", _("筛查后才知道哪些单位要人工核定")
    counts = Reviews(engine()).counts(known.campaign.id)
    left = counts["open"] + counts["decided"]
    if left:
        return "waits", ngettext("%(num)d 家还没有核定完", "%(num)d 家还没有核定完", left)
    return "done", _("没有等待核定的单位")


def _approval(known: _Known) -> tuple[Standing, str]:
    state = known.campaign.state
    if known.sent:
        return "done", _("已由第二人批准")
    if state == "submitted":
        return "waits", _("已提交，等另一个人复核")
    if state == "screened":
        return "waits", _("请预览短信，发一条测试，然后提交复核")
    return "later", _("筛查后预览短信并提交复核")


def _sending(known: _Known) -> tuple[Standing, str]:
    if not known.sent:
        return "later", _("批准后才会发送")
    found = sending.progress(engine(), known.campaign.id)
    open_ = found.states["queued"] + found.states["claimed"]
    said = _(
        "共 %(total)s 条，送达 %(delivered)s 条", total=f"{found.total:,}", delivered=f"{found.states['delivered']:,}"
    )
    if known.campaign.state == "paused":
        return "waits", _("已暂停") + _("；") + said
    return ("busy" if open_ else "done"), said


def _publication(known: _Known) -> tuple[Standing, str]:
    if not known.screened:
        return "later", _("金额确定后公示")
    published = [found for found in Publications(engine()).of_campaign(known.campaign.id) if found.withdrawn_at is None]
    due, _fen = Publications(engine()).due_count(known.campaign.id)
    if published and not due:
        return "done", ngettext("公示了 %(num)d 批", "公示了 %(num)d 批", len(published))
    return ("waits" if known.sent else "later"), ngettext("%(num)d 家可以公示", "%(num)d 家可以公示", due)


def _payment(known: _Known) -> tuple[Standing, str]:
    exports = Payments(engine()).exports(known.campaign.id)
    if exports:
        fen = sum(export.total_fen for export in exports)
        firms = sum(export.firms for export in exports)
        return "done", _("已移交 %(firms)s 家，%(amount)s 元", firms=f"{firms:,}", amount=yuan(fen))
    published = [one for one in Publications(engine()).of_campaign(known.campaign.id) if one.withdrawn_at is None]
    if any(one.last_day < today() for one in published):
        return "waits", _("公示期满，没有异议的单位可以拨付")
    return "later", _("公示期满、没有异议的单位可以拨付")


def _report(known: _Known) -> tuple[Standing, str]:
    if known.sent:
        return "waits", _("按月汇总家数和金额")
    return "later", _("开始发放后按月上报")


_STEPS: Final[tuple[tuple[str, str, Callable[[_Known], tuple[Standing, str]]], ...]] = (
    (N_("导入名单"), "imports", _file),
    (N_("筛查"), "screening", _screening),
    (N_("人工核定"), "reviews", _reviews),
    (N_("短信和复核"), "approval", _approval),
    (N_("发送"), "sending", _sending),
    (N_("公示"), "publication", _publication),
    (N_("拨付"), "payments", _payment),
    (N_("上报"), "report", _report),
)
