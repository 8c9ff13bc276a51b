"""The console's navigation: each part adds its entries, each person sees those that they may use."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app, request, url_for

from assistant.settings import Settings
from assistant.staff.person import Staff, signed_in
from assistant.staff.roles import Permission

_MENU = "assistant.staff.menu"

Waiting = Callable[[Staff], int]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its Chinese msgid, where it leads, who may use it, and how much there waits for a person."""

    label: str
    endpoint: str
    permissions: frozenset[Permission]
    place: int
    waiting: Waiting | None


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as one person sees it; ``waiting`` None where nothing is counted."""

    label: str
    address: str
    here: bool
    waiting: int | None


def init_app(app: Flask, _settings: Settings) -> None:
    """Begin with an empty menu, and let templates show it."""
    app.extensions[_MENU] = []
    app.jinja_env.globals.update(console_menu=entries, console_work=work)


def add(
    app: Flask,
    label: str,
    endpoint: str,
    *permissions: Permission,
    place: int = 50,
    waiting: Waiting | None = None,
) -> None:
    """Add an entry for whoever has any of the permissions; ``place`` orders, ``waiting`` counts for the start page."""
    menu: list[Entry] = app.extensions[_MENU]
    menu.append(Entry(label, endpoint, frozenset(permissions), place, waiting))
    menu.sort(key=lambda entry: entry.place)


def entries() -> list[Shown]:
    """Return the entries that the signed-in person may use; counting nothing, for every page shows them."""
    return [_shown(entry, None) for entry in _usable()]


def work() -> list[Shown]:
    """Return the same entries, each with how much there waits for the person."""
    staff = signed_in()
    return [
        _shown(entry, entry.waiting(staff) if entry.waiting is not None and staff is not None else None)
        for entry in _usable()
    ]


def _usable() -> list[Entry]:
    staff = signed_in()
    if staff is None:
        return []
    return [entry for entry in cast(list[Entry], current_app.extensions[_MENU]) if staff.may(*entry.permissions)]


def _shown(entry: Entry, waiting: int | None) -> Shown:
    address = url_for(entry.endpoint)
    return Shown(entry.label, address, f"{request.path}/".startswith(f"{address}/"), waiting)
