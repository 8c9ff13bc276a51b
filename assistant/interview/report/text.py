"""The report as plain text: to be copied, sent on, or read out."""

from collections.abc import Iterator

from assistant.interview.marks import aside
from assistant.interview.report.amounts import AmountView
from assistant.interview.report.building import Report
from assistant.interview.report.conditions import Cited
from assistant.interview.wording import CHINESE, translate
from assistant.rules.facts import N_

COLON, SEMICOLON = N_("："), N_("；")
OPEN = N_("%(text)s。%(not_stated)s")
MARKS = {"met": "✓", "not_met": "✕", "unknown": "?", "review": "…"}
KINDS = {
    "if_approved": N_("若审核通过："),
    "if_met": N_("如果其余条件都符合："),
    "readings": N_("文件有两种读法，金额不同："),
    "alternatives": N_("要看还没有确定的情况："),
    "at_most": N_("文件只写明上限，没有写明实际标准："),
    "unknown": N_("还算不出来"),
}


def report_text(report: Report, language: str = CHINESE) -> str:
    """The whole report in lines of plain text."""
    return "\n".join(_lines(report, language)).strip() + "\n"


def _lines(report: Report, language: str) -> Iterator[str]:
    def tr(msgid: str, **values: str) -> str:
        return translate(msgid, language) % values

    colon = tr(COLON)
    yield report.title + " · " + tr(N_("稳岗助手"))
    yield tr(N_("结论")) + colon + report.verdict_word
    yield report.summary
    yield tr(N_("核算日期：%(as_of)s"), as_of=report.as_of)
    yield tr(N_("文件执行期：%(term)s"), term=report.term)
    if report.amount:
        yield from _amount(report.amount, language)
    yield from (f"{f.label}{colon}{f.text}" for f in report.figures)
    host = tr(N_("用工单位"))
    yield from (f"{host} {h.label}{colon}{h.share}" for h in report.hosts)
    yield from _conditions(report, language)
    yield from _section(tr(N_("差多少")), report.near_misses)
    yield from _section(tr(N_("要由经办机构认定")), report.review_reasons)
    open_points = [tr(OPEN, text=text, not_stated=report.not_stated) for text, _ in report.open_points]
    yield from _section(tr(N_("文件没有写明")), open_points)
    yield from _section(tr(N_("还不清楚的")), [f"{u.text} {u.find}".strip() for u in report.unsure])
    yield from _section(tr(N_("接下来")), [_joined(language, s.what, s.where, *s.papers) for s in report.steps])
    yield from _section(tr(N_("期限")), [_joined(language, d.act, d.text, d.after) for d in report.deadlines])
    yield from _section(tr(N_("请注意")), [text for text, _ in report.caveats])
    yield from _section(tr(N_("依据的文件")), [f"[{i}] {title}" for i, title in enumerate(report.documents, 1)])


def _amount(amount: AmountView, language: str) -> Iterator[str]:
    colon = translate(COLON, language)
    lead = translate(KINDS[amount.kind], language) if amount.kind in KINDS else ""
    words = aside(amount.in_words, language)
    yield f"{amount.label}{colon}{lead}{amount.text}{words}"
    yield from (f"  {way}{colon}{text}" for way, text in amount.ways)
    yield from (f"  {step}" for step in amount.steps)


def _conditions(report: Report, language: str) -> Iterator[str]:
    colon, semicolon = translate(COLON, language), translate(SEMICOLON, language)
    if report.conditions:
        yield "\n" + translate(N_("条件"), language)
    for line in report.conditions:
        yield f"{MARKS[line.result]} {line.word}{colon}{line.text}"
        yield from ("  " + label + colon + value for label, value in line.values)
        yield "  " + semicolon.join(cited_words(c) for c in line.cited)


def cited_words(cited: Cited) -> str:
    """[1] 第二条 本省文件."""
    return " ".join(part for part in (f"[{cited.document}]", cited.section, cited.tier) if part)


def _section(heading: str, lines: list[str] | tuple[str, ...]) -> Iterator[str]:
    if lines:
        yield f"\n{heading}"
        yield from (f"· {line}" for line in lines)


def _joined(language: str, *parts: str) -> str:
    return translate(SEMICOLON, language).join(part.rstrip("。；.;") for part in parts if part)
