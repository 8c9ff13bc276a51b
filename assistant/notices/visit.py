"""The visit to a firm's page: whose page it is follows from a token in the session cookie, never from an address."""

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, Flask, Response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from assistant.campaigns.firm_page import replying
from assistant.campaigns.firm_page.findings import Findings, findings
from assistant.campaigns.terms import Terms
from assistant.settings import Settings
from assistant.site.application import engine, flows, policies, settings
from assistant.storage.campaigns import Campaign, Campaigns
from assistant.storage.firm_page.links import FirmPages, Visit
from assistant.storage.firm_page.replies import Replies
from assistant.storage.firms import Firm, Firms

pages = Blueprint("firm_page", __name__)
_TOKEN = "firm_visit"  # noqa: S105  (the name of a key)
_OWN = "firm_interview"


class NoVisit(LookupError):
    """Nobody opened a firm's page in this browser, or it was too long ago, or its link died."""


class NotProved(LookupError):
    """The page was opened, and whoever did so has not yet shown to be the firm."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A visit with the firm whose page it opened."""

    visit: Visit
    firm: Firm
    campaign: Campaign

    @property
    def terms(self) -> Terms:
        """What the campaign's operator settled."""
        return Terms.of(self.campaign)


def init_app(app: Flask, settings: Settings) -> None:
    """Serve the firm's page. The views hang on ``pages``: whoever lists modules imports theirs first."""
    app.register_blueprint(pages)


def now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


def firm_pages() -> FirmPages:
    """The links and visits of the running application."""
    return FirmPages(engine(), settings().secret_key)


def replies() -> Replies:
    """The replies of the running application."""
    return Replies(engine(), settings().secret_key)


def enter(token: str) -> None:
    """Make a visit this browser's; an interview that was begun for another firm is not this one's."""
    session[_TOKEN] = token
    session.pop(_OWN, None)


def go_on(token: str) -> None:
    """Go on with the visit that follows this browser's, for the same firm."""
    session[_TOKEN] = token


def leave() -> None:
    """End this browser's visit on the server too."""
    visit = firm_pages().visit(session.pop(_TOKEN, None))
    session.pop(_OWN, None)
    if visit is not None:
        firm_pages().leave(visit)


def present() -> Visit | None:
    """This browser's visit; None without one."""
    return firm_pages().visit(session.get(_TOKEN))


def opened() -> Opened:
    """This browser's visit with its firm, proved or not. Raises NoVisit."""
    visit = present()
    firm = None if visit is None else Firms(engine()).get(visit.firm)
    campaign = None if firm is None else Campaigns(engine()).get(firm.campaign)
    if visit is None or firm is None or campaign is None:
        raise NoVisit
    return Opened(visit, firm, campaign)


def proved() -> Opened:
    """This browser's visit, by somebody who showed to be the firm. Raises NoVisit, NotProved."""
    found = opened()
    if not found.visit.proved:
        raise NotProved
    return found


def found(here: Opened) -> Findings:
    """What the bureau found about the visit's firm."""
    return findings(policies(), flows(), here.campaign, here.firm)


def keep_own_interview(firm: Firm, code: str) -> None:
    """Remember which interview this browser began for the firm."""
    session[_OWN] = [firm.id, code]


def own_interview(firm: Firm) -> str | None:
    """The case code of the interview that this browser began for the firm; None without one."""
    kept = session.get(_OWN)
    return str(kept[1]) if isinstance(kept, list) and kept[0] == firm.id else None


@pages.errorhandler(NoVisit)
def no_visit(error: NoVisit) -> ResponseReturnValue:
    """Say how the page is opened (again), and give back what was written meanwhile."""
    written = replying.clean(request.form.get("note", ""))
    return render_template("firm/no_visit.html", written=written), 403


@pages.errorhandler(NotProved)
def not_proved(error: NotProved) -> ResponseReturnValue:
    """Lead to the proof."""
    return redirect(url_for("firm_page.proof_page"), 303)


@pages.after_request
def keep_private(response: Response) -> Response:
    """No browser or proxy keeps a firm's page."""
    response.headers["Cache-Control"] = "no-store"
    return response
