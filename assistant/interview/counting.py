"""What is counted of an interview's course: which question was asked, answered, passed by; how it ended. Never an answer.

A question was dropped where it was asked and neither answered nor passed by: whoever was asked went away, or is still there.
"""

from collections.abc import Iterator, Mapping
from typing import Final, Literal

from assistant.interview.engine import UNSURE, Interview
from assistant.rules.facts import N_

Channel = Literal["page", "chat", "sms", "wechat", "terminal", "desk"]
CHANNELS: Final[Mapping[Channel, str]] = {
    "page": N_("网页"),
    "chat": N_("网页聊天"),
    "sms": N_("短信"),
    "wechat": N_("公众号"),
    "terminal": N_("命令行"),
    "desk": N_("热线"),
}

# begun; asked, answered, unsure, passed: a fact (passed: it is no longer asked, without an answer); finished: a verdict,
# the first one only; failed: a condition of that result; hesitated, why: a fact (the caller hesitated, asked why it is asked).
KINDS: Final = ("begun", "asked", "answered", "unsure", "passed", "hesitated", "why", "finished", "failed")

Step = tuple[str, str]  # kind, name


def steps(
    before: Interview | None, after: Interview, *, finished: bool, moved: bool = False
) -> tuple[list[Step], bool]:
    """What a change of the answers counts for, and whether the interview has had its first result now.

    ``before``: None where it begins; ``finished``: whether its first result was counted earlier; ``moved``: the person came
    from another door, so that the question is asked at this one too: there it was dropped, and here it is not.
    """
    asked_before = before.next_question() if before is not None else None
    asks = after.next_question()
    found: list[Step] = []
    if asked_before:
        found += [("asked", asked_before.fact.name)] if moved else []
        found += _answered(asked_before.fact.name, after, asks is asked_before)
    if before is None:
        found.append(("begun", ""))
    if asks is not None and asks is not asked_before:
        found.append(("asked", asks.fact.name))
    if asks is None and not finished:
        decision = after.decision()
        found.append(("finished", decision.verdict))
        found += [("failed", condition.id) for condition in decision.conditions if condition.result == "not_met"]
    return found, finished or asks is None


def _answered(fact: str, after: Interview, still_asked: bool) -> Iterator[Step]:
    if still_asked:
        return
    if fact in after.answers:
        yield ("unsure" if after.answers[fact] is UNSURE else "answered"), fact
    else:
        yield "passed", fact
