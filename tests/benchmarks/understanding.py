"""How long understanding one message takes, over the corpus of utterances. Run by ``make bench``; aim: 5 ms at the median."""

import statistics
import time

from assistant.understanding.understand import understand
from tests.benchmarks.report import publish
from tests.utterances.corpus import Utterance, load
from tests.utterances.report import context_of

ROUNDS = 3


def milliseconds(utterance: Utterance) -> float:
    """The shortest time over some rounds."""
    context = context_of(utterance)
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        understand(utterance.text, context)
        best = min(best, time.perf_counter() - start)
    return best * 1e3


def main() -> None:
    """Measure every utterance, and how long the first message of a process waits for the word lists."""
    utterances = load()
    start = time.perf_counter()
    understand(utterances[0].text, context_of(utterances[0]))
    first = (time.perf_counter() - start) * 1e3
    times = sorted(map(milliseconds, utterances))
    median, late = statistics.median(times), times[len(times) * 95 // 100]
    header = ["messages", "median, ms", "95th percentile, ms", "longest, ms", "the first of a process, ms"]
    publish(
        "understanding", header, [[str(len(times)), *(f"{t:.1f}" for t in (median, late, times[-1])), f"{first:.0f}"]]
    )


if __name__ == "__main__":
    main()
