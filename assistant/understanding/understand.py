"""Understanding a message: the one way in. Total: whatever is sent, there is an ``Understood``.

Only the first ``READ`` characters are understood, so that a message costs what a message may cost;
``Understood.text`` is always the whole message.
"""

from assistant.understanding.hearing import shipped_hearing
from assistant.understanding.model import Context, Text, Understood
from assistant.understanding.programs import choose_program, program_scores
from assistant.understanding.topics import choose_topic

READ = 2000


def understand(typed: str, context: Context) -> Understood:
    """What the message says, given where the conversation stands. Never raises."""
    text = Text(
        typed, typed.lower() if len(typed.lower()) == len(typed) else typed, tuple(range(len(typed) + 1)), False
    )
    folded = text.folded[:READ]
    hits = shipped_hearing().hits(folded)
    scores = program_scores(hits, {})
    program = choose_program(scores, context.program)
    choice = choose_topic(folded, hits, program, stated=False, answering=context.asked is not None)
    return Understood(
        text=text,
        program=program or choice.program,
        topic=choice.topic,
        subject=choice.subject,
        scores=choice.scores,
    )
