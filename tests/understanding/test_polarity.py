# ruff: noqa: E501 (tables: a sentence and what it comes to stand on one line)
"""How a piece of a message is meant, and what a short answer says."""

from dataclasses import dataclass

import pytest

from assistant.interview.engine import UNSURE
from assistant.understanding.polarity import clauses, polarity_at, standing
from assistant.understanding.short_answers import leaning, read_yes_no
from assistant.understanding.text import fold


@pytest.mark.parametrize(
    ("typed", "word", "polarity"),
    [
        ("领过技能补贴", "领过", "said"), ("没领过技能补贴", "领过", "denied"), ("从来没有领过", "领过", "denied"), ("未领过", "领过", "denied"),
        ("从未享受过补贴", "享受", "denied"), ("冇领过", "领过", "denied"), ("木有领过", "领过", "denied"), ("不在目录里", "目录", "denied"),
        ("不是三级", "三级", "denied"), ("不是三级,是四级", "四级", "said"), ("不是三级是四级", "四级", "said"), ("不是自己走的是被裁的", "被裁", "said"),
        ("不仅有三级证", "三级", "said"), ("不好意思,我是三级", "三级", "said"), ("差不多就是三级", "三级", "said"), ("没错三级", "三级", "said"),
        ("没问题的三级证", "三级", "said"), ("级别是三级", "三级", "said"), ("分别是三级", "三级", "said"), ("没上班,交了两年", "两年", "said"),
        ("没上班就交了两年", "两年", "said"), ("没过试用期被辞退了", "辞退", "said"),
        ("要是我去年裁过人", "裁过", "supposed"), ("如果是三级", "三级", "supposed"), ("万一被辞退,又没社保", "社保", "supposed"),
        ("主要是三级证", "三级", "said"), ("被辞退的话能领吗", "辞退", "supposed"), ("说的话是三级", "三级", "said"),
        ("要是能领就好了。我是三级", "三级", "said"), ("如果能领,我是三级电工", "三级", "said"),
        ("没领过能领吗", "领过", "denied"), ("没领过能领吗", "能领", "asked"), ("三级能领多少", "三级", "said"), ("三级能领多少", "多少", "asked"),
        ("领过没有", "领过", "asked"), ("有没有领过", "领过", "asked"), ("办失业登记了吗", "登记", "asked"), ("我办失业登记没有", "登记", "said"),
        ("不知道是不是三级", "三级", "asked"), ("在不在目录里我不清楚", "目录", "asked"), ("算不算三级", "三级", "asked"),
        ("打零工算重新就业吗", "打零工", "asked"), ("我是三级对吧", "三级", "said"), ("能领吗我没领过", "领过", "denied"), ("能领不", "能领", "asked"),
        ("想考三级", "三级", "planned"), ("打算明年考高级工", "高级", "planned"), ("准备考四级", "四级", "planned"), ("正在备考三级", "三级", "planned"),
        ("想申请三级的补贴", "三级", "said"), ("想问三级的补贴", "三级", "said"), ("现在考三级", "三级", "said"), ("我准备好了三级证", "三级", "said"),
        ("好像是三级", "三级", "hedged"), ("可能领过", "领过", "hedged"), ("应该是三级吧", "三级", "hedged"), ("三级吧", "三级", "hedged"),
        ("i never claimed it", "claimed", "denied"), ("i did not quit", "quit", "denied"), ("i haven't claimed it", "claimed", "denied"),
        ("not level 3 but level 4", "level 4", "said"), ("not level 3 but level 4", "level 3", "denied"),
        ("can i get it if i was dismissed", "dismissed", "supposed"), ("i was dismissed, can i get it", "dismissed", "said"),
        ("i want to take level 3", "level 3", "planned"), ("maybe level 3", "level 3", "hedged"), ("when i got it i had paid", "paid", "said"),
    ],
)  # fmt: skip
def test_how_a_word_is_meant(typed: str, word: str, polarity: str) -> None:
    folded = fold(typed)
    assert polarity_at(clauses(folded), folded.index(word)) == polarity


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("三级,交了两年。没领过", 3), ("三级，但是没领过", 2), ("交了6.1万", 1), ("2023.10.18发的证", 1), ("一共1,200元", 1), ("三级电工证 没领过", 2),
        ("level 3, but never claimed", 3), ("三级\n没领过", 2), ("", 0),
    ],
)  # fmt: skip
def test_clauses_are_the_whole_message_in_order(typed: str, parts: int) -> None:
    folded = fold(typed)
    found = clauses(folded)
    assert "".join(one.text for one in found) == folded
    assert len(found) == parts


def test_outside_the_message_there_is_no_clause() -> None:
    with pytest.raises(ValueError, match="5"):
        polarity_at(clauses("三级"), 5)


@dataclass(frozen=True)
class Word:
    """Something found in a message."""

    start: int
    value: str


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("三级,错了,是四级", ["四级"]), ("三级,不对,四级", ["四级"]), ("我说错了,不是三级,应该是四级", ["四级"]),
        ("三级,哦不对,四级", ["四级"]), ("level 三级, sorry, 四级", ["四级"]), ("三级和四级", ["三级", "四级"]),
        ("我说错了,三级", ["三级"]), ("三级,更正一下", ["三级"]), ("是三级说错了四级", ["四级"]),
    ],
)  # fmt: skip
def test_what_is_corrected_is_gone(typed: str, left: list[str]) -> None:
    folded = fold(typed)
    words = [Word(folded.index(value), value) for value in ("三级", "四级") if value in folded]
    assert [word.value for word in standing(clauses(folded), words)] == left


YES = ["是", "是的", "有", "有的", "有啊", "嗯", "嗯嗯", "对", "对头", "是滴", "中", "可以", "要得", "系", "没错", "领过", "办了", "当然有", "是的,有",
       "yep", "Yes", "yeah", "yes, I have", "I did", "OK", "有。", "对的!", "嗯 是的", "能", "愿意", "查到了", "有呢", "是啊"]  # fmt: skip
NO = ["不", "不是", "没", "没有", "没得", "冇", "冇啊", "木有", "没有呢", "還沒有", "無", "没领过", "没办", "从来没有", "一次都没有", "不是的", "否",
      "唔系", "没的", "并没有", "不,没有", "nope", "No", "never", "not yet", "no, I haven't", "I didn't", "莫得", "没有啊", "不对"]  # fmt: skip
NOT_SURE = ["不知道", "不清楚", "不晓得", "唔知", "说不好", "说不准", "忘了", "忘记了", "记不清了", "记不得了", "想不起来", "没印象", "不太清楚", "不确定",
            "我也不知道呀", "谁知道", "不好说", "搞不清", "dunno", "no idea", "not sure", "I'm not sure", "I don't remember", "I don't know"]  # fmt: skip
NEITHER = ["三级", "好像有", "应该是吧", "是吧", "有吗", "有没有", "是三级", "没有三级证", "不是没有", "你好", "有两个", "怎么查", "为什么", "不好", "", "?",
           "是不是要办登记", "没听懂", "领过一次", "yesterday", "nothing else", "我不想续", "好难"]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "value"),
    [(t, True) for t in YES]
    + [(t, False) for t in NO]
    + [(t, UNSURE) for t in NOT_SURE]
    + [(t, None) for t in NEITHER],
)
def test_a_short_answer(typed: str, value: object) -> None:
    assert read_yes_no(typed) is value


def test_a_long_row_of_particles_is_read_at_once() -> None:
    assert read_yes_no("嗯" * 5000 + "x") is None


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("好像有", True), ("应该是吧", True), ("可能没有", False), ("应该没领过吧", False), ("好像没有", False), ("大概是的", True), ("估计有", True),
        ("i think so", True), ("maybe", True), ("有", None), ("三级吧", None), ("好像有吗?", None), ("不知道", None),
    ],
)  # fmt: skip
def test_which_way_a_hedge_leans(typed: str, value: bool | None) -> None:
    assert leaning(typed) is value


def test_a_clause_without_an_end_is_parted_all_the_same() -> None:
    parts = clauses("公司" * 300 + ",能领吗")
    assert "".join(part.text for part in parts) == "公司" * 300 + ",能领吗"
    assert max(len(part.text) for part in parts) <= 240
    assert parts[-1].question
    assert clauses("word " * 100)[0].text.endswith(" ")
