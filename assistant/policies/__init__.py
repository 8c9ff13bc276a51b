"""Notices as data: one file per province and year, checked at start, chosen by region and day."""

from assistant.policies.errors import PolicyError, Problem
from assistant.policies.loading import NoNotice, Policies, held_policies, load_policies, shipped_policies
from assistant.policies.regions import UnknownRegion

__all__ = [
    "NoNotice",
    "Policies",
    "PolicyError",
    "Problem",
    "UnknownRegion",
    "held_policies",
    "load_policies",
    "shipped_policies",
]
