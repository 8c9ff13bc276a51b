"""What firms reply: both results side by side, an answer, and the way to two people's decision; and their accounts."""

from typing import Any

import pytest

from assistant.storage.firm_page.replies import Replies
from assistant.storage.paying.reviews import Reviews
from assistant.storage.paying.settled_accounts import SettledAccounts
from tests.operator.desk import Desk
from tests.operator.office import Office

# The firm says 12,000.00 was paid: × 60 % = 7,200.00.
OBJECTION: dict[str, Any] = {
    "kind": "objected",
    "facts": {"premium_paid_fen": 1_200_000},
    "note": "十二月漏记",
    "verdict": "eligible",
    "refund_fen": 720_000,
}
ACCOUNT = "6222 0212 3456 7890"


def _address(office: Office, key: int) -> str:
    return office.address(f"/replies/{key}")


def _state(office: Office, key: int) -> str:
    found = Replies(office.engine, office.settings.secret_key).get(key)
    assert found is not None
    return found.state


def test_both_results_stand_side_by_side(office: Office) -> None:
    key = office.reply("甲", **OBJECTION)
    assert "甲制造有限公司" in office.operator.get(office.address("/replies"), state="received").text
    text = office.operator.get(_address(office, key)).text
    for said in ("6,000.00", "7,200.00", "十二月漏记", "10,000.00", "12,000.00"):
        assert said in text


def test_an_accepted_objection_goes_to_two_people(office: Office) -> None:
    office.approve()
    key = office.reply("甲", **OBJECTION)
    answer = office.operator.post(_address(office, key), version=1, state="accepted", answer="已受理，将重新核定")
    assert answer.status_code == 303
    assert _state(office, key) == "accepted"
    review = Reviews(office.engine).of_firm(office.firm("甲").id)
    assert review is not None
    assert review.state == "open"
    page = office.operator.get(office.address(f"/reviews/{review.id}")).text
    assert "单位提出异议" in page
    form = {"version": "1", "decision": "pay", "amount": "7200", "note": "已核对十二月缴费"}
    assert office.operator.post(office.address(f"/reviews/{review.id}/decide"), **form).status_code == 303
    assert office.reviewer.post(office.address(f"/reviews/{review.id}/sign"), version="2").status_code == 303
    assert office.firm("甲").refund_fen == 720_000


def test_a_refused_objection_leaves_everything_as_it_was(office: Office) -> None:
    key = office.reply("甲", **OBJECTION)
    text = "经核对系统，实缴为10,000.00元。"
    assert office.operator.post(_address(office, key), version=1, state="refused", answer=text).status_code == 303
    assert _state(office, key) == "refused"
    assert Reviews(office.engine).of_firm(office.firm("甲").id) is None
    assert text in office.operator.get(_address(office, key)).text
    (event,) = office.operator.events("reply_handled")
    assert (event.before, event.after) == ({"state": "received"}, {"state": "refused"})


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"state": "accepted", "answer": ""}, "请写给单位的答复"),
        ({"state": "", "answer": "好"}, "请选择受理还是不采纳"),
        ({"state": "maybe", "answer": "好的"}, 'id="state-error"'),
    ],
)
def test_an_answer_says_what_and_why(office: Office, form: dict[str, str], said: str) -> None:
    key = office.reply("甲", **OBJECTION)
    answer = office.operator.post(_address(office, key), version=1, **form)
    assert answer.status_code == 422
    assert said in answer.text
    assert _state(office, key) == "received"


def test_a_reply_is_answered_once(office: Office) -> None:
    key = office.reply("甲", **OBJECTION)
    form = {"version": "1", "state": "refused", "answer": "不采纳"}
    assert office.operator.post(_address(office, key), **form).status_code == 303
    assert office.operator.post(_address(office, key), **{**form, "state": "accepted"}).status_code == 409
    assert _state(office, key) == "refused"


def test_a_confirmation_needs_no_answer(office: Office) -> None:
    key = office.reply("甲", kind="confirmed", account_answer="correct")
    assert "确认无误" in office.operator.get(_address(office, key)).text
    assert office.operator.post(_address(office, key), version=1, state="refused", answer="不").status_code == 409


def test_reviewers_read_and_operators_answer(office: Office) -> None:
    key = office.reply("甲", **OBJECTION)
    assert office.reviewer.get(_address(office, key)).status_code == 200
    assert office.reviewer.post(_address(office, key), version=1, state="accepted", answer="好的").status_code == 403


def test_a_missing_account_is_found_by_one_and_confirmed_by_another(office: Office) -> None:
    firm = office.firm("乙").id
    listed = office.operator.get(office.address("/accounts")).text
    assert "乙商贸有限公司" in listed
    assert "甲制造有限公司" not in listed
    form = {"version": "0", "kind": "corporate", "account": ACCOUNT, "note": "开户行9月2日回函"}
    assert office.operator.post(office.address(f"/accounts/{firm}"), **form).status_code == 303
    page = office.reviewer.get(office.address(f"/accounts/{firm}")).text
    assert "6222021234567890" not in page
    assert "**** 7890" in page
    confirm = office.address(f"/accounts/{firm}/confirm")
    assert office.reviewer.post(confirm, version="1", again="6222021234567891").status_code == 422
    assert office.reviewer.post(confirm, version="1", again="").status_code == 422
    assert office.reviewer.post(confirm, version="1", again="6222-0212-3456-7890").status_code == 303
    case = SettledAccounts(office.engine).get(firm)
    assert case is not None
    assert (case.account, case.confirmed_by is not None) == ("6222021234567890", True)
    assert "乙商贸有限公司" not in office.operator.get(office.address("/accounts")).text
    assert "乙商贸有限公司" in office.operator.get(office.address("/accounts"), state="settled").text


def test_nobody_confirms_what_they_recorded(office: Office) -> None:
    firm = office.firm("乙").id
    both = Desk.of(office.app, "operator", "reviewer", region="360000")
    form = {"version": "0", "kind": "corporate", "account": ACCOUNT, "note": "开户行回函"}
    assert both.post(office.address(f"/accounts/{firm}"), **form).status_code == 303
    answer = both.post(office.address(f"/accounts/{firm}/confirm"), version="1", again=ACCOUNT)
    assert answer.status_code == 303
    case = SettledAccounts(office.engine).get(firm)
    assert case is not None
    assert case.confirmed_by is None
    assert [event.result for event in both.events("account_confirmed")] == ["refused"]
    assert "要由另一人确认" in both.get(office.address(f"/accounts/{firm}")).text


def test_two_who_record_at_once_meet_a_conflict(office: Office) -> None:
    firm = office.firm("乙").id
    form = {"version": "0", "kind": "corporate", "account": ACCOUNT, "note": "开户行回函"}
    assert office.operator.post(office.address(f"/accounts/{firm}"), **form).status_code == 303
    assert office.operator.post(office.address(f"/accounts/{firm}"), **form).status_code == 409
    assert (
        office.reviewer.post(office.address(f"/accounts/{firm}/confirm"), version="0", again=ACCOUNT).status_code == 409
    )


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"account": "62220"}, "8 到 32 位数字"),
        ({"account": "=1+1"}, "8 到 32 位数字"),
        ({"account": ""}, "请填账号"),
        ({"note": ""}, "请写明从哪里"),
        ({"kind": ""}, "请选择是哪一种账户"),
    ],
)
def test_an_account_that_cannot_be_is_refused(office: Office, form: dict[str, str], said: str) -> None:
    firm = office.firm("乙").id
    given = {"version": "0", "kind": "corporate", "account": ACCOUNT, "note": "开户行回函", **form}
    answer = office.operator.post(office.address(f"/accounts/{firm}"), **given)
    assert answer.status_code == 422
    assert said in answer.text
    case = SettledAccounts(office.engine).get(firm)
    assert case is not None
    assert case.account is None


def test_the_tax_side_account_serves_whom_the_notice_names(office: Office) -> None:
    small = office.firm("乙").id  # 小型企业
    assert "第五条" in office.operator.get(office.address(f"/accounts/{small}")).text
    form = {"version": "0", "kind": "tax", "account": ACCOUNT, "note": "税务局9月2日函"}
    assert office.operator.post(office.address(f"/accounts/{small}"), **form).status_code == 303


def test_no_other_firm_is_paid_to_the_tax_side_account(office: Office) -> None:
    from sqlalchemy import update

    from assistant.storage.tables import firms

    key = office.firm("乙").id
    with office.engine.begin() as connection:
        connection.execute(update(firms).where(firms.c.id == key).values(facts={"size_class": "medium"}))
    form = {"version": "0", "kind": "tax", "account": ACCOUNT, "note": "税务局9月2日函"}
    answer = office.operator.post(office.address(f"/accounts/{key}"), **form)
    assert answer.status_code == 422
    assert "只写了小微企业" in answer.text


def test_a_firm_that_says_it_is_not_its_account_is_listed(office: Office) -> None:
    office.reply("甲", kind="confirmed", account_answer="not_ours")
    text = office.operator.get(office.address("/accounts")).text
    assert "甲制造有限公司" in text
    assert "单位说不是它的账户" in text


def test_another_office_sees_nothing_of_it(office: Office) -> None:
    key = office.reply("甲", **OBJECTION)
    firm = office.firm("乙").id
    gansu = Desk.of(office.app, "operator", "reviewer", region="620000")
    for path in ("/replies", f"/replies/{key}", "/accounts", f"/accounts/{firm}"):
        assert gansu.get(office.address(path)).status_code == 404
    assert gansu.post(_address(office, key), version=1, state="refused", answer="不行").status_code == 404
    form = {"version": "0", "kind": "corporate", "account": ACCOUNT, "note": "开户行回函", "again": ACCOUNT}
    for path in (f"/accounts/{firm}", f"/accounts/{firm}/confirm"):
        assert gansu.post(office.address(path), **form).status_code == 404
