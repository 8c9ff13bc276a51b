"""``/notices``: what is held, each notice in plain words with its clauses; ``/compare``: several side by side."""

from flask import Blueprint, Flask, abort, render_template, request
from flask_babel import gettext as _

from assistant.interview.documents import section
from assistant.interview.engine import flows_of
from assistant.interview.flows import today
from assistant.interview.held import comparing, holdings
from assistant.interview.held.parameters import parameters
from assistant.interview.wording import TIERS
from assistant.policies import Policies
from assistant.policies.schema import NoticeFile
from assistant.rules.plan import Citation, Plan
from assistant.rules.registry import PROGRAMS, Program
from assistant.rules.texts import Words
from assistant.settings import Settings
from assistant.site.application import flows, policies
from assistant.site.preferences import CHINESE, language, region
from assistant.site.speaking import say

MOST_COMPARED = 8

pages = Blueprint("notices", __name__)


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the pages."""
    app.register_blueprint(pages)
    app.jinja_env.filters.update(both=_words)
    app.jinja_env.globals.update(
        clause=_clause, parameters=parameters, repeats=comparing.repeats, says=comparing.says, sources=comparing.sources
    )


def _words(both: object) -> Words:
    return Words(both.zh, both.en)  # type: ignore[attr-defined]  # a data file's pair of sentences


def _clause(citation: Citation, plan: Plan) -> str:
    """Where a rule stands: a notice's own sections need no name, and a law's sections already bear it."""
    if citation.notice == plan.notice.id or citation.tier == "T3":
        return _section(citation)
    source = plan.notices[citation.notice]
    tier = _("（%(tier)s）", tier=say(TIERS[citation.tier]))
    return f"{source.number or say(source.title)} {_section(citation)}{tier}"


def _section(citation: Citation) -> str:
    """As the notice prints it; in English with figures."""
    return citation.section if language() == CHINESE else section(citation.section, language())


@pages.get("/notices")
def index() -> str:
    """List every notice by region, newest first."""
    held, day = policies(), today()
    groups: dict[str, list[tuple[NoticeFile, tuple[holdings.Span, ...]]]] = {}
    for notice in holdings.notices(held):
        groups.setdefault(notice.region, []).append((notice, holdings.spans(held, notice, day)))
    return render_template("notices/index.html", groups=groups, chosen_region=region())


@pages.get("/notices/<notice_id>")
def show(notice_id: str) -> str:
    """Say what one notice says: programs, conditions, amounts, deadlines, and what it leaves open."""
    held = policies()
    notice = held.notices.get(notice_id)
    if notice is None or not notice.issuers:
        abort(404)
    return render_template(
        "notices/show.html",
        notice=notice,
        spans=holdings.spans(held, notice, today()),
        flows_of=lambda program: flows_of(program.name, flows()),
    )


@pages.get("/compare")
def compare() -> str:
    """Lay the chosen notices (or all that have the program) side by side."""
    held = policies()
    program = _program(held)
    having = [notice for notice in holdings.notices(held) if program.name in notice.program]
    chosen = _chosen(having)
    plans = [held.plan_for(notice.id, program.name, today()) for notice in chosen]
    return render_template(
        "notices/compare.html",
        programs=_programs(held),
        program=program,
        having=having,
        chosen=[notice.id for notice in chosen],
        compared=list(zip(chosen, plans, strict=True)),
        rows=comparing.in_words(plans),
        most=MOST_COMPARED,
    )


def _programs(held: Policies) -> list[Program]:
    names = {name for notice in holdings.notices(held) for name in notice.program}
    return [PROGRAMS[name] for name in sorted(names, key=holdings.place)]


def _program(held: Policies) -> Program:
    known = _programs(held)
    asked = request.args.get("program", "stabilization_refund")
    return next((program for program in known if program.name == asked), None) or abort(404)


def _chosen(having: list[NoticeFile]) -> list[NoticeFile]:
    """As asked, as far as they are held; else the newest notice of every region."""
    asked = set(request.args.getlist("notice")) & {notice.id for notice in having}
    newest = {notice.region: notice for notice in reversed(having)}
    return [n for n in having if (n.id in asked if asked else newest[n.region] is n)][:MOST_COMPARED]
