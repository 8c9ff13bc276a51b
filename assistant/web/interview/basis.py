"""For which place and day, or by which notice, an interview is begun: the start form, its first values and its reading."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import abort, request

from assistant.interview.flows import Flow, today
from assistant.interview.held import places
from assistant.interview.inputs import echo
from assistant.interview.parsing import AnswerError, parse
from assistant.interview.wording import translate
from assistant.policies.regions import NATIONAL
from assistant.policies.schema import NoticeFile
from assistant.rules.facts import N_, Fact
from assistant.site import preferences
from assistant.site.application import policies
from assistant.site.preferences import language
from assistant.web.interview.session import plan_for

_DAY = Fact("as_of", "date", N_("核算日期"))
CHOOSE_REGION = N_("请选择参保地区")
WHICH_DAY = N_("请填写是哪一天，或者选“今天”")
TODAY_OR_THIS = N_("您填了日期，选的却是“今天”。按这一天算，请选“另外一天”；按今天算，请把日期删掉")


@dataclass(frozen=True, slots=True)
class Basis:
    """What an interview is begun for."""

    region: str
    as_of: date
    notice: str | None


class Unclear(ValueError):
    """The start form is not complete: ``errors`` is field → message, ``as_of`` the day as it may be shown again."""

    def __init__(self, errors: dict[str, str], as_of: str) -> None:
        self.errors, self.as_of = errors, as_of
        super().__init__(", ".join(errors))


def asks_region(flow: Flow) -> bool:
    """Whether place and day matter: the short interviews that lead to others rest on no notice."""
    return places.asks_region(policies(), flow)


def region_groups(flow: Flow) -> tuple[places.Regions, places.Regions]:
    """(code, name) of the regions with a notice of their own for the flow's program, and of all others."""
    return places.region_groups(policies(), flow.program.name, language())


def region_name(code: str) -> str:
    """A region's name in the visitor's language; empty for the whole country."""
    return places.region_name(policies(), code, language())


def named_notice(flow: Flow, name: str | None) -> NoticeFile | None:
    """The notice that is named, if it has the flow's program."""
    notice = policies().notices.get(name or "")
    return notice if notice is not None and flow.program.name in notice.program else None


def first_values(flow: Flow) -> dict[str, str]:
    """The form as it is first shown: from the address, else what was chosen before in this visit."""
    values = {"region": request.args.get("region") or preferences.region() or ""}
    day = echo(request.args.get("as_of", ""))[:10]
    notice = named_notice(flow, request.args.get("notice"))
    if notice is not None:
        values["notice"] = notice.id
        last = plan_for(flow, notice.region, today(), notice.id).term.last
        day = day or (last.isoformat() if last is not None and last < today() else "")
    year = preferences.year()
    if not day and year is not None and year < today().year:
        day = date(year, 12, 31).isoformat()
    return values | {"day": "other" if day else "today", "as_of": day, "offered": day}


def read_basis(flow: Flow, form: Mapping[str, str]) -> Basis:
    """The form as it was sent. Raises Unclear."""
    errors: dict[str, str] = {}
    notice = named_notice(flow, form.get("notice"))
    if form.get("notice") and notice is None:
        abort(400)
    region = notice.region if notice else form.get("region", "") if asks_region(flow) else NATIONAL
    if region != NATIONAL and region not in policies().all_regions():
        errors["region"] = translate(CHOOSE_REGION, language())
    as_of, shown = today(), echo(form.get("as_of", ""))
    try:
        as_of = _day(form)
    except AnswerError as error:
        spoken = translate(error.msgid, language())
        errors["as_of"] = spoken % error.params if error.params else spoken
        shown = echo(form.get("as_of", ""), error)
    if errors:
        raise Unclear(errors, shown)
    return Basis(region, as_of, notice.id if notice else None)


def _day(form: Mapping[str, str]) -> date:
    """The day that was chosen. A day typed beside "today" is not passed over: it may be the one that was meant."""
    text = form.get("as_of", "").strip()
    if form.get("day") != "other":
        if text and text != form.get("offered", ""):
            raise AnswerError(TODAY_OR_THIS)
        return today()
    if not text:
        raise AnswerError(WHICH_DAY)
    day = parse(_DAY, text, today=today())
    assert isinstance(day, date)
    return day


def remember(basis: Basis) -> None:
    """Keep place and year for the rest of the visit."""
    if basis.region != NATIONAL:
        preferences.remember("region", basis.region)
    preferences.remember("year", str(basis.as_of.year))
