"""The corpus is fit to measure by: sound annotation, enough of everything, and halves alike in size."""

from collections import Counter

from assistant.rules.topics import TOPICS
from tests.utterances.corpus import half, load, problems

UTTERANCES = load()


def test_every_annotation_holds_against_the_facts_and_topics_there_are():
    assert problems(UTTERANCES) == []


def test_every_topic_is_asked_about_at_least_eight_times():
    asked = Counter(utterance.topic for utterance in UTTERANCES)
    assert {topic: asked[topic] for topic in TOPICS if asked[topic] < 8} == {}


def test_each_half_holds_at_least_two_fifths():
    halves = Counter(half(utterance.text) for utterance in UTTERANCES)
    assert min(halves["development"], halves["held-out"]) * 5 >= len(UTTERANCES) * 2
