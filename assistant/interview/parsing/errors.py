"""What is raised when an answer cannot be taken as typed: a kind message, never the typed text itself."""


class AnswerError(ValueError):
    """An answer that was not understood or is out of bounds.

    ``msgid`` is a Chinese source text with ``%(name)s`` placeholders; a door translates it and then fills in
    ``params``. Neither ever holds what the person typed, so that both may be logged.
    """

    def __init__(self, msgid: str, /, **params: str | int) -> None:
        super().__init__(msgid)
        self.msgid = msgid
        self.params = params

    def __str__(self) -> str:
        return self.msgid % self.params if self.params else self.msgid


class PersonalDataError(AnswerError):
    """Something like an ID, bank-card or phone number was typed; it must be neither kept nor shown again."""
