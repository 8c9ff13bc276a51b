"""失业保险金 in words."""

from collections.abc import Iterable, Sequence
from typing import Any

from assistant.rules.facts import N_
from assistant.rules.texts import Message, Text
from assistant.rules.unemployment_benefit.facts import STOP_EVENTS

Texts = Iterable[Text]


def months_at_most(p: Any) -> Texts:
    """The ceilings by years paid (社会保险法 46)."""
    bands = [Message(*_band(band)) for band in p.bands]
    yield Message(N_("按累计缴费时间：%(bands)s"), {"bands": bands})
    yield Message(N_("和上次没领完的合并，最长 %(cap)s 个月"), {"cap": p.cap})


def _band(band: Any) -> tuple[str, dict[str, Any]]:
    years, months = divmod(band.from_months, 12)
    if months:
        return N_("满 %(from_months)s 个月最长 %(months)s 个月"), {
            "from_months": band.from_months,
            "months": band.months,
        }
    return N_("满 %(years)s 年最长 %(months)s 个月"), {"years": years, "months": band.months}


_STOPS = {choice.value: choice.label for choice in STOP_EVENTS}


def stops(params: Sequence[Any]) -> Texts:
    """All stop events in one sentence."""
    found = [Message(_STOPS[p.event]) for p in params]
    yield Message(N_("出现这些情况就停发：%(events)s"), {"events": found})
