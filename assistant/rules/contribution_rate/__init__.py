"""费率: what firm and worker pay for unemployment insurance in a month. JX24 一, NAT24 一."""

from assistant.rules.contribution_rate import rates
from assistant.rules.contribution_rate.facts import PROGRAM
from assistant.rules.registry import program

program(PROGRAM)

__all__ = ["rates"]
