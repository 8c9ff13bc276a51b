"""What a campaign rests on: a region, a notice that is held, and 核算日期; and how that day stands to the notice's term."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import Form, StringField, ValidationError
from wtforms.validators import AnyOf

from assistant.campaigns.duties import notice_title
from assistant.interview.report.building import term_words
from assistant.policies.regions import parents
from assistant.policies.schema import NoticeFile
from assistant.rules.plan import Plan
from assistant.site.application import policies
from assistant.site.fields import DayField, Given, tidy, words
from assistant.site.preferences import language
from assistant.site.speaking import day
from assistant.staff.pages import region_name

PROGRAM: Final = "stabilization_refund"


@dataclass(frozen=True, slots=True)
class Offered:
    """A notice that a campaign can rest on, and its term in words."""

    id: str
    region: str
    title: str
    term: str
    last: date | None


@dataclass(frozen=True, slots=True)
class Outside:
    """The day lies outside the notice's term; ``instead``: the nearest day within."""

    side: Literal["before", "after"]
    day: date
    instead: date


class BasisForm(Form):  # type: ignore[misc]  # WTForms has no types
    """Title, region, notice and day."""

    title = StringField(filters=[tidy], validators=words(2, 120, lazy_gettext("请给这一批起个名称")))
    region = StringField(validators=[Given(lazy_gettext("请选择地区"))])
    notice = StringField(validators=[Given(lazy_gettext("请选择依据的文件"))])
    as_of = DayField(validators=[Given(lazy_gettext("请填核算日期"))])

    def __init__(self, *args: Any, own_region: str | None, **kwargs: Any) -> None:
        """Offer what a person of ``own_region`` (None: of every region) may choose."""
        super().__init__(*args, **kwargs)
        regions = regions_offered(own_region)
        offered = [notice for notice in notices_offered() if any(applies(notice.region, code) for code in regions)]
        self.offered = {notice.id: notice for notice in offered}
        self.regions = [(code, region_name(code)) for code in regions]
        self.region.validators = [*self.region.validators, AnyOf(regions, lazy_gettext("请选择列表里的地区"))]
        self.notice.validators = [
            *self.notice.validators,
            AnyOf(list(self.offered), lazy_gettext("请选择列表里的文件")),
        ]

    def validate_notice(self, field: StringField) -> None:
        """Refuse another region's notice."""
        found = self.offered.get(field.data)
        if found is not None and self.region.data and not applies(found.region, self.region.data):
            raise ValidationError(_("这份文件是%(region)s的，不能用于所选地区", region=region_name(found.region)))

    def validate_as_of(self, field: DayField) -> None:
        """Refuse a day on which the notice was not there yet."""
        notice = policies().notices.get(self.notice.data or "")
        if notice is not None and field.data is not None and field.data < notice.issued:
            raise ValidationError(_("这份文件 %(day)s 才印发，核算日期不能比它早", day=day(notice.issued)))

    @property
    def outside(self) -> Outside | None:
        """How the day lies outside the chosen notice's term; None within it. To be asked once all is valid."""
        return outside_term(policies().plan_for(self.notice.data, PROGRAM, self.as_of.data))


def notices_offered() -> list[Offered]:
    """Return every notice that is chosen by region and has the program: by region, newest first."""
    held = policies()
    found = [n for n in held.notices.values() if n.chosen_by_region and n.issuers and PROGRAM in n.program]
    return [_offered(n) for n in sorted(found, key=lambda n: (n.region, -n.issued.toordinal()))]


def _offered(notice: NoticeFile) -> Offered:
    plan = policies().plan_for(notice.id, PROGRAM, notice.issued)
    return Offered(
        notice.id, notice.region, notice_title(notice, language()), term_words(plan, language()), plan.term.last
    )


def regions_offered(own_region: str | None) -> list[str]:
    """Return the regions for which a person may make a campaign: their own, or all that a notice governs."""
    if own_region is not None:
        return [own_region]
    governed = {notice.region for notice in notices_offered()}
    return [code for code in policies().all_regions() if governed & set(parents(code))]


def applies(notice_region: str, region: str) -> bool:
    """Whether a region's notice governs another: itself, or what lies below it."""
    return notice_region in parents(region)


def outside_term(plan: Plan) -> Outside | None:
    """Return how the plan's day lies outside its term; None within it."""
    first, last = plan.term.first, plan.term.last
    if last is not None and plan.as_of > last:
        return Outside("after", plan.as_of, last)
    if first is not None and plan.as_of < first:
        return Outside("before", plan.as_of, first)
    return None
