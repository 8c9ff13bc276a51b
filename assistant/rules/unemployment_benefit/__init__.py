"""失业保险金: facts, conditions and the longest possible period. 社会保险法 44-52; 失业保险条例 14-17."""

from assistant.rules.registry import program
from assistant.rules.unemployment_benefit import conditions, duration, overlaps, stops
from assistant.rules.unemployment_benefit.facts import PROGRAM

program(PROGRAM)

__all__ = ["conditions", "duration", "overlaps", "stops"]
