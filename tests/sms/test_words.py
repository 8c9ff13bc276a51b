"""Words that gateways act on, in our texts and in replies."""

import pytest

from assistant.sms.words import asks_to_return, asks_to_stop, forbidden, threats


@pytest.mark.parametrize(
    "text", ["退订", "TD", "td", "ＴＤ", "T", "t。", " 退 订 ", "回T", "回复TD", "TD退订", "请退订！", "Stop", "拒收"]
)
def test_who_wants_no_more_is_understood(text: str) -> None:
    assert asks_to_stop(text)


@pytest.mark.parametrize(
    "text",
    [
        "收到",
        "1",
        "谢谢",
        "",
        "TDK公司收到",
        "我们想问一下收到的短信里说的退订是什么意思",
        "THANKS",
        "不是我们单位",
        "notice",
    ],
)
def test_who_says_something_else_is_not(text: str) -> None:
    assert not asks_to_stop(text)


@pytest.mark.parametrize("text", ["回复TD退订", "Reply STOP", "yes", "ｈｅｌｐ", "回 T 退订", "请回N", "end."])
def test_what_gateways_take_as_an_order_is_found(text: str) -> None:
    assert forbidden(text)


@pytest.mark.parametrize(
    "text", ["sender", "pretend to restart", "yesterday", "information", "TDK（厦门）", "返回页面"]
)
def test_parts_of_other_words_are_not(text: str) -> None:
    assert not forbidden(text)


def test_threats_are_found() -> None:
    assert threats("逾期将冻结账户") == ["逾期", "冻结"]
    assert threats("Act IMMEDIATELY") == ["immediately"]
    assert not threats("请在12月31日前核对")


@pytest.mark.parametrize(
    ("text", "back"), [("START", True), (" unstop. ", True), ("ＹＥＳ", True), ("start now", False), ("是", False)]
)
def test_who_asks_for_messages_again(text: str, back: bool) -> None:
    assert asks_to_return(text) is back
