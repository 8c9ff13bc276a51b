"""What changing one answer does, in words: said before the change is made."""

from collections.abc import Iterator
from typing import Any

from assistant.interview.engine import UNSURE, Change
from assistant.interview.marks import listed
from assistant.interview.report.amounts import main_amount
from assistant.interview.wording import CHINESE, VERDICTS, say, show_fact, translate
from assistant.rules.facts import N_, Fact

DROPS = N_("会作废 %(number)s 个回答：%(labels)s")
AMOUNT = N_("金额由%(before)s变为%(after)s")
VERDICT = N_("结论由“%(before)s”变为“%(after)s”")
ASKS = N_("至少还要再回答 1 个问题：%(text)s")
NOTHING = N_("结论和金额都不变")
NONE = N_("没有")
NO_AMOUNT = N_("“还算不出”")
MADE_ELSEWHERE = N_("这份填写刚在别处改过。下面按最新的内容重新算过，请再看一遍。")


def change_lines(change: Change, language: str = CHINESE) -> list[str]:
    """One sentence per effect; one that says so where there is none."""
    return list(_lines(change, language)) or [translate(NOTHING, language)]


def changes_anything(change: Change) -> bool:
    """Whether there is any effect to speak of."""
    return next(_lines(change, CHINESE), None) is not None


def _lines(change: Change, language: str) -> Iterator[str]:
    if change.dropped:
        labels = listed((say(q.fact.label, language) for q in change.dropped), language)
        yield translate(DROPS, language) % {"number": len(change.dropped), "labels": labels}
    if change.before.verdict != change.after.verdict:
        yield translate(VERDICT, language) % {
            "before": translate(VERDICTS[change.before.verdict], language),
            "after": translate(VERDICTS[change.after.verdict], language),
        }
    missing = translate(NO_AMOUNT, language)
    before, after = main_amount(change.before, language), main_amount(change.after, language)
    if before != after:
        yield translate(AMOUNT, language) % {"before": f" {before or missing} ", "after": f" {after or missing}"}
    if change.newly_asked is not None:
        yield translate(ASKS, language) % {"text": say(change.newly_asked.text, language)}


def said(fact: Fact, value: Any, language: str = CHINESE) -> str:
    """An answer as a person reads it, "not sure" included."""
    if value == []:
        return translate(NONE, language)
    return show_fact(fact, None if value is UNSURE else value, language)
