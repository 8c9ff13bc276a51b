"""What the tests of sending share: a database of either kind, a clock, a sender into the development outbox."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant import storage
from assistant.campaigns import sending
from assistant.campaigns.sending.sender import Sender
from assistant.policies import shipped_policies
from assistant.settings import Settings
from assistant.sms.gateway import Gateway
from assistant.sms.outbox import OutboxGateway
from assistant.storage import Engine
from assistant.storage.campaigns import Campaign
from tests.campaigns.sending import made


@pytest.fixture
def engine(database_url: str) -> Engine:
    return storage.prepare(database_url, migrate=False)


@pytest.fixture
def clock() -> made.Clock:
    return made.Clock()


@pytest.fixture
def settings(engine: Engine) -> Settings:
    return made.settings_for(engine)


@pytest.fixture
def approve(engine: Engine, clock: made.Clock) -> Callable[[Campaign], Campaign]:
    """Return a function that approves a campaign as a second person."""
    return lambda campaign: sending.approve(engine, campaign, made.APPROVER, clock(), secret_key=made.SECRET)


@pytest.fixture
def new_sender(engine: Engine, settings: Settings, clock: made.Clock) -> Callable[..., Sender]:
    """Return a function that makes a sender; without a gateway it sends into the development outbox."""

    def make(gateway: Gateway | None = None, worker: str = "w1", **more: Any) -> Sender:
        chosen = gateway or OutboxGateway(engine)
        return Sender(engine, settings, shipped_policies(), chosen, worker=worker, now=clock, **more)

    return make
