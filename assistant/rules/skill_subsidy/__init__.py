"""技能提升补贴: facts, conditions and amounts that notices select."""

from assistant.rules.registry import program
from assistant.rules.skill_subsidy import amounts, certificates, claims, deadline, overlaps, persons
from assistant.rules.skill_subsidy.facts import PROGRAM

program(PROGRAM)

__all__ = ["amounts", "certificates", "claims", "deadline", "overlaps", "persons"]
