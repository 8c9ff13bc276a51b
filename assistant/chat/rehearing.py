"""Messages heard again for another year: “去年没裁员” is a fact of this year's “last year” only."""

from typing import Final

from assistant.chat.doubts import remember
from assistant.chat.exchange import Exchange
from assistant.interview.stored import value_to_json
from assistant.understanding.model import Context, Understood
from assistant.understanding.understand import understand

_MOST: Final = 4
_LONGEST: Final = 500


def keep(ex: Exchange, understood: Understood) -> None:
    """Keep a message that told facts before an interview began."""
    if ex.case is None and understood.facts:
        ex.put(heard=(*ex.state.heard, understood.text.typed[:_LONGEST])[-_MOST:])


def hear_again(ex: Exchange, program: str) -> None:
    """Where the rules are asked for another year than the present: what is no longer certain is a doubt."""
    texts, facts = ex.state.heard, ex.state.understood.get(program, {})
    ex.put(heard=())
    if ex.as_of.year == ex.today.year or not facts:
        return
    context = Context(today=ex.today, as_of=ex.as_of, program=program, language=ex.language)
    again = [understand(text, context) for text in texts]
    certain = {f.fact: value_to_json(f.value) for u in again for f in u.facts if f.program == program}
    doubted = {d.fact for u in again for d in u.doubts if d.program == program}
    kept = {name: raw for name, raw in facts.items() if certain.get(name) == raw and name not in doubted}
    ex.put(understood={**ex.state.understood, program: kept})
    for understood in again:
        remember(ex, understood)
