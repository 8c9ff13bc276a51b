"""Messages in a column of text: why a cell, a file or a job was refused, kept until somebody reads it in their language."""

import json
from collections.abc import Mapping
from typing import Any

from assistant.rules.texts import Message

_KEPT = '{"text": '


def kept(text: Message) -> str:
    """Return a message as a column keeps it, to be said later in the language of whoever reads it.

    Its values are texts, whole numbers, lists of these, or such messages; one without values is kept as its msgid.
    """
    return json.dumps(_plain(text), ensure_ascii=False) if text.values else text.text


def from_kept(text: str) -> Message:
    """Return the message that was kept; a bare sentence is its own msgid."""
    return _from_plain(json.loads(text)) if text.startswith(_KEPT) else Message(text)


def _plain(text: Message) -> dict[str, Any]:
    values = {name: _plain(value) if isinstance(value, Message) else value for name, value in text.values.items()}
    return {"text": text.text, "values": values}


def _from_plain(found: Mapping[str, Any]) -> Message:
    values = {name: _from_plain(value) if isinstance(value, dict) else value for name, value in found["values"].items()}
    return Message(found["text"], values)
