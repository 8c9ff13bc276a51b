"""What an administrator reads names every setting and every command that looks after an installation."""

import click

from assistant.cli import main
from assistant.paths import ROOT
from assistant.settings import Settings

TEXT = (ROOT / "docs" / "operations.md").read_text("utf-8")


def test_every_setting_is_explained() -> None:
    assert [name.upper() for name in Settings.model_fields if f"`{name.upper()}`" not in TEXT] == []


def test_every_command_that_looks_after_an_installation_is_named() -> None:
    groups = {name: main.commands[name] for name in ("db", "staff", "sms")}
    named = [
        (group, name)
        for group, command in groups.items()
        if isinstance(command, click.Group)
        for name in command.commands
        if name not in TEXT
    ]
    assert named == []
