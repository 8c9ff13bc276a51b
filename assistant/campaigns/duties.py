"""What a campaign's notice asks of the office itself: 公示, reports, the account of last resort."""

from dataclasses import dataclass
from typing import Literal

from assistant.interview.documents import full_title, section
from assistant.interview.wording import CHINESE, say, translate
from assistant.policies import Policies
from assistant.policies.merging import lineage
from assistant.policies.schema import ConfirmationTable, NoticeFile, PublicationTable, ReportTable, TaxAccountTable
from assistant.rules.facts import N_
from assistant.rules.plan import NoticeRef
from assistant.rules.texts import Words
from assistant.storage.campaigns import Campaign

LAST_NAMED = N_("每年%(month)s月%(day)s日前（当天是否算按时，文件没有写明，请在前一天之前报送）")
MONTHLY = N_("按月上报；文件没有写明每月几日")
Kind = Literal["publication", "confirmation", "report", "tax_account"]


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty and the notice that states it: the campaign's own, or a national one that fills its gaps."""

    stated_by: NoticeFile
    publication: PublicationTable | None = None
    confirmation: ConfirmationTable | None = None
    report: ReportTable | None = None
    tax_account: TaxAccountTable | None = None

    def clause(self, language: str = CHINESE) -> str:
        """Return where it stands: title, number and section."""
        table = self.publication or self.confirmation or self.report or self.tax_account
        assert table is not None
        return f"{notice_title(self.stated_by, language)} {section(table.section, language)}"


def duty(policies: Policies, campaign: Campaign, kind: Kind) -> Duty | None:
    """Return the duty as the campaign's notice states it, or a notice that fills its gaps; None: none states it."""
    return stated_duty(policies, campaign.notice, campaign.program, kind)


def stated_duty(policies: Policies, notice_id: str, program: str, kind: Kind) -> Duty | None:
    """Return the same for a notice and a program; raise ``KeyError`` where the notice is not held or lacks the program."""
    for notice in lineage(policies.notices[notice_id], program, policies.notices):
        table = getattr(notice, kind)
        if table is not None:
            return Duty(notice, **{kind: table})
    return None


def notice_title(notice: NoticeFile, language: str = CHINESE) -> str:
    """Return the notice's title and number as a reader meets them."""
    title = Words(notice.title.zh, notice.title.en)
    return full_title(NoticeRef(notice.id, notice.region, title, notice.number, notice.issued), language)


def report_name(found: Duty, language: str = CHINESE) -> str:
    """Return what the report is called in the notice."""
    assert found.report is not None
    return say(Words(found.report.what.zh, found.report.what.en), language)


def report_due(found: Duty, language: str = CHINESE) -> str:
    """Return when it is due, as far as the notice says."""
    table = found.report
    assert table is not None
    if table.before_month is None or table.before_day is None:
        return translate(MONTHLY, language)
    return translate(LAST_NAMED, language) % {"month": table.before_month, "day": table.before_day}
