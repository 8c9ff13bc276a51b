"""``assistant worker``: what imports, screens and sends, beside the pages."""

import logging
import signal
from datetime import timedelta
from threading import Event
from types import FrameType

import click

from assistant.settings import Settings, SettingsError


@click.command()
@click.option(
    "--threads", type=click.IntRange(1, 256), default=64, show_default=True, help="Requests under way at most."
)
@click.option(
    "--lease",
    type=click.IntRange(2, 3600),
    default=120,
    show_default=True,
    help="Seconds after which another worker clears up, should this one die.",
)
def worker(threads: int, lease: int) -> None:
    """Import, screen and send until SIGTERM; what is under way then is finished.

    With PostgreSQL any number of workers may run, on any number of hosts; with SQLite only one.
    """
    from assistant import storage
    from assistant.campaigns.working import Worker
    from assistant.policies import PolicyError, held_policies
    from assistant.sms.configured import gateway
    from assistant.sms.wording import WordingError

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        settings = Settings.from_environment()
        engine = storage.prepare(settings.database_url, migrate=settings.environment == "development")
        made = Worker(
            engine,
            settings,
            held_policies(settings.policies_dir),
            gateway(settings, engine),
            threads=threads,
            lease=timedelta(seconds=lease),
        )
    except (SettingsError, storage.StorageError, PolicyError, WordingError) as error:
        raise click.ClickException(str(error)) from error
    made.run(_until_told())


def _until_told() -> Event:
    """An event that SIGTERM and Ctrl-C set."""
    stop = Event()

    def told(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, told)
    signal.signal(signal.SIGINT, told)
    return stop


COMMANDS = (worker,)
