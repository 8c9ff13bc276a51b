"""What is asked about; and the cue files, whose mistakes are told when they are read."""

from datetime import date
from pathlib import Path

import pytest

from assistant.policies import PolicyError
from assistant.rules.topics import TOPICS
from assistant.understanding.cue_files import Target, load_cues, shipped_cues
from assistant.understanding.model import Context, Understood
from assistant.understanding.retrieval import Examples
from assistant.understanding.understand import understand

TODAY = date(2024, 11, 20)


def read(said: str) -> Understood:
    return understand(said, Context(TODAY, TODAY))


def test_every_topic_that_is_asked_has_examples() -> None:
    shown = {target.topic for target, _ in shipped_cues().examples}
    assert shown == TOPICS.keys()


@pytest.mark.parametrize(
    ("said", "subject"),
    [
        ("扩岗补贴怎么申请", "扩岗补贴"), ("公积金怎么提取", "公积金"), ("4050补贴怎么办", "4050社保补贴"),
        ("稳岗返还怎么做账", "记账"), ("生育津贴怎么领", "生育津贴"), ("养老金怎么算", "养老金"), ("工伤赔多少", "工伤"),
        ("居住证怎么办", "居住证"),
    ],
)  # fmt: skip
def test_what_is_not_for_us_is_named(said: str, subject: str) -> None:
    understood = read(said)
    assert (understood.topic, understood.subject) == ("out_of_scope", subject)


@pytest.mark.parametrize(
    "said",
    [
        "把公司拆成两家避开裁员率行吗", "能不能花钱买个证领补贴", "找个公司挂靠社保再领失业金", "伪造离职证明领失业金",
        "边上班边领失业金怎么不被发现", "做个假派遣多拿返还",
    ],
)  # fmt: skip
def test_asking_how_to_evade(said: str) -> None:
    assert read(said).topic == "evasion"


@pytest.mark.parametrize("said", ["我要举报公司伪造材料骗补贴", "举报邻居边上班边领失业金", "有人买证骗补贴去哪举报"])
def test_reporting_others_is_not_evading(said: str) -> None:
    assert read(said).topic == "report_fraud"


@pytest.mark.parametrize("said", ["公司说是外包算派遣吗", "我这样领会不会算骗保", "公司逼我写辞职信还能领失业金吗"])
def test_honest_questions_with_such_words(said: str) -> None:
    assert read(said).topic not in ("evasion", "report_fraud")


def test_scores_explain_the_choice() -> None:
    understood = read("失业金能领几个月")
    assert max(understood.scores, key=lambda topic: understood.scores[topic]) == understood.topic == "duration"


def test_telling_is_not_asking() -> None:
    assert read("没欠费,没裁员,小型企业").topic == "facts"
    assert read("没欠费,没裁员,能享受稳岗返还吗").topic == "eligibility"


def test_one_is_most_like_what_one_says() -> None:
    first, second = shipped_cues().examples[0], shipped_cues().examples[-1]
    like = Examples((first, second)).likeness(first[1])
    assert like[first[0]] > 0.9
    assert like.get(second[0], 0) < 0.5


def test_what_many_examples_share_counts_more_than_a_single_one() -> None:
    many, one = Target("", "amount"), Target("", "deadline")
    examples = [(many, "有票子拿"), (many, "票子多不"), (one, "票子哪天截止")]
    others = [(Target("", "documents"), f"要带第{chr(i)}样") for i in range(ord("甲"), ord("甲") + 30)]
    like = Examples([*examples, *others]).likeness("一共有票子")
    assert like[many] > like[one] > 0


def test_english_is_compared_by_words() -> None:
    apply, stop = Target("", "how_to_apply"), Target("", "stop")
    said = [(apply, "where do I apply"), (stop, "nowhere to stop, imply nothing")]
    like = Examples(said).likeness("applied, but where")
    assert like[apply] > like.get(stop, 0)


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ("[topic.nosuch]\nexamples = []", "topic.nosuch", "没有这个话题"),
        ("program = 'nosuch'", "program", "没有名为 'nosuch' 的项目"),
        ("program = 'skill_subsidy'\n[topic.layoff_rate]", "topic.layoff_rate", "这个话题不属于 'skill_subsidy'"),
        ("[topic.human]\n[[topic.human.cue]]\nweight = 1", "topic.human.cue[0]", "say 和 match 至少写一个"),
        ("[topic.human]\n[[topic.human.cue]]\nmatch = ['(']", "topic.human.cue[0].match", "不是正则表达式"),
        ("[[cue]]\nsay = ['a']", "cue", "没有写明 program"),
        ("[topic.human]\nexample = []", "topic.human.example", "不认识的键"),
        ("[topic", "TOML", "文件格式有误"),
        (
            "[topic.human]\nexamples = ['a']\n[topic.amount]\nexamples = ['a']",
            "topic.amount",
            "'a' 已经是 human 的例句",
        ),
    ],
)
def test_a_mistake_in_a_file_is_told(tmp_path: Path, text: str, key: str, reason: str) -> None:
    (tmp_path / "some.toml").write_text(text, "utf-8")
    with pytest.raises(PolicyError) as raised:
        load_cues(tmp_path)
    problem = raised.value.problems[0]
    assert (problem.file, problem.key) == ("some.toml", key)
    assert reason in problem.reason


def test_a_program_may_have_several_files(tmp_path: Path) -> None:
    (tmp_path / "benefit.toml").write_text(
        "program = 'unemployment_benefit'\n[topic.amount]\nexamples = ['a']", "utf-8"
    )
    (tmp_path / "more.toml").write_text("program = 'unemployment_benefit'\n[topic.stop]\nexamples = ['b']", "utf-8")
    assert load_cues(tmp_path).examples == (
        (Target("unemployment_benefit", "amount"), "a"),
        (Target("unemployment_benefit", "stop"), "b"),
    )
    (tmp_path / "more.toml").write_text("program = 'unemployment_benefit'\n[topic.stop]\nexamples = ['a']", "utf-8")
    with pytest.raises(PolicyError):
        load_cues(tmp_path)


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("这个政策过期没有", "policy_current"), ("稳岗返还政策今年还延续不延续", "policy_current"),
        ("把那条规定发我看一下", "citation"), ("基数五千,给我再算一遍失业保险", "amount"),
        ("2024年失业保险缴费比例", "current_rate"),
    ],
)  # fmt: skip
def test_what_asks_without_a_mark(said: str, topic: str) -> None:
    assert read(said).topic == topic


@pytest.mark.parametrize("said", ["一个都没裁,欠费也没有", "我们去年没有欠费", "三级电工证"])
def test_no_question_is_heard_in_what_is_told(said: str) -> None:
    assert read(said).topic in ("facts", "unclear")


def test_the_nearest_example_counts_where_ways_to_put_it_differ() -> None:
    topic, other = Target("", "stop"), Target("", "amount")
    ways = [(topic, text) for text in ("甲乙丙丁", "戊己庚辛", "壬癸子丑", "寅卯辰巳")]
    examples = [*ways, (other, "甲乙午未")]
    like = Examples(examples).likeness("甲乙丙丁")
    assert like[topic] > like[other] > 0


@pytest.mark.parametrize("said", ["申请给推回来了,说我不符合", "申请被他们退回来了"])
def test_what_is_brought_up_by_telling_needs_no_question(said: str) -> None:
    assert read(said).topic == "rejected"
