"""The conversation in plain texts, as text messages and WeChat carry it."""

from datetime import date
from pathlib import Path

import pytest

from assistant.chat.assistant import Assistant
from assistant.chat.dialogue import Dialogue
from tests.chat.talking import cases_in

ROOM = 200


class Person:
    """Somebody who writes one text after the other."""

    def __init__(self, folder: Path) -> None:
        self._dialogue = Dialogue(Assistant(cases_in(folder), lambda: date(2024, 11, 20)), "sms")
        self._kept = None

    def writes(self, text: str) -> str:
        answer = self._dialogue.answer(self._kept, text, ROOM)
        self._kept = answer.kept
        assert len(answer.text) <= ROOM
        return answer.text


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path)


def test_answers_are_numbered_where_nothing_can_be_tapped(person: Person) -> None:
    person.writes("江西，厂子倒闭了，失业金能领吗，社保交了两年")
    person.writes("1")
    listed = person.writes("看看我填的")
    number = next(line[0] for line in listed.splitlines() if "离开上一份工作的原因" in line)
    assert "您是怎么离开上一份工作的" in person.writes(number)
    shown = person.writes("被单位辞退的")  # what the change does is shown first
    assert "单位破产" in shown
    assert "被单位解除合同" in shown
    person.writes("1")
    assert "被单位解除合同" in person.writes("看看我填的")


def test_a_number_that_may_be_an_order_is_asked_back(person: Person) -> None:
    person.writes("江西，被辞退了，失业金能领吗")
    asked = person.writes("1")
    while "多少个月" not in asked:
        asked = person.writes("1")
    assert "8个月" in person.writes("8")
    assert "多少个月" not in person.writes("8个月")
