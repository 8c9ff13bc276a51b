"""Every message that the hostile provider took, in a file that outlives it: what a fault test counts in the end."""

import json
import os
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path


@dataclass(frozen=True)
class Entry:
    """One message that was taken. ``at`` is in seconds since 1970; ``answer`` is what the sender was shown."""

    sid: str
    to: str
    body: str
    reference: str
    answer: str
    at: float
    status: str = "queued"
    code: str | None = None


class Ledger:
    """The messages taken, by one provider. Lines are only added, each in one write: a kill loses none that was answered."""

    def __init__(self, path: Path) -> None:
        """Open the file; what an earlier provider took stays."""
        self.path = path
        self._lock = threading.Lock()
        self._entries = {entry.sid: entry for entry in read(path)}
        self._by_number: dict[str, list[str]] = {}
        for entry in self._entries.values():
            self._by_number.setdefault(entry.to, []).append(entry.sid)
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def take(self, entry: Entry) -> None:
        """Write down a message that was taken."""
        with self._lock:
            self._entries[entry.sid] = entry
            self._by_number.setdefault(entry.to, []).append(entry.sid)
            self._write(asdict(entry))

    def change(self, sid: str, status: str, code: str | None) -> None:
        """Write down what became of it."""
        with self._lock:
            self._entries[sid] = replace(self._entries[sid], status=status, code=code)
            self._write({"sid": sid, "status": status, "code": code})

    def of_number(self, to: str) -> list[Entry]:
        """What was sent to a number, the newest first."""
        with self._lock:
            return [self._entries[sid] for sid in reversed(self._by_number.get(to, []))]

    def all(self) -> list[Entry]:
        """Every message taken, in order."""
        with self._lock:
            return list(self._entries.values())

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)

    def _write(self, line: dict[str, object]) -> None:
        os.write(self._file, (json.dumps(line) + "\n").encode())


def read(path: Path) -> list[Entry]:
    """The messages in a ledger, as they stand now; a last line that is not whole is of a message not yet answered."""
    found: dict[str, Entry] = {}
    for line in _lines(path):
        if "to" in line:
            found[line["sid"]] = Entry(**line)
        else:
            found[line["sid"]] = replace(found[line["sid"]], status=line["status"], code=line["code"])
    return list(found.values())


def taken_more_than_once(path: Path) -> dict[str, int]:
    """References that were taken more than once, with how often: must be empty."""
    counts = Counter(entry.reference for entry in read(path))
    return {reference: count for reference, count in counts.items() if count > 1}


def _lines(path: Path) -> Iterator[dict[str, str]]:
    if path.exists():
        for line in path.read_text("utf-8").splitlines(keepends=True):
            if line.endswith("\n"):
                yield json.loads(line)
