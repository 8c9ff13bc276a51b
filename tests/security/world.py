"""One campaign from file to payment by way of the pages, with identifiers that can be searched for, and every request on record.

``MARKS`` stand in the file, in forms and in messages. Where they may be found afterwards is what the tests decide.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pyotp
from flask import Flask, request
from werkzeug.test import TestResponse

from assistant.campaigns import jobs
from assistant.campaigns.sending.sender import Sender
from assistant.policies import shipped_policies
from assistant.sms.outbox import OutboxGateway
from assistant.staff import stores
from assistant.storage.campaigns import Campaign, Campaigns
from assistant.storage.firms import Firm
from assistant.storage.outbox_page import Outbox
from assistant.storage.staffing.accounts import StaffAccounts
from tests import staffing
from tests.campaigns.bureau import Bureau, code, firm, text_of
from tests.notices.visiting import FirmVisit
from tests.operator.desk import BASIS, TERMS, Desk

NAME = "标记甲制造有限公司"
PHONE, WRONG_PHONE = "13912345678", "1391234567"
ACCOUNT = "6222020020061234567"
OBJECTING = 2
ROWS = [
    firm(1, firm_name=NAME, phone=PHONE, account=ACCOUNT),
    firm(OBJECTING, firm_name="标记乙商贸有限公司", phone="13912340002", account="6222020020060000002"),
    firm(3, firm_name="标记丙服务有限公司", phone="13912340003", registration_status="正在办理注销"),
    firm(4, firm_name="标记丁劳务派遣有限公司", phone="13912340004", organisation_type="劳务派遣单位"),
    firm(5, firm_name="标记戊建设有限公司", phone=WRONG_PHONE),
    firm(6, firm_name="标记己商贸有限公司", phone="13912340006", account=""),
]
PASSWORD_TYPED = "mistyped-password-7351"
NOTE = "标记说明：少算了十二月"
TEST_PHONE = "13912349999"
BEGINNING = datetime(2026, 3, 2, 2, tzinfo=UTC)  # its year's holidays are held


@dataclass(frozen=True)
class Sent:
    """One request as it came in: whose, and what it sent."""

    who: str
    method: str
    path: str
    form: dict[str, str]


@dataclass
class World:
    """The installation, its people, what they did, and the secrets that were handed out on the way."""

    app: Flask
    operator: Desk
    reviewer: Desk
    sent: list[Sent] = field(default_factory=list)
    secrets: dict[str, str] = field(default_factory=dict)
    campaign: int = 0
    over: bool = False
    rows: list[list[str]] = field(default_factory=lambda: list(ROWS))

    @classmethod
    def made(cls, app: Flask, more: Iterable[list[str]] = ()) -> "World":
        """Do all of it, with more firms if they are given."""
        clock = BEGINNING
        app.extensions[stores.CLOCK] = lambda: clock
        world = cls(app, *(Desk.of(app, role, region="360000") for role in ("operator", "reviewer")))
        world.rows += more
        app.before_request_funcs.setdefault(None, []).append(world._record)
        for name, desk in (("operator", world.operator), ("reviewer", world.reviewer)):
            desk.client.environ_base["test.who"] = name
        world.sign_in_by_hand()
        world.import_and_screen()
        world.review_and_approve()
        world.send()
        world.reply()
        clock = BEGINNING + timedelta(hours=1)
        world.publish()
        clock = BEGINNING + timedelta(days=20)
        world.pay()
        world.over = True  # what tests do afterwards is not on record
        return world

    def _record(self) -> None:
        who = request.environ.get("test.who")
        if who and not self.over and not request.path.startswith("/privacy"):
            form = {key: value for key, value in request.form.items() if key != "csrf_token"}
            self.sent.append(Sent(who, request.method, request.full_path.removesuffix("?"), form))

    @property
    def bureau(self) -> Bureau:
        return Bureau(staffing.settings_of(self.app), staffing.engine_of(self.app))

    def at(self, path: str) -> str:
        return f"/console/campaigns/{self.campaign}{path}"

    def firm(self, number: int) -> Firm:
        """The firm of that row of ``ROWS``, from 1."""
        return next(one for one in self.bureau.firms(self.now()).values() if one.credit_code == code(number))

    def sign_in_by_hand(self) -> None:
        """A wrong password, a right one, a wrong code, a right one."""
        account = staffing.account(self.app, "operator", region="360000")
        hand = Desk(self.app, self.app.test_client())
        for password in (PASSWORD_TYPED, staffing.PASSWORD):
            hand.post("/staff/sign-in", name=account.name, password=password)
        now = self.app.extensions[stores.CLOCK]()
        self.secrets["totp code"] = pyotp.TOTP(staffing.SECRET).at(now)
        for typed in ("000000", self.secrets["totp code"]):
            answer = hand.post("/staff/code", code=typed)
        assert answer.headers["Location"] == "/console"

    def import_and_screen(self) -> None:
        terms = {**TERMS, "send_from": "0:00", "send_to": "23:59"}
        made = self.operator.post("/console/campaigns/new/terms", **BASIS, **terms)
        self.campaign = _number(made, r"/campaigns/(\d+)")
        received = self.operator.upload(self.campaign, text_of(self.rows))
        key = _number(received, r"/imports/(\d+)")
        page = self.operator.get(self.at(f"/imports/{key}/columns")).text
        chosen = dict(re.findall(r'<select id="([^"]+)"(?:(?!</select>).)*?value="([^"]*)" selected', page, re.DOTALL))
        assert self.operator.post(self.at(f"/imports/{key}/columns"), **chosen).status_code == 303
        self.work()
        assert self.operator.get(self.at(f"/imports/{key}")).status_code == 200
        assert self.operator.post(self.at(f"/imports/{key}/lines"), which="errors", format="csv").status_code == 200
        assert self.operator.post(self.at("/screening")).status_code == 303
        self.work()
        for path in ("", "/screening", "/firms", "/missing?what=account", f"/firms/{self.firm(1).id}"):
            assert self.operator.get(self.at(path)).status_code == 200, path
        shown = self.operator.post(self.at(f"/firms/{self.firm(1).id}/unmask"), reason="单位来电核对账号")
        assert ACCOUNT in shown.text

    def work(self) -> None:
        """Let a worker do what waits."""
        while jobs.run_one(self.bureau.engine, self.bureau.settings, shipped_policies(), "w"):
            pass

    def review_and_approve(self) -> None:
        page = self.operator.get(self.at("/reviews")).text
        review = int(re.findall(r"/reviews/(\d+)", page)[0])
        decided = {"decision": "pay", "amount": "6000", "note": "核对过，按文件第二条"}
        assert self.operator.post(self.at(f"/reviews/{review}/decide"), version=1, **decided).status_code == 303
        assert self.reviewer.post(self.at(f"/reviews/{review}/sign"), version=2).status_code == 303
        assert self.operator.post(self.at("/approval/test"), to=TEST_PHONE).status_code == 303
        assert self.operator.post(self.at("/approval/submit"), version=self.now().version).status_code == 303
        assert self.reviewer.post(self.at("/approval/approve"), version=self.now().version).status_code == 303

    def now(self) -> Campaign:
        """The campaign as it is by now."""
        found = Campaigns(self.bureau.engine).get(self.campaign)
        assert found is not None
        return found

    def send(self) -> None:
        """Let a worker send everything into the outbox."""
        engine, settings = self.bureau.engine, self.bureau.settings
        sender = Sender(engine, settings, shipped_policies(), OutboxGateway(engine), worker="w")
        while tasks := sender.claim():
            for task in tasks:
                sender.send(task)
        for path in ("/sending", "/sending/messages"):
            assert self.operator.get(self.at(path)).status_code == 200
        assert self.operator.post(self.at("/sending/messages/export"), state="", format="csv").status_code == 200

    def reply(self) -> None:
        """The first firm confirms after a wrong try, the second objects."""
        confirming = self.visit(1)
        confirming.send("/n/proof", digits="000000")
        confirming.send("/n/proof", digits=self.secrets["code 1"])
        confirming.send("/n/reply", account="correct")
        assert confirming.path == "/n/receipt", confirming.page.text
        self.secrets["receipt"] = re.findall(r'class="code">([A-Z0-9-]{11})<', confirming.page.text)[0]
        objecting = self.visit(OBJECTING)
        objecting.send("/n/proof", digits=self.secrets[f"code {OBJECTING}"])
        objecting.get("/n/object")
        objecting.send("/n/object/begin")
        objecting.get("/n/object")
        objecting.send("/n/object", form=1, note=NOTE)
        assert objecting.path == "/n/receipt", objecting.page.text
        reply = int(re.findall(r"/replies/(\d+)", self.operator.get(self.at("/replies?kind=objected")).text)[0])
        assert self.operator.get(self.at(f"/replies/{reply}")).status_code == 200
        refused = {"state": "refused", "answer": "十二月计入下一年度，可向上级反映", "version": 1}
        assert self.operator.post(self.at(f"/replies/{reply}"), **refused).status_code == 303

    def visit(self, number: int) -> FirmVisit:
        """Open a firm's page by its message, as far as the code that it was sent."""
        who, outbox = self.firm(number), Outbox(self.bureau.engine)
        assert who.phone
        found = re.search(r"/n/([A-Za-z0-9]+)", outbox.latest(1, who.phone)[0].body)
        assert found
        self.secrets[f"token {number}"] = found[1]
        client = self.app.test_client()
        client.environ_base["test.who"] = f"firm {number}"
        visit = FirmVisit(client, outbox)
        visit.open(f"/n/{found[1]}")
        visit.say_six(who)
        self.secrets[f"code {number}"] = visit.digits(who)
        return visit

    def publish(self) -> None:
        self.sign_in_again()
        notice = _number(self.operator.post(self.at("/publication")), r"/publication/(\d+)")
        objection = {
            "raised_by": "标记李四",
            "channel": "telephone",
            "received_on": "2026-03-02",
            "content": "人数不对",
        }
        path = self.at(f"/publication/{notice}")
        assert self.operator.post(f"{path}/objections", credit_code=code(1), **objection).status_code == 303
        key = int(re.findall(r"/objections/(\d+)", self.operator.get(path).text)[0])
        ruled = {"decision": "dismissed", "note": "已核对，人数无误"}
        assert self.operator.post(f"{path}/objections/{key}", **ruled).status_code == 303
        assert self.operator.get(f"{path}/print").status_code == 200
        assert self.operator.post(f"{path}/export", format="csv").status_code == 200

    def pay(self) -> None:
        self.sign_in_again()
        assert self.operator.get(self.at("/payments")).status_code == 200
        assert self.operator.post(self.at("/payments")).status_code == 303
        export = int(re.findall(r"/payments/(\d+)", self.operator.get(self.at("/payments")).text)[0])
        assert self.operator.post(self.at(f"/payments/{export}"), format="csv").status_code == 200
        assert self.operator.get(self.at("/report")).status_code == 200
        assert self.operator.post(self.at("/report"), format="csv").status_code == 200

    def sign_in_again(self) -> None:
        """Give the operator a fresh session: days have gone by."""
        account = StaffAccounts(self.bureau.engine).get(self.operator.client.environ_base["test.account"])
        assert account is not None
        staffing.sign_in_directly(self.app, self.operator.client, account)


def _number(answer: TestResponse, pattern: str) -> int:
    found = re.search(pattern, answer.headers.get("Location", ""))
    assert found, (answer.status_code, answer.text[-3000:])
    return int(found[1])
