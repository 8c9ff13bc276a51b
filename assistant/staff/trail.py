"""The trail of what staff did: declared events, one writer. What a person typed cannot forge a line of it.

Personal data does not belong into it. Whoever records gives numbers, states and identifiers; what still looks like a
telephone number, an account or an ID number is masked here.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from flask import request

from assistant.rules.facts import N_
from assistant.site.application import engine as current_engine
from assistant.staff.person import current
from assistant.staff.stores import now
from assistant.storage import Engine
from assistant.storage.staffing.accounts import utc_now
from assistant.storage.staffing.trail import Trail

EVENTS: Final[Mapping[str, str]] = {
    "sign_in": N_("登录"),
    "sign_in_failed": N_("登录失败"),
    "locked_out": N_("账号被锁定"),
    "unlocked": N_("解除锁定"),
    "sign_out": N_("退出"),
    "confirmed": N_("再次验证身份"),
    "password_changed": N_("修改密码"),
    "password_reset": N_("重置密码"),
    "totp_set_up": N_("设置动态验证码"),
    "totp_reset": N_("重置动态验证码"),
    "account_added": N_("新增账号"),
    "account_disabled": N_("停用账号"),
    "account_enabled": N_("启用账号"),
    "roles_changed": N_("修改角色"),
    "access_refused": N_("无权限的访问"),
    "campaign_created": N_("新建批次"),
    "campaign_changed": N_("修改批次"),
    "file_imported": N_("导入文件"),
    "import_discarded": N_("放弃导入"),
    "screened": N_("筛查"),
    "submitted": N_("提交复核"),
    "returned": N_("退回"),
    "approved": N_("复核通过"),
    "paused": N_("暂停发送"),
    "resumed": N_("恢复发送"),
    "aborted": N_("终止批次"),
    "closed": N_("结束批次"),
    "test_sent": N_("发送测试短信"),
    "retried_failed": N_("重发失败短信"),
    "resend_unknown": N_("重发结果不明的短信"),
    "reminded": N_("发送提醒"),
    "review_decided": N_("人工核定"),
    "review_signed": N_("核定复签"),
    "notice_published": N_("发布公示"),
    "notice_withdrawn": N_("撤回公示"),
    "objection_recorded": N_("登记公示异议"),
    "objection_decided": N_("处理公示异议"),
    "reply_handled": N_("处理单位反馈"),
    "account_found": N_("登记收款账户"),
    "account_confirmed": N_("确认收款账户"),
    "payment_exported": N_("导出拨付清单"),
    "report_exported": N_("导出报表"),
    "list_exported": N_("导出名单"),
    "unmasked": N_("查看完整信息"),
    "opted_out_by_staff": N_("登记退订"),
    "job_failed": N_("后台任务失败"),
    "call_taken": N_("接听来电"),
    "call_kept": N_("来电转为待续"),
    "call_resumed": N_("继续待续的来电"),
    "call_ended": N_("结束来电"),
    "caller_searched": N_("按单位或号码查找"),
    "case_viewed": N_("查看来电人的填写"),
    "case_changed": N_("代来电人填写"),
    "case_code_sent": N_("发送查询码短信"),
    "case_code_read": N_("读出查询码"),
    "firm_viewed": N_("查看单位情况"),
    "caller_verified": N_("核对来电单位"),
    "objection_filed": N_("代单位提出异议"),
    "escalated": N_("转办来电"),
    "escalation_viewed": N_("查看转办"),
    "escalation_handled": N_("办结转办"),
    "callback_added": N_("登记回访"),
    "callback_done": N_("办结回访"),
    "desk_report_exported": N_("导出热线报表"),
}
RESULTS: Final = ("done", "refused")

_SECRET_KEYS = frozenset(
    {"phone", "telephone", "mobile", "bank_account", "id_number", "password", "secret", "token", "code"}
)
_MASK = "****"
_PERSONAL = (
    (
        re.compile(r"(?<![0-9A-Za-z])1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)"),
        lambda found: found[0][:3] + _MASK + found[0][-4:],
    ),
    (re.compile(r"(?<![0-9A-Za-z])\d{17}[Xx](?![0-9A-Za-z])"), lambda found: _MASK),
    (re.compile(r"(?<![0-9A-Za-z])\d(?:[ -]?\d){8,}(?![0-9A-Za-z.:])"), lambda found: _MASK),
    (re.compile(r"(?<!\d)0\d{2,3}[)）]?[ -]?\d{7,8}(?!\d)"), lambda found: _MASK),
)


class UndeclaredEvent(LookupError):
    """The event is not in ``EVENTS``."""


def record(
    event: str,
    *,
    subject: str | None = None,
    subject_id: object = None,
    region: str | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    result: str = "done",
) -> None:
    """Add what the signed-in person just did; ``region`` is the subject's, by default the person's own.

    Raises ``UndeclaredEvent``, and ``NotSignedIn`` outside of a staff member's request.
    """
    staff = current()
    write(
        current_engine(),
        event,
        actor=staff.name,
        account=staff.id,
        subject=subject,
        subject_id=subject_id,
        region=region or staff.region,
        address=request.remote_addr,
        before=before,
        after=after,
        result=result,
        at=now(),
    )


def write(
    engine: Engine,
    event: str,
    *,
    actor: str,
    account: int | None = None,
    subject: str | None = None,
    subject_id: object = None,
    region: str | None = None,
    address: str | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    result: str = "done",
    at: datetime | None = None,
) -> None:
    """Add an event, also outside of a request; ``actor`` is who or what did it. Raises ``UndeclaredEvent``."""
    if event not in EVENTS:
        raise UndeclaredEvent(event)
    if result not in RESULTS:
        raise ValueError(result)
    row = {
        "at": at or utc_now(),
        "event": event,
        "account": account,
        "actor": plain(actor)[:64],
        "region": region,
        "subject": subject,
        "subject_id": None if subject_id is None else plain(str(subject_id))[:64],
        "address": None if address is None else plain(address)[:64],
        "result": result,
        "before": _guarded(before),
        "after": _guarded(after),
    }
    Trail(engine).add(row)


def plain(text: str) -> str:
    """Return text without anything that could begin a line, hide or turn what follows: such characters become �."""
    return "".join("�" if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else char for char in text)


def _guarded(value: Any) -> Any:
    match value:
        case str():
            return _masked(plain(value))
        case Mapping():
            return {
                plain(str(key)): _MASK if key in _SECRET_KEYS and item is not None else _guarded(item)
                for key, item in value.items()
            }
        case list() | tuple() | set() | frozenset():
            return [_guarded(item) for item in (sorted(value) if isinstance(value, set | frozenset) else value)]
        case None | bool() | int():
            return value
    return _masked(plain(str(value)))


def _masked(text: str) -> str:
    for pattern, replacement in _PERSONAL:
        text = pattern.sub(replacement, text)
    return text
