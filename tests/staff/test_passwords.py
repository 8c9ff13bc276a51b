"""Passwords: length decides; what anybody tries first is refused."""

import unicodedata

import pytest

from assistant.staff import passwords


@pytest.mark.parametrize(
    ("password", "trouble"),
    [
        ("elf zeichen", passwords.TOO_SHORT),
        ("zwoelf zeich", None),
        ("四个不相干的词连成一句话吧", None),
        ("only lower case words", None),
        ("x" * 257, passwords.TOO_LONG),
        ("hello WANG.FANG 2024", passwords.LIKE_NAME),
        ("123456789012", passwords.TOO_COMMON),
        ("PasswordPassword", passwords.TOO_COMMON),
        ("woaini1314520", passwords.TOO_COMMON),
        ("１２３４５６７８９０１２", passwords.TOO_COMMON),
        ("abababababababab", passwords.TOO_COMMON),
    ],
)
def test_what_a_password_must_be(password: str, trouble: str | None) -> None:
    assert passwords.problem(password, "wang.fang") == trouble


def test_all_that_is_called_common_is_long_enough_to_matter() -> None:
    assert min(map(len, passwords._COMMON)) >= passwords.SHORTEST
    assert all(word == word.casefold() for word in passwords._COMMON)


def test_initial_passwords_differ_and_would_pass() -> None:
    made = {passwords.new_initial() for _ in range(100)}
    assert len(made) == 100
    assert all(passwords.problem(password, "wang.fang") is None for password in made)


def test_a_password_is_the_same_however_it_is_composed() -> None:
    kept = passwords.hashed("übermut tut selten gut")
    assert kept.startswith("$argon2id$")
    assert passwords.matches(unicodedata.normalize("NFD", "übermut tut selten gut"), kept)
    assert not passwords.matches("ubermut tut selten gut", kept)


def test_nobody_s_password_is_never_right() -> None:
    assert not passwords.matches("anything", None)
    assert not passwords.matches("anything", "no hash at all")
    assert not passwords.matches("x" * 1_000_000, passwords.hashed("x" * 256))
