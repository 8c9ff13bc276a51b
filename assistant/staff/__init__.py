"""Staff: accounts, roles, second factor, sessions, and the trail of what they did."""

from flask import Flask

from assistant.rules.facts import N_
from assistant.settings import Settings
from assistant.staff import managing, menu, own_account, pages, signing_in, stores, trail_pages
from assistant.staff.roles import Permission

# Modules that hang their views on the blueprint; imported above, before it is registered.
VIEWS = (signing_in, own_account, managing, trail_pages)
MODULES = (stores, menu, pages)


def register(app: Flask, settings: Settings) -> None:
    """Make ``app`` serve every page of this package."""
    for module in MODULES:
        module.init_app(app, settings)
    menu.add(app, N_("人员账号"), "staff.list_accounts", Permission.manage_staff, place=80, waiting=managing.locked_now)
    menu.add(app, N_("操作记录"), "staff.show_trail", Permission.see_trail, place=90)
