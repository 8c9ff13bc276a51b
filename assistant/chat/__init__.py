"""The chat: one conversation on the web, in WeChat, by text message and in a terminal, on the interview of the pages."""

from types import ModuleType

from flask import Flask

from assistant.chat import pages, phone, sms, wechat
from assistant.settings import Settings
from assistant.understanding.understand import prepare

MODULES: tuple[ModuleType, ...] = (pages, sms, phone, wechat)  # each has ``init_app(app, settings)``


def register(app: Flask, settings: Settings) -> None:
    """Make ``app`` serve every door of the chat. Raises PolicyError for a mistake in the lists that it understands by."""
    prepare()
    for module in MODULES:
        module.init_app(app, settings)
