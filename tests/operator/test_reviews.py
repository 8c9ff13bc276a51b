"""The reviewers' pages: the list, one firm with all that is known, a decision, another person's signature."""

from assistant.campaigns import sending
from assistant.storage.paying.reviews import Review, Reviews
from tests.operator.desk import Desk
from tests.operator.office import Office

NOTE = "已核对缴费记录，正在办理注销但尚未注销"


def _review(office: Office, name: str = "丙") -> Review:
    found = Reviews(office.engine).of_firm(office.firm(name).id)
    assert found is not None
    return found


def _address(office: Office, review: Review, act: str = "") -> str:
    return office.address(f"/reviews/{review.id}{act}")


def _decide(office: Office, **form: str) -> int:
    review = _review(office)
    given = {"version": str(review.version), "decision": "pay", "amount": "6,000.00", "note": NOTE, **form}
    return office.operator.post(_address(office, review, "/decide"), **given).status_code


def test_the_list_says_why_and_by_which_clause(office: Office) -> None:
    text = office.operator.get(office.address("/reviews")).text
    assert "丙服务有限公司" in text
    assert "第二条" in text
    assert "甲制造有限公司" not in text  # eligible: nobody has to look
    assert "没有符合条件的单位" in office.operator.get(office.address("/reviews"), state="signed").text
    assert "丙服务有限公司" in office.operator.get(office.address("/reviews"), search="丙服务").text


def test_one_firm_is_shown_with_conditions_amounts_and_documents(office: Office) -> None:
    text = office.operator.get(_address(office, _review(office))).text
    for said in ("正在办理注销", "6,000.00", "江西省人力资源和社会保障厅", "按现有数据"):
        assert said in text


def test_a_decision_counts_once_another_person_has_signed(office: Office) -> None:
    assert _decide(office) == 303
    assert _review(office).state == "decided"
    review = _review(office)
    signed = office.reviewer.post(_address(office, review, "/sign"), version=str(review.version))
    assert signed.status_code == 303
    assert (_review(office).state, _review(office).refund_fen) == ("signed", 600_000)
    (decided,), (approved,) = office.operator.events("review_decided"), office.operator.events("review_signed")
    assert decided.after == {
        "campaign": office.campaign.id,
        "state": "decided",
        "decision": "pay",
        "refund_fen": 600_000,
    }
    assert approved.account != decided.account


def test_who_may_do_both_still_cannot_do_both(office: Office) -> None:
    both = Desk.of(office.app, "operator", "reviewer", region="360000")
    review = _review(office)
    form = {"version": str(review.version), "decision": "pay", "amount": "6000", "note": NOTE}
    assert both.post(_address(office, review, "/decide"), **form).status_code == 303
    decided = _review(office)
    page = both.get(_address(office, decided)).text
    assert "要由另一人复签" in page
    assert "同意并复签" not in page
    for act, more in (("/sign", {}), ("/return", {"reason": "再看看"})):
        answer = both.post(_address(office, decided, act), version=str(decided.version), **more)
        assert answer.status_code == 303
        assert _review(office) == decided
    assert {event.result for event in both.events("review_signed")} == {"refused"}


def test_an_amount_that_no_rule_gives_is_refused_beside_the_field(office: Office) -> None:
    review = _review(office)
    form = {"version": str(review.version), "decision": "pay", "amount": "6,000.01", "note": NOTE}
    answer = office.operator.post(_address(office, review, "/decide"), **form)
    assert answer.status_code == 422
    assert "按规则算不出这个金额" in answer.text
    assert 'value="6,000.01"' in answer.text
    assert NOTE in answer.text
    assert _review(office).state == "open"


def test_what_is_missing_is_said_and_nothing_typed_is_lost(office: Office) -> None:
    review = _review(office)
    for form, said in [
        ({"decision": "pay", "amount": "六千", "note": NOTE}, "最多两位小数"),
        ({"decision": "pay", "amount": "", "note": NOTE}, "返还的，请填金额"),
        ({"decision": "pay", "amount": "6000", "note": ""}, "请写明理由"),
        ({"amount": "6000", "note": NOTE}, "请选择返还还是不予返还"),
    ]:
        answer = office.operator.post(_address(office, review, "/decide"), version=str(review.version), **form)
        assert answer.status_code == 422
        assert said in answer.text
    assert _review(office) == review


def test_a_refusal_needs_no_amount(office: Office) -> None:
    assert _decide(office, decision="refuse", amount="") == 303
    assert (_review(office).decision, _review(office).refund_fen) == ("refuse", None)


def test_a_page_that_is_out_of_date_is_not_acted_on(office: Office) -> None:
    review = _review(office)
    assert _decide(office) == 303
    stale = {"version": str(review.version), "decision": "refuse", "note": NOTE}
    assert office.operator.post(_address(office, review, "/decide"), **stale).status_code == 409
    assert office.reviewer.post(_address(office, review, "/sign"), version=str(review.version)).status_code == 409
    assert _review(office).decision == "pay"


def test_what_is_sent_back_says_why(office: Office) -> None:
    _decide(office)
    review = _review(office)
    version = str(review.version)
    assert office.reviewer.post(_address(office, review, "/return"), version=version, reason="").status_code == 422
    assert (
        office.reviewer.post(_address(office, review, "/return"), version=version, reason="请附工商回函").status_code
        == 303
    )
    assert "请附工商回函" in office.operator.get(_address(office, review)).text
    assert "退回重核" in office.operator.get(office.address("/reviews")).text


def test_a_firm_that_is_to_be_paid_after_the_approval_gets_its_message(office: Office) -> None:
    office.approve()
    _decide(office)
    review = _review(office)
    office.reviewer.post(_address(office, review, "/sign"), version=str(review.version))
    assert "丙服务有限公司" in [line.name for line in sending.delivery(office.engine, office.campaign.id)]


def test_another_office_sees_nothing_of_it(office: Office) -> None:
    review = _review(office)
    gansu = Desk.of(office.app, "operator", "reviewer", region="620000")
    form = {"version": str(review.version), "decision": "pay", "amount": "6000", "note": NOTE}
    assert gansu.get(office.address("/reviews")).status_code == 404
    assert gansu.get(_address(office, review)).status_code == 404
    assert gansu.post(_address(office, review, "/decide"), **form).status_code == 404
    assert gansu.post(_address(office, review, "/sign"), version=str(review.version)).status_code == 404


def test_a_review_of_another_campaign_is_not_found_here(office: Office) -> None:
    other = office.bureau.campaign()
    review = _review(office)
    assert office.operator.get(f"/console/campaigns/{other.id}/reviews/{review.id}").status_code == 404
