"""The list of host employers: rows added and removed by buttons, every cell checked, the total shown."""

import re

import pytest

from tests.web.interview.visiting import JIANGXI_FIRM, Visit, main_of, rows_form

HOSTS = [
    {"host_kind": "enterprise", "host_size": "small", "bears_costs": "yes", "premium_fen": "10万"},
    {"host_kind": "government_body", "premium_fen": "33,000"},
]
AGENCY = {**JIANGXI_FIRM, "barred_this_year": "no", "own_staff_premium_fen": "2万", "host_employers": HOSTS}


@pytest.fixture
def listing(visit: Visit) -> Visit:
    """At the list of hosts."""
    visit.begin("dispatch_refund")
    while not visit.path.endswith("/host_employers"):
        visit.answer(str(AGENCY[visit.path.removeprefix("/q/")]))
    return visit


def test_rows_are_added_and_removed_with_all_that_was_typed(listing: Visit) -> None:
    page = listing.send(listing.path, **rows_form(HOSTS), do="add")
    assert page.text.count("<fieldset") == 3
    assert 'value="10万"' in page.text
    assert "133,000.00 元" in main_of(page)
    page = listing.send(listing.path, **rows_form([*HOSTS, {}]), do="remove-0")
    assert page.text.count("<fieldset") == 2
    assert 'value="10万"' not in page.text
    assert 'id="row-0-premium_fen" name="row-0-premium_fen" value="33,000"' in page.text


def test_enter_in_a_cell_leads_on_and_deletes_no_row(listing: Visit) -> None:
    page = listing.send(listing.path, **rows_form(HOSTS), do="add")
    form = page.text.split("<main")[1].split("<form")[1]
    assert "name=" not in re.findall("<button[^>]*>", form)[0], (
        "the first button of a form is the one that Enter presses"
    )


def test_a_row_just_added_takes_the_focus(listing: Visit) -> None:
    page = listing.send(listing.path, **rows_form(HOSTS), do="add")
    assert re.findall(r'id="([^"]+)"[^>]* autofocus', page.text) == ["row-2-host_kind"]
    assert "autofocus" not in listing.send(listing.path, **rows_form(HOSTS), do="remove-0").text


@pytest.mark.parametrize("do", ["remove-7", "remove-x", "remove-²", "nonsense", "remove-"])
def test_a_strange_button_changes_nothing(listing: Visit, do: str) -> None:
    assert listing.send(listing.path, **rows_form(HOSTS), do=do).text.count("<fieldset") == 2


def test_there_are_never_more_rows_than_letters(listing: Visit) -> None:
    page = listing.send(listing.path, **{**rows_form([{}]), "rows": "99999999999999999999"}, do="add")
    assert page.text.count("<fieldset") <= 20
    assert listing.send(listing.path, **{**rows_form([{}]), "rows": "20"}, do="add").text.count("<fieldset") == 20


def test_shares_of_the_hosts_add_up(listing: Visit) -> None:
    listing.send(listing.path, **rows_form(HOSTS))
    listing.answer_all(AGENCY)
    text = main_of(listing.get("/result"))
    assert "72,000.00 元" in text  # (20,000 + 100,000) × 60 %
    assert "12,000.00 元" in text
    assert "A 100,000.00 元 60,000.00 元" in text or "A 100,000.00 60,000.00" in text
    answers = main_of(listing.get("/answers"))
    assert "A，" in answers


def test_rows_are_told_apart_in_english(listing: Visit) -> None:
    listing.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    listing.send(listing.path, **rows_form(HOSTS))
    assert "; B, " in main_of(listing.get("/answers"))


def test_every_wrong_cell_is_named_at_once(listing: Visit) -> None:
    rows = [{**HOSTS[0], "premium_fen": "13800138000"}, {"host_kind": "enterprise", "premium_fen": "多"}]
    page = listing.send(listing.path, **rows_form(rows))
    assert page.status_code == 422
    assert "13800138000" not in page.text
    for name in ("row-0-premium_fen", "row-1-host_size", "row-1-bears_costs", "row-1-premium_fen"):
        assert f'id="{name}-error"' in page.text
    assert "用工单位 B" in main_of(page)
    assert 'value="多"' in page.text


def test_a_cell_that_is_not_known_stays_open(listing: Visit) -> None:
    rows = rows_form([{**HOSTS[0], "premium_fen": ""}]) | {"row-0-premium_fen-unsure": "1"}
    listing.send(listing.path, **rows)
    assert listing.page.status_code == 200
    listing.answer_all(AGENCY)
    assert "暂时无法判定" in main_of(listing.get("/result"))


def test_an_agency_without_dispatched_staff_leaves_it_empty(listing: Visit) -> None:
    listing.send(listing.path, **rows_form([{}]))
    listing.answer_all(AGENCY)
    assert "没有" in main_of(listing.get("/answers"))
    assert "12,000.00 元" in main_of(listing.get("/result"))


def test_the_list_is_shown_again_as_it_was_filled_in(listing: Visit) -> None:
    listing.send(listing.path, **rows_form(HOSTS))
    page = listing.get("/answers/host_employers")
    assert page.text.count("<fieldset") == 2
    assert 'value="33,000"' in page.text
    assert '<option value="government_body" selected>' in page.text
