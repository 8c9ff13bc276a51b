"""Topics in the data files: unknown ones and statements that answer nothing are named when the files are loaded."""

from datetime import date
from pathlib import Path

import pytest

from assistant.interview.knowledge import answer
from assistant.policies import PolicyError
from tests.policies.notice_files import NOTICE, load

PROGRAM = "program.stabilization_refund"
SAYS = f"""
[[{PROGRAM}.says]]
id = "publication"
topics = ["public_notice"]
section = "五"
text = {{ zh = "公示5个工作日。", en = "Published for 5 working days." }}
"""
DAY = date(2025, 6, 1)


def test_a_new_notice_answers_without_code(tmp_path: Path) -> None:
    policies = load(tmp_path, NOTICE + SAYS)
    found = answer("public_notice", "stabilization_refund", policies, "广东", DAY, DAY)
    assert [(line.text, line.cites[0].short) for line in found.lines] == [("公示5个工作日。", "试〔2025〕1号 第五条")]
    assert not found.silent
    assert answer("use_of_funds", "stabilization_refund", policies, "广东", DAY, DAY).silent


def test_parts_and_advice_can_be_given_topics(tmp_path: Path) -> None:
    text = NOTICE.replace('use = "months_paid"\n', 'use = "months_paid"\ntopics = ["new_firm"]\n').replace(
        'id = "apply"\n', 'id = "apply"\ntopics = ["how_to_apply"]\n'
    )
    policies = load(tmp_path, text.replace('id = "size"\n', 'id = "size"\nsection = "三"\ntopics = ["size_class"]\n'))

    def told(topic: str) -> str:
        found = answer(topic, "stabilization_refund", policies, "广东", DAY, DAY)
        assert not found.silent
        return found.lines[0].text

    assert "12 个月" in told("new_firm")
    assert told("size_class") == "以划型为准"
    assert "2025年12月31日" in told("how_to_apply")


def test_what_is_only_heard_of_answers_nothing(tmp_path: Path) -> None:
    text = SAYS.replace('section = "五"', 'tier = "T5"').replace("公示5个工作日", "据转载公示5个工作日")
    found = answer("public_notice", "stabilization_refund", load(tmp_path, NOTICE + text), "广东", DAY, DAY)
    assert found.silent
    assert [(line.tone, line.cites) for line in found.lines if "据转载" in line.text] == [("quiet", ())]


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ('["public_notice"]', '["public_notices"]', "says[0].topics", "没有名为 'public_notices' 的问题"),
        ('["public_notice"]', '["medical"]', "says[0].topics", "不是这个项目的问题"),
        ('topics = ["public_notice"]\n', "", "says[0]", "至少写一个"),
        ('topics = ["public_notice"]', 'silent_on = ["oops"]', "says[0].silent_on", "没有名为 'oops' 的问题"),
        ('section = "五"\n', "", "says[0].section", "要有条款"),
        ('section = "五"', 'tier = "T1"', "says[0].tier", "应为 'T4' or 'T5'"),
        ('id = "publication"\n', "", "says[0].id", "缺少这一项"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, old: str, new: str, key: str, reason: str) -> None:
    assert old in SAYS
    with pytest.raises(PolicyError) as caught:
        load(tmp_path, NOTICE + SAYS.replace(old, new))
    assert [(p.file, p.key) for p in caught.value.problems] == [("made-up.toml", f"{PROGRAM}.{key}")]
    assert reason in caught.value.problems[0].reason


@pytest.mark.parametrize("table", ['use = "months_paid"\n', 'id = "size"\n', 'id = "apply"\n', 'id = "refund_fen"\n'])
def test_unknown_topics_are_named_wherever_they_stand(tmp_path: Path, table: str) -> None:
    with pytest.raises(PolicyError, match="没有名为 'nonsense' 的问题"):
        load(tmp_path, NOTICE.replace(table, f'{table}topics = ["nonsense"]\n'))
