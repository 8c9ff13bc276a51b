"""稳岗返还 (and its 劳务派遣 form): facts, conditions and amounts that notices select."""

from assistant.rules.registry import program
from assistant.rules.stabilization_refund import (
    amounts,
    capacity_cut,
    conditions,
    dispatch,
    exclusions,
    layoffs,
)
from assistant.rules.stabilization_refund.dispatch import derive
from assistant.rules.stabilization_refund.facts import program_spec

program(program_spec(derive))

__all__ = ["amounts", "capacity_cut", "conditions", "dispatch", "exclusions", "layoffs"]
