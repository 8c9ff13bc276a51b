"""Objecting: the guided questions with the bureau's facts, marked; both results; one reply. Dispatch agencies apply so."""

import re
from collections.abc import Callable

import pytest

from assistant.storage import Engine
from assistant.storage.firm_page.replies import Replies, Reply
from tests.campaigns.firm_page import sample
from tests.notices.visiting import FirmVisit, main_of

Made = sample.Sample
Link = Callable[..., str]
HOSTS = [
    {"host_kind": "enterprise", "host_size": "small", "bears_costs": "yes", "premium_fen": "10万"},
    {"host_kind": "government_body", "premium_fen": "33,000"},
]


def reply_of(engine: Engine, firm: int) -> Reply:
    found = Replies(engine, sample.TEST_SECRET).of_firm(firm)
    assert found is not None
    return found


def begin(visit: FirmVisit) -> None:
    visit.get("/n/object")
    visit.send("/n/object/begin")
    assert visit.path == "/answers"


def change(visit: FirmVisit, fact: str, value: str) -> None:
    visit.get(f"/answers/{fact}")
    visit.send(f"/answers/{fact}", answer=value)
    visit.send(f"/answers/{fact}/confirm")


def origin_of(visit: FirmVisit, label: str) -> str:
    """What the list of answers says on where an answer comes from."""
    found = re.search(f"<dt>[^<]*{label}[^<]*</dt>.*?</div>", visit.page.text, re.DOTALL)
    assert found, main_of(visit.page)
    marks = re.search(r'<dd class="origin (\w+)">([^<]*)', found[0])
    assert marks
    return f"{marks[1]}: {marks[2]}"


def test_every_answer_says_whether_it_is_the_bureaus(inside: FirmVisit) -> None:
    begin(inside)
    assert origin_of(inside, "哪一类") == "theirs: 经办机构数据"
    change(inside, "premium_paid_fen", "15万")
    inside.get("/answers")
    assert origin_of(inside, "实际缴") == "changed: 您改过（经办机构数据：120,000.00 元）"
    assert origin_of(inside, "哪一类") == "theirs: 经办机构数据"
    change(inside, "premium_paid_fen", "12万")
    inside.get("/answers")
    assert origin_of(inside, "实际缴") == "theirs: 经办机构数据"


def test_what_the_bureau_lacks_is_open_and_marked(visit: FirmVisit, engine: Engine, link: Link) -> None:
    facts = {name: value for name, value in sample.FACTS.items() if name != "has_corporate_account"}
    firm = sample.make(engine, sample.firm_row(0, facts=facts)).firms[0]
    visit.come_in(link(firm.id), firm)
    begin(visit)
    assert origin_of(visit, "对公银行账户").startswith("lacking: ")
    change(visit, "has_corporate_account", "yes")
    visit.get("/answers")
    assert origin_of(visit, "对公银行账户").startswith("added: ")


def test_both_results_stand_side_by_side_and_the_objection_is_kept(
    inside: FirmVisit, made: Made, engine: Engine
) -> None:
    begin(inside)
    change(inside, "premium_paid_fen", "15万")
    result = main_of(inside.get("/result"))
    assert re.search(r"测算金额 72,000.00 元 90,000.00 元", result)
    assert 'href="/n/object"' in inside.page.text
    shown = main_of(inside.get("/n/object"))
    assert re.search(r"测算金额 72,000.00 元 90,000.00 元", shown)
    assert "经办机构数据：120,000.00 元" in shown
    inside.send("/n/object", form=1, note="少算了\r\n十二月的\x00保费\u202e")
    assert inside.path == "/n/receipt"
    reply = reply_of(engine, made.firms[0].id)
    assert (reply.kind, reply.facts, reply.verdict, reply.refund_fen, reply.state) == (
        "objected",
        {"premium_paid_fen": 15_000_000},
        "eligible",
        9_000_000,
        "received",
    )
    assert reply.note == "少算了\n十二月的保费"
    assert re.search(r'class="code">[A-Z0-9-]{11}<', inside.page.text)


def test_an_objection_that_says_nothing_is_asked_for_something(inside: FirmVisit, made: Made, engine: Engine) -> None:
    begin(inside)
    inside.get("/n/object")
    page = inside.send("/n/object", form=1, note="  ")
    assert page.status_code == 422
    assert "还没有改动任何一项" in main_of(page)
    page = inside.send("/n/object", form=1, note="数" * 501)
    assert page.status_code == 422
    assert "数" * 501 in page.text
    inside.send("/n/object", form=1, note="账户名称不对")
    assert reply_of(engine, made.firms[0].id).facts == {}


def test_an_objection_by_a_page_that_is_not_the_newest_is_shown_again(
    inside: FirmVisit, made: Made, engine: Engine
) -> None:
    begin(inside)
    change(inside, "premium_paid_fen", "15万")
    old = inside.get("/n/object")
    change(inside, "premium_paid_fen", "16万")
    inside.page = old
    page = inside.send("/n/object", form=1, note="保留这一句")
    assert page.status_code == 409
    assert "96,000.00 元" in main_of(page)
    assert "保留这一句" in page.text
    inside.send("/n/object", form=1, note="好")
    assert reply_of(engine, made.firms[0].id).refund_fen == 9_600_000


def test_an_unfinished_interview_cannot_be_sent(inside: FirmVisit, made: Made, engine: Engine) -> None:
    begin(inside)
    change(inside, "organisation_type", "dispatch_agency")
    shown = main_of(inside.get("/n/object"))
    assert "还有题没有答完" in shown
    inside.post("/n/object", version="2", note="x")
    assert Replies(engine, sample.TEST_SECRET).of_firm(made.firms[0].id) is None


def test_going_on_keeps_what_was_changed_and_starting_twice_makes_one_interview(
    inside: FirmVisit, engine: Engine
) -> None:
    begin(inside)
    change(inside, "premium_paid_fen", "15万")
    begin(inside)
    assert origin_of(inside, "实际缴").startswith("changed")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM interviews").scalar_one() == 1


def test_a_deleted_interview_is_begun_anew(inside: FirmVisit) -> None:
    begin(inside)
    inside.get("/delete")
    inside.send("/delete")
    assert "开始" in main_of(inside.get("/n/object"))
    begin(inside)


def test_another_interview_of_the_same_browser_is_not_taken_for_the_objection(inside: FirmVisit) -> None:
    begin(inside)
    change(inside, "premium_paid_fen", "15万")
    inside.begin("stabilization_refund")
    inside.answer("enterprise")
    assert "90,000.00 元" in main_of(inside.get("/n/object"))


def test_an_objection_and_a_confirmation_are_one_reply(inside: FirmVisit, made: Made, engine: Engine) -> None:
    begin(inside)
    change(inside, "premium_paid_fen", "15万")
    inside.get("/n/object")
    inside.send("/n/object", form=1)
    inside.post("/n/reply", account="correct")
    assert reply_of(engine, made.firms[0].id).kind == "objected"
    assert inside.client.get("/n/object").headers["Location"] == "/n/receipt"
    assert inside.post("/n/object/begin").headers["Location"] == "/n/object"


def test_a_dispatch_agency_applies_with_its_split(visit: FirmVisit, made: Made, link: Link, engine: Engine) -> None:
    agency = made.firms[2]
    visit.come_in(link(agency.id), agency)
    visit.get("/n/object")
    visit.send("/n/object/begin")
    asked = visit.answer_all(
        {"own_staff_premium_fen": "2万", "host_employers": HOSTS, "size_class": "small", "on_large_list": "no"}
    )
    assert "host_employers" in asked
    assert not set(asked) & set(sample.AGENCY)
    shown = main_of(visit.get("/n/object"))
    assert "提交申请" in shown
    visit.send("/n/object", form=1)
    assert visit.path == "/n/receipt"
    reply = reply_of(engine, agency.id)
    assert (reply.kind, reply.verdict, reply.refund_fen) == ("applied", "eligible", 7_200_000)
    assert reply.facts
    assert len(reply.facts["host_employers"]) == len(HOSTS)
    assert "months_paid" not in reply.facts


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", "{{7*7777}}", "'||1--", '"><img src=x onerror=alert(1)>']
)
def test_a_hostile_note_stays_text(inside: FirmVisit, typed: str) -> None:
    begin(inside)
    inside.get("/n/object")
    page = inside.send("/n/object", form=1, note=typed * 60)
    within = page.text.split("<main")[1].split("</main>")[0]
    assert not any(part in within for part in ("<script", "<img src=x", "54439"))


def test_what_was_written_until_the_visit_was_over_is_given_back(inside: FirmVisit) -> None:
    begin(inside)
    inside.post("/n/leave")
    answer = inside.post("/n/object", note="十二月补缴的保费没有算进去")
    assert answer.status_code == 403
    assert "十二月补缴的保费没有算进去" in main_of(answer)


def test_an_objections_interview_opens_by_its_case_code_and_by_nothing_else(
    inside: FirmVisit, visitor: Callable[[], FirmVisit]
) -> None:
    begin(inside)
    code = re.search(r'class="code">([^<]+)<', inside.page.text)
    assert code
    other = visitor()
    assert other.get("/answers").status_code == 404
    assert other.get("/n/object").status_code == 403
    other.get("/resume")
    other.send("/resume", code=code[1])
    assert other.path == "/result"
    assert other.get("/n/object").status_code == 403
