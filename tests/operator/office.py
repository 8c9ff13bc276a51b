"""An office with two people at the console, and a campaign that was really imported and screened."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import update

from assistant.campaigns.sending.sender import Sender
from assistant.campaigns.terms import Terms
from assistant.policies import shipped_policies
from assistant.settings import Settings
from assistant.sms.outbox import OutboxGateway
from assistant.staff import stores
from assistant.storage import Engine
from assistant.storage.campaigns import Campaign, Campaigns
from assistant.storage.firm_page.replies import Replies, Said
from assistant.storage.firms import Firm
from assistant.storage.staffing.accounts import StaffAccounts
from assistant.storage.tables import public_notices
from tests import staffing
from tests.campaigns.bureau import Bureau, firm, text_of
from tests.campaigns.sending.made import Clock
from tests.operator.desk import Desk

# What screening makes of them: 江西 2024, premium 10,000.00 × 60 % = 6,000.00.
FIRMS = [
    firm(1, firm_name="甲制造有限公司", phone="13800138001"),
    firm(2, firm_name="乙商贸有限公司", phone="13800138002", account=""),
    firm(3, firm_name="丙服务有限公司", phone="13800138003", registration_status="正在办理注销"),
    firm(4, firm_name="丁劳务派遣有限公司", phone="13800138004", organisation_type="劳务派遣单位"),
    firm(5, firm_name="戊建设有限公司", phone="13800138005", months_paid="3"),
    firm(6, firm_name="己名称特别长的智能装备制造集团股份有限公司", phone=""),
]
NOON = datetime(2024, 9, 2, 4, tzinfo=UTC)


def screened(bureau: Bureau, **terms: Any) -> Campaign:
    """A campaign whose file was imported and screened."""
    wanted = Terms(
        signature="南昌社保", office="南昌市失业保险经办机构", address="红谷滩区某路1号", telephone="0791-12333",
        reply_until=datetime(2024, 9, 30, tzinfo=UTC).date(), **terms,
    )  # fmt: skip
    campaign = bureau.campaign(settings=wanted.stored(), created_at=NOON)
    bureau.read(campaign, text_of(FIRMS))
    bureau.screen(campaign)
    return bureau.now(campaign)


@dataclass
class Office:
    """One installation with its people, and a campaign of theirs."""

    app: Flask
    bureau: Bureau
    operator: Desk
    reviewer: Desk
    campaign: Campaign

    @classmethod
    def with_screened(cls, app: Flask, **terms: Any) -> "Office":
        """An office of 江西 in September 2024 with a screened campaign."""
        return cls.opened(app, screened(Bureau(staffing.settings_of(app), staffing.engine_of(app)), **terms))

    @classmethod
    def opened(cls, app: Flask, campaign: Campaign) -> "Office":
        """The same around a campaign that is screened already."""
        app.extensions[stores.CLOCK] = lambda: NOON
        operator = Desk.of(app, "operator", region="360000", display_name="经办小王")
        reviewer = Desk.of(app, "reviewer", region="360000", display_name="复核老李")
        bureau = Bureau(staffing.settings_of(app), staffing.engine_of(app))
        return cls(app, bureau, operator, reviewer, bureau.now(campaign))

    @property
    def engine(self) -> Engine:
        return self.bureau.engine

    @property
    def settings(self) -> Settings:
        return self.bureau.settings

    def at(self, now: datetime) -> None:
        """Set the clock."""
        self.app.extensions[stores.CLOCK] = lambda: now

    def pass_days(self, days: int) -> None:
        """Let days go by; both sign in again, since sessions do not last so long."""
        self.at(self.app.extensions[stores.CLOCK]() + timedelta(days=days))
        for desk in (self.operator, self.reviewer):
            self.sign_in_again(desk)

    def sign_in_again(self, desk: Desk) -> None:
        """Give a person a fresh session."""
        account = StaffAccounts(self.engine).get(desk.client.environ_base["test.account"])
        assert account is not None
        staffing.sign_in_directly(self.app, desk.client, account)

    def address(self, path: str = "") -> str:
        """The address of a page of the campaign."""
        return f"/console/campaigns/{self.campaign.id}{path}"

    def now(self) -> Campaign:
        """The campaign as it is by now."""
        found = Campaigns(self.engine).get(self.campaign.id)
        assert found is not None
        return found

    def firm(self, name: str) -> Firm:
        """A firm by the first character of its name."""
        return next(one for full, one in self.bureau.firms(self.campaign).items() if full.startswith(name))

    def approve(self) -> Campaign:
        """Submit and approve, by way of the pages."""
        assert self.operator.post(self.address("/approval/submit"), version=self.now().version).status_code == 303
        assert self.reviewer.post(self.address("/approval/approve"), version=self.now().version).status_code == 303
        assert self.now().state == "approved"
        return self.now()

    def send(self) -> None:
        """Let a worker send all that is due into the development outbox."""
        gateway = OutboxGateway(self.engine)
        clock = Clock(self.app.extensions[stores.CLOCK]())
        sender = Sender(self.engine, self.settings, shipped_policies(), gateway, worker="w1", now=clock)
        while tasks := sender.claim():
            for task in tasks:
                clock.pass_by(seconds=1)
                sender.send(task)

    def reply(self, name: str, **said: Any) -> int:
        """Let a firm reply; return the reply's key."""
        replies = Replies(self.engine, self.settings.secret_key, self.app.extensions[stores.CLOCK])
        reply, _ = replies.add(self.campaign.id, self.firm(name).id, Said(**said))
        return reply.id

    def publish(self) -> int:
        """Publish what is due, by way of the page; return the key."""
        answer = self.operator.post(self.address("/publication"))
        assert answer.status_code == 303
        found = re.search(r"/publication/(\d+)$", answer.headers["Location"])
        assert found, answer.headers["Location"]
        return int(found[1])

    def let_publications_end(self) -> None:
        """Move every 公示 into the past, so that its days are over by the campaign's clock."""
        with self.engine.begin() as connection:
            past = {"first_day": NOON.date() - timedelta(days=20), "last_day": NOON.date() - timedelta(days=10)}
            connection.execute(update(public_notices).values(past))
