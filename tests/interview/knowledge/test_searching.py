"""The index over everything held, and what changed lately."""

from datetime import date

import pytest

from assistant.interview.held import renewals
from assistant.interview.knowledge.passages import passages
from assistant.interview.knowledge.searching import Index, Scope
from assistant.interview.wording import LANGUAGES
from assistant.policies import shipped_policies
from tests.interview.knowledge.asking import IN_2024, TODAY

POLICIES = shipped_policies()
INDEX = Index(POLICIES, TODAY)
ANYWHERE = Scope(None, None, TODAY)


def _first(asked: str, scope: Scope = ANYWHERE, language: str = "zh_Hans_CN") -> str:
    return INDEX.search(asked, "", scope, language)[0].passage.lines[0].text


def test_passages_are_the_same_ones_in_every_language() -> None:
    told = [passages(POLICIES, TODAY, language) for language in LANGUAGES]
    same = [[(one.kind, one.notice, one.program, one.topics) for one in of] for of in told]
    assert same[0] == same[1]
    assert all(line.text for of in told for one in of for line in one.lines)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("30个工作日内全额拨付", "把派遣部分全额拨付用工单位，并向社保局交拨付凭证"),
        ("30 working days pass on in full", "把派遣部分全额拨付用工单位，并向社保局交拨付凭证"),
        ("急需紧缺 上浮", "上浮"),
        ("A17", "省文件没有写技能提升补贴发多少"),
        ("layof rate calculated", "裁员率怎么算，文件没有写明"),
    ],
)
def test_words_find_a_passage_in_either_language_and_with_a_slip(asked: str, said: str) -> None:
    assert said in _first(asked)


def test_what_several_notices_say_in_one_clause_is_shown_once_with_all_of_them() -> None:
    found = INDEX.search("裁员率怎么算 文件没有写明 预估", "", ANYWHERE, "zh_Hans_CN")
    own = [one for one in found if one.passage.lines[0].text.startswith("裁员率怎么算")]
    bearers = [{bearer.notice for bearer in one.bearers} for one in own]
    assert {"gansu-2024", "jilin-2024", "national-2024-40"} in bearers
    assert len(own) == len({one.passage.lines for one in own})


def test_a_region_is_asked_its_own_notice_and_the_one_in_force_comes_first() -> None:
    scope = Scope("stabilization_refund", "220000", IN_2024)
    found = INDEX.search("", "eligibility", scope, "zh_Hans_CN")
    assert {bearer.notice for one in found for bearer in one.bearers} == {"jilin-2018", "jilin-2024"}
    in_force = [one.bearers[0].in_force for one in found]
    assert in_force == sorted(in_force, reverse=True)


def test_before_it_was_issued_a_notice_says_nothing() -> None:
    scope = Scope("stabilization_refund", "220000", date(2019, 9, 2))
    found = INDEX.search("", "layoff_rate", scope, "zh_Hans_CN")
    assert {bearer.notice for one in found for bearer in one.bearers} == {"jilin-2018"}


def test_nothing_is_borrowed_for_a_region_that_is_not_held() -> None:
    assert INDEX.search("裁员率", "layoff_rate", Scope(None, "510000", TODAY), "zh_Hans_CN") == []


def test_what_is_not_there_is_not_found() -> None:
    assert INDEX.search("公积金贷款", "", ANYWHERE, "zh_Hans_CN") == []


def test_renewals_stand_newest_first_each_beside_the_earlier_notice_of_its_region() -> None:
    found = renewals.renewals(POLICIES, TODAY)
    assert [one.notice.id for one in found] == [
        "neimenggu-2025", "jiangxi-2024", "gansu-2024", "jilin-2024", "national-2024-40", "jilin-2018", "statute",
    ]  # fmt: skip
    changes = {one.notice.id: one.changes for one in found if one.changes}
    (jilin,) = changes.pop("jilin-2024")
    assert changes == {}
    assert (jilin.before.notice.id, jilin.now.program.name) == ("jilin-2018", "stabilization_refund")
    assert jilin.rows[0].key == "term"
    assert all(row.differs for row in jilin.rows)


def test_a_notice_that_is_not_issued_yet_changed_nothing() -> None:
    assert renewals.renewals(POLICIES, date(2024, 7, 9))[0].notice.id == "gansu-2024"


def test_terms_that_end_within_ninety_days_are_told_on_either_side_of_the_day() -> None:
    """2024-12-31 ends three provinces' refunds and skill subsidies (Gansu, Jilin, Jiangxi, and the national text)."""
    last = date(2024, 12, 31)
    before = {(edge.span.notice.id, edge.day) for edge in renewals.edges(POLICIES, date(2024, 10, 2))}
    assert ("jiangxi-2024", last) in before  # 90 days
    assert ("jiangxi-2024", last) not in {
        (edge.span.notice.id, edge.day) for edge in renewals.edges(POLICIES, date(2024, 10, 1))
    }
    after = renewals.edges(POLICIES, date(2025, 3, 31))
    assert [edge.begins for edge in after] == [False] * 8
