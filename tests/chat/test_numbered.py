"""What short texts mean, and which conversation they are for."""

import json

import pytest

from assistant.chat.numbered import AskBack, NextPage, NotOffered, Shown, meant
from assistant.chat.said import Pressed, Words
from assistant.chat.tags import TAGS, Addressed, addressed, free
from assistant.sms.words import asks_to_stop

CHOICE = Shown({"1": "flow:a", "2": "flow:b"}, more=True)
NUMERIC = Shown(numeric=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", Pressed("flow:a", "1")),
        (" ２。", Pressed("flow:b", "2")),
        ("(1)", Pressed("flow:a", "1")),
        ("3", NotOffered("3")),
        ("7", NextPage()),
        ("更多", NextPage()),
        ("More", NextPage()),
        ("0", Pressed("back", "0")),
        ("8", Pressed("restart", "8")),
        ("9.", Pressed("human", "9")),
        ("24", Words("24")),
        ("我在江西", Words("我在江西")),
        ("", Words("")),
        ("①", Pressed("flow:a", "1")),
        ("七", Words("七")),
    ],
)
def test_where_something_is_chosen_numbers_choose(text: str, expected: object) -> None:
    assert meant(text, CHOICE) == expected


@pytest.mark.parametrize("text", ["1", "3", "7", "24", "8个月", "2024-09-30", "更多"])
def test_where_a_number_is_asked_for_numbers_answer(text: str) -> None:
    assert meant(text, NUMERIC) == Words(text)


@pytest.mark.parametrize("digit", ["0", "8", "9"])
def test_a_number_that_is_a_command_too_is_asked_back(digit: str) -> None:
    found = meant(digit, NUMERIC)
    assert found == AskBack(digit)
    assert isinstance(found, AskBack)
    assert digit in found.text("zh_Hans_CN")


def test_seven_is_an_answer_like_others_where_there_is_no_more() -> None:
    assert meant("7", Shown({"1": "x"})) == NotOffered("7")
    assert meant("7", Shown(numeric=True, more=True)) == Words("7")


def test_what_was_shown_is_kept_as_json() -> None:
    assert Shown.from_json(json.loads(json.dumps(CHOICE.to_json()))) == CHOICE
    for nonsense in (None, [], {}, {"numbers": {}}):
        assert Shown.from_json(nonsense) == Shown()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2", Addressed("2")),
        ("B 2", Addressed("2", "B")),
        ("b2", Addressed("2", "B")),
        ("Ｂ：不清楚", Addressed("不清楚", "B")),
        ("B", Addressed("", "B")),
        ("C 2", Addressed("C 2")),
        ("BMW", Addressed("BMW")),
        ("B类单位", Addressed("B类单位")),
        ("新", Addressed("", new=True)),
        ("新 我想问失业金", Addressed("我想问失业金", new=True)),
        ("NEW", Addressed("", new=True)),
        ("新单位能领吗", Addressed("新单位能领吗")),
    ],
)
def test_a_letter_names_the_conversation(text: str, expected: Addressed) -> None:
    assert addressed(text, {"A", "B"}) == expected


def test_letters_that_mean_leaving_are_no_tags() -> None:
    assert not any(asks_to_stop(tag) for tag in TAGS)
    assert free("A") == "B"
    assert free(TAGS) is None
