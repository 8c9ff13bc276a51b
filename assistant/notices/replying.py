"""``/n/reply`` and ``/n/receipt``: agreeing, once, and the receipt for whatever was replied."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.campaigns.firm_page import replying
from assistant.campaigns.firm_page.replying import Closed, NotForThisFirm
from assistant.interview.wording import translate
from assistant.notices import found, visit
from assistant.notices.visit import pages
from assistant.rules.facts import N_
from assistant.site.application import engine, settings
from assistant.site.preferences import language
from assistant.storage.case_codes import grouped
from assistant.storage.firm_page.progress import progress

CHOOSE = N_("请选一项：这个账户是不是贵单位的")


@pages.post("/n/reply")
def confirm() -> ResponseReturnValue:
    """Take that the firm agrees; pressed twice, it is one reply with one receipt."""
    here = visit.proved()
    try:
        replying.confirm(visit.replies(), visit.found(here), request.form.get("account", ""), visit.now())
    except ValueError:
        return found.page({"account": translate(CHOOSE, language())}), 422
    except (Closed, NotForThisFirm):
        return redirect(url_for("firm_page.found_page"), 303)
    return redirect(url_for("firm_page.receipt"), 303)


@pages.get("/n/receipt")
def receipt() -> ResponseReturnValue:
    """Show the receipt; its code in clear only to the visit in which the reply was given."""
    here = visit.proved()
    reply = visit.replies().of_firm(here.firm.id)
    if reply is None:
        return redirect(url_for("firm_page.found_page"), 303)
    fresh = reply.created_at >= here.visit.created_at
    return render_template(
        "firm/receipt.html",
        firm=here.firm,
        terms=here.terms,
        reply=reply,
        status_address=(settings().public_origin or request.host_url.rstrip("/")) + url_for("firm_page.status_page"),
        code=grouped(visit.replies().receipt(reply)) if fresh else "",
        progress=progress(engine(), here.firm.id),
    )
