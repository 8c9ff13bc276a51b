"""失业保险费率 in words."""

from collections.abc import Callable, Iterable
from typing import Any

from assistant.rules.facts import N_
from assistant.rules.texts import Message, Permille, Text


def _rate(text: str) -> Callable[[Any], Iterable[Text]]:
    def say(p: Any) -> Iterable[Text]:
        if p.permille is not None:
            yield Message(text, {"rate": Permille(p.permille), "last": p.last})

    return say


total_rate = _rate(N_("失业保险总费率 %(rate)s，写到 %(last)s 为止"))
firm_rate = _rate(N_("其中用人单位缴 %(rate)s"))
worker_rate = _rate(N_("其中职工个人缴 %(rate)s"))
