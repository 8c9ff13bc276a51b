"""稳岗返还 (and its 劳务派遣 form): facts, conditions and amounts that notices select."""

from assistant.rules.registry import program
from assistant.rules.stabilization_refund import amounts, conditions, dispatch, exclusions, layoffs
from assistant.rules.stabilization_refund.dispatch import derive
from assistant.rules.stabilization_refund.facts import PROGRAM

program(PROGRAM(derive))

__all__ = ["amounts", "conditions", "dispatch", "exclusions", "layoffs"]
