"""What an operator settles for one campaign: who speaks, how firms are reached, when and how fast."""

from datetime import date, datetime, time
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from assistant.rules.facts import N_
from assistant.storage.campaigns import Campaign


class Terms(BaseModel):
    """A campaign's settings, as kept in its row. Times of day are Beijing time."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    signature: str = Field(min_length=2, max_length=16)  # 【…】 as registered with the provider
    office: str = Field(min_length=2, max_length=60)
    address: str = Field(default="", max_length=120)
    telephone: str = Field(default="12333", max_length=30)
    reach: Literal["link", "pickup"] = "link"  # a signed link, or the constant page and a 取件码
    message_language: Literal["zh_Hans_CN", "en"] = "zh_Hans_CN"
    reply_until: date
    requires_confirmation: bool = False  # 核对确认: nothing is paid before the firm confirmed
    public_days: int = Field(default=5, ge=1, le=60)  # 公示期, working days
    starts_at: datetime | None = None
    send_from: time = time(8, 30)
    send_to: time = time(20, 0)
    per_second: int = Field(default=10, ge=1, le=500)
    segment_price_li: int = Field(default=45, ge=0, le=100_000)  # 厘, a thousandth of a yuan, for one segment
    daily_cap: int = Field(default=50_000, ge=1, le=10_000_000)

    @classmethod
    def of(cls, campaign: Campaign) -> Self:
        """Return a campaign's settings."""
        return cls.model_validate(campaign.settings)

    def stored(self) -> dict[str, Any]:
        """Return the settings as they are kept."""
        return self.model_dump(mode="json")


# What the settings are called, wherever they are shown or asked for.
LABELS = {
    "title": N_("批次名称"),
    "notice": N_("依据的文件"),
    "as_of": N_("核算日期"),
    "office": N_("经办机构全称"),
    "signature": N_("短信签名"),
    "telephone": N_("核实电话"),
    "address": N_("地址"),
    "reach": N_("短信里带什么"),
    "message_language": N_("短信语言"),
    "reply_until": N_("请单位最晚哪天反馈"),
    "requires_confirmation": N_("单位核对确认以后才拨付"),
    "public_days": N_("公示多少天"),
    "starts_at": N_("最早什么时候开始发"),
    "send_from": N_("每天从几点"),
    "send_to": N_("到几点"),
    "per_second": N_("每秒最多"),
    "daily_cap": N_("每天最多"),
    "segment_price_li": N_("每条单价"),
}
