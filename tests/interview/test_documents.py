"""How sections are named: as printed in Chinese, in figures in English."""

import pytest

from assistant.interview.documents import section
from assistant.interview.wording import ENGLISH


@pytest.mark.parametrize(
    ("printed", "chinese", "english"),
    [
        ("二", "第二条", "Article 2"),
        ("二（三）", "二（三）", "Article 2(3)"),
        ("一、十二", "一、十二", "Article 1, Article 12"),
        ("第45条第（二）项、第50条", "第45条第（二）项、第50条", "Article 45(2), Article 50"),
        ("附件", "附件", "附件"),
        ("", "", ""),
    ],
)
def test_a_section(printed: str, chinese: str, english: str) -> None:
    assert section(printed) == chinese
    assert section(printed, ENGLISH) == english


def test_an_article_of_a_law_is_in_figures_too() -> None:
    assert section("社会保险法第45条第（二）项", ENGLISH).endswith(", Article 45(2)")
