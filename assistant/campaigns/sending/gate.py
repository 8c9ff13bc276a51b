"""Letting a worker's requests leave evenly, however unevenly its threads get their turn."""

import time
from threading import Lock

from assistant.storage.outbox.claiming import MARGIN


class Gate:
    """Spaces out requests of one process. The campaign's clock shares the rate among workers; this smooths one's part."""

    def __init__(self) -> None:
        """Nothing has left yet."""
        self._next: dict[int, float] = {}
        self._lock = Lock()

    def wait(self, campaign: int, per_second: int) -> None:
        """Return when the next request of the campaign may leave."""
        with self._lock:
            now = time.monotonic()
            mine = max(now, self._next.get(campaign, now))
            self._next[campaign] = mine + MARGIN / per_second
        time.sleep(mine - now)
