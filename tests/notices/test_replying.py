"""From the message to the receipt; once, whatever is pressed twice."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from assistant.interview.flows import today
from assistant.storage import Engine
from assistant.storage.files.imports import Imports
from assistant.storage.firm_page.replies import Replies
from tests.campaigns.firm_page import sample
from tests.notices.visiting import FirmVisit, main_of

Made = sample.Sample
Link = Callable[..., str]
CODE = re.compile(r'class="code">([A-Z0-9]{5}-[A-Z0-9]{5})<')


def code_on(visit: FirmVisit) -> str:
    found = CODE.search(visit.page.text)
    assert found, main_of(visit.page)
    return found[1]


def test_a_firm_sees_what_was_found_and_confirms(inside: FirmVisit, made: Made, engine: Engine) -> None:
    shown = main_of(inside.page)
    for expected in (
        made.firms[0].name,
        "可以享受",
        "72,000.00 元",
        "人民币柒万贰仟元整",
        "120,000.00",
        "赣人社",
        "**** 2345",
        "示例市失业保险经办中心",
        "0791-12333",
        "分红",
        "经办机构的数据：",
    ):
        assert expected in shown, expected
    assert sample.ACCOUNT not in inside.page.text
    assert "您填的" not in shown
    assert len(inside.page.data) < 30 * 1024
    inside.send("/n/reply", account="correct")
    assert inside.path == "/n/receipt"
    code = code_on(inside)
    reply = Replies(engine, sample.TEST_SECRET).by_receipt(code)
    assert reply is not None
    assert (reply.firm, reply.kind, reply.account_answer) == (made.firms[0].id, "confirmed", "correct")


def test_nothing_chosen_is_asked_again(inside: FirmVisit, made: Made, engine: Engine) -> None:
    page = inside.send("/n/reply")
    assert page.status_code == 422
    assert "请选一项" in main_of(page)
    assert inside.send("/n/reply", account="mine").status_code == 422
    assert Replies(engine, sample.TEST_SECRET).of_firm(made.firms[0].id) is None
    inside.send("/n/reply", account="none")
    assert inside.path == "/n/receipt"


def test_pressed_twice_going_back_and_in_two_tabs_it_is_one_reply(inside: FirmVisit, engine: Engine) -> None:
    form = inside.page
    inside.send("/n/reply", account="correct")
    first = code_on(inside)
    inside.page = form
    inside.send("/n/reply", account="not_ours")
    assert code_on(inside) == first
    assert len(Replies(engine, sample.TEST_SECRET).page(1)) == 1
    assert Replies(engine, sample.TEST_SECRET).page(1)[0].account_answer == "correct"


def test_the_receipt_is_shown_again_in_this_visit_and_not_in_a_later_one(
    inside: FirmVisit, made: Made, link: Link, visitor: Callable[[], FirmVisit], engine: Engine
) -> None:
    inside.send("/n/reply", account="correct")
    code = code_on(inside)
    inside.get("/n/receipt")
    assert code_on(inside) == code
    later = visitor()
    _forget_codes(engine)
    later.come_in(link(made.firms[0].id), made.firms[0])
    assert "已经答复过" in main_of(later.page)
    assert 'name="account"' not in later.page.text
    later.get("/n/receipt")
    assert code not in later.page.text
    assert "不再显示" in main_of(later.page)


def _forget_codes(engine: Engine) -> None:
    """As if a minute had passed since the last one-time code."""
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE one_time_codes SET created_at = datetime(created_at, '-2 minutes')")


def test_without_an_account_on_file_it_cannot_be_called_correct(visit: FirmVisit, engine: Engine, link: Link) -> None:
    firm = sample.make(engine, sample.firm_row(0, account=None, missing_account=1)).firms[0]
    visit.come_in(link(firm.id), firm)
    assert "没有登记贵单位的账户" in main_of(visit.page)
    assert 'value="correct"' not in visit.page.text
    assert visit.send("/n/reply", account="correct").status_code == 422
    visit.send("/n/reply", account="not_ours")
    assert visit.path == "/n/receipt"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({**sample.FACTS, "size_class": "micro"}, "可以付到平时缴社会保险费的账户"),
        ({**sample.FACTS, "size_class": "medium"}, "只写了部分划型"),
        ({k: v for k, v in sample.FACTS.items() if k != "size_class"}, "只写了部分划型"),
    ],
)
def test_the_tax_side_account_is_promised_to_those_whom_the_notice_names(
    visit: FirmVisit, engine: Engine, link: Link, facts: dict[str, object], expected: str
) -> None:
    firm = sample.make(engine, sample.firm_row(0, facts=facts)).firms[0]
    visit.come_in(link(firm.id), firm)
    assert expected in main_of(visit.page)


def test_after_the_last_day_and_in_a_campaign_that_is_over_nothing_is_taken(
    visit: FirmVisit, engine: Engine, link: Link
) -> None:

    over = sample.make(engine, reply_until=today() - timedelta(days=1))
    visit.come_in(link(over.firms[0].id), over.firms[0])
    assert "网上答复已经截止" in main_of(visit.page)
    assert visit.post("/n/reply", account="correct").headers["Location"] == "/n/found"
    assert Replies(engine, sample.TEST_SECRET).of_firm(over.firms[0].id) is None


@pytest.mark.parametrize("state", ["aborted", "closed"])
def test_a_campaign_that_is_over_takes_nothing(visit: FirmVisit, engine: Engine, link: Link, state: str) -> None:
    made = sample.make(engine, state=state)
    visit.come_in(link(made.firms[0].id), made.firms[0])
    visit.post("/n/reply", account="correct")
    assert Replies(engine, sample.TEST_SECRET).of_firm(made.firms[0].id) is None


def test_a_firm_that_must_apply_cannot_confirm(visit: FirmVisit, made: Made, link: Link, engine: Engine) -> None:
    visit.come_in(link(made.firms[2].id), made.firms[2])
    assert "劳务派遣单位要自己申请" in main_of(visit.page)
    assert visit.post("/n/reply", account="correct").headers["Location"] == "/n/found"
    assert Replies(engine, sample.TEST_SECRET).of_firm(made.firms[2].id) is None


def test_what_only_a_self_check_says_is_left_out(inside: FirmVisit) -> None:
    shown = main_of(inside.page)
    assert "不要点短信里的链接" not in shown
    assert "自查参考" not in shown
    assert shown.index("钱怎么用") < shown.index("分红") < shown.index("请注意")


def test_the_day_of_the_data_is_told(visit: FirmVisit, made: Made, link: Link, engine: Engine) -> None:
    imports = Imports(engine, lambda: datetime(2024, 8, 1, 17, tzinfo=UTC))
    key = imports.add(campaign=made.campaign.id, file_name="a.csv", sha256="0" * 64, size=1, folder="a", by=1)
    with engine.begin() as connection:
        imports.done(connection, key, {})
    visit.come_in(link(made.firms[0].id), made.firms[0])
    assert "示例市失业保险经办中心的数据，2024年8月2日 导入" in main_of(visit.page)


def test_no_promise_to_pay_by_itself_where_that_is_not_so(visit: FirmVisit, engine: Engine, link: Link) -> None:
    waiting = sample.make(engine, requires_confirmation=True).firms[0]
    visit.come_in(link(waiting.id), waiting)
    assert "没有确认的先不付款" in main_of(visit.page)
    assert "不答复也会" not in main_of(visit.page)
