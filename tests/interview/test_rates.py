"""Rates are typed and shown in percent and kept in ten-thousandths, so that no decimal is lost."""

import pytest

from assistant.interview.formatting import percent_of_rate
from assistant.interview.parsing import AnswerError, parse
from assistant.interview.wording import show_fact
from assistant.rules.facts import Fact

RATE = Fact("office_rate_bp", "int", "裁员率", lo=0, hi=10_000, unit="万分之一")


@pytest.mark.parametrize(
    ("typed", "value"),
    [("5.5", 550), ("5.5%", 550), ("５．５％", 550), ("5.51", 551), ("20", 2000), ("0", 0), ("百分之五点五", 550),
     ("百分之5.5", 550), ("千分之五十五", 550), ("55‰", 550), ("万分之五百五十", 550), ("100", 10_000)],
)  # fmt: skip
def test_rates_are_read_as_percentages(typed: str, value: int) -> None:
    assert parse(RATE, typed) == value


@pytest.mark.parametrize("typed", ["5.555", "550", "-1", "五成左右", "abc", "%"])
def test_what_is_no_rate_is_refused(typed: str) -> None:
    with pytest.raises(AnswerError):
        parse(RATE, typed)


def test_bounds_are_named_in_percent() -> None:
    with pytest.raises(AnswerError, match="0% 到 100%"):
        parse(RATE, "550")


@pytest.mark.parametrize(("rate", "shown"), [(550, "5.5%"), (551, "5.51%"), (2000, "20%"), (5, "0.05%"), (0, "0%")])
def test_rates_are_shown_in_percent(rate: int, shown: str) -> None:
    assert percent_of_rate(rate) == show_fact(RATE, rate) == shown
