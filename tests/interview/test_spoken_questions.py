"""What an agent says: every question aloud in both languages, for the ear, asking for no number that the desk must not hear."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.interview.flows import Flow, Question, load_flows, shipped_flows
from assistant.interview.inputs import LABEL, NOT_SURE
from assistant.interview.question_views import question_view
from assistant.interview.spoken.questions import spoken_question, yes_and_no
from assistant.interview.wording import CHINESE, ENGLISH
from assistant.paths import FLOWS
from assistant.policies import PolicyError
from assistant.rules.texts import Words

# Numbers of persons, cards, accounts and papers: named only to say that they are not wanted.
NUMBERS = re.compile(
    r"身份证|卡号|账号|号码|编号|密码|验证码|\bID\b|card number|account number|\bnumber\b", re.IGNORECASE
)
UNWANTED = re.compile(r"不用|不要|not need|do not tell")
# "The smaller number is the higher level" and "monthly numbers of staff" ask for no such number.
HARMLESS = ("The smaller number", "has that number on record")


def _questions() -> Iterator[tuple[Flow, Question]]:
    return ((flow, question) for flow in shipped_flows().values() for question in flow.questions)


def _said(question: Question) -> list[Words]:
    """All that is said of a question."""
    of_items = [words for item in question.items for words in (item.spoken, *item.aloud.values()) if words]
    return [question.spoken, question.probe, *question.aloud.values(), *of_items]


def test_everything_said_is_for_the_ear() -> None:
    """No brackets, no signs, no foreign words, no numerals in the Chinese but in the name of the telephone service."""
    for flow, question in _questions():
        for words in _said(question):
            where = f"{flow.id}.{question.fact.name}: "
            assert not re.search(r"[A-Za-z0-9%→/（）()]|如下|以下|上面的金额", words.zh.replace("掌上12333", "")), (
                where + words.zh
            )
            assert not re.search(r"[%→/()（）]|e\.g\.|\betc\b|www|below", words.en), where + words.en
            assert len(words.zh) <= 80, where + words.zh


def test_no_script_asks_for_a_number_of_a_person_card_or_account() -> None:
    for flow, question in _questions():
        for words in _said(question):
            for text in (words.zh, words.en):
                bare = text
                for harmless in HARMLESS:
                    bare = bare.replace(harmless, "")
                assert not NUMBERS.search(bare) or UNWANTED.search(bare), f"{flow.id}.{question.fact.name}: {text}"


def test_every_cell_of_a_list_is_asked_aloud_but_the_one_that_names_the_row() -> None:
    for flow, question in _questions():
        for item in question.items:
            assert (item.spoken is None) == (item.fact.name == LABEL), f"{flow.id}.{item.fact.name}"


def test_a_yes_or_no_question_is_put_so_that_neither_answer_is_nearer() -> None:
    """Exactly one verb of the form 有没有 or 是不是, so that its two answers follow and none is suggested."""
    for flow, question in _questions():
        if question.fact.kind == "bool":
            found = re.findall(r"有没有|(.)不\1", question.spoken.zh)
            assert len(found) == 1, f"{flow.id}.{question.fact.name}: {question.spoken.zh}"


def test_the_same_question_is_put_in_the_same_words() -> None:
    """Two flows share a program: where the page asks alike, the agent does too."""
    ours, theirs = shipped_flows()["stabilization_refund"], shipped_flows()["dispatch_refund"]
    for question in theirs.questions:
        other = ours.question(question.fact.name)
        if (question.text, question.help) == (other.text, other.help):
            assert _said(question) == _said(other), question.fact.name


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_the_answers_stand_in_the_order_of_the_digits(language: str) -> None:
    for flow, question in _questions():
        spoken, view = spoken_question(question, language), question_view(question, language)
        digits = [value for value, _, _ in view.field.options if value != NOT_SURE]
        assert len(spoken.options) == len(digits), f"{flow.id}.{question.fact.name}"
        assert bool(spoken.options) == bool(spoken.not_sure) != bool(spoken.how), f"{flow.id}.{question.fact.name}"


def test_a_certificates_level_is_read_out_with_its_other_name() -> None:
    question = shipped_flows()["skill_subsidy"].question("certificate_level")
    spoken = spoken_question(question, CHINESE)
    assert spoken.script == "您这本证书是几级？"
    assert spoken.options[2] == "三级，也叫高级工"
    assert spoken.not_sure == "不清楚"
    assert [term.term for term in spoken.terms][:2] == ["初级工", "中级工"]


def test_what_stands_first_does_not_point_back() -> None:
    """On the page "none of the above" stands first and is read after the rest; aloud it would point to nothing."""
    question = shipped_flows()["unemployment_benefit"].question("stop_event")
    assert spoken_question(question, CHINESE).options[0] == "后面念的这些都没有"
    assert spoken_question(question, ENGLISH).options[0] == "none of those that follow"


def test_a_list_is_asked_row_by_row() -> None:
    spoken = spoken_question(shipped_flows()["dispatch_refund"].question("host_employers"), CHINESE)
    assert list(spoken.items) == ["host_kind", "host_size", "bears_costs", "premium_fen"]
    assert spoken.items["bears_costs"].options == ("是", "不是")
    assert spoken.items["host_size"].options == ("大型企业", "中型企业", "小型企业", "微型企业")
    assert spoken.items["premium_fen"].how == "说多少元；有角、分也要说"


def test_labels_without_words_of_their_own_lose_their_brackets() -> None:
    flow = shipped_flows()["skill_subsidy"]
    spoken = spoken_question(flow.question("certificate_kind"), CHINESE)
    assert not any("（" in option for option in spoken.options)


@pytest.mark.parametrize(
    ("script", "answers"),
    [
        ("您有没有办过失业登记？", ("有", "没有")),
        ("单位在不在名单上？", ("在", "不在")),
        ("您愿不愿意找工作？", ("愿意", "不愿意")),
        ("这本证书查过吗？", ("是", "否")),
    ],
)
def test_a_chinese_question_is_answered_with_its_own_verb(script: str, answers: tuple[str, str]) -> None:
    assert yes_and_no(script, CHINESE) == answers
    assert yes_and_no(script, ENGLISH) == ("Yes", "No")


def test_a_question_that_cannot_be_said_stops_the_start(tmp_path: Path) -> None:
    """Without ``spoken``, and with an answer that the question does not have."""
    lines = (FLOWS / "worker_start.toml").read_text("utf-8").replace("aloud.lost_job", "aloud.lost_jobs").splitlines()
    kept = [line for line in lines if not line.startswith("spoken")]
    (tmp_path / "worker_start.toml").write_text("\n".join(lines), "utf-8")
    with pytest.raises(PolicyError) as raised:
        load_flows(tmp_path)
    assert str(raised.value) == "worker_start.toml: question[0].aloud.lost_jobs: 这个问题没有这个选项"
    (tmp_path / "worker_start.toml").write_text("\n".join(kept), "utf-8")
    with pytest.raises(PolicyError) as raised:
        load_flows(tmp_path)
    assert "question[1].spoken: 缺少这一项" in str(raised.value)
