"""What staff may do, and which role may do it.

Two roles in one hand: ``operator`` and ``reviewer`` may be combined, because in a small office two people check each other's
work in turn; that nobody approves what they submitted is decided for each campaign, by account. ``administrator`` goes with
neither of them: who adds accounts could otherwise add the second person that has to agree.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from assistant.rules.facts import N_


class Permission(StrEnum):
    """One thing that an account may be allowed to do."""

    see_campaigns = "see_campaigns"
    edit_campaigns = "edit_campaigns"
    decide_reviews = "decide_reviews"
    sign_reviews = "sign_reviews"
    approve_campaigns = "approve_campaigns"
    send_campaigns = "send_campaigns"
    publish = "publish"
    export_payment = "export_payment"
    unmask = "unmask"
    see_reports = "see_reports"
    manage_staff = "manage_staff"
    see_trail = "see_trail"
    hotline = "hotline"
    supervise_calls = "supervise_calls"
    handle_escalations = "handle_escalations"
    edit_policies = "edit_policies"


OPERATOR: Final = "operator"
REVIEWER: Final = "reviewer"
HOTLINE: Final = "hotline"
SUPERVISOR: Final = "supervisor"
POLICY_EDITOR: Final = "policy_editor"
ADMINISTRATOR: Final = "administrator"

_P = Permission
ROLES: Final[Mapping[str, frozenset[Permission]]] = {
    OPERATOR: frozenset(
        {
            _P.see_campaigns,
            _P.edit_campaigns,
            _P.decide_reviews,
            _P.send_campaigns,
            _P.publish,
            _P.export_payment,
            _P.unmask,
            _P.see_reports,
            _P.handle_escalations,
        }
    ),
    # Also sends: whoever approved must be able to stop.
    REVIEWER: frozenset(
        {_P.see_campaigns, _P.sign_reviews, _P.approve_campaigns, _P.send_campaigns, _P.unmask, _P.see_reports}
    ),
    HOTLINE: frozenset({_P.hotline}),
    # Counts only: no call, no caller.
    SUPERVISOR: frozenset({_P.supervise_calls}),
    POLICY_EDITOR: frozenset({_P.edit_policies}),
    ADMINISTRATOR: frozenset({_P.manage_staff, _P.see_trail}),
}
LABELS: Final[Mapping[str, str]] = {
    OPERATOR: N_("经办员"),
    REVIEWER: N_("复核员"),
    HOTLINE: N_("热线坐席"),
    SUPERVISOR: N_("热线班长"),
    POLICY_EDITOR: N_("政策编辑"),
    ADMINISTRATOR: N_("管理员"),
}
EVERYWHERE: Final = frozenset({POLICY_EDITOR})  # notices hold for all regions: given by who sees all of them


def permissions_of(roles: Iterable[str]) -> frozenset[Permission]:
    """Return all that these roles together may do; a role that is not known here may do nothing."""
    return frozenset().union(*(ROLES.get(role, frozenset()) for role in roles))


def conflict(roles: Iterable[str]) -> bool:
    """Whether these roles must not be in one hand."""
    held = set(roles)
    return ADMINISTRATOR in held and bool(held & {OPERATOR, REVIEWER})
