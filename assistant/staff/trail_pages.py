"""The trail, for administrators: filtered, newest first, in Beijing time, with what changed in words."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import render_template, request
from flask.typing import ResponseReturnValue

from assistant.campaigns import terms
from assistant.interview.formatting import yuan
from assistant.interview.marks import joined, listed, pair
from assistant.rules.facts import N_
from assistant.site.application import engine
from assistant.site.preferences import language
from assistant.site.speaking import say
from assistant.staff.access import current, requires
from assistant.staff.pages import pages, region_name
from assistant.staff.roles import LABELS, Permission
from assistant.staff.trail import EVENTS
from assistant.storage.staffing.trail import Event, Trail, Wanted

BEIJING = ZoneInfo("Asia/Shanghai")
SUBJECTS = {
    "account": N_("账号"),
    "campaign": N_("批次"),
    "firm": N_("单位"),
    "import": N_("导入文件"),
    "job": N_("后台任务"),
    "message": N_("短信"),
    "notice": N_("公示"),
    "objection": N_("公示异议"),
    "payment": N_("拨付清单"),
    "reply": N_("单位反馈"),
    "review": N_("人工核定"),
    "route": N_("页面"),
}
FIELDS = {
    **terms.LABELS,
    "display_name": N_("姓名"),
    "roles": N_("角色"),
    "region": N_("地区"),
    "state": N_("状态"),
    "title": N_("名称"),
    "tried": N_("核对的是"),
    "locked": N_("已锁定"),
    "count": N_("数量"),
    "reason": N_("原因"),
    "decision": N_("决定"),
    "account_kind": N_("账户类型"),
    "campaign": N_("批次"),
    "columns": N_("列"),
    "format": N_("格式"),
    "list": N_("清单"),
    "refund_fen": N_("金额（元）"),
    "to": N_("号码"),
    "file_name": N_("文件名"),
    "sha256": N_("文件指纹"),
}
WORDS = {"password": N_("密码"), "code": N_("动态验证码")}
BAD_DATE = N_("请写成 2024-07-09 这样的日期。")
PAGE = 50


@dataclass(frozen=True, slots=True)
class Change:
    """One field of an event: its label, and what it was and became in words."""

    label: str
    before: str | None
    after: str | None


@pages.get("/staff/trail")
@requires(Permission.see_trail)
def show_trail() -> ResponseReturnValue:
    """Show a page of the trail of the person's region."""
    errors: dict[str, str] = {}
    wanted = _wanted(errors)
    rows = Trail(engine()).page(wanted, below=request.args.get("below", type=_row_number), limit=PAGE + 1)
    page = render_template(
        "staff/trail.html",
        rows=rows[:PAGE],
        older=rows[PAGE - 1].id if len(rows) > PAGE else None,
        kept={name: value for name, value in request.args.items() if name != "below" and value},
        errors=errors,
        events=EVENTS,
        subjects=SUBJECTS,
        changes=changes,
    )
    return page, 422 if errors else 200


def changes(event: Event) -> list[Change]:
    """Return what an event changed, field by field, without what stayed the same."""
    return list(_changes(event.before or {}, event.after or {}))


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for name in {**before, **after}:
        if name not in before or name not in after or before[name] != after[name]:
            label = say(FIELDS[name]) if name in FIELDS else name
            yield Change(label, _words(name, before), _words(name, after))


def _words(name: str, values: Mapping[str, Any]) -> str | None:
    if name not in values:
        return None
    value = values[name]
    if name == "region":
        return region_name(value) if value else say(N_("全部地区"))
    if isinstance(value, bool):
        return say(N_("是") if value else N_("否"))
    if value is None:
        return say(N_("（无）"))
    if name.endswith("_fen"):
        return yuan(value)
    if isinstance(value, list):
        return listed(
            (say(LABELS.get(item, item)) if isinstance(item, str) else str(item) for item in value), language()
        )
    if isinstance(value, dict):
        return joined((pair(key, str(item), language()) for key, item in value.items()), language())
    return say(WORDS[value]) if value in WORDS else str(value)


def _wanted(errors: dict[str, str]) -> Wanted:
    return Wanted(
        event=_given("event"),
        actor=_given("actor"),
        subject=_given("subject"),
        subject_id=_given("subject_id"),
        region=current().region,
        since=_midnight("since", 0, errors),
        until=_midnight("until", 1, errors),
    )


def _given(name: str) -> str | None:
    return unicodedata.normalize("NFKC", request.args.get(name, "")).replace("\0", "").strip()[:64] or None


def _midnight(name: str, later: int, errors: dict[str, str]) -> datetime | None:
    """The beginning in Beijing of the day that was given, or of a day that many later."""
    given = _given(name)
    if given is None:
        return None
    try:
        day = date.fromisoformat(given) + timedelta(days=later)
    except (ValueError, OverflowError):
        errors[name] = say(BAD_DATE)
        return None
    return datetime.combine(day, time(), BEIJING)


def _row_number(text: str) -> int:
    number = int(text)
    if not 0 < number < 2**63:
        raise ValueError(text)
    return number
