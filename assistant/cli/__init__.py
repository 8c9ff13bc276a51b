"""The command line: ``assistant …``. A command module has ``COMMANDS``; add the module to the list below."""

import click

from assistant.cli import chatting, deciding, demonstration, flows, policies, screening, serving, sms, staff, working

MODULES = (serving, deciding, chatting, screening, flows, policies, demonstration, staff, sms, working)


@click.group()
def main() -> None:
    """稳岗助手: a self-service assistant for China's unemployment-insurance policies."""


for module in MODULES:
    for command in module.COMMANDS:
        main.add_command(command)
