"""What no notice answers: law, service, talk, and the subjects of others; and the file that says it."""

from pathlib import Path

import pytest

from assistant.interview.knowledge.general import FILE, general, load_general
from assistant.policies import PolicyError
from assistant.rules.topics import SKILL, TOPICS
from tests.interview.knowledge.asking import ask, every_line, text_of


def test_evasion_is_declined_with_the_sanction() -> None:
    """A55, 社会保险法 88."""
    found = ask("evasion")
    assert found.lines[0].tone == "warning"
    assert "不能帮您" in found.lines[0].text
    assert any("2倍以上5倍以下" in line.text and line.cites[0].short == "社会保险法第88条" for line in found.lines)


def test_anybody_may_report_fraud() -> None:
    """社会保险法 82."""
    found = ask("report_fraud")
    assert any(line.cites and line.cites[0].short == "社会保险法第82条" for line in found.lines)
    assert [step.address for step in found.next_steps] == ["tel:12345", "tel:12333"]


def test_channels_are_called_as_they_are() -> None:
    """conventions.md §1."""
    steps = ask("how_to_apply", "unemployment_benefit").next_steps
    names = " ".join(step.text for step in steps)
    for name in ("全国人社政务服务平台", "国家社会保险公共服务平台", "掌上12333", "电子社保卡", "国家政务服务平台"):
        assert name in names
    assert {"https://www.12333.gov.cn/", "https://si.12333.gov.cn/"} <= {step.address for step in steps}


def test_a_text_message_is_never_to_be_followed() -> None:
    """A49: the platforms are opened by oneself, and no address of a message is repeated."""
    found = ask("genuine_sms")
    assert "不要点短信里的链接" in text_of(found.lines)
    assert all(
        step.address.startswith(("https://www.12333.gov.cn", "https://si.12333.gov.cn", "tel:"))
        for step in found.next_steps
    )


@pytest.mark.parametrize(
    ("subject", "word"),
    [
        ("公积金", "住房公积金管理中心"),
        ("扩岗补贴", "扩岗补助"),
        ("4050社保补贴", "就业服务机构"),
        ("记账", "会计"),
        ("火星", "不归我管"),
    ],
)
def test_other_subjects_are_sent_to_whom_they_belong(subject: str, word: str) -> None:
    found = ask("out_of_scope", subject=subject)
    assert word in found.lines[0].text
    assert "失业保险金、技能提升补贴" in text_of(found.lines)


def test_the_documents_of_a_program_are_listed_where_they_are_known() -> None:
    found = ask("citation", SKILL, "甘肃")
    assert "甘人社通〔2024〕165号" in found.lines[0].text
    assert "人社部发〔2024〕40号" in found.lines[0].text
    assert found.notice is not None


def test_every_topic_of_the_file_is_said_in_both_languages() -> None:
    for topic in TOPICS.values():
        if topic.kind != "rules":
            chinese, english = ask(topic.id), ask(topic.id, language="en")
            assert chinese.lines
            assert not {line.text for line in every_line(chinese)} & {line.text for line in every_line(english)}


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('id = "evasion"', 'id = "evasions"', "没有名为 'evasions' 的问题"),
        ('id = "evasion"', 'id = "privacy"', "写了两次"),
        ('id = "evasion"', 'id = "layoff_rate"', "由文件回答"),
        ("text.en", "text.english", "不认识的键"),
        ("[[topic]]", "[[topic", "文件格式有误"),
    ],
)
def test_mistakes_in_the_file_are_named(tmp_path: Path, old: str, new: str, reason: str) -> None:
    text = FILE.read_text("utf-8")
    assert old in text
    path = tmp_path / "general.toml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(PolicyError, match=reason) as caught:
        load_general(path)
    assert caught.value.problems[0].file == "general.toml"


def test_what_no_notice_answers_must_all_stand_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "general.toml"
    path.write_text(
        '[[topic]]\nid = "human"\nline = []\n[[subject]]\nnames = []\ntext = { zh = "一", en = "one" }\n', "utf-8"
    )
    with pytest.raises(PolicyError, match="缺少对 'privacy' 的回答"):
        load_general(path)
    assert set(general().topics) == {topic.id for topic in TOPICS.values() if topic.kind != "rules"}
