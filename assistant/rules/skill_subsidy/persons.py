"""Who may have the subsidy: status and time insured. JX24 三, NAT24 三, NM25 二; register A06, A07, A37, A53."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from pydantic import Field

from assistant.rules.facts import N_
from assistant.rules.months import add_months
from assistant.rules.registry import Finding, Params, condition
from assistant.rules.skill_subsidy.facts import NAME
from assistant.rules.texts import Message
from assistant.rules.values import one_of


class Status(Params):
    """What becomes of those whom the text does not plainly name.

    ``earlier_recipients``: persons who drew unemployment benefit and no longer do; NM25 二 says "正在" and so excludes
    them, the other notices leave it to be read. ``six_types_staff``: staff of the six kinds of organisation that the
    notices equate with firms for the refund only (A07).
    """

    earlier_recipients: Literal["review", "excluded", "included"] = "review"
    six_types_staff: Literal["review", "excluded", "included"] = "review"


def _draw_first(answers: Mapping[str, Any], p: Status, at: int) -> list[Message]:
    if answers.get("employment_status") != "unemployed":
        return []
    return [Message(N_("符合失业保险金领取条件的，先申领失业保险金；开始领取后，身份条件就满足了"))]


def _groups(p: Status) -> tuple[list[str], list[str]]:
    """(every status that is not refused, those of them that are certain)."""
    certain = ["enterprise_employee", "drawing_benefit"]
    doubtful = ["other"]
    for status, treatment in (("drew_earlier", p.earlier_recipients), ("six_types_staff", p.six_types_staff)):
        if treatment != "excluded":
            (certain if treatment == "included" else doubtful).append(status)
    return [*certain, *doubtful], certain


def _status_text(p: Status) -> Message:
    if p.earlier_recipients == "excluded":
        return Message(N_("是参加失业保险的企业在职职工，或正在领取失业保险金的人员"))
    return Message(N_("是参加失业保险的企业在职职工，或领取失业保险金人员"))


@condition(
    NAME, "status", Status, text=_status_text, near=_draw_first,
    review=N_("文件写的是“企业在职职工或领取失业保险金人员”，没有写明您这种身份算不算，请由经办机构认定"),
)  # fmt: skip
def status(f: Any, p: Status, at: int) -> Finding:
    """A07: public bodies' staff and flexible workers without an employer are outside the text."""
    possible, certain = _groups(p)
    return Finding(one_of(f.employment_status, possible), one_of(f.employment_status, certain))


class InsuredMonths(Params):
    """``min_months`` counts itself (民法典 1259). ``measured``: on which day the months are counted."""

    min_months: int = Field(default=12, ge=1, le=720)
    measured: Literal["not_stated", "certificate", "application"] = "not_stated"


def _more_months(answers: Mapping[str, Any], p: InsuredMonths, at: int) -> list[Message]:
    months = answers.get("insured_months_at_application")
    if p.measured == "certificate" or months is None or months >= p.min_months:
        return []
    more = p.min_months - months
    return [
        Message(
            N_("再参保 %(months)s 个月即满 %(min_months)s 个月，最早 %(earliest)s（文件执行期和申报期限之内才有用）"),
            {
                "months": more,
                "min_months": p.min_months,
                "earliest": add_months(date.fromordinal(at), more),
            },
        )
    ]


@condition(
    NAME, "insured_months", InsuredMonths, near=_more_months,
    text=N_("累计参加失业保险满 %(min_months)s 个月（含 %(min_months)s 个月）"),
    review=N_("申请时参保已满规定月数，但取得证书时还不满；文件没有写明按哪一天计算，请由经办机构认定"),
)  # fmt: skip
def insured_months(f: Any, p: InsuredMonths, at: int) -> Finding:
    """A06: enough on both days is certain, only at application is reviewed, on neither is refused.

    Months add up and never fall, so whoever had enough on the certificate's day has enough at application too.
    """
    then = f.insured_months_at_certificate >= p.min_months
    now = f.insured_months_at_application >= p.min_months
    match p.measured:
        case "certificate":
            return Finding(then)
        case "application":
            return Finding(now)
    return Finding(then | now, then)


class IssueMonth(Params):
    """``accepted``: what the person must have been in the month in which the certificate was issued."""

    accepted: tuple[Literal["paying", "drawing", "neither"], ...] = ("paying", "drawing")


@condition(NAME, "status_in_issue_month", IssueMonth, text=N_("取得证书的当月在参保缴费或领取失业保险金"))
def status_in_issue_month(f: Any, p: IssueMonth, at: int) -> Finding:
    """For notices that also look at the certificate's month; none of the loaded ones does."""
    return Finding(one_of(f.status_in_issue_month, p.accepted))


class FitForPost(Params):
    """``except_urgent``: no letter for urgent occupations (NM25 四). Whoever draws benefit has no post to fit."""

    except_urgent: bool = True


@condition(NAME, "fit_for_post", FitForPost, text=N_("证书与岗位相符（证岗相适），有企业的承诺书"))
def fit_for_post(f: Any, p: FitForPost, at: int) -> Finding:
    """For notices that ask for the employer's letter. NM25 四 only says who needs none, so it does not select this."""
    freed = f.employment_status == "drawing_benefit"
    if p.except_urgent:
        freed = freed | f.urgent_occupation
    return Finding(freed | f.fit_for_post)
