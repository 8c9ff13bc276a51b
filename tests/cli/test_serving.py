"""``assistant serve`` as people start it: a process of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

PATIENCE = 60


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A running development installation on an empty database, and its address."""
    port = _free_port()
    process = _serve(tmp_path, port)
    yield process, f"http://127.0.0.1:{port}"
    process.kill()
    process.communicate()


def _serve(folder: Path, port: int) -> subprocess.Popen[bytes]:
    own = {
        "DATABASE_URL": f"sqlite:///{folder / 'served.sqlite3'}",
        "DATA_DIR": str(folder / "files"),
        "PORT": str(port),
    }
    environ = {**os.environ, "SECRET_KEY": "only-for-tests-" * 3, **own}
    return subprocess.Popen([sys.executable, "-m", "assistant.cli", "serve"], env=environ, stderr=subprocess.PIPE)


def _page(address: str, wanted: str) -> str:
    """The page, once it holds what is wanted."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urlopen(address) as answer:
                text: str = answer.read().decode()
            if wanted in text:
                return text
        except URLError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"{address} does not show {wanted!r}")


def test_it_offers_demonstration_accounts_and_ends_with_its_worker_when_told_to(
    served: tuple[subprocess.Popen[bytes], str],
) -> None:
    process, origin = served
    page = _page(f"{origin}/staff/sign-in", "demo-operator")
    assert len(re.findall(r">\d{6}<", page)) == 6  # a code for each account
    process.send_signal(signal.SIGTERM)
    said = process.communicate(timeout=PATIENCE)[1].decode()
    assert process.returncode == 0, said
    assert re.search("worker .* begins", said)
    assert re.search("worker .* has ended", said)


def test_a_port_that_is_taken_is_named_with_what_to_do(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        process = _serve(tmp_path, taken.getsockname()[1])
        said = process.communicate(timeout=PATIENCE)[1].decode()
    assert process.returncode == 1
    assert "PORT=8080 make run" in said
    assert "Traceback" not in said
