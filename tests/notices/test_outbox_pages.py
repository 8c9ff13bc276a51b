"""The outbox page: in development with its own gateway, and nowhere else."""

import pytest

from assistant import create_app, storage
from assistant.settings import Settings
from tests.campaigns.firm_page import sample
from tests.notices.visiting import FirmVisit, main_of

Made = sample.Sample


def test_messages_are_listed_and_their_links_lead_on(visit: FirmVisit, made: Made) -> None:
    visit.outbox.put(sample.PHONE, "【示例】请打开 http://elsewhere.example:8000/n/abcDEF123 。<b>", "r1", "p1")
    visit.outbox.put("+8613900000000", "另一条", "r2", "p2")
    page = visit.get("/outbox")
    assert 'href="/n/abcDEF123">http://elsewhere.example:8000/n/abcDEF123</a> 。' in page.text
    assert "<b>" not in page.text.split("<main")[1]
    assert "另一条" in main_of(page)
    only = visit.client.get("/outbox", query_string={"to": sample.PHONE})
    assert "另一条" not in only.text


def test_the_one_time_code_is_there_too(visit: FirmVisit, made: Made) -> None:
    from datetime import UTC, datetime, timedelta

    from assistant.storage.firm_page.links import LINK, FirmPages

    engine = visit.client.application.extensions["assistant.engine"]
    secret = FirmPages(engine, sample.TEST_SECRET).issue(made.firms[0].id, LINK, datetime.now(UTC) + timedelta(days=1))
    visit.open(f"/n/{secret}")
    visit.say_six(made.firms[0])
    assert visit.digits(made.firms[0]) in main_of(visit.get("/outbox"))


@pytest.mark.parametrize(
    "changes",
    [
        {"sms_gateway": "none"},
        {"environment": "production", "public_origin": "https://wengang.example.cn", "sms_gateway": "none"},
    ],
)
def test_elsewhere_there_is_no_such_page(settings: Settings, changes: dict[str, str]) -> None:
    storage.upgrade(settings.database_url)
    app = create_app(Settings(**{**settings.model_dump(), **changes}))
    answer = app.test_client().get("/outbox", base_url=changes.get("public_origin", "http://localhost"))
    assert answer.status_code == 404
    assert not [rule for rule in app.url_map.iter_rules() if "outbox" in rule.rule]
