"""Showing to be the firm: six characters and six digits, each asked alone, each with its limits, bound to one visit."""

import logging
import re
from collections.abc import Callable, Mapping

import pytest
from flask import Flask
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from assistant.campaigns.firm_page.masking import mask_account, mask_phone
from assistant.sms.gateway import Ambiguous, Outcome, Rejected
from assistant.sms.outbox import OutboxGateway
from assistant.storage import Engine
from assistant.storage.firm_page.one_time_codes import MOST_PER_DAY
from tests.campaigns.firm_page import sample
from tests.notices.visiting import FirmVisit, main_of

Made = sample.Sample
Link = Callable[..., str]
Visitor = Callable[[], FirmVisit]


class AnsweringGateway(OutboxGateway):
    """The development gateway, but for its answer."""

    def __init__(self, engine: Engine, answer: Outcome) -> None:
        super().__init__(engine)
        self.answer = answer
        self.sent: list[str] = []

    def send(self, message: str, params: Mapping[str, str], to: str, reference: str, language: str) -> Outcome:
        """Note the number and answer as told."""
        self.sent.append(to)
        return self.answer


def later(engine: Engine, minutes: int = 2) -> None:
    """As if minutes had passed since the last one-time codes."""
    with engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE one_time_codes SET created_at = datetime(created_at, '-{minutes} minutes')")


def test_the_masked_number_is_shown_only_after_the_six(visit: FirmVisit, made: Made, link: Link) -> None:
    visit.open(link(made.firms[0].id))
    for secret in (made.firms[0].name, "138****1234", made.firms[0].credit_code[:12]):
        assert secret not in visit.page.text
    visit.say_six(made.firms[0])
    assert "138****1234" in main_of(visit.page)
    assert made.firms[0].phone not in visit.page.text
    assert made.firms[0].name not in visit.page.text


def full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) for char in text)


@pytest.mark.parametrize("change", [str.lower, full_width, lambda six: f" {six[:3]} {six[3:]} "])
def test_the_six_may_be_typed_in_any_way(
    visit: FirmVisit, made: Made, link: Link, change: Callable[[str], str]
) -> None:
    visit.open(link(made.firms[1].id))
    visit.send("/n/proof", last_six=change(made.firms[1].credit_code[-6:]))
    assert "验证码" in main_of(visit.page)
    assert visit.digits(made.firms[1])


def test_the_whole_code_will_do(visit: FirmVisit, made: Made, link: Link) -> None:
    visit.open(link(made.firms[0].id))
    visit.send("/n/proof", last_six=made.firms[0].credit_code)
    assert visit.digits(made.firms[0])


def test_the_code_goes_past_the_outbox_of_the_campaign(
    visit: FirmVisit, made: Made, link: Link, engine: Engine
) -> None:
    visit.open(link(made.firms[0].id))
    visit.say_six(made.firms[0])
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM messages").scalar_one() == 0
    message = visit.outbox.latest(1, sample.PHONE)[0].body
    assert message.startswith("【示例市失业保险中心】")
    assert made.firms[0].name not in message


@hypothesis_settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=20))
def test_no_other_six_sends_anything(visitor: Visitor, made: Made, link: Link, typed: str) -> None:
    visit = visitor()
    visit.open(link(made.firms[0].id))
    answer = visit.post("/n/proof", last_six=typed)
    assert answer.status_code == 422
    assert visit.outbox.latest(1) == []


def test_wrong_digits_all_sound_alike(visit: FirmVisit, made: Made, link: Link, engine: Engine) -> None:
    visit.open(link(made.firms[0].id))
    visit.say_six(made.firms[0])
    old = visit.digits(made.firms[0])
    later(engine)
    visit.send("/n/proof", form=1, again="1")
    answers = {
        re.sub(r'value="[^"]*"', "", visit.post("/n/proof", digits=typed).text)
        for typed in (old, "", "12345", "abcdef", "１２３４５６７")
        if typed != visit.digits(made.firms[0])
    }
    assert len(answers) == 1


def test_digits_before_the_six_prove_nothing(visit: FirmVisit, made: Made, link: Link) -> None:
    visit.open(link(made.firms[0].id))
    assert visit.post("/n/proof", digits="123456").status_code == 422
    assert visit.post("/n/proof", again="1").status_code == 422
    assert visit.outbox.latest(1) == []
    assert visit.client.get("/n/found").headers["Location"] == "/n/proof"


def test_digits_are_bound_to_the_visit_that_asked(visitor: Visitor, made: Made, link: Link, engine: Engine) -> None:
    address = link(made.firms[0].id)
    mine, other = visitor(), visitor()
    mine.open(address)
    mine.say_six(made.firms[0])
    code = mine.digits(made.firms[0])
    other.open(address)
    assert other.post("/n/proof", digits=code).status_code == 422
    assert other.client.get("/n/found").status_code == 303
    mine.send("/n/proof", digits=code)
    assert mine.path == "/n/found"


def test_five_wrong_digits_kill_the_code(visit: FirmVisit, made: Made, link: Link) -> None:
    visit.open(link(made.firms[0].id))
    visit.say_six(made.firms[0])
    code = visit.digits(made.firms[0])
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for _ in range(5):
        assert visit.post("/n/proof", digits=wrong).status_code == 422
    assert visit.post("/n/proof", digits=code).status_code == 422


def test_a_used_code_and_the_token_before_it_open_nothing(visit: FirmVisit, made: Made, link: Link) -> None:
    visit.open(link(made.firms[0].id))
    visit.say_six(made.firms[0])
    before = visit.client.get_cookie("session")
    code = visit.digits(made.firms[0])
    visit.send("/n/proof", digits=code)
    assert visit.path == "/n/found"
    after = visit.client.get_cookie("session")
    assert before
    assert after
    assert before.value != after.value
    copy = visit.client.application.test_client()
    copy.set_cookie("session", before.value)
    assert copy.get("/n/found").status_code == 403
    assert copy.get("/n/proof").status_code == 403


def test_another_code_waits_a_minute_and_a_day_has_five(
    visitor: Visitor, made: Made, link: Link, engine: Engine
) -> None:
    visit = visitor()
    visit.open(link(made.firms[0].id))
    visit.say_six(made.firms[0])
    assert visit.post("/n/proof", again="1").status_code == 429
    for _ in range(MOST_PER_DAY - 1):
        later(engine)
        assert visit.post("/n/proof", again="1").status_code == 303
    later(engine)
    page = visit.post("/n/proof", again="1")
    assert page.status_code == 429
    assert "够多" in page.text
    assert len(visit.outbox.latest(50)) == MOST_PER_DAY


def test_all_together_have_a_ceiling(visitor: Visitor, app: Flask, made: Made, link: Link) -> None:
    few = app.extensions["assistant.settings"].model_copy(update={"proof_codes_per_day": 1})
    app.extensions["assistant.settings"] = few
    first, second = visitor(), visitor()
    first.open(link(made.firms[0].id))
    first.say_six(made.firms[0])
    second.open(link(made.firms[1].id))
    assert second.say_six(made.firms[1]).status_code == 503
    assert "明天再试" in main_of(second.page)


def test_a_firm_without_a_number_is_sent_to_the_office(visit: FirmVisit, engine: Engine, link: Link) -> None:
    firm = sample.make(engine, sample.firm_row(0, phone=None)).firms[0]
    visit.open(link(firm.id))
    page = visit.say_six(firm)
    assert page.status_code == 409
    assert "没有登记贵单位的手机号" in main_of(page)
    assert "示例市失业保险经办中心" in main_of(page)


@pytest.mark.parametrize(
    ("answer", "status", "said"),
    [
        (Rejected("no_gateway", "pause"), 503, "没有发出去"),
        (Rejected("21610", "opted_out"), 409, "退订"),
        (Ambiguous("timeout"), 200, "6 位验证码"),
    ],
)
def test_what_the_gateway_answers_is_said(
    visit: FirmVisit, app: Flask, engine: Engine, made: Made, link: Link, answer: Outcome, status: int, said: str
) -> None:
    gateway = AnsweringGateway(engine, answer)
    app.extensions["assistant.gateway"] = gateway
    visit.open(link(made.firms[0].id))
    page = visit.say_six(made.firms[0])
    assert (page.status_code, gateway.sent) == (status, [sample.PHONE])
    assert said in main_of(page)
    with engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT count(*) FROM one_time_codes").scalar_one()
    assert kept == (1 if isinstance(answer, Ambiguous) else 0)


def test_no_code_no_number_and_no_name_reaches_a_log(
    visit: FirmVisit, made: Made, link: Link, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    firm = made.firms[0]
    with caplog.at_level(logging.DEBUG):
        address = link(firm.id)
        visit.come_in(address, firm)
        visit.send("/n/reply", account="correct")
        receipt = re.search(r'class="code">([^<]+)<', visit.page.text)
    assert receipt
    assert firm.phone
    code = re.search(r"\d{6}", visit.outbox.latest(1, firm.phone)[0].body)
    assert code
    secrets = (
        address.removeprefix("/n/"),
        code[0],
        firm.phone.lstrip("+"),
        firm.phone[3:],
        firm.name,
        firm.credit_code,
    )
    for secret in (*secrets, receipt[1], receipt[1].replace("-", ""), sample.ACCOUNT):
        assert secret not in caplog.text, secret


@pytest.mark.parametrize(
    ("phone", "shown"), [("+8613812341234", "138****1234"), ("+85261234567", "+85****4567"), ("+8612345", "****45")]
)
def test_numbers_are_masked(phone: str, shown: str) -> None:
    assert mask_phone(phone) == shown


@pytest.mark.parametrize(
    ("account", "shown"),
    [
        ("1502008809000012345", "**** 2345"),
        ("1502 0088 0900 0012 345", "**** 2345"),
        ("1234567", "**** 67"),
        ("", "**** "),
    ],
)
def test_accounts_are_masked(account: str, shown: str) -> None:
    assert mask_account(account) == shown


def test_one_network_cannot_try_without_end(visit: FirmVisit) -> None:
    statuses = [visit.post("/n/proof", last_six="000000").status_code for _ in range(61)]
    assert statuses == [403] * 60 + [429]
