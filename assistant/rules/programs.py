"""Every program that notices can speak of. Importing this module registers their facts and functions."""

from assistant.rules import (
    contribution_rate,
    skill_subsidy,
    stabilization_refund,
    start,
    term,
    unemployment_benefit,
)

__all__ = ["contribution_rate", "skill_subsidy", "stabilization_refund", "start", "term", "unemployment_benefit"]
