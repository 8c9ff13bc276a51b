"""Pages that arrive in pieces, as over a poor connection: what a test reads too early is then not there yet.

A click returns when the new page begins to arrive. A test that looks at once at what the page holds passes on a quick machine
and fails on a busy one. With HALTING=1 in the environment every page comes in pieces, and such a test fails for everybody:

    HALTING=1 pytest tests/browser
"""

import time
from collections.abc import Iterable, Iterator
from typing import Any

PIECES = 5
PAUSE = 0.1  # seconds


def halting(app: Any) -> Any:
    """The same WSGI application, with pauses in the middle of every page."""

    def serve(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        kinds: list[str] = []

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            kinds.extend(value for name, value in headers if name.lower() == "content-type")
            return start_response(status, headers, *rest)

        body = app(environ, start)
        return _in_pieces(b"".join(body)) if kinds and kinds[0].startswith("text/html") else body

    return serve


def _in_pieces(body: bytes) -> Iterator[bytes]:
    length = len(body) // PIECES + 1
    for start in range(0, len(body), length):
        time.sleep(PAUSE)
        yield body[start : start + length]
