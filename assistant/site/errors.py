"""Error pages: what happened and what to do next, in the reader's language; JSON under ``/api/``."""

from dataclasses import dataclass
from types import TracebackType

from flask import Flask, Response, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import Conflict as HTTPConflict
from werkzeug.exceptions import HTTPException, SecurityError

from assistant.interview.wording import say
from assistant.rules.facts import N_
from assistant.settings import Settings
from assistant.site.problems import problem
from assistant.storage.interviews import Conflict


@dataclass(frozen=True, slots=True)
class Trouble:
    """One kind of error: its code for programs, and what a reader is told (Chinese msgids)."""

    code: str
    title: str
    advice: str


_FORM_EXPIRED = Trouble(
    "form_expired",
    N_("这个页面放得太久了"),
    N_("为了安全，请返回上一页，刷新后再提交一次。如果一直这样，请允许浏览器使用 Cookie。"),
)
_TROUBLES = {
    400: Trouble("bad_request", N_("没有看懂这次提交"), N_("请返回上一页，检查填写的内容后再试一次。")),
    404: Trouble("not_found", N_("没有找到这个页面"), N_("网址可能不完整，或者内容已经过期删除。请从首页重新开始。")),
    405: Trouble("method_not_allowed", N_("这个页面不能这样打开"), N_("请从首页重新开始。")),
    409: Trouble(
        "conflict",
        N_("这份填写刚在别处改过"),
        N_("您可能在另一个窗口也打开了它。请返回上一页，刷新后再填。"),
    ),
    413: Trouble("too_large", N_("提交的内容太大"), N_("请减少文字或换一个小一点的文件，再试一次。")),
    429: Trouble("too_many_requests", N_("操作太快了"), N_("请等一分钟再试。已经填好的内容不会丢。")),
    500: Trouble("internal_error", N_("系统出了问题"), N_("这不是您的错。请过几分钟再试，已经保存的答案不会丢。")),
}
# What a browser fetches for a page, beside it: an icon that nobody has, a script under an old name.
_BESIDE_A_PAGE = frozenset({"audio", "font", "image", "manifest", "script", "style", "track", "video"})
_BARE_PAGE = """<!doctype html><html lang="zh-Hans-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title>
<h1>{title}</h1><p>{advice}</p><p><a href="/">回到首页</a></p><p><a href="tel:12333">打电话 12333</a></p>"""


def init_app(app: Flask, settings: Settings) -> None:
    """Answer every error with a page of our own."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Conflict, lambda error: _http_error(HTTPConflict()))
    app.log_exception = _log_exception  # type: ignore[method-assign]


def _log_exception(exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None]) -> None:
    """Log a failure under the rule of its route: the address itself may be a firm's link or a case code."""
    rule = request.url_rule.rule if request.url_rule else "(no route)"
    current_app.logger.error("Exception on %s [%s]", rule, request.method, exc_info=exc_info)


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or error.code is None or error.code < 400:
        return error  # a redirect, or an answer that a view made itself
    trouble = _trouble(error)
    if request.path.startswith("/api/"):
        response = problem(error.code, trouble.code, say(trouble.advice))
    else:
        response = make_response(_page(error, trouble))
    response.status_code = error.code
    return _with_headers_of(error, response)


def _trouble(error: HTTPException) -> Trouble:
    if isinstance(error, CSRFError):
        return _FORM_EXPIRED
    code = error.code or 500
    return _TROUBLES.get(code) or _TROUBLES[400 if code < 500 else 500]


def _page(error: HTTPException, trouble: Trouble) -> str:
    if isinstance(error, SecurityError):  # an untrusted Host: no address may be built from it
        return _bare(trouble)
    if request.headers.get("Sec-Fetch-Dest") in _BESIDE_A_PAGE:
        # The whole page has forms, and with them would begin a session of its own: coming late, its cookie would take the
        # place of the one that the page being looked at was given, and that page's forms would be refused.
        return _bare(trouble)
    try:
        return render_template("error.html", trouble=trouble)
    except Exception:
        # The page's own frame may be what is broken; the visitor still gets an answer.
        current_app.logger.exception("the error page could not be rendered")
        return _bare(trouble)


def _bare(trouble: Trouble) -> str:
    return _BARE_PAGE.format(title=trouble.title, advice=trouble.advice)


def _with_headers_of(error: HTTPException, response: Response) -> Response:
    """Keep what the error itself says in its headers (Allow, Retry-After)."""
    for name, value in error.get_headers():
        if name.lower() not in {"content-type", "content-length"}:
            response.headers[name] = value
    return response
