"""Which program a message is about, and when none can be said."""

from datetime import date

import pytest

from assistant.rules.topics import BENEFIT, RATE, REFUND, SKILL
from assistant.understanding.model import Context
from assistant.understanding.understand import understand

TODAY = date(2024, 11, 20)


def program(said: str, prior: str | None = None) -> str | None:
    return understand(said, Context(TODAY, TODAY, program=prior)).program


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("技能补贴", SKILL), ("考证补贴有多少", SKILL), ("技能提神补贴怎么领", SKILL), ("skill subsidy", SKILL),
        ("失业金", BENEFIT), ("失业今怎么领", BENEFIT), ("我被公司裁了", BENEFIT), ("unemployment benefit", BENEFIT),
        ("稳岗返还", REFUND), ("稳刚返还没到账", REFUND), ("裁员率怎么算", REFUND), ("our company's refund", REFUND),
        ("失业保险费率", RATE), ("失业保险要交几个点", RATE), ("contribution rate", RATE),
        ("补贴", None), ("能领吗", None), ("有补贴吗", None), ("你好", None), ("", None),
    ],
)  # fmt: skip
def test_from_words_alone(said: str, expected: str | None) -> None:
    assert program(said) == expected


def test_the_conversation_goes_on_with_its_program() -> None:
    assert program("能领多少", SKILL) == SKILL
    assert program("怎么办理", BENEFIT) == BENEFIT


def test_another_clearly_named_takes_over() -> None:
    assert program("那失业金怎么领", SKILL) == BENEFIT
    assert program("稳岗返还什么时候到账", BENEFIT) == REFUND


@pytest.mark.parametrize(
    ("said", "flow"),
    [
        ("劳务派遣公司的稳岗返还怎么申请", "dispatch_refund"),
        ("我们公司的稳岗返还怎么申请", None),
        ("我是派遣工,考了四级证能领补贴吗", None),
    ],
)
def test_the_flow_of_dispatch_agencies(said: str, flow: str | None) -> None:
    assert understand(said, Context(TODAY, TODAY)).flow == flow
