"""Phrases found as they are listed, as they sound, and with one slip; and what is not taken for them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.lexicon import Lexicon
from assistant.understanding.text import read

LEXICON = Lexicon(
    {
        "skill": ["技能提升补贴~", "技能补贴~", "skill subsidy", "职业技能鉴定~"],
        "benefit": ["失业保险金~", "失业金~", "失业"],
        "refund": ["稳岗返还~", "稳岗", "雇"],
        "level": ["level 3", "三级"],
        "both": ["失业"],
    }
)


def found(typed: str) -> list[tuple[str, str, bool]]:
    text = read(typed)
    return [(hit.key, text.said(hit.span), hit.exact) for hit in LEXICON.find(text)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("技能补贴怎么领", [("skill", "技能补贴", True)]),
        ("技能補貼怎麼領", [("skill", "技能補貼", True)]),
        ("技能 补贴", [("skill", "技能 补贴", True)]),
        ("我要技能提升补贴", [("skill", "技能提升补贴", True)]),
        ("失业保险金", [("benefit", "失业保险金", True)]),
        ("失业了，失业金呢", [("benefit", "失业", True), ("both", "失业", True), ("benefit", "失业金", True)]),
        ("ＳＫＩＬＬ subsidy", [("skill", "ＳＫＩＬＬ subsidy", True)]),
        ("Level 3 证", [("level", "Level 3", True)]),
        ("level 33", []),
        ("my level 3rd", []),
        # as it sounds
        ("技能提神补贴", [("skill", "技能提神补贴", False)]),
        ("机能补贴", [("skill", "机能补贴", False)]),
        ("事业金", [("benefit", "事业金", False)]),
        ("十业金", [("benefit", "十业金", False)]),
        ("失业保险经", [("benefit", "失业保险经", False)]),
        ("问岗返还", [("refund", "问岗返还", False)]),
        ("稳港返环", [("refund", "稳港返环", False)]),
        # one slip of the keyboard
        ("技能升提补贴", [("skill", "技能升提补贴", False)]),
        ("技能提什补贴", [("skill", "技能提什补贴", False)]),
        ("技能提升的补贴", [("skill", "技能提升的补贴", False)]),
        ("技能提补贴", [("skill", "技能提补贴", False)]),
        # none of them
        ("事业单位", []),
        ("事业编", []),
        ("试验", []),
        ("稳", []),
        ("失 业", []),
        ("问刚", []),
        ("技能提不补贴", []),
        ("失业保险费", [("benefit", "失业", True), ("both", "失业", True)]),
        ("提升补贴", []),
        ("", []),
    ],
)
def test_find(typed: str, expected: list[tuple[str, str, bool]]) -> None:
    assert found(typed) == expected


def test_an_exact_phrase_goes_before_one_that_sounds_like_it() -> None:
    lexicon = Lexicon({"one": ["失业金~"], "other": ["事业金"]})
    assert [(hit.key, hit.exact) for hit in lexicon.find(read("事业金"))] == [("other", True)]


def test_an_ordinary_word_is_never_taken_for_a_phrase() -> None:
    entries = {"level": ["四级工~"]}
    typed = read("司机工")
    assert [hit.key for hit in Lexicon(entries, ordinary=()).find(typed)] == ["level"]
    assert Lexicon(entries, ordinary=("司机",)).find(typed) == []


def test_a_short_phrase_is_never_tolerant() -> None:
    assert Lexicon({"one": ["失业~"]}).find(read("事业")) == []


def test_the_phrase_as_listed_and_the_places_are_told() -> None:
    (hit,) = LEXICON.find(read("我的 事业金"))
    assert (hit.phrase, hit.start, hit.end) == ("失业金", 3, 6)
    assert LEXICON.keys(read("我的 事业金")) == {"benefit"}


def test_an_empty_phrase_is_refused() -> None:
    with pytest.raises(ValueError, match="one"):
        Lexicon({"one": ["~"]})


def test_without_phrases_nothing_is_found() -> None:
    assert Lexicon({}).find(read("失业金")) == []


@given(st.text() | st.lists(st.sampled_from(list("失事业保险金技能提升补贴稳问岗返还 ,level3"))).map("".join))
def test_hits_do_not_overlap_and_stand_where_they_say(typed: str) -> None:
    text = read(typed)
    spans: dict[tuple[int, int], str] = {}
    for hit in LEXICON.find(text):
        assert hit.span == text.span(hit.start, hit.end)
        if hit.exact:
            assert text.folded[hit.start : hit.end].replace(" ", "") == hit.phrase.replace(" ", "")
        spans[hit.start, hit.end] = hit.phrase
    ends = sorted(spans)
    assert all(before[1] <= after[0] for before, after in pairwise(ends))


@given(st.sampled_from(["技能提升补贴", "失业保险金", "稳岗返还", "三级"]), st.text(alphabet="我的。 ,啊", max_size=5))
def test_a_listed_phrase_is_found_wherever_it_stands(phrase: str, around: str) -> None:
    text = read(around + phrase + around)
    assert [text.said(hit.span) for hit in LEXICON.find(text)] == [phrase]
