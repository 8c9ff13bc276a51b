"""Check 14: nothing stands in a page unescaped but what is built here, and each such place is known."""

import re

from assistant.paths import ROOT, TEMPLATES

# File → why what it marks as safe cannot carry a visitor's words.
KNOWN = {
    "assistant/site/assets.py": "the project's own stylesheet",
    "assistant/chat/pages.py": "a line break between lines that were escaped",
    "assistant/web/flow_pages.py": "a drawing of the flow in which every text was escaped",
}
UNESCAPED = re.compile(r"\|\s*safe\b|\bMarkup\(|autoescape\s+false|\.unescape\(")


def test_every_unescaped_place_is_known() -> None:
    files = [*TEMPLATES.rglob("*.html"), *(ROOT / "assistant").rglob("*.py")]
    found = {str(file.relative_to(ROOT)) for file in files if UNESCAPED.search(file.read_text("utf-8"))}
    assert found == set(KNOWN)


def test_only_text_messages_are_rendered_without_escaping() -> None:
    """Jinja escapes by a template's name: whatever is no .html is plain text, and must never become a page."""
    others = {file.relative_to(TEMPLATES).parts[0] for file in TEMPLATES.rglob("*.*") if file.suffix != ".html"}
    assert others <= {"sms"}
