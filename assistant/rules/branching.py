"""Branches that are computed only where they can count.

``pick`` takes two values that are both computed already. In a single case, where the condition is nearly always known,
that is wasted work: an ordinary firm would have its dispatch shares computed. These take functions instead; over
columns, and where the condition is unknown, they are the same as ``pick`` and ``|``.
"""

from collections.abc import Callable
from typing import Any

from assistant.rules.values import Case, pick

Later = Callable[[], Any]


def branch(condition: Any, yes: Later, no: Later) -> Any:
    """``yes()`` where ``condition`` holds, else ``no()``; an unknown condition is harmless where both agree."""
    if isinstance(condition, Case) and condition.v is not None:
        chosen = yes() if condition.v else no()
        return chosen if isinstance(chosen, Case) else Case(chosen)
    return pick(condition, yes(), no())


def or_else(first: Any, second: Later) -> Any:
    """``first | second()``; the second is not computed where the first holds."""
    if isinstance(first, Case) and first.v:
        return first
    return first | second()
