"""“第二个” chooses among what was offered: the question's own answers, or those that a reply asked back with."""

from datetime import date

import pytest

from assistant.interview.engine import UNSURE
from assistant.interview.flows import shipped_flows
from assistant.understanding.model import Context
from assistant.understanding.understand import understand

TODAY = date(2024, 11, 20)
FLOW = shipped_flows()["stabilization_refund"]


def answered(typed, fact, options=()):
    context = Context(TODAY, TODAY, "stabilization_refund", asked=FLOW.question(fact), options=options)
    return {one.fact: one.value for one in understand(typed, context).facts}.get(fact)


@pytest.mark.parametrize(
    ("typed", "fact", "options", "value"),
    [
        ("第二个", "size_class", (), "medium"),
        ("选3", "size_class", (), "small"),
        ("第二个", "size_class", ("small", "micro", UNSURE), "micro"),
        ("后面那个", "size_class", ("small", "micro", UNSURE), "micro"),
        ("最后一个", "size_class", ("small", "micro"), "micro"),
        ("前面那个", "size_class", ("small", "micro", UNSURE), "small"),
        ("选第三个", "size_class", ("small", "micro", UNSURE), UNSURE),
        ("第一个", "laid_off_anyone", (), True),
        ("第二个", "laid_off_anyone", (), False),
        ("第三个", "laid_off_anyone", (), UNSURE),
        ("第二个", "new_claimants", (3, 5, UNSURE), 5),
        ("第2个", "premium_paid_fen", (6_000_000, 600), 600),
        ("前者", "premium_paid_fen", (6_000_000, 600), 6_000_000),
        ("2个", "new_claimants", (3, 5), 2),
        ("第九个", "size_class", (), None),
    ],
)
def test_the_place_of_an_answer(typed, fact, options, value):
    assert answered(typed, fact, options) == value


def test_a_number_of_people_is_no_place():
    assert answered("2个", "laid_off_anyone") is not False
