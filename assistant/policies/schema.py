"""The shape of a notice's data file (``data/<province>/<year>.toml``), checked when the program starts.

A file selects functions of ``rules/`` by name (``use``) and gives their parameters; it contains no expressions.
Keys beyond those named here on a condition or figure are parameters, checked against the selected function.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Tier = Literal["T1", "T2", "T3", "T4", "T5"]
REGION = r"^\d{6}$"


class Strict(BaseModel):
    """Unknown keys are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Both(Strict):
    """One sentence in Chinese and English."""

    zh: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]


class WhenTable(Strict):
    """When something is shown: all named facts have (one of) the values; the verdict is one of those listed."""

    facts: dict[str, bool | str | list[str]] = {}
    verdicts: list[Literal["eligible", "ineligible", "undetermined", "manual_review"]] = []
    over: bool | None = None


class TermTable(Strict):
    """The program's term. ``contested_first``: an earlier start under another reading, reviewed in between.

    ``counts`` names the act that must lie within the term (register A05); ``use`` selects a program's own rule for
    what happens after the last day, with ``params`` of its own.
    """

    section: str
    first: date | None = None
    contested_first: date | None = None
    last: date | None = None
    counts: Literal["application", "payout", "month"] = "application"
    after: Literal["ineligible", "undetermined"] = "ineligible"
    use: str = "term_not_over"
    params: dict[str, Any] = {}


class PartTable(BaseModel):
    """A condition or figure: which function, under which id, by which section; all other keys are its parameters.

    ``like``: the id of another part of the same kind whose parameters (and overlays) this one shares.
    ``topics``: questions that it answers besides those that its function always does.
    """

    model_config = ConfigDict(extra="allow", frozen=True)

    use: str
    id: str = ""
    section: str
    note: Both | None = None
    like: str = ""
    topics: list[str] = []

    @property
    def params(self) -> dict[str, Any]:
        """The keys that belong to the selected function."""
        return dict(self.model_extra or {})


class OverlayTable(Strict):
    """A later document that changes parameters of one part for some cases, for part of the term."""

    part: str
    section: str
    tier: Tier = "T1"
    document: Annotated[str, Field(min_length=1)]
    first: date | None = None
    last: date | None = None
    tag: str | None = None
    changes: dict[str, Any]


class CaveatTable(Strict):
    """A reservation shown with the result; ``entry`` its number in the register of silences (A01…).

    ``topics``: questions that it answers too; ``silent_on``: questions on which it says that the notice does not say.
    """

    id: str
    text: Both
    section: str = ""
    entry: str = ""
    when: WhenTable = WhenTable()
    topics: list[str] = []
    silent_on: list[str] = []


class SaysTable(Strict):
    """What the notice says on questions that people ask, where no condition, figure or advice says it already.

    ``tier`` "T4" or "T5" for what is only heard of: it is passed on with its source and answers nothing.
    ``silent_on``: the text says that the notice leaves these questions open (``entry`` in the register of silences).
    """

    id: str
    text: Both
    topics: list[str] = []
    silent_on: list[str] = []
    section: str = ""
    tier: Literal["T4", "T5"] | None = None
    entry: str = ""


class StepTable(Strict):
    """A next step: what to do, where, and the papers to bring."""

    id: str
    what: Both
    where: Both | None = None
    papers: list[Both] = []
    url: str = ""
    section: str = ""
    when: WhenTable = WhenTable()
    topics: list[str] = []


class DeadlineTable(Strict):
    """An act's last day: ``on`` a date, or months/days/working_days counted from the day that a fact names,
    or the day that a figure computes (``figure``, a day number). Without ``topics`` it answers "deadline"."""

    id: str
    act: Both
    section: str
    on: date | None = None
    start_fact: str = ""
    months: int = 0
    days: int = 0
    working_days: int = 0
    figure: str = ""
    after: Both | None = None
    when: WhenTable = WhenTable()
    topics: list[str] = ["deadline"]


class ProgramTable(Strict):
    """One program of a notice."""

    term: TermTable | None = None
    fills_gaps_from: list[str] = []
    drops: list[str] = []
    condition: list[PartTable] = []
    figure: list[PartTable] = []
    overlay: list[OverlayTable] = []
    caveat: list[CaveatTable] = []
    step: list[StepTable] = []
    deadline: list[DeadlineTable] = []
    says: list[SaysTable] = []


class CitedDocument(Strict):
    """Another document that the notice cites; ``at_hand`` false: named, never computed from (tier T4)."""

    title: str
    number: str
    about: Both
    at_hand: bool = False


class PublicationTable(Strict):
    """公示: how many working days the amounts stand in public at least, where the notice says so."""

    working_days_at_least: int = Field(ge=1, le=60)
    section: str


class ConfirmationTable(Strict):
    """核对确认: the office has each firm confirm its data before it pays."""

    section: str


class ReportTable(Strict):
    """What offices report upwards, how often, and before which day, where the notice names one (that day excluded)."""

    what: Both
    every: Literal["month", "year"]
    before_month: int | None = Field(default=None, ge=1, le=12)
    before_day: int | None = Field(default=None, ge=1, le=31)
    section: str


class TaxAccountTable(Strict):
    """Firms of which classes may be paid to the account from which their premiums come, having no other (register A50)."""

    size_classes: list[Literal["large", "medium", "small", "micro"]]
    section: str


class NoticeFile(Strict):
    """One notice. ``number`` may be left out when the copy at hand does not show it ("not stated", never invented)."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    title: Both
    number: str = ""
    region: Annotated[str, Field(pattern=REGION)]
    region_label: Both
    tier: Tier = "T1"
    signed: date | None = None
    issued: date
    issuers: list[str]
    year: int
    chosen_by_region: bool = True
    cites: list[CitedDocument] = []
    remark: list[Both] = []
    publication: PublicationTable | None = None
    confirmation: ConfirmationTable | None = None
    report: ReportTable | None = None
    tax_account: TaxAccountTable | None = None
    program: dict[str, ProgramTable]


class CommonFile(Strict):
    """Advice that every notice shares, per program; ``any`` is for all of them."""

    program: dict[str, ProgramTable]
