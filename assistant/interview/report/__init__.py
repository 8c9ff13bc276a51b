"""The result of an interview in a reader's language, ready to be laid out: pages and the copied text show the same."""

from assistant.interview.report.building import Report, report
from assistant.interview.report.text import report_text

__all__ = ["Report", "report", "report_text"]
