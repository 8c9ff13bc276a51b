"""Into how many pieces texts are cut: the boundaries, and what must hold for any text."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.sms.gateway import Capabilities
from assistant.sms.segments import segments, units

USUAL = Capabilities(links=True, two_way=False)
SMALL = Capabilities(links=True, two_way=False, first_segment=65, further_segments=62)
GSM = Capabilities(links=True, two_way=False, gsm7=True)
PLANE_TWO = "𠮷"  # outside the basic plane: two units


@pytest.mark.parametrize(
    ("length", "usual", "small"),
    [
        *[(0, 0, 0), (1, 1, 1), (62, 1, 1), (65, 1, 1), (66, 1, 2), (70, 1, 2), (71, 2, 2), (124, 2, 2)],
        *[(125, 2, 3), (134, 2, 3), (135, 3, 3), (186, 3, 3), (187, 3, 4), (201, 3, 4), (202, 4, 4)],
    ],
)
def test_chinese_is_counted_by_seventy_and_sixty_seven_or_by_what_the_gateway_says(
    length: int, usual: int, small: int
) -> None:
    assert (segments("汉" * length, USUAL), segments("汉" * length, SMALL)) == (usual, small)


@pytest.mark.parametrize(("length", "count"), [(160, 1), (161, 2), (306, 2), (307, 3), (459, 3), (460, 4)])
def test_the_short_alphabet_counts_more_to_a_piece_where_the_gateway_does_so(length: int, count: int) -> None:
    assert segments("a" * length, GSM) == count
    assert segments("a" * length, USUAL) == math.ceil(length / 67)


@pytest.mark.parametrize(("text", "count"), [("€" * 80, 1), ("€" * 81, 2), ("a" * 159 + "€", 2), ("a" * 158 + "€", 1)])
def test_a_sign_of_the_extension_takes_two_places(text: str, count: int) -> None:
    assert segments(text, GSM) == count


@pytest.mark.parametrize("sign", ["【", "汉", "ç", "`", "\u2026"])
def test_one_sign_outside_the_short_alphabet_makes_the_text_chinese(sign: str) -> None:
    assert segments("a" * 70 + sign, GSM) == 2


@pytest.mark.parametrize(("count", "pieces"), [(35, 1), (36, 2), (66, 2), (67, 3)])
def test_a_sign_of_two_units_counts_two_and_is_never_cut(count: int, pieces: int) -> None:
    # 67 units hold 33 such signs and one unit to spare.
    assert units(PLANE_TWO) == 2
    assert segments(PLANE_TWO * count, USUAL) == pieces


texts = st.text(max_size=400)


@given(texts)
def test_the_pieces_hold_the_text_and_none_could_be_spared(text: str) -> None:
    count, length = segments(text, USUAL), units(text)
    assert (count <= 1) == (length <= 70)
    assert (count == 0) == (length == 0)
    if count > 1:
        assert length <= count * 67
        assert length > (count - 1) * 66  # a piece wastes at most one unit, before a sign of two


@given(texts, texts)
def test_more_text_never_takes_fewer_pieces(one: str, more: str) -> None:
    for capabilities in (USUAL, SMALL):
        assert segments(one + more, capabilities) >= segments(one, capabilities)


@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=400))
def test_the_short_alphabet_never_costs_more(text: str) -> None:
    assert segments(text, GSM) <= segments(text, USUAL)
