"""How clauses and notices are named to a reader: title, number or that it is missing, section, tier."""

import re

from assistant.interview.wording import CHINESE, TIERS, say, translate
from assistant.rules.facts import N_
from assistant.rules.plan import Citation, NoticeRef, Plan

NUMBER_MISSING = N_("文号在所存文本中缺失")
ATTACHED = N_("依据所附国家文件")
SECTION = N_("第%(section)s条")
_NUMERAL = re.compile("[一二三四五六七八九十百]+|[0-9]+")
# What English names in other words, and the parts of a section that it gives in figures: 二（三）, 社会保险法第45条第（二）项.
_NAMES = {"社会保险法": N_("社会保险法"), "失业保险条例": N_("失业保险条例"), "引言": N_("引言"), "文末": N_("文末")}
_DIGITS = "零一二三四五六七八九"
_TO_99 = f"[0-9]+|[{_DIGITS[2:]}]?十[{_DIGITS[1:]}]?|[{_DIGITS[1:]}]"
_PART = re.compile(f"(社会保险法|失业保险条例)?第?({_TO_99})条?(?:第?（({_TO_99})）项?)?")
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
    """A section as printed, a bare numeral said to be one; in English each of its parts in figures, where it has that form."""
    if language == CHINESE:
        return SECTION % {"section": text} if _NUMERAL.fullmatch(text) else text
    parts = [_part_in_figures(part, language) for part in text.split("、")]
    return ", ".join(parts) if all(parts) else text


def _part_in_figures(part: str, language: str) -> str:
    """One part of a section: 二（三） as “Article 2(3)”; empty where it has another form."""
    if part in _NAMES:
        return translate(_NAMES[part], language)
    found = _PART.fullmatch(part)
    if found is None:
        return ""
    law, article, item = found.groups()
    number = f"{_figure(article)}({_figure(item)})" if item else _figure(article)
    said = translate(SECTION, language) % {"section": number}
    return f"{translate(_NAMES[law], language)}, {said}" if law else said


def _figure(numeral: str) -> int:
    """The value of a numeral that ``_TO_99`` matches."""
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    return 10 * (_DIGITS.index(tens) if tens else len(ten)) + (_DIGITS.index(ones) if ones else 0)


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
    """Number (else title) and section, for a line beside a condition; of a law the article says enough."""
    where = section(citation.section, language)
    if citation.tier == "T3" and where:
        return where
    notice = plan.notices.get(citation.notice, plan.notice)
    return f"{notice.number or title(notice, language)} {where}".strip()
