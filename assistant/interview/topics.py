"""What people ask about, by id, for those who talk to people; the vocabulary itself is with the rules."""

from assistant.rules.topics import BENEFIT, EVERY, RATE, REFUND, SKILL, TOPICS, Kind, Topic

__all__ = ["BENEFIT", "EVERY", "RATE", "REFUND", "SKILL", "TOPICS", "Kind", "Topic"]
