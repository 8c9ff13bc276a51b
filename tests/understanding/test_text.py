"""A message as it is matched: what is folded, and that each character is where it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.text import fold, read

WRITTEN = st.text(
    st.one_of(st.characters(), st.sampled_from("我 領过２個月，。\n\u200b俩仨廿參萬圓0123456789abcＸ￥-*"))
)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("２０２４年３月１５日", "2024年3月15日"),
        ("ＡＢＣ Level ３", "abc level 3"),
        ("你好，在吗？好。", "你好,在吗?好."),
        ("失業保險金怎麼領", "失业保险金怎么领"),
        ("穩崗返還", "稳岗返还"),
        ("瞭解一下", "了解一下"),
        ("著名", "著名"),
        ("參保兩年", "参保两年"),
        ("參加培訓", "参加培训"),
        ("壹萬貳仟叁佰圓整", "一万二千三百元整"),
        ("伍仟元", "五千元"),
        ("參萬元", "三万元"),
        ("退伍军人", "退伍军人"),
        ("大陆的证", "大陆的证"),
        ("收拾东西", "收拾东西"),
        ("圆满", "圆满"),
        ("二〇二四年", "二零二四年"),
        ("仨月", "三个月"),
        ("俩人", "两个人"),
        ("俩个", "两个"),
        ("廿三号", "二十三号"),
        ("社​保﻿", "社保"),
        ("技\u200b能补贴", "技能补贴"),
        ("  两头  有空  ", "两头 有空"),
        ("交了 24 个月", "交了24个月"),
        ("5.5 %", "5.5%"),
        ("没领过 三级证", "没领过 三级证"),
        ("two and a half years", "two and a half years"),
        ("公司倒闭了\n交了两年", "公司倒闭了;交了两年"),
        ("公司倒闭了。\n\n交了两年", "公司倒闭了.交了两年"),
        ("5000 10000", "5000 10000"),
        ("10²", "10²"),
        ("\ud800三级", "�三级"),
        ("三\x00级", "三 级"),
        ("", ""),
        ("\n\n", ""),
    ],
)
def test_what_is_folded(typed: str, folded: str) -> None:
    assert read(typed).folded == folded


@pytest.mark.parametrize(
    ("typed", "phrase", "said"),
    [
        ("我２０２３年領過", "2023", "２０２３"),
        ("社 保 24 个月了", "24个月", "24 个月"),
        ("  就仨人", "三个人", "仨人"),
        ("社\u200b保停了", "社保", "社\u200b保"),
        ("证\n四级", "四级", "四级"),
        ("廿三号发的", "二十三号", "廿三号"),
    ],
)
def test_a_span_is_what_was_typed_there(typed: str, phrase: str, said: str) -> None:
    text = read(typed)
    start = text.folded.index(phrase)
    assert text.said(text.span(start, start + len(phrase))) == said


@given(WRITTEN)
def test_any_text_is_read_with_a_place_for_each_character(typed: str) -> None:
    text = read(typed)
    assert len(text.places) == len(text.folded) + 1
    assert list(text.places) == sorted(text.places)
    assert text.places[-1] == len(text.typed)
    text.typed.encode()


@given(WRITTEN)
def test_folding_again_changes_nothing(typed: str) -> None:
    once = fold(typed)
    assert fold(once) == once


def test_thousands_of_characters_are_read() -> None:
    typed = "我在２０２３年10月18號發的證，參保廿四個月 \n" * 400
    text = read(typed)
    assert text.folded.startswith("我在2023年10月18号发的证,参保二十四个月;我在")
    assert text.folded.count("二十四个月") == 400
