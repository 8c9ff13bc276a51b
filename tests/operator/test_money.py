"""公示, payment and the report by their pages: once each, by whom, in which form."""

import csv
import io
from typing import Any

import openpyxl
import pytest
from sqlalchemy import update

from assistant.campaigns.paying import standing
from assistant.storage.paying.payments import Payments
from assistant.storage.paying.publications import Publications
from assistant.storage.paying.reviews import Reviews
from assistant.storage.tables import firms, staff_sessions
from tests.operator.desk import Desk
from tests.operator.office import NOON, Office

OBJECTION = {"raised_by": "李某", "channel": "letter", "received_on": "2024-09-02", "content": "该单位已停产"}


@pytest.fixture
def published(office: Office) -> tuple[Office, int]:
    """An approved campaign whose two eligible firms that have an amount stand in public."""
    office.approve()
    return office, office.publish()


def test_the_page_says_until_when_before_anything_is_published(office: Office) -> None:
    text = office.operator.get(office.address("/publication")).text
    # 甲, 乙 and 己, 6,000.00 each; Monday 2 September: 3, 4, 5, 6, 9
    assert "3 家，共 18,000.00 元" in text
    assert "2024年9月9日" in text
    assert "公示这些单位" not in text
    assert office.operator.post(office.address("/publication")).status_code == 409


def test_a_publication_is_public_and_holds_the_table(published: tuple[Office, int]) -> None:
    office, key = published
    made = Publications(office.engine).get(key)
    assert made is not None
    assert (made.number, made.firms, made.total_fen) == (1, 3, 1_800_000)
    for text in (
        office.operator.get(office.address(f"/publication/{key}")).text,
        office.operator.get(office.address(f"/publication/{key}/print")).text,
    ):
        for said in ("甲制造有限公司", "6,000.00", "60%", "0%", office.firm("甲").credit_code):
            assert said in text
    assert "丙服务有限公司" not in text  # waits for a review
    (event,) = office.operator.events("notice_published")
    assert event.after == {"number": 1, "count": 3}


def test_the_public_page_follows_the_days(published: tuple[Office, int]) -> None:
    office, key = published
    visitor = office.app.test_client()
    assert visitor.get("/public-notices/9999").status_code == 404
    assert visitor.get(f"/public-notices/{key}", query_string={"after": "9" * 30}).status_code == 200
    page = visitor.get(f"/public-notices/{key}")
    assert page.status_code == 200
    title = "关于江西2024年失业保险稳岗返还（第1批）的公示"
    for said in ("甲制造有限公司", "红谷滩区某路1号", "0791-12333", "实名", "足额缴纳", title):
        assert said in page.text
    assert title in visitor.get("/public-notices").text
    assert "乙商贸" not in visitor.get(f"/public-notices/{key}?search=甲制造").text
    office.pass_days(7)  # Monday 9 September, the last day
    assert visitor.get(f"/public-notices/{key}").status_code == 200
    office.pass_days(1)
    over = visitor.get(f"/public-notices/{key}")
    assert over.status_code == 410
    assert "只在公示期内显示" in over.text
    assert "甲制造" not in over.text
    assert title not in visitor.get("/public-notices").text


def test_what_was_taken_back_is_gone_from_the_public_page(published: tuple[Office, int]) -> None:
    office, key = published
    office.operator.post(office.address(f"/publication/{key}/withdraw"), sure="yes")
    gone = office.app.test_client().get(f"/public-notices/{key}")
    assert gone.status_code == 410
    assert "已经撤回" in gone.text
    assert "甲制造" not in gone.text


def test_an_individual_business_is_masked_in_public(published: tuple[Office, int]) -> None:
    office, key = published
    firm = office.firm("甲")
    with office.engine.begin() as connection:
        facts = {**firm.facts, "organisation_type": "individual_business"}
        connection.execute(update(firms).where(firms.c.id == firm.id).values(facts=facts))
    text = office.app.test_client().get(f"/public-notices/{key}").text
    assert firm.credit_code not in text
    assert firm.credit_code[:8] + "*" * 10 in text


def test_the_sheet_holds_what_stands_in_public(published: tuple[Office, int]) -> None:
    office, key = published
    answer = office.operator.post(office.address(f"/publication/{key}/export"), format="xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]] == [1, "甲制造有限公司", office.firm("甲").credit_code, "0%", "60%", 6000]


def test_taking_back_asks_first(published: tuple[Office, int]) -> None:
    office, key = published
    office.operator.post(office.address(f"/publication/{key}/withdraw"))
    made = Publications(office.engine).get(key)
    assert made is not None
    assert made.withdrawn_at is None
    assert office.operator.post(office.address(f"/publication/{key}/withdraw"), sure="yes").status_code == 303
    assert office.operator.post(office.address(f"/publication/{key}/withdraw"), sure="yes").status_code == 409
    assert len(office.operator.events("notice_withdrawn")) == 1


def test_an_objection_holds_the_payment_until_it_is_decided(published: tuple[Office, int]) -> None:
    office, key = published
    code = office.firm("甲").credit_code
    form = {**OBJECTION, "credit_code": code}
    assert office.operator.post(office.address(f"/publication/{key}/objections"), **form).status_code == 303
    office.let_publications_end()
    assert "公示期内的异议还没有处理" in office.operator.get(office.address("/payments"), search=code).text
    (objection,) = Publications(office.engine).objections(key)
    decide = office.address(f"/publication/{key}/objections/{objection.id}")
    assert office.operator.post(decide, decision="upheld", note="").status_code == 422
    assert office.operator.post(decide, decision="upheld", note="确已停产").status_code == 303
    review = Reviews(office.engine).of_firm(office.firm("甲").id)
    assert review is not None
    assert review.state == "open"
    assert "等待人工核定" in office.operator.get(office.address("/payments"), search=code).text
    assert office.operator.post(decide, decision="dismissed", note="重来").status_code == 409


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"raised_by": ""}, "请填提出人的姓名或单位"),
        ({"channel": "rumour"}, "请选择来信、来访还是来电"),
        ({"received_on": "2024-09-03"}, "这一天还没有到"),
        ({"received_on": ""}, "请填哪天收到"),
        ({"content": ""}, "请写明反映的问题"),
        ({"credit_code": "91350100M000100Y43"}, "没有这个信用代码的单位"),
    ],
)
def test_an_objection_is_complete_or_refused(published: tuple[Office, int], form: dict[str, str], said: str) -> None:
    office, key = published
    answer = office.operator.post(office.address(f"/publication/{key}/objections"), **{**OBJECTION, **form})
    assert answer.status_code == 422
    assert said in answer.text
    assert Publications(office.engine).objections(key) == []


def test_payment_waits_and_then_pays_each_firm_once(published: tuple[Office, int]) -> None:
    office, _key = published
    text = office.operator.get(office.address("/payments")).text
    assert "公示期还没有结束" in text
    assert "生成清单（" not in text
    office.let_publications_end()
    # 乙 has no account; 甲 and 己 can be paid
    assert "生成清单（2 家）" in office.operator.get(office.address("/payments")).text
    assert office.operator.post(office.address("/payments")).status_code == 303
    (made,) = Payments(office.engine).exports(office.campaign.id)
    assert (made.firms, made.total_fen) == (2, 1_200_000)
    assert office.operator.post(office.address("/payments")).status_code == 303
    assert len(Payments(office.engine).exports(office.campaign.id)) == 1
    (event,) = office.operator.events("payment_exported")
    assert event.after == {"count": 2, "total_fen": 1_200_000, "file": "new"}


def _made(office: Office) -> int:
    office.let_publications_end()
    office.operator.post(office.address("/payments"))
    return Payments(office.engine).exports(office.campaign.id)[0].id


def test_the_payment_list_as_a_sheet(published: tuple[Office, int]) -> None:
    office, _key = published
    key = _made(office)
    answer = office.operator.post(office.address(f"/payments/{key}"), format="xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1][1] == "2024-09-02 12:00:00"  # in Beijing
    assert rows[2][:6] == ("序号", "单位名称", "统一社会信用代码", "收款账号", "账户来源", "返还金额（元）")
    assert rows[3] == (
        1,
        "甲制造有限公司",
        office.firm("甲").credit_code,
        "6222021234567890123",
        "登记账户",
        6000,
        600_000,
    )
    assert rows[5][:2] == ("合计", "2 家")
    assert rows[5][5] == "12,000.00"
    assert rows[6][:2] == ("大写", "人民币壹万贰仟元整")


def test_the_payment_list_says_the_same_every_time(published: tuple[Office, int]) -> None:
    office, _key = published
    key = _made(office)
    first = office.operator.post(office.address(f"/payments/{key}"), format="csv").data
    with office.engine.begin() as connection:
        connection.execute(update(firms).values(account="1" * 16, refund_fen=1))
    assert office.operator.post(office.address(f"/payments/{key}"), format="csv").data == first
    lines = list(csv.reader(io.StringIO(first.decode("utf-8-sig"))))
    assert lines[3][3] == "'6222021234567890123"


def test_names_that_look_like_formulas_stay_names(published: tuple[Office, int]) -> None:
    office, _key = published
    with office.engine.begin() as connection:
        connection.execute(
            update(firms).where(firms.c.id == office.firm("甲").id).values(name='=HYPERLINK("http://x")')
        )
    key = _made(office)
    lines = office.operator.post(office.address(f"/payments/{key}"), format="csv").data.decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(lines.splitlines()[3])))[1] == '\'=HYPERLINK("http://x")'


def test_money_is_handed_over_only_by_who_showed_the_second_factor_just_now(published: tuple[Office, int]) -> None:
    office, _key = published
    office.let_publications_end()
    with office.engine.begin() as connection:
        connection.execute(update(staff_sessions).values(confirmed_at=NOON.replace(hour=3)))
    answer = office.operator.post(office.address("/payments"))
    assert answer.headers["Location"].startswith("/staff/confirm")
    assert Payments(office.engine).exports(office.campaign.id) == []


def test_an_aborted_campaign_pays_nobody(published: tuple[Office, int]) -> None:
    office, _key = published
    office.let_publications_end()
    office.operator.post(office.address("/sending/abort"), reason="名单有误")
    assert "不能拨付" in office.operator.get(office.address("/payments")).text
    assert office.operator.post(office.address("/payments")).status_code == 409


def test_a_dispatch_agency_is_paid_only_after_a_signed_review(published: tuple[Office, int]) -> None:
    office, _key = published
    agency = office.firm("丁")
    office.let_publications_end()
    row = _row(office, agency.credit_code)
    assert "must_apply" in row.hindrances
    reply = office.reply(
        "丁", kind="applied", facts={"own_staff_premium_fen": 1_000_000, "host_employers": []}, refund_fen=600_000
    )
    assert "objection_open" in _row(office, agency.credit_code).hindrances
    office.operator.post(office.address(f"/replies/{reply}"), version=1, state="accepted", answer="已受理")
    review = Reviews(office.engine).of_firm(agency.id)
    assert review is not None
    assert "review_open" in _row(office, agency.credit_code).hindrances
    form = {"version": "1", "decision": "pay", "amount": "6000.00", "note": "拆分表已核对"}
    assert office.operator.post(office.address(f"/reviews/{review.id}/decide"), **form).status_code == 303
    assert "review_unsigned" in _row(office, agency.credit_code).hindrances
    office.reviewer.post(office.address(f"/reviews/{review.id}/sign"), version="2")
    assert _row(office, agency.credit_code).hindrances == ("not_published",)


def _row(office: Office, code: str) -> Any:
    (row,) = Payments(office.engine).page(standing(office.now(), NOON), search=code)
    return row


def test_the_report_counts_and_names_what_the_notice_asks(published: tuple[Office, int]) -> None:
    office, _key = published
    office.reply("甲", kind="confirmed", account_answer="correct")
    _made(office)
    text = office.operator.get(office.address("/report")).text
    assert "失业保险联网数据" in text
    assert "没有写明每月几日" in text
    answer = office.operator.post(office.address("/report"), format="csv")
    (heading, *lines) = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))
    assert heading[:3] == ["月份", "地区", "划型"]
    september = next(line for line in lines if line[0] == "2024-09" and line[2] == "小型企业")
    assert dict(zip(heading, september, strict=True))["已确认"] == "1"
    overall = office.operator.get("/console/report").text
    assert "江西" in overall
    assert len(office.operator.events("report_exported")) == 1


def test_another_office_sees_nothing_of_it(published: tuple[Office, int]) -> None:
    office, key = published
    made = _made(office)
    gansu = Desk.of(office.app, "operator", "reviewer", region="620000")
    for path in ("/publication", f"/publication/{key}", f"/publication/{key}/print", "/payments", "/report"):
        assert gansu.get(office.address(path)).status_code == 404
    for path in (
        "/publication", f"/publication/{key}/export", f"/publication/{key}/withdraw", f"/publication/{key}/objections",
        "/payments", f"/payments/{made}", "/report",
    ):  # fmt: skip
        assert gansu.post(office.address(path), sure="yes", **OBJECTION).status_code == 404
    assert "江西" not in gansu.get("/console/report").text.split("<main")[1]


def test_a_list_of_another_campaign_is_not_handed_out_here(published: tuple[Office, int]) -> None:
    office, key = published
    made = _made(office)
    other = office.bureau.campaign()
    assert office.operator.post(f"/console/campaigns/{other.id}/payments/{made}").status_code == 404
    assert office.operator.get(f"/console/campaigns/{other.id}/publication/{key}").status_code == 404
