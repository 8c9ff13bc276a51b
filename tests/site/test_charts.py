"""Charts: lengths in proportion, words in lines that fit, nothing lost of either."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.site.charts import WIDTH, chart, grouped, wrapped


def test_bars_are_as_long_as_their_values() -> None:
    laid = chart([("甲", 400, "c1"), ("乙", 100, "c2"), ("丙", 0, "c3"), ("丁", 1, "c4")])
    lengths = [row.bars[0].length for row in laid.rows]
    assert lengths[0] == 4 * lengths[1] + lengths[0] % 4
    assert lengths[2] == 0
    assert lengths[3] == 2  # however few: there are some
    assert [row.bars[0].text for row in laid.rows] == ["400", "100", "0", "1"]


def test_what_belongs_together_stands_together() -> None:
    laid = grouped([("甲", [(3, "今年 3", "c1"), (2, "去年 2", "c4 before")]), ("乙", [(1, "今年 1", "c1")])])
    places = [bar.y for row in laid.rows for bar in row.bars]
    assert places == sorted(places)
    assert places[1] - places[0] < places[2] - places[1]
    assert laid.height > places[-1]


def test_a_chart_of_nothing_is_empty() -> None:
    assert chart([]).rows == ()
    assert [row.bars[0].length for row in chart([("甲", 0, "c1")]).rows] == [0]


@given(st.lists(st.integers(0, 10**15), max_size=8))
def test_no_bar_leaves_the_picture(values: list[int]) -> None:
    laid = chart([(str(value), value, "c1") for value in values])
    assert all(bar.length + 8 * len(bar.text) <= WIDTH for row in laid.rows for bar in row.bars)


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=200))
def test_wrapping_loses_only_blanks_between_lines(text: str) -> None:
    lines = wrapped(text, 20)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(len(line) <= 20 for line in lines)


def test_words_are_not_cut_where_they_need_not_be() -> None:
    assert wrapped("paid in full for twelve months", 20) == ["paid in full for", "twelve months"]
    assert wrapped("足额缴费满十二个月以上", 12) == ["足额缴费满十", "二个月以上"]
