"""Commands of a conversation, in many wordings, Chinese and English: only where the whole message is one.

“返回” is a command; “返还没到账” and “我想返回江西办” are not. What 对 or 不 confirms is for the conversation to know.
"""

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, get_args

from assistant.understanding.model import Command, Text

WORDS: Final = Path(__file__).with_suffix(".toml")
_COMMANDS: Final[tuple[Command, ...]] = get_args(Command)  # in the order in which they are tried
_STOPS = re.compile(r"""[\s,.!?;:~、。，！？；：…“”"'()（）\[\]【】·—-]+""")
_ENGLISH_STOPS = re.compile(r"""[\s,.!;:~…“”"()]+""")
_PART = re.compile("<([a-z]+)>")
_LONGEST = 40

Patterns = tuple[tuple[Command, re.Pattern[str]], ...]


def read(text: Text) -> Command | None:
    """The command that the whole message is, or None."""
    folded = text.folded.strip().casefold()
    if not folded or len(folded) > _LONGEST:
        return None
    if folded.isascii():
        spaced = _ENGLISH_STOPS.sub(" ", folded).strip()
        return _first(_patterns("en"), spaced.rstrip("? ") or spaced)
    return _first(_patterns("zh"), _STOPS.sub("", folded))


def _first(patterns: Patterns, whole: str) -> Command | None:
    return next((command for command, pattern in patterns if whole and pattern.fullmatch(whole)), None)


@lru_cache(maxsize=2)
def _patterns(language: str) -> Patterns:
    table: dict[str, Any] = tomllib.loads(WORDS.read_text("utf-8"))
    around = {side: "|".join(words) for side, words in table["around"][language].items()}

    def compiled(patterns: list[str]) -> re.Pattern[str]:
        core = "|".join(_filled(pattern, table["part"]) for pattern in patterns)
        return re.compile(f"(?:{around['before']}){{0,5}}?(?:{core})(?:{around['after']}){{0,3}}")

    return tuple((command, compiled(table[command][language])) for command in _COMMANDS)


def _filled(pattern: str, parts: dict[str, str]) -> str:
    return _PART.sub(lambda name: parts[name[1]], pattern)
