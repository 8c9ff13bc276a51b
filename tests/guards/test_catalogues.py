"""Every text that a reader may meet has its English translation, with the same placeholders."""

import ast
import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from assistant.paths import LOCALES, ROOT

KEYWORDS = DEFAULT_KEYWORDS | {"lazy_gettext": None}
CHINESE_MARK = re.compile("[；：，。（）、〔〕？！《》]")
# What is no bare text of a template: comments, texts to translate, and what is said to be Chinese.
NOT_BARE = re.compile(
    r"""\{#.*?#\}|\b(?:_|ngettext)\(\s*(?:"[^"]*"|'[^']*')(?:\s*,\s*"[^"]*")?|<(\w+) lang="zh-Hans-CN">.*?</\1>""",
    re.DOTALL,
)
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[ds]|\{[a-z_0-9]*\}")


def _texts() -> Iterator[tuple[str, ...]]:
    with (ROOT / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping, "babel.cfg")
    for folder in ("assistant", "templates"):
        found = extract_from_dir(ROOT / folder, methods, options, keywords=KEYWORDS)
        for _file, _line, message, _comments, _context in found:
            yield message if isinstance(message, tuple) else (message,)


@pytest.fixture(scope="module")
def english() -> dict[str, Message]:
    with (LOCALES / "en" / "LC_MESSAGES" / "messages.po").open("rb") as po:
        catalogue = read_po(po)
    return {_source(message): message for message in catalogue if message.id}


def _source(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple | list) else message.id


def _translations(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, tuple | list) else (message.string,)


def test_every_text_has_an_english_translation(english: dict[str, Message]) -> None:
    sources = {texts[0] for texts in _texts()}
    assert len(sources) > 40, "the extraction found hardly anything"
    missing = {s for s in sources if s not in english or english[s].fuzzy or not all(_translations(english[s]))}
    assert not missing, "run `make translations`, then translate in locales/en"


def test_no_text_stands_in_an_f_string() -> None:
    """The extraction does not look into them: such a text would never be translated."""
    unseen = {
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for file in (ROOT / "assistant").rglob("*.py")
        for string in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in KEYWORDS
    }
    assert not unseen


def test_no_chinese_mark_stands_bare_in_a_template() -> None:
    """It would stand between English texts, too: marks are translated like words."""
    bare = {
        f"{file.relative_to(ROOT)}: {found[0]}"
        for file in (ROOT / "templates").rglob("*.html")
        for found in CHINESE_MARK.finditer(NOT_BARE.sub("", file.read_text("utf-8")))
    }
    assert not bare


def test_translations_keep_the_placeholders(english: dict[str, Message]) -> None:
    changed = {
        source
        for source, message in english.items()
        for translation in _translations(message)
        if translation and set(PLACEHOLDER.findall(source)) != set(PLACEHOLDER.findall(translation))
    }
    assert not changed
