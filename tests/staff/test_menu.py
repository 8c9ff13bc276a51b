"""The console's frame: each person sees the entries that they may use, and who they are."""

import pytest
from flask import Flask

from assistant.staff import menu
from assistant.staff.access import requires
from assistant.staff.roles import ROLES, Permission, conflict, permissions_of
from tests import staffing


@pytest.fixture
def app(app: Flask) -> Flask:
    @app.get("/console/specimen")
    @requires(Permission.edit_campaigns)
    def specimen() -> str:
        return "specimen"

    menu.add(app, "样本", "specimen", Permission.edit_campaigns, place=10, waiting=lambda staff: len(staff.roles))
    return app


def test_entries_are_those_that_the_person_may_use(staff_client: staffing.StaffClient) -> None:
    operator, administrator = (
        staff_client("operator").get("/console").text,
        staff_client("administrator").get("/console").text,
    )
    assert 'href="/console/specimen"' in operator
    assert 'href="/staff/accounts"' not in operator
    assert 'href="/console/specimen"' not in administrator
    assert 'href="/staff/accounts"' in administrator


def test_what_waits_is_counted_on_the_start_page(staff_client: staffing.StaffClient) -> None:
    assert "2 项等您处理" in staff_client("operator", "reviewer").get("/console").text


def test_the_entry_of_the_present_page_is_marked(staff_client: staffing.StaffClient) -> None:
    client = staff_client("administrator")
    assert '<a href="/staff/accounts" aria-current="page">' in client.get("/staff/accounts/new").text
    assert '<a href="/staff/trail">' in client.get("/staff/accounts").text


def test_entries_stand_in_their_order(staff_client: staffing.StaffClient) -> None:
    page = staff_client("operator", "administrator").get("/console").text
    assert page.index("/console/specimen") < page.index("/staff/accounts") < page.index("/staff/trail")


def test_the_frame_says_who_is_signed_in(staff_client: staffing.StaffClient) -> None:
    page = staff_client("operator", "reviewer", region="360000", display_name="<李雷>").get("/console").text
    assert "&lt;李雷&gt;" in page
    assert "经办员、复核员 · 江西" in page
    assert "演示数据" not in page


def test_demonstration_is_said_on_every_page(staff_client: staffing.StaffClient) -> None:
    client = staff_client("administrator", demonstration=1)
    for path in ("/console", "/staff/accounts", "/staff/account"):
        assert "演示数据" in client.get(path).text, path


def test_nobody_signed_in_has_no_menu(app: Flask) -> None:
    page = app.test_client().get("/staff/sign-in").text
    assert "<nav" not in page
    assert "/staff/sign-out" not in page


def test_each_permission_belongs_to_a_role() -> None:
    assert set().union(*ROLES.values()) == set(Permission)


def test_who_adds_accounts_is_never_one_of_the_two_that_have_to_agree() -> None:
    assert conflict({"administrator", "operator"})
    assert conflict({"administrator", "reviewer", "hotline"})
    assert not conflict({"operator", "reviewer"})
    assert not conflict({"administrator", "policy_editor"})
    alone = [role for role, held in ROLES.items() if {Permission.edit_campaigns, Permission.approve_campaigns} <= held]
    assert alone == []
    assert permissions_of(["nonsense"]) == frozenset()
