"""A message as the answer to the question that was just asked, for every kind of fact and every door alike."""

from assistant.interview.parsing import AnswerError
from assistant.understanding.answering.reading import read

__all__ = ["AnswerError", "read"]
