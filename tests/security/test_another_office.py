"""Checks 8 and 10: what one office's or firm's people did is closed to another's, and no form takes more than it shows."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from assistant.storage.tables import metadata
from tests import staffing
from tests.security.world import NAME, PHONE, World

# Rows of these come and go with every visit; what stands in the others is what somebody may not change.
OF_VISITS = {"staff_sessions", "staff_accounts", "staff_roles", "audit_events", "firm_sessions", "one_time_codes"}
# What a form might be made to carry along: nobody may set these by a form.
MORE = {
    "id": "4711",
    "campaign": "4711",
    "region": "620000",
    "role": "administrator",
    "roles": "administrator",
    "state": "approved",
    "verdict": "eligible",
    "track": "automatic",
    "created_by": "4711",
    "approved_by": "4711",
    "demonstration": "1",
    "phone": "13900000000",
    "account_number": "4711",
    "payment_export": "4711",
}


def _tables(world: World) -> dict[str, list[Any]]:
    with world.bureau.engine.connect() as connection:
        return {
            name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for name, table in metadata.tables.items()
            if name not in OF_VISITS
        }


def _again(client: FlaskClient, world: World, who: str, prefix: str) -> dict[tuple[str, str], int]:
    """Repeat what somebody sent, with this browser's own token: request → status."""
    token = staffing.token_of(client)
    found = {}
    for sent in [sent for sent in world.sent if sent.who == who and sent.path.startswith(prefix)]:
        form = {**sent.form, "csrf_token": token} if sent.method == "POST" else None
        found[sent.method, sent.path] = client.open(sent.path, method=sent.method, data=form).status_code
    return found


@pytest.fixture
def foreign(world: World) -> FlaskClient:
    """The browser of somebody who may do everything, in another province."""
    return staffing.signed_in(world.app)("operator", "reviewer", region="620000")


@pytest.mark.parametrize("who", ["operator", "reviewer"])
def test_another_office_finds_nothing_of_a_campaign(world: World, foreign: FlaskClient, who: str) -> None:
    before = _tables(world)
    found = _again(foreign, world, who, f"/console/campaigns/{world.campaign}")
    assert len(found) > (25 if who == "operator" else 1)
    assert {request: status for request, status in found.items() if status != 404} == {}
    assert _tables(world) == before


def test_another_office_s_lists_do_not_name_it(world: World, foreign: FlaskClient) -> None:
    for path in ("/console", "/console/campaigns", "/console/report"):
        answer = foreign.get(path)
        assert answer.status_code == 200
        assert NAME not in answer.text
        assert f"/console/campaigns/{world.campaign}" not in answer.text


def test_every_record_has_been_asked_for(world: World) -> None:
    """The walk above is worth as much as what was recorded: every kind of record has its number in some address."""
    paths = {sent.path for sent in world.sent if sent.who == "operator"}
    for kind in ("imports", "firms", "reviews", "replies", "publication", "objections", "payments"):
        assert any(f"/{kind}/" in path for path in paths), kind


def test_a_firm_that_proved_nothing_sees_nothing_of_another_s_visit(world: World) -> None:
    stranger = world.app.test_client()
    before = _tables(world)
    found = _again(stranger, world, "firm 1", "/n/")
    assert ("POST", "/n/reply") in found
    # The link itself leads to the proof again; its other pages lead back to the way in.
    own_link = {path for _, path in found if world.secrets["token 1"] in path}
    assert len(own_link) == 1
    for sent in world.sent:
        if sent.who == "firm 1" and sent.path not in own_link:
            answer = stranger.get(sent.path)
            assert PHONE not in answer.text
            assert NAME not in answer.text
    assert _tables(world)["replies"] == before["replies"]


def test_one_firm_s_visit_repeats_another_s_requests_in_vain(own_world: World) -> None:
    """The second firm is let in, and then sends everything that the first one sent."""
    world = own_world
    visit = world.visit(6)
    visit.send("/n/proof", digits=world.secrets["code 6"])
    assert visit.path == "/n/found"
    before = _tables(world)
    for sent in [sent for sent in world.sent if sent.who == "firm 1" and world.secrets["token 1"] not in sent.path]:
        answer = visit.client.open(sent.path, method="GET")
        assert NAME not in answer.text, sent.path
        if sent.method == "POST":
            visit.post(sent.path, **sent.form)
    replies = {row[0]: row for row in before["replies"]}
    assert {row[0]: row for row in _tables(world)["replies"] if row[0] in replies} == replies


def test_a_form_takes_only_what_it_shows(own_world: World) -> None:
    """Everything that the operator sent is sent again with fields that no form has, by somebody of the same office."""
    world = own_world
    client = staffing.signed_in(world.app)("operator", "reviewer", region="360000")
    token = staffing.token_of(client)
    before = _tables(world)
    for sent in [sent for sent in world.sent if sent.who == "operator" and sent.method == "POST" and sent.form]:
        more = {name: value for name, value in MORE.items() if name not in sent.form}
        client.post(sent.path, data={**sent.form, **more, "csrf_token": token})
    after = _tables(world)
    held = {row[0]: row for row in before["campaigns"]}
    assert {row[0]: row for row in after["campaigns"] if row[0] in held} == held
    assert after["firms"] == before["firms"]
    assert {row.region for row in _campaigns(world)} == {"360000"}
    assert {row.demonstration for row in _campaigns(world)} == {0}
    assert 4711 not in {row.created_by for row in _campaigns(world)}


def _campaigns(world: World) -> list[Any]:
    with world.bureau.engine.connect() as connection:
        return list(connection.execute(select(metadata.tables["campaigns"])))
