"""小微, 中小微 and 中小企业: names for several classes of size at once."""

import re
from typing import Final

_SEVERAL: Final = (
    (re.compile("中小微(?:型)?(?:企业|公司|单位|企)?"), ("medium", "small", "micro")),
    (re.compile("(?<!中)小(?:型)?微(?:型)?(?:企业|公司|单位|企)?"), ("small", "micro")),
    (re.compile("中小(?:型)?(?!微|学)(?:企业|公司|单位|企)"), ("medium", "small")),
    (re.compile(r"\bsmall (?:or|and|/) ?micro\b|\bsmes?\b|\bsmall (?:and|or|to) medium\b"), ("small", "micro")),
)


def several(folded: str) -> tuple[tuple[int, int], tuple[str, ...]] | None:
    """Where a name of several classes stands first, and which classes it may mean; None without one."""
    found = [(match.span(), values) for pattern, values in _SEVERAL if (match := pattern.search(folded))]
    return min(found) if found else None
