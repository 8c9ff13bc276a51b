"""A provider that takes everything, settings that send through it, and one message to send."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from assistant.settings import Settings
from assistant.sms import wording
from tests.sms.provider import Provider
from tests.sms.provider_plan import Plan

ORIGIN = "https://wengang.example"
TO = "+8613800138000"
REFERENCE = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Provider]]:
    """Return a function that starts a provider; all are closed in the end."""
    with ExitStack() as stack:

        def start_one(plan: Plan | None = None, **given: Any) -> Provider:
            return stack.enter_context(Provider(plan or Plan(), tmp_path / "ledger.jsonl", **given))

        yield start_one


def installation(**given: Any) -> Settings:
    """Settings with a short patience."""
    return Settings(secret_key="k" * 32, public_origin=ORIGIN, sms_timeout_seconds=1, **given)


def values(message: str) -> dict[str, str]:
    """Values for a message."""
    return wording.longest_values(message)


@contextmanager
def answering(octets: bytes) -> Iterator[str]:
    """The address of a server that answers one request with these octets and closes."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            connection.recv(65_536)
            connection.sendall(octets)
            connection.close()

        thread = threading.Thread(target=answer)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        thread.join()
