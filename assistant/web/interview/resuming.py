"""Coming back by case code, by a link with the code, and deleting the answers. GET shows; only POST does."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assistant.interview.wording import translate
from assistant.rules.facts import N_
from assistant.site.limits import GUESSING, limiter, only_failures
from assistant.site.preferences import language
from assistant.storage.case_codes import grouped, normalise
from assistant.web.interview import session
from assistant.web.interview.asking import next_address
from assistant.web.interview.session import current, pages

# One wording for all: nobody learns whether a code ever existed.
NOT_OPENED = N_("这个查询码打不开：可能有一位打错了，也可能已经过期或被删除。请核对后再试，或者重新开始。")


@pages.get("/resume")
def resume_page() -> ResponseReturnValue:
    """Ask for the case code."""
    return render_template("interview/resume.html", errors={})


@pages.post("/resume")
@limiter.limit(GUESSING, deduct_when=only_failures)
def resume() -> ResponseReturnValue:
    """Open the interview that the code names, and lead to where it stopped."""
    if not session.resume(request.form.get("code", "")):
        # What was typed is not shown again: it may be a telephone number typed by mistake.
        errors = {"code": translate(NOT_OPENED, language())}
        return render_template("interview/resume.html", errors=errors), 422
    case = current()
    if case.interview.next_question() is None:
        return redirect(url_for("interview.result"), 303)
    return redirect(next_address(case), 303)


@pages.get("/r/<code>")
def resume_link(code: str) -> ResponseReturnValue:
    """Show a button, and look nothing up: whoever only previews the link opens nothing."""
    plain = normalise(code)
    return render_template("interview/resume_link.html", code=grouped(plain) if plain else "")


@pages.get("/delete")
def delete_page() -> ResponseReturnValue:
    """Ask whether the answers shall go."""
    return render_template("interview/delete.html", case=current())


@pages.post("/delete")
def delete() -> ResponseReturnValue:
    """Delete the answers for good."""
    session.delete()
    return redirect(url_for("interview.deleted"), 303)


@pages.get("/deleted")
def deleted() -> ResponseReturnValue:
    """Say that they are gone."""
    return render_template("interview/deleted.html")
