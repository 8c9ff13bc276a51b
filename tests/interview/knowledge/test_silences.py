"""Where the comparison of the notices has a dash, the answer says that the document does not say, and borrows nothing."""

import re

import pytest

from assistant.interview.report.conditions import NOT_STATED
from assistant.rules.topics import BENEFIT, REFUND, SKILL
from tests.interview.knowledge.asking import IN_2019, IN_2024, IN_2025, ask, every_line, text_of

JX, GS, JL = ("江西", IN_2024), ("甘肃", IN_2024), ("吉林", IN_2024)
NM, JL18 = ("内蒙古", IN_2025), ("吉林", IN_2019)

# Topic, program, where the notice (with the national text that it forwards) is silent, where it speaks.
DASHES = (
    ("layoff_rate", REFUND, (JL18,), (JX, GS, JL, NM)),
    ("size_class", REFUND, (GS, JL, NM, JL18), (JX,)),
    ("new_firm", REFUND, (GS, JL, NM, JL18), (JX,)),
    ("arrears", REFUND, (GS, JL), (JX, NM, JL18)),
    ("deregistered", REFUND, (GS, JL, NM, JL18), (JX,)),
    ("dispatch_split", REFUND, (JL18,), (JX, GS, JL, NM)),
    ("dispatch_deadline", REFUND, (JL18,), (JX, GS, JL, NM)),
    ("no_account", REFUND, (JL18,), (JX, GS, JL, NM)),
    ("public_notice", REFUND, (NM,), (JX, GS, JL, JL18)),
    ("urgent_occupation", SKILL, (JX, GS, JL), (NM,)),
    ("documents", SKILL, (JX, GS, JL), ()),
    ("older", BENEFIT, (JX, GS, JL), (NM,)),
    ("flexible_overlap", BENEFIT, (JX, GS, JL), (NM,)),
    ("amount", BENEFIT, (JX, GS, JL, NM), ()),
    ("price_subsidy", BENEFIT, (("广东", IN_2025),), (JX, GS, JL, NM)),
)
SILENT = [(topic, program, where) for topic, program, silent, _ in DASHES for where in silent]
SPOKEN = [(topic, program, where) for topic, program, _, spoken in DASHES for where in spoken]
OTHERS = {
    "江西": "甘肃|吉林|内蒙古",
    "甘肃": "江西|吉林|内蒙古",
    "吉林": "江西|甘肃|内蒙古",
    "内蒙古": "江西|甘肃|吉林",
}


@pytest.mark.parametrize(("topic", "program", "where"), SILENT)
def test_silence_is_said(topic: str, program: str, where: tuple) -> None:  # type: ignore[type-arg]
    found = ask(topic, program, *where)
    text = text_of(every_line(found))
    assert found.silent
    assert re.search("没有写|没有提到|法律没有|都没有|只定了范围|没有当地的文件", text), text
    assert NOT_STATED in text
    if where[0] in OTHERS:
        assert not re.search(OTHERS[where[0]], text), text


@pytest.mark.parametrize(("topic", "program", "where"), SPOKEN)
def test_what_is_stated_is_no_silence(topic: str, program: str, where: tuple) -> None:  # type: ignore[type-arg]
    found = ask(topic, program, *where)
    assert not found.silent
    assert NOT_STATED not in text_of(every_line(found))


@pytest.mark.parametrize(
    ("topic", "program", "where", "entry"),
    [
        ("layoff_rate", REFUND, GS, "A21"),
        ("size_class", REFUND, NM, "A23"),
        ("size_class", REFUND, GS, "A23"),
        ("deadline", SKILL, GS, "A12"),
        ("amount", SKILL, JL, "A17"),
        ("deregistered", REFUND, JX, "A51"),
        ("no_account", REFUND, NM, "A50"),
        ("use_of_funds", REFUND, JX, "A54"),
        ("medical", BENEFIT, JX, "A44"),
        ("price_subsidy", BENEFIT, JL, "A45"),
        ("amount", BENEFIT, JX, "A46"),
        ("flexible_overlap", BENEFIT, GS, "A37"),
        ("times_per_year", SKILL, NM, "A33"),
        ("genuine_sms", REFUND, GS, "A49"),
    ],
)
def test_the_entry_of_the_register_stands_with_it(topic: str, program: str, where: tuple, entry: str) -> None:  # type: ignore[type-arg]
    assert entry in {line.entry for line in every_line(ask(topic, program, *where))}


def test_the_documents_that_were_looked_through_are_named() -> None:
    assert "甘人社通〔2024〕165号、人社部发〔2024〕40号没有写明" in text_of(ask("deregistered", REFUND, *GS).lines)
    assert "江西2024年文件没有写明" in text_of(ask("urgent_occupation", SKILL, *JX).lines)


def test_what_stands_near_is_shown_as_all_that_is_written() -> None:
    text = text_of(ask("new_firm", REFUND, *NM).lines)
    assert "文件只写了：足额缴纳失业保险费满 12 个月" in text


def test_second_hand_amounts_come_last_and_unsupported() -> None:
    """A46: a second-hand figure has its source and date, is quiet, and stands behind what the law says."""
    lines = [line for line in ask("amount", BENEFIT, *JX).lines if line.text != NOT_STATED]
    assert "二手" in lines[-1].text
    assert (lines[-1].tone, lines[-1].cites) == ("quiet", ())
    assert all(line.cites for line in lines[:-1])


def test_without_a_region_the_law_is_asked_and_the_region_if_it_is_silent() -> None:
    silent, told = ask("price_subsidy", BENEFIT), ask("duration", BENEFIT)
    assert (silent.silent, silent.needs) == (True, ("region",))
    assert (told.silent, told.needs) == (False, ())
