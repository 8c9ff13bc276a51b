"""The marks between texts that are joined by code, in the reader's language."""

from collections.abc import Iterable

from assistant.interview.wording import CHINESE


def pair(label: str, text: str, language: str) -> str:
    """What is named, and what it is."""
    return f"{label}：{text}" if language == CHINESE else f"{label}: {text}"


def aside(text: str, language: str) -> str:
    """A remark behind something, such as its clause; nothing for none."""
    if not text:
        return ""
    return f"（{text}）" if language == CHINESE else f" ({text})"


def joined(parts: Iterable[str], language: str) -> str:
    """Those that say something, one after another."""
    return ("；" if language == CHINESE else "; ").join(part for part in parts if part)


def listed(names: Iterable[str], language: str) -> str:
    """The members of a list."""
    return ("、" if language == CHINESE else ", ").join(names)
