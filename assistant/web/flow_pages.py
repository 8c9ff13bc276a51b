"""``/flows/<flow>/graph``: which answers lead from which question where, drawn and as a table."""

from flask import Blueprint, Flask, abort, current_app, render_template, request
from markupsafe import Markup

from assistant.interview.flows import Flow, today
from assistant.interview.held import holdings
from assistant.interview.walks.drawing import svg
from assistant.interview.walks.graph import Node, graph_of, plan_to_walk
from assistant.policies.schema import NoticeFile
from assistant.rules.plan import Plan
from assistant.settings import Settings
from assistant.site.application import flows, policies
from assistant.site.preferences import language, region
from assistant.site.speaking import say

pages = Blueprint("flows", __name__)
_MADE = "assistant.flow_graphs"
_MOST_KEPT = 200


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the page."""
    app.register_blueprint(pages)
    app.extensions[_MADE] = {}


@pages.get("/flows/<flow>/graph")
def graph(flow: str) -> str:
    """Draw one flow under one notice: the one that is asked for, else the visitor's region's, else the newest."""
    found = flows().get(flow) or abort(404)
    having = [n for n in policies().notices.values() if found.program.name in n.program]
    notice = _notice(having)
    nodes = _nodes(found, plan_to_walk(policies(), found, notice.id, today()), language())
    drawing = Markup(svg(nodes, say(found.title)))  # noqa: S704  # built here, every text in it escaped
    return render_template(
        "flows/graph.html",
        flow=found,
        having=holdings.sorted_notices(having),
        notice=notice,
        nodes=nodes,
        drawing=drawing,
    )


def _notice(having: list[NoticeFile]) -> NoticeFile:
    asked = request.args.get("notice")
    if asked is not None:
        return next((n for n in having if n.id == asked), None) or abort(404)
    here = [n for n in having if n.region == region()]
    return max(here or having, key=lambda n: n.issued)


def _nodes(flow: Flow, plan: Plan, spoken: str) -> tuple[Node, ...]:
    """Walking takes a second or two, so that each drawing is made once."""
    made: dict[object, tuple[Node, ...]] = current_app.extensions[_MADE]
    key = (flow.id, plan.notice.id, plan.as_of, spoken)
    if key not in made:
        if len(made) > _MOST_KEPT:
            made.clear()
        made[key] = graph_of(flow, plan, spoken)
    return made[key]
