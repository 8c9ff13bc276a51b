"""The README shows what the tour's script takes, and nothing else; the pictures stay small."""

import re
import struct

from assistant.paths import ROOT
from tests.tour.pictures import FOLDER, PICTURES

README = (ROOT / "README.md").read_text("utf-8")
SHOWN = re.findall(r"!\[([^\]]*)\]\(docs/tour/([a-z-]+)\.png\)", README)
MOST_OF_ONE, MOST_OF_ALL = 120 * 1024, 1_200 * 1024
SIZES = {(360, 740), (1280, 800)}


def test_the_readme_shows_each_picture_once_with_words_for_it() -> None:
    assert sorted(name for _, name in SHOWN) == sorted(PICTURES)
    assert all(words for words, _ in SHOWN)


def test_the_script_takes_each_of_them() -> None:
    source = "".join((ROOT / "tests" / "tour" / f"{part}.py").read_text("utf-8") for part in ("doors", "consoles"))
    assert sorted(re.findall(r'tour\.take\(page, "([a-z-]+)"\)', source)) == sorted(PICTURES)


def test_the_pictures_are_there_small_and_of_a_window() -> None:
    files = {file.stem: file.read_bytes() for file in FOLDER.iterdir()}
    assert sorted(files) == sorted(PICTURES)
    assert {struct.unpack(">II", content[16:24]) for content in files.values()} == SIZES
    assert max(map(len, files.values())) <= MOST_OF_ONE
    assert sum(map(len, files.values())) <= MOST_OF_ALL
