"""What a campaign's messages say to one firm."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.campaigns.firm_page.links import address, pickup_address
from assistant.campaigns.terms import Terms
from assistant.interview.formatting import show_date_en, yuan
from assistant.policies import Policies
from assistant.sms import wording
from assistant.sms.gateway import Capabilities
from assistant.sms.segments import segments
from assistant.storage.campaigns import Campaign
from assistant.storage.firm_page.links import PICKUP_LENGTH, TOKEN_LENGTH
from assistant.storage.firms import Firm

PURPOSES: Final = ("notice", "invitation", "reminder")
_PLACEHOLDERS = {"link": "*" * TOKEN_LENGTH, "pickup": f"{'*' * (PICKUP_LENGTH // 2)}-{'*' * (PICKUP_LENGTH // 2)}"}


@dataclass(frozen=True, slots=True)
class Composed:
    """A message as gateways take it: its name, the values of its places, its language."""

    message: str
    params: Mapping[str, str]
    language: str

    def segments(self, capabilities: Capabilities) -> int:
        """Return into how many pieces the gateway cuts it. Raises ``WordingError``."""
        return segments(wording.render(self.message, self.params, self.language), capabilities)


@dataclass(frozen=True, slots=True)
class Preview:
    """A message as its firm will read it, stars standing for the secret; ``cost_li`` in 厘, a thousandth of a yuan."""

    text: str
    segments: int
    cost_li: int


class Wording:
    """Fills in messages for the firms of an installation's campaigns."""

    def __init__(self, policies: Policies, public_origin: str) -> None:
        """``public_origin``: where firms open their page, scheme and host."""
        self._policies = policies
        self._origin = public_origin

    def composed(self, campaign: Campaign, firm: Firm, purpose: str, secret: str) -> Composed:
        """Return a message for a firm. ``secret`` is what opens its page: a link's token, or a 取件码.

        Raises ``WordingError`` if the firm's row lacks what the message says.
        """
        terms = Terms.of(campaign)
        params = self._known(campaign, terms, firm, purpose)
        if terms.reach == "link":
            params["link"] = address(self._origin, secret)
        else:
            params |= {"page": pickup_address(self._origin), "code": secret}
        return Composed(f"{purpose}_{terms.reach}", params, terms.message_language)

    def preview(self, campaign: Campaign, firm: Firm, purpose: str, capabilities: Capabilities) -> Preview:
        """Return the message as it will read, its pieces and what it will cost. Raises ``WordingError``."""
        terms = Terms.of(campaign)
        message = self.composed(campaign, firm, purpose, _PLACEHOLDERS[terms.reach])
        count = message.segments(capabilities)
        text = wording.render(message.message, message.params, message.language)
        return Preview(text, count, count * terms.segment_price_li)

    def recognises(self, campaign: Campaign, firm: Firm, purpose: str) -> Callable[[str], bool]:
        """Return what says whether a text is this firm's message, whatever secret it carries. Raises ``WordingError``."""
        terms = Terms.of(campaign)
        params = self._known(campaign, terms, firm, purpose)
        return wording.fits(f"{purpose}_{terms.reach}", params, terms.message_language)

    def _known(self, campaign: Campaign, terms: Terms, firm: Firm, purpose: str) -> dict[str, str]:
        """What does not change from one sending to the next: everything but the way to the page."""
        params = {
            "signature": terms.signature,
            "firm": firm.name,
            "office": terms.office,
            "notice": self._notice(campaign, terms.message_language),
            "until": _day(terms.reply_until, terms.message_language),
        }
        if purpose == "notice":
            if firm.refund_fen is None:
                raise wording.WordingError("这家单位没有测算金额，不能发送返还通知")
            params["amount"] = yuan(firm.refund_fen)
        return params

    def _notice(self, campaign: Campaign, language: str) -> str:
        """The document by its number; where the copy at hand shows none, by region and year."""
        held = self._policies.notices[campaign.notice]
        if held.number:
            return held.number
        return (
            f"{held.region_label.en} {held.year} notice"
            if language == "en"
            else f"{held.region_label.zh}{held.year}年文件"
        )


def _day(day: date, language: str) -> str:
    """A deadline, short: the year goes without saying."""
    return show_date_en(day).rsplit(" ", 1)[0] if language == "en" else f"{day.month}月{day.day}日"
