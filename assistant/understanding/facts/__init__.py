"""Facts that a message states, program by program: what is certain, and what has to be asked back."""

from dataclasses import dataclass

from assistant.understanding.model import Doubt, Found, Named


@dataclass(frozen=True, slots=True)
class Facts:
    """What one program's reader found in a message, each at most once per fact."""

    found: tuple[Found, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    occupations: tuple[Named, ...] = ()
