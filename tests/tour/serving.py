"""The demonstration, as ``make run`` serves it, on a free loopback port with a database of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

_PATIENCE = 60  # seconds until the first page
_SECRET = "only-for-the-tour-" * 3


@contextmanager
def demonstration() -> Iterator[str]:
    """Run ``assistant serve`` for as long as the context lasts; yield its address. Raises RuntimeError if it ends early."""
    port = _free_port()
    origin = f"http://127.0.0.1:{port}"
    with TemporaryDirectory(prefix="tour-") as folder, (Path(folder) / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "assistant.cli", "serve"], env=_environment(folder, port), stdout=log, stderr=log
        )
        try:
            _wait(server, f"{origin}/healthz", Path(folder) / "log")
            yield origin
        finally:
            server.terminate()
            server.wait()


def _environment(folder: str, port: int) -> dict[str, str]:
    # Nothing of the surroundings but where programs are: the tour is of the defaults.
    own = {"DATABASE_URL": f"sqlite:///{folder}/tour.sqlite3", "DATA_DIR": f"{folder}/files", "SECRET_KEY": _SECRET}
    return {"PATH": os.environ["PATH"], "HOME": folder, "PORT": str(port), "PYTHONUTF8": "1", **own}


def _free_port() -> int:
    """The port that ``make run`` takes, since a page names it, else any."""
    for wanted in (8000, 0):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", wanted))
            port: int = probe.getsockname()[1]
            return port
    raise RuntimeError("no port is free")


def _wait(server: "subprocess.Popen[bytes]", address: str, log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the demonstration did not start:\n{log.read_text('utf-8')}")
