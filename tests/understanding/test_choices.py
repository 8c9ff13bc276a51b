# ruff: noqa: E501 (tables: a sentence and what it comes to stand on one line)
"""Phrases that are data: checked when they are loaded, found with what is denied, asked and guarded."""

from pathlib import Path
from typing import Any

import pytest

from assistant.policies import PolicyError
from assistant.understanding.choices import Choices, choices, load_choices, read_answer, settle
from assistant.understanding.polarity import clauses
from assistant.understanding.text import read

HEAD = 'program = "skill_subsidy"\n'


def words(folder: Path, text: str) -> Choices:
    """The phrases of a file with this text."""
    path = folder / "words.toml"
    path.write_text(text, "utf-8")
    return load_choices(path)


def said(choices_: Choices, typed: str, asked: str | None = None) -> list[tuple[str, Any]]:
    """The certain facts that the phrases find."""
    text = read(typed)
    parts = clauses(text.folded)
    found, _ = settle("skill_subsidy", choices_.find(text, parts, asked), parts)
    return [(one.fact, one.value) for one in found]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('program = "nothing"', "program"), ("[[", "TOML"), (HEAD + '[[nothing.true]]\nsay=["x"]', "nothing"),
        (HEAD + '[[issued_on.true]]\nsay=["x"]', "issued_on"), (HEAD + '[[claimed_before.yes]]\nsay=["x"]', "claimed_before.yes"),
        (HEAD + '[[certificate_level.six]]\nsay=["六级"]', "certificate_level.six"), (HEAD + "[[claimed_before.true]]\n", "claimed_before.true[0]"),
        (HEAD + '[[claimed_before.true]]\nmatch=["("]', "claimed_before.true[0].match"), (HEAD + '[[claimed_before.true]]\nsay=[""]', "claimed_before.true[0]"),
        (HEAD + '[[certificate_level.one]]\nsay=["x"]\ndenied="six"', "certificate_level.one[0].denied"),
        (HEAD + '[[certificate_level.one]]\nsay=["x"]\nguard="none"', "certificate_level.one[0].guard"),
        (HEAD + '[[claimed_before.true]]\nsays=["x"]', "claimed_before.true"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_file_and_key(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(PolicyError) as caught:
        words(tmp_path, text)
    assert any(problem.file == "words.toml" and key in problem.key for problem in caught.value.problems)


def test_phrases_patterns_guards_and_denials(tmp_path: Path) -> None:
    found = words(
        tmp_path,
        HEAD
        + '[[certificate_level.three]]\nsay=["三级"]\nguard="g"\ntopical=true\n[guard.g]\nnot_before=["医院"]\nnot_after=["第"]\n'
        "[[found_online.true]]\nmatch=['网上.{0,3}(?P<at>查到)']\n"
        '[[certificate_kind.professional]]\nsay=["职称"]\ndenied="skill_level"\n',
    )
    assert said(found, "三级证") == [("certificate_level", "three")]
    assert said(found, "三级医院") == said(found, "第三级") == said(found, "不是三级") == []
    assert said(found, "如果是三级") == [("certificate_level", "three")]
    assert said(found, "网上查到了") == [("found_online", True)]
    assert said(found, "网上没查到") == [("found_online", False)]
    assert said(found, "网上能查到吗") == []
    assert said(found, "不是职称") == [("certificate_kind", "skill_level")]


def test_an_answer_counts_only_for_the_question_asked(tmp_path: Path) -> None:
    found = words(tmp_path, HEAD + '[[fit_for_post.true]]\nanswer=["肯开"]\n')
    assert said(found, "肯开") == []
    assert said(found, "肯开", "fit_for_post") == [("fit_for_post", True)]
    assert said(found, "肯开", "found_online") == []


def test_a_hedge_and_a_contradiction_are_asked_back(tmp_path: Path) -> None:
    found = words(
        tmp_path, HEAD + '[[certificate_level.three]]\nsay=["三级"]\n[[certificate_level.four]]\nsay=["四级"]\n'
    )
    doubts = {}
    for typed in ("好像是三级", "三级也是四级"):
        text = read(typed)
        parts = clauses(text.folded)
        (doubts[typed],) = settle("skill_subsidy", found.find(text, parts), parts)[1]
    assert [(one.why, one.candidates) for one in doubts.values()] == [
        ("vague", ("three",)),
        ("conflict", ("three", "four")),
    ]
    assert said(found, "三级,说错了,四级") == [("certificate_level", "four")]


@pytest.mark.parametrize("program", ["skill_subsidy", "unemployment_benefit"])
def test_the_files_that_ship_load(program: str) -> None:
    assert choices(program).program == program


@pytest.mark.parametrize(
    ("program", "fact", "typed", "value"),
    [
        ("skill_subsidy", "certificate_level", "3", "three"), ("skill_subsidy", "certificate_level", "高级", "three"),
        ("skill_subsidy", "employment_status", "个体户", "flexible"), ("skill_subsidy", "employment_status", "在公司上班", "enterprise_employee"),
        ("skill_subsidy", "found_online", "查不到", False), ("skill_subsidy", "found_online", "查得到", True),
        ("skill_subsidy", "urgent_occupation", "不在", False), ("skill_subsidy", "fit_for_post", "单位不给开", False),
        ("skill_subsidy", "higher_certificate_held", "没有更高的", "none"), ("skill_subsidy", "certificate_outside_area", "外省考的", True),
        ("unemployment_benefit", "stop_event", "都没有", "none"), ("unemployment_benefit", "leaving_reason", "合同到期", "contract_expired"),
        ("unemployment_benefit", "leaving_reason", "被裁", "dismissed"), ("unemployment_benefit", "to_retirement", "还早呢", "over_12_months"),
        ("unemployment_benefit", "seeking_work", "想找", True), ("unemployment_benefit", "registered_unemployed", "还没办", False),
        ("unemployment_benefit", "drew_before", "没领过", False), ("unemployment_benefit", "leaving_reason", "你好", None),
    ],
)  # fmt: skip
def test_answers_to_the_question_asked(program: str, fact: str, typed: str, value: object) -> None:
    text = read(typed)
    assert read_answer(program, fact, text, clauses(text.folded)) == value
