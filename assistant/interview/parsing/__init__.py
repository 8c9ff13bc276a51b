"""From what a person types to the value of a fact, for every door alike."""

from assistant.interview.parsing.answers import TEN_THOUSANDTH, Answer, parse
from assistant.interview.parsing.errors import AnswerError, PersonalDataError
from assistant.interview.parsing.text import is_not_sure
from assistant.interview.parsing.yes_no import yes_or_no

__all__ = ["TEN_THOUSANDTH", "Answer", "AnswerError", "PersonalDataError", "is_not_sure", "parse", "yes_or_no"]
