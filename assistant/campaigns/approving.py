"""Before a campaign is submitted: what firms will read and what it costs, and whether anything stands in the way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from typing import Any, Final

from assistant.campaigns.terms import Terms
from assistant.campaigns.tracks import AUTOMATIC, INVITATION
from assistant.campaigns.wording import Composed, Preview, Wording
from assistant.rules.facts import N_
from assistant.rules.texts import Message
from assistant.sms.gateway import Capabilities, Gateway
from assistant.sms.wording import WordingError
from assistant.storage import Engine
from assistant.storage.campaigns import Campaign, Campaigns
from assistant.storage.firms import Firm
from assistant.storage.outbox.reachable import Reachable
from assistant.storage.paying.reviews import Reviews

# By the track of a firm, the purpose of its first message.
PURPOSES: Final[Mapping[str, str]] = {AUTOMATIC: "notice", INVITATION: "invitation"}
MOST_COUNTED = 20_000  # beyond, costs are estimated from so many: a page must not take minutes

# What a test message says instead of a firm's own data: nobody may take it for a notice.
TEST_FIRM: Final = "测试短信请忽略"


TO_BE_KNOWN: Final = frozenset({"phones", "reviews"})  # do not stop anything
# What each check says when all is well, and when not.
SAYS: Final[Mapping[str, tuple[str, str]]] = {
    "gateway": (N_("短信网关：%(name)s"), N_("没有设置短信网关，请管理员设置 SMS_GATEWAY")),
    "reach": (
        N_("网关可以按所选方式发送"),
        N_("这个网关不允许每家单位一个链接。请在设置里改为固定网页加取件码"),
    ),
    "origin": (N_("单位打开的网址：%(origin)s"), N_("没有设置对外网址，请管理员设置 PUBLIC_ORIGIN")),
    "addressed": (N_("将发给 %(number)s 家单位"), N_("没有可以发送的单位：先导入并筛查")),
    "until": (N_("单位答复截止 %(day)s"), N_("答复截止日 %(day)s 已到，请在设置里推后")),
    "phones": (N_("每家单位都有手机号"), N_("%(number)s 家没有手机号，不会收到短信")),
    "reviews": (N_("没有等待核定的单位"), N_("%(number)s 家还在等待核定；核定返还后会补发")),
}


@dataclass(frozen=True, slots=True)
class Cost:
    """What one purpose costs: messages, segments, 厘; ``estimated``: not every firm was counted."""

    messages: int
    segments: int
    cost_li: int
    estimated: bool


@dataclass(frozen=True, slots=True)
class Check:
    """One point of the list: ``stops`` submitting, or is only to be known. ``text`` says how it stands."""

    id: str
    fine: bool
    stops: bool
    text: Message


def cost(wording: Wording, campaign: Campaign, firms: Iterable[Firm], purpose: str, gateway: Capabilities) -> Cost:
    """Return what messages to these firms cost; those that cannot be worded are left out (``checks`` names them)."""
    counted = segments = li = unworded = 0
    waiting = iter(firms)
    for firm in islice(waiting, MOST_COUNTED):
        try:
            preview = wording.preview(campaign, firm, purpose, gateway)
        except WordingError:
            unworded += 1
            continue
        counted, segments, li = counted + 1, segments + preview.segments, li + preview.cost_li
    rest = sum(1 for _ in waiting)
    if not rest or not counted:
        return Cost(counted, segments, li, False)
    every = counted + rest
    return Cost(every, _scaled(segments, every, counted), _scaled(li, every, counted), True)


def _scaled(value: int, every: int, counted: int) -> int:
    return (value * every + counted // 2) // counted


def sample(wording: Wording, campaign: Campaign, firm: Firm, purpose: str, gateway: Capabilities) -> Preview | None:
    """Return a firm's message as it will read, stars for the secret; None where the firm's data do not suffice."""
    try:
        return wording.preview(campaign, firm, purpose, gateway)
    except WordingError:
        return None


def test_message(wording: Wording, campaign: Campaign, firm: Firm, purpose: str, secret: str) -> Composed:
    """Return a message of this campaign for a test: no firm's name, and a way to a page that opens nothing."""
    worded = wording.composed(campaign, firm, purpose, secret)
    return replace(worded, params={**worded.params, "firm": TEST_FIRM})


def checks(engine: Engine, campaign: Campaign, gateway: Gateway, origin: str, today: date) -> list[Check]:
    """Return what has to be so before a campaign is submitted, and what should be known."""
    terms, reachable = Terms.of(campaign), Reachable(engine)
    counts = {track: reachable.counts(campaign.id, track) for track in PURPOSES}
    addressed = sum(found.reachable for found in counts.values())
    silent = sum(found.without_phone for found in counts.values())
    reviews = Reviews(engine).counts(campaign.id)
    waiting = reviews["open"] + reviews["decided"]
    found: list[tuple[bool, str, dict[str, Any]]] = [
        (gateway.name != "none", "gateway", {"name": gateway.name}),
        (terms.reach != "link" or gateway.capabilities.links, "reach", {}),
        (bool(origin), "origin", {"origin": origin}),
        (addressed > 0, "addressed", {"number": f"{addressed:,}"}),
        (terms.reply_until > today, "until", {"day": terms.reply_until}),
        (not silent, "phones", {"number": f"{silent:,}"}),
        (not waiting, "reviews", {"number": f"{waiting:,}"}),
    ]
    return [
        Check(name, fine, not fine and name not in TO_BE_KNOWN, Message(SAYS[name][0 if fine else 1], values))
        for fine, name, values in found
    ]


class NotReady(Exception):
    """Something on the list stops the submission."""


def submit(engine: Engine, campaign: Campaign, found: Iterable[Check], by: int, at: datetime) -> Campaign:
    """Submit a screened campaign; raise ``NotReady``, or ``Conflict`` if it changed meanwhile."""
    if campaign.state != "screened" or any(check.stops for check in found):
        raise NotReady
    return Campaigns(engine).save(replace(campaign, state="submitted", submitted_by=by, submitted_at=at))


def send_back(engine: Engine, campaign: Campaign) -> Campaign:
    """Return a submitted campaign to its operator; raise ``NotReady`` if it is not submitted, else as ``submit``."""
    if campaign.state != "submitted":
        raise NotReady
    return Campaigns(engine).save(replace(campaign, state="screened", submitted_by=None, submitted_at=None))
