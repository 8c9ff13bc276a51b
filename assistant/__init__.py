"""稳岗助手: a self-service assistant for China's unemployment-insurance policies."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from assistant.settings import Settings


def create_app(settings: "Settings | None" = None) -> "Flask":
    """Return the web application; raise ``SettingsError``, ``StorageError`` or ``PolicyError`` if it could not work."""
    # Imported here: the rules and the command line load this package too, and need no web framework.
    from flask import Flask

    from assistant import chat, demonstration, hotline, notices, operator, site, staff, web
    from assistant.paths import INSTANCE, TEMPLATES
    from assistant.settings import Settings

    settings = settings or Settings.from_environment()
    app = Flask("assistant", static_folder=None, template_folder=str(TEMPLATES), instance_path=str(INSTANCE))
    for part in (site, web, chat, staff, notices, operator, hotline, demonstration):
        part.register(app, settings)
    return app
