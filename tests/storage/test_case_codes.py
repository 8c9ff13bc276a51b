"""Case codes: easy to read out, hard to guess, forgiving when typed."""

import pytest

from assistant.storage.case_codes import ALPHABET, CodeHasher, grouped, new_case_code, normalise


def test_a_code_has_ten_characters_that_nobody_confuses() -> None:
    codes = {new_case_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 10 and set(code) <= set(ALPHABET) for code in codes)
    assert not set("0O1ILUV2Z5S8B") & set(ALPHABET)


@pytest.mark.parametrize(
    "typed",
    [
        "ACDEF-GHJKM",
        "acdefghjkm",
        " ACDEF GHJKM\n",
        "ＡＣＤＥＦ－ＧＨＪＫＭ",
        "ａｃｄｅｆ　ｇｈｊｋｍ",
        "ACDEF–GHJKM",
        "ACDEF—GHJKM",
    ],
)
def test_typing_is_forgiven(typed: str) -> None:
    assert normalise(typed) == "ACDEFGHJKM"


@pytest.mark.parametrize("typed", ["", "ACDEFGHJK", "ACDEFGHJKMN", "ACDEFGHJK0", "ACDEFGHJK'", "一二三四五六七八九十"])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert normalise(typed) is None


def test_a_code_is_shown_in_two_groups() -> None:
    assert grouped("ACDEFGHJKM") == "ACDEF-GHJKM"


def test_the_digest_needs_the_key() -> None:
    digest = CodeHasher("a" * 32).digest("ACDEFGHJKM")
    assert len(digest) == 64
    assert digest == CodeHasher("a" * 32).digest("ACDEFGHJKM")
    assert digest != CodeHasher("b" * 32).digest("ACDEFGHJKM")
