"""Answers to questions about the rules, for chat, hotline and pages: from a notice's data, with its clauses."""

from assistant.interview.knowledge.answering import answer, silences
from assistant.interview.knowledge.model import Answer, Clause, Line, NextStep, Start

__all__ = ["Answer", "Clause", "Line", "NextStep", "Start", "answer", "silences"]
