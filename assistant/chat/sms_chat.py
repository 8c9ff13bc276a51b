"""The chat by text message: a text that came in, a turn of its number's conversation, one text that leaves by the outbox."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from assistant.chat.assistant import spoken
from assistant.chat.dialogue import Dialogue, kept, too_many
from assistant.chat.tags import Addressed, addressed, free
from assistant.interview.wording import CHINESE, translate
from assistant.rules.facts import N_
from assistant.sms.gateway import Gateway, Reply
from assistant.sms.segments import units
from assistant.storage.conversations import Conversation, key_of
from assistant.storage.singles.queue import Text
from assistant.storage.turns import Heard, Limits, Repeated, TooMany, Turns

log = logging.getLogger(__name__)

CHANNEL: Final = "sms"
GOOD_FOR: Final = timedelta(minutes=10)  # an answer that comes later than that confuses
SEGMENTS: Final = 3  # of one answer
LONGEST: Final = 1600  # characters that are looked at: what ten segments of a long text hold
PARALLEL: Final = N_("现在有几段对话，回答前写上字母，例如“%(tag)s 1”。")
_LEAD: Final = "[{}] "  # room is always left for it: tags come and go between two pages of a reply


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class SmsChat:
    """Answers texts. The same text twice, several at once or in another order do no harm; each gets one answer."""

    turns: Turns
    dialogue: Dialogue
    gateway: Gateway
    limits: Limits
    now: Callable[[], datetime] = _utc_now

    def hear(self, reply: Reply) -> None:
        """Answer a text, unless it was answered already or its number wrote too much."""
        if not reply.provider_id:
            log.warning("a text without the provider's id is not answered: it could not be told from its repetition")
            return
        heard = Heard(self.gateway.name, reply.provider_id[:64], reply.from_)
        with self.turns.in_turn(heard):
            if self.turns.seen(heard):
                return
            try:
                self.turns.check(heard, self.limits)
                self._answer(heard, reply)
            except Repeated:
                return
            except TooMany as found:
                if found.first:
                    self._say_too_many(heard, reply, found.hours)

    def _answer(self, heard: Heard, reply: Reply) -> None:
        key = key_of(CHANNEL, heard.gateway, reply.to, reply.from_)
        talks = self.turns.conversations.all(key)
        to = addressed(reply.text[:LONGEST], {talk.tag for talk in talks})
        talk, tag = _chosen(talks, to)
        several = len(talks) > 1 or (to.new and bool(talks))
        lead = _LEAD.format(tag) if several else ""
        begins = to.new or talk is None
        notice = ""
        if to.new and several:
            language = spoken(to.text, talk.content.get("language", CHINESE) if talk else CHINESE)
            notice = "\n" + translate(PARALLEL, language) % {"tag": tag}
        room = self.gateway.capabilities.further_segments * SEGMENTS - units(_LEAD.format("A") + notice)
        answer = self.dialogue.answer(None if begins else talk and talk.content, to.text, room)
        text = self._text(heard, reply, lead + answer.text + notice)
        self.turns.keep(heard, saved=kept(key, CHANNEL, talk, answer, tag), text=text, limits=self.limits)

    def _text(self, heard: Heard, reply: Reply, body: str) -> Text:
        dedupe = f"chat:{heard.gateway}:{heard.provider_id}"
        return Text("chat", dedupe, reply.from_, body, self.now() + GOOD_FOR)

    def _say_too_many(self, heard: Heard, reply: Reply, hours: int) -> None:
        """Say once that it was too much; then there is silence."""
        text = self._text(heard, reply, too_many(hours, spoken(reply.text, CHINESE)))
        try:
            self.turns.keep(heard, text=text, limits=self.limits, result="limited")
        except (TooMany, Repeated):
            return


def _chosen(talks: Sequence[Conversation], to: Addressed) -> tuple[Conversation | None, str]:
    """The conversation that goes on (or gives its place to a new one) and its tag. The one talked in last comes first."""
    if to.new:
        tag = free([talk.tag for talk in talks])
        return (None, tag) if tag else (talks[-1], talks[-1].tag)
    talk = next((one for one in talks if one.tag == to.tag), None) if to.tag else next(iter(talks), None)
    return (talk, talk.tag) if talk else (None, free([]) or "")
