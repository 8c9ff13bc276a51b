"""Last year's campaign: there after the first start, once, whatever became of an earlier attempt."""

import pytest
from flask import Flask

from assistant.campaigns import screening
from assistant.demonstration import accounts, last_year
from assistant.policies import Policies, held_policies
from assistant.settings import Settings
from assistant.storage import Engine
from assistant.storage.campaigns import Campaigns
from assistant.storage.paying.payments import Payments
from assistant.storage.paying.publications import Publications
from tests.staffing import engine_of

ROWS = 200


@pytest.fixture(scope="module")
def policies() -> Policies:
    return held_policies(None)


@pytest.fixture
def engine(app: Flask, settings: Settings) -> Engine:
    accounts.prepare(engine_of(app), settings)
    return engine_of(app)


def test_it_is_imported_screened_and_closed_once(engine: Engine, settings: Settings, policies: Policies) -> None:
    last_year.prepare(engine, settings, policies, ROWS)
    last_year.prepare(engine, settings, policies, ROWS)
    (campaign,) = Campaigns(engine).all()
    assert (campaign.state, campaign.demonstration) == ("closed", 1)
    assert campaign.submitted_by != campaign.approved_by
    summary = screening.summary(campaign)
    assert summary is not None
    assert ROWS * 0.9 < summary.firms <= ROWS
    assert all(count > 0 for verdict, count in summary.verdicts.items())
    (published,) = Publications(engine).of_campaign(campaign.id)
    (paid,) = Payments(engine).exports(campaign.id)
    assert summary.tracks["automatic"] >= published.firms >= paid.firms > 0


def test_what_a_stop_left_half_made_is_given_up(engine: Engine, settings: Settings, policies: Policies) -> None:
    held = Campaigns(engine)
    half = last_year.begun(held, 1)
    last_year.prepare(engine, settings, policies, ROWS)
    assert [campaign.state for campaign in held.all()] == ["closed", "aborted"]
    assert held.all()[1].id == half.id


def test_without_the_accounts_there_is_no_campaign(app: Flask, settings: Settings, policies: Policies) -> None:
    last_year.prepare(engine_of(app), settings, policies, ROWS)
    assert Campaigns(engine_of(app)).all() == []
