"""What the loaded notices say, for an agent to look up: search, ready answers, silences, what changed lately.

Nothing here is of one caller: a search is an address that may be kept, with every personal number taken out of it first.
"""

from collections import Counter
from datetime import date
from typing import Any, Final

from flask import Blueprint, Flask, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Form, StringField

from assistant.hotline.knowledge_asked import Asked, Filters, read
from assistant.interview.flows import today
from assistant.interview.held import holdings, renewals
from assistant.interview.held.places import region_groups, region_name
from assistant.interview.knowledge import Answer, answer, silences
from assistant.interview.knowledge.passages import KINDS
from assistant.interview.knowledge.searching import Index, Scope
from assistant.interview.report.conditions import NOT_STATED
from assistant.policies import Policies
from assistant.policies.regions import NATIONAL
from assistant.policies.schema import NoticeFile
from assistant.rules.facts import N_
from assistant.rules.registry import PROGRAMS
from assistant.rules.topics import EVERY, TOPICS
from assistant.settings import Settings
from assistant.site.application import policies
from assistant.site.fields import DayField, errors_of
from assistant.site.preferences import language
from assistant.staff import menu
from assistant.staff.access import requires
from assistant.staff.roles import Permission

LONGEST: Final = 200  # characters of a search
HOTLINE: Final = "tel:12333"  # whom the caller is talking to
_LEFT_OPEN: Final = ("silence", "open")

pages = Blueprint("knowledge", __name__, url_prefix="/console/knowledge")


class SearchForm(Form):  # type: ignore[misc]  # WTForms has no types
    """The search box and its filters."""

    q = StringField()
    day = DayField()


class _Held:
    """The index of what is held: made when the program starts, and anew on another day."""

    def __init__(self) -> None:
        self._of: tuple[Policies, Index] | None = None

    def index(self, held: Policies, day: date) -> Index:
        if self._of is None or self._of[0] is not held or self._of[1].today != day:
            self._of = held, Index(held, day)
        return self._of[1]


_held = _Held()


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages; make the index, so that no caller waits for it."""
    app.register_blueprint(pages)
    menu.add(app, N_("知识库"), "knowledge.search", Permission.hotline, Permission.edit_policies, place=35)
    with app.app_context():
        _held.index(policies(), today())


@pages.get("")
@requires(Permission.hotline, Permission.edit_policies)
def search() -> ResponseReturnValue:
    """Answer what was looked up, and show the passages that have it; with nothing looked up, what there is."""
    form = SearchForm(request.args)
    form.validate()
    chosen = _chosen(form)
    asked = read((form.q.data or "")[:LONGEST], chosen, policies(), today())
    if asked.masked:
        # What was typed is not to stay in the address either.
        kept: dict[str, Any] = request.args.to_dict() | {"q": asked.typed}
        return redirect(url_for("knowledge.search", **kept), 303)
    looked_up = bool(asked.typed.strip() or chosen.topic) and not form.errors
    page = render_template(
        "hotline/knowledge.html",
        form=form,
        chosen=chosen,
        asked=asked,
        looked_up=looked_up,
        errors=errors_of(form.q, form.day),
        **(_found(asked) if looked_up else {}),
        **_choices(),
    )
    return page, 422 if form.errors else 200


@pages.get("/silences")
@requires(Permission.hotline, Permission.edit_policies)
def left_open() -> ResponseReturnValue:
    """Say notice by notice what it does not say, and what is said to callers then."""
    held, day = policies(), today()
    listed = holdings.notices(held)
    wanted = next((notice for notice in listed if notice.id == request.args.get("notice")), listed[0])
    told = [_left_open(held, span, day) for span in holdings.spans(held, wanted, day)]
    said = Counter(point.lines for program in told for point in program["points"])
    shared = {point.lines: point for program in told for point in program["points"] if said[point.lines] > 1}
    return render_template(
        "hotline/knowledge_silences.html",
        notices=listed, wanted=wanted, told=told, shared=shared, topics=TOPICS, not_stated=NOT_STATED,
    )  # fmt: skip


@pages.get("/changes")
@requires(Permission.hotline, Permission.edit_policies)
def changes() -> ResponseReturnValue:
    """Show the notices, the newest first, each with what it changed, and the terms that begin or end these days."""
    held, day = policies(), today()
    return render_template(
        "hotline/knowledge_changes.html",
        renewals=renewals.renewals(held, day),
        edges=renewals.edges(held, day),
        near=renewals.NEAR.days,
        today=day,
    )


def _chosen(form: SearchForm) -> Filters:
    """The filters; what is none of the choices is not chosen."""
    given = request.args.get
    topic, program, region = given("topic", ""), given("program", ""), given("region", "")
    return Filters(
        topic=topic if topic in TOPICS else None,
        program=program if program in EVERY else None,
        region=region if region in policies().all_regions() and region != NATIONAL else None,
        day=None if form.day.errors else form.day.data,
    )


def _choices() -> dict[str, Any]:
    """What may be chosen, and what may be compared."""
    held, side = policies(), language()
    names = policies().all_regions()
    return {
        "programs": {name: PROGRAMS[name] for name in sorted(EVERY, key=holdings.place)},
        "regions": [(code, region_name(held, code, side)) for code in names if code != NATIONAL],
        "own": {code for name in EVERY for code, _ in region_groups(held, name)[0]},
        "topics": {name: [topic for topic in TOPICS.values() if name in topic.programs] for name in EVERY},
        "several": {name: _of_several_years(held, name) for name in EVERY},
        "labels": TOPICS,
        "kinds": KINDS,
        "longest": LONGEST,
    }


def _of_several_years(held: Policies, program: str) -> dict[str, list[NoticeFile]]:
    """Region → its notices, where it has more than one with the program."""
    having: dict[str, list[NoticeFile]] = {}
    for notice in holdings.notices(held):
        if program in notice.program and notice.chosen_by_region:
            having.setdefault(notice.region, []).append(notice)
    return {region: found for region, found in having.items() if len(found) > 1}


def _found(asked: Asked) -> dict[str, Any]:
    """The ready answer and the passages."""
    held = policies()
    found = _held.index(held, today()).search(
        asked.words, asked.topic, Scope(asked.program, asked.region, asked.as_of), language()
    )
    ready = _answer(asked) if asked.topic else None
    return {
        "ready": ready,
        "passages": [one for one in found if one.passage.kind not in _LEFT_OPEN],
        "steps": [step for step in ready.next_steps if step.address != HOTLINE] if ready else [],
        "open": [one for one in found if one.passage.kind in _LEFT_OPEN],
        "notices": held.notices,
        "place": region_name(held, asked.region, language()) if asked.region else "",
        "places": [(code, region_name(held, code, language())) for code in asked.regions],
        "elsewhere": region_groups(held, asked.program, language())[0] if asked.program else [],
        "program_named": PROGRAMS[asked.program] if asked.program else None,
    }


def _answer(asked: Asked) -> Answer:
    return answer(
        asked.topic, asked.program, policies(), asked.region, asked.as_of, today(), language(), subject=asked.subject
    )


def _left_open(held: Policies, span: holdings.Span, day: date) -> dict[str, Any]:
    """What one program of a notice leaves open: questions without an answer, then points of its text that are doubtful."""
    silent = list(silences(span.plan, held, day, language()))
    said = {line.text for _, lines in silent for line in lines}
    points = _held.index(held, day).left_open(span.notice.id, span.program.name, language())
    return {
        "span": span,
        "silent": silent,
        "points": [point for point in points if not said.issuperset(line.text for line in point.lines)],
    }
