"""What old WeChat browsers (Chromium 53 to 66) cannot read stays out of the script and the stylesheet."""

import re
from pathlib import Path

import pytest

from assistant.paths import TEMPLATES
from assistant.site.assets import STATIC

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
NEWER_THAN_ES5 = re.compile(r"=>|`|\b(?:let|const|class|async|await|import|export)\s|\.\.\.|\?\.|\?\?")
NEWER_CSS = re.compile(r":is\(|:where\(|:has\(|(?<![\w-])(?:gap|inset|aspect-ratio)\s*:|var\(--|@layer|@container")


@pytest.mark.parametrize("file", sorted(STATIC.glob("*.js")), ids=lambda file: file.name)
def test_scripts_are_es5(file: Path) -> None:
    assert NEWER_THAN_ES5.findall(COMMENT.sub("", file.read_text("utf-8"))) == []


@pytest.mark.parametrize("file", sorted(STATIC.glob("*.css")), ids=lambda file: file.name)
def test_stylesheets_are_of_2018(file: Path) -> None:
    assert NEWER_CSS.findall(COMMENT.sub("", file.read_text("utf-8"))) == []


@pytest.mark.parametrize("file", sorted(TEMPLATES.rglob("*.html")), ids=lambda file: file.name)
def test_templates_hold_no_inline_script_or_style(file: Path) -> None:
    html = file.read_text("utf-8").replace("<style>{{ stylesheet }}</style>", "")
    assert not re.search(r"<style|\sstyle=|<script(?! src=)|\son[a-z]+=|\|\s*safe\b", html)
