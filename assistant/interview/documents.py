"""How clauses and notices are named to a reader: title, number or that it is missing, section, tier."""

import re

from assistant.interview.wording import CHINESE, TIERS, say, translate
from assistant.rules.facts import N_
from assistant.rules.plan import Citation, NoticeRef, Plan

NUMBER_MISSING = N_("文号在所存文本中缺失")
ATTACHED = N_("依据所附国家文件")
SECTION = N_("第%(section)s条")
_NUMERAL = re.compile("[一二三四五六七八九十百]+|[0-9]+")
# 《》 around a title; inside it the marks of a quoted title become 〈〉 (GB/T 15834).
_INNER = str.maketrans("《》", "〈〉")


def title(notice: NoticeRef, language: str = CHINESE) -> str:
    """The notice's title, in 《》 where it is Chinese."""
    words = say(notice.title, language)
    return f"《{words.translate(_INNER)}》" if language == CHINESE else words


def full_title(notice: NoticeRef, language: str = CHINESE, *, law: bool = False) -> str:
    """Title and number: 《…》（…号), or that the text at hand shows no number; a law has none to show."""
    if law and not notice.number:
        return title(notice, language)
    inside = notice.number or translate(NUMBER_MISSING, language)
    return f"{title(notice, language)}（{inside}）" if language == CHINESE else f"{title(notice, language)} ({inside})"


def section(text: str, language: str = CHINESE) -> str:
    """A section as printed; a bare numeral is said to be one."""
    return translate(SECTION, language) % {"section": text} if _NUMERAL.fullmatch(text) else text


def tier(citation: Citation, language: str = CHINESE) -> str:
    """What kind of source it is; a national text that fills a gap says so."""
    return translate(ATTACHED if citation.tier == "T2" else TIERS[citation.tier], language)


def clause(plan: Plan, citation: Citation, language: str = CHINESE) -> str:
    """The whole citation in one line."""
    notice = plan.notices.get(citation.notice, plan.notice)
    return " ".join(
        (full_title(notice, language, law=citation.tier == "T3"), section(citation.section, language))
    ).strip()


def short_citation(plan: Plan, citation: Citation, language: str = CHINESE) -> str:
    """Number (else title) and section, for a line beside a condition."""
    notice = plan.notices.get(citation.notice, plan.notice)
    return f"{notice.number or title(notice, language)} {section(citation.section, language)}".strip()
