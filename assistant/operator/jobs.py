"""``…/jobs``: how far a campaign's work is, for the script of the pages that show it."""

from flask import Blueprint, Flask, abort, jsonify
from flask.typing import ResponseReturnValue

from assistant.operator.guarding import the_campaign
from assistant.screening.kept_messages import from_kept
from assistant.settings import Settings
from assistant.site.application import engine
from assistant.site.speaking import say
from assistant.staff.access import requires
from assistant.staff.roles import Permission
from assistant.storage.jobs import Jobs

pages = Blueprint("jobs", __name__, url_prefix="/console/campaigns/<int:number>/jobs")


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the answer, and let templates say why a job failed."""
    app.register_blueprint(pages)
    app.jinja_env.filters["say_kept"] = lambda problem: say(from_kept(problem))


@pages.get("/<int:key>")
@requires(Permission.see_campaigns)
def progress(number: int, key: int) -> ResponseReturnValue:
    """Return a job's state and how many rows are done, of about how many (0: not known yet)."""
    campaign = the_campaign(number)
    job = Jobs(engine()).get(key)
    if job is None or job.campaign != campaign.id:
        abort(404)
    return jsonify({"state": job.state, "done": job.done, "total": job.total, "over": job.over})
