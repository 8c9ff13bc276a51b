"""Which flow a message is about, beyond what it names; chat and hotline conclude it alike."""

import re
from collections.abc import Mapping
from typing import Any, Final

from assistant.interview.flows import Flow
from assistant.understanding.model import Understood

_WHAT_IS_THERE: Final = re.compile(
    "能(?:办|领|享受|申请)(?:些|点)?(?:什么|啥|哪些)|有(?:什么|啥|哪些)(?:补贴|补助|政策|待遇)|what can i"
)
_FIRM: Final = re.compile("公司|单位|企业|厂|firm|company")


def choosing_flow(understood: Understood) -> str | None:
    """The short flow that helps to choose, for who asks what there is at all; None for who does not."""
    if not _WHAT_IS_THERE.search(understood.text.folded):
        return None
    return "firm_start" if _FIRM.search(understood.text.folded) else "worker_start"


def flow_of_facts(program: str, told: Mapping[str, Any], flows: Mapping[str, Flow]) -> Flow | None:
    """The flow that takes for given what was said: a dispatch agency has one of its own."""
    given = (flow for flow in flows.values() if flow.program.name == program and flow.given)
    return next((flow for flow in given if all(told.get(name) == value for name, value in flow.given.items())), None)
