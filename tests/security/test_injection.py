"""Check 14: hostile text in every field stays text on every page, in every message, file and line of the trail."""

import re
from collections.abc import Iterator

import pytest

from assistant import create_app, storage
from assistant.settings import Settings
from assistant.storage.outbox_page import Outbox
from assistant.storage.staffing.trail import Trail, Wanted
from tests import databases, staffing
from tests.campaigns.bureau import firm
from tests.operator.desk import BASIS, TERMS
from tests.security.world import World

MARK = "7351"
HOSTILE = {
    "script": f"<script>alert({MARK})</script>",
    "attribute": f'" autofocus onfocus="alert({MARK})',
    "template": "{{7*7}}" + MARK,
    "sql": f"'||(select {MARK})||'; DROP TABLE firms;--",
    "turned": f"甲\u202e{MARK}\u2066乙",
    "nul": f"甲\0{MARK}乙",
    "lines": f"甲\r\nSet-Cookie: a={MARK}\r\n\r\n乙",
    "format": f"%s%n{{0}}%(name)s{MARK}",
}
MARKUP = (f"<script>alert({MARK})", f'onfocus="alert({MARK})', f"49{MARK}")
INVISIBLE = ("\0", "\u202e", "\u2066")
# All that is markup, and all that is invisible, at once: forms have many fields.
TOGETHER = {
    "markup": HOSTILE["script"] + HOSTILE["attribute"] + HOSTILE["template"] + HOSTILE["sql"],
    "signs": HOSTILE["turned"] + HOSTILE["nul"] + HOSTILE["lines"] + HOSTILE["format"],
}
PAGES_OF_ALL = ("/console", "/console/campaigns", "/console/report", "/outbox", "/public-notices")


def _worked(text: str, signs: tuple[str, ...] = MARKUP + INVISIBLE) -> list[str]:
    return [sign for sign in signs if sign in text]


def _worked_on_its_writer(text: str) -> list[str]:
    """What a form that is shown again would do: whoever typed invisible signs may see them once more in the field."""
    return _worked(text, MARKUP)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """What one database keeps and shows the other refuses."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('injection') / 'test.sqlite3'}"
        return
    with databases.fresh() as url:
        storage.upgrade(url)
        yield url


@pytest.fixture(scope="module")
def world(database: str, tmp_path_factory: pytest.TempPathFactory) -> World:
    """One campaign for all tests of this file, whose firms are called like attacks."""
    folder = tmp_path_factory.mktemp("files")
    app = create_app(Settings(secret_key="only-for-tests-" * 3, database_url=database, data_dir=folder))
    attacks = enumerate(HOSTILE.values(), start=20)
    return World.made(app, [firm(i, firm_name=f"{text}公司", phone=f"1391235{i:04d}") for i, text in attacks])


def test_firms_called_like_attacks_do_nothing_on_any_page(world: World) -> None:
    seen = 0
    for sent in world.sent:
        if sent.method == "GET" and sent.who == "operator":
            page = world.operator.get(sent.path).text
            assert _worked(page) == [], sent.path
            seen += MARK in page
    for path in PAGES_OF_ALL:
        assert _worked(world.operator.get(path).text) == [], path
    assert seen >= 4


def test_firms_called_like_attacks_do_nothing_in_messages_files_and_the_trail(world: World) -> None:
    messages = [message.body for message in Outbox(world.bureau.engine).latest(100, None)]
    assert any(MARK in body for body in messages)
    assert [body for body in messages if f"49{MARK}" in body or set("\0\u202e\u2066\r") & set(body)] == []
    for sent in [sent for sent in world.sent if "format" in sent.form]:
        text = world.operator.post(sent.path, **{**sent.form, "format": "csv"}).data.decode("utf-8-sig")
        assert not set("\0\u202e\u2066") & set(text), sent.path
    for event in Trail(world.bureau.engine).page(Wanted(), limit=1000):
        assert not set("\0\u202e\u2066\r\n") & set(f"{event.before}{event.after}{event.subject_id}{event.actor}")


@pytest.mark.parametrize("kind", TOGETHER)
def test_hostile_text_in_every_field_that_staff_fill_in_stays_text(world: World, kind: str) -> None:
    """Every form that staff sent is sent again, with each of its fields in turn holding the text."""
    client = staffing.signed_in(world.app)("operator", "reviewer", region="360000")
    token = staffing.token_of(client)
    fields = {
        (sent.path, name): sent.form
        for sent in world.sent
        if sent.who in {"operator", "reviewer"} and sent.method == "POST"
        for name in sent.form
        if not sent.path.endswith("/columns")  # choices alone, one for each column
    }
    assert len(fields) > 40
    for (path, name), form in fields.items():
        answer = client.post(path, data={**form, name: TOGETHER[kind], "csrf_token": token})
        assert answer.status_code < 500, (path, name)
        assert answer.mimetype != "text/html" or _worked_on_its_writer(answer.text) == [], (path, name)
        assert "Set-Cookie: a" not in str(answer.headers)
    for path in {sent.path for sent in world.sent if sent.who == "operator" and sent.method == "GET"}:
        assert _worked(client.get(path).text) == [], path


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_campaign_called_like_an_attack_does_nothing(world: World, kind: str) -> None:
    client = staffing.signed_in(world.app)("operator", region="360000")
    words = {"title": HOSTILE[kind], "office": HOSTILE[kind], "address": HOSTILE[kind], "telephone": "12333"}
    form = {**BASIS, **TERMS, **words, "csrf_token": staffing.token_of(client)}
    answer = client.post("/console/campaigns/new/terms", data=form)
    assert answer.status_code in {303, 422}
    assert _worked_on_its_writer(answer.text) == []
    for path in ("/console/campaigns", *re.findall(r"/console/campaigns/\d+$", answer.headers.get("Location", ""))):
        assert _worked(client.get(path).text) == []


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_in_every_field_of_the_firm_s_pages_and_in_addresses_stays_text(world: World, kind: str) -> None:
    text = HOSTILE[kind]
    stranger = world.app.test_client()
    token = staffing.token_of(stranger)
    forms = {
        "/n": "code", "/n/status": "code", "/n/proof": "last_six", "/resume": "code", "/staff/sign-in": "name",
        "/staff/code": "code", "/preferences": "next",
    }  # fmt: skip
    for path, name in forms.items():
        sent = {name: text, "last_six": text, "password": text, "csrf_token": token}
        answer = stranger.post(path, data=sent)
        assert answer.status_code < 500, path
        assert _worked_on_its_writer(answer.text) == [], path
        assert MARK not in answer.headers.get("Location", "")
    for path in (
        "/n/found",
        "/staff/sign-in",
        "/outbox",
        "/public-notices/1",
        "/console/campaigns",
        "/compare",
        "/staff/trail",
    ):
        for name in ("next", "to", "state", "search", "after", "region", "program"):
            answer = world.operator.client.get(path, query_string={name: text})
            assert answer.status_code < 500, (path, name)
            assert _worked_on_its_writer(answer.text) == [], (path, name)


@pytest.mark.parametrize(("kind", "number"), [("markup", 6), ("signs", 20)])
def test_an_objection_full_of_it_is_shown_as_it_was_written(world: World, kind: str, number: int) -> None:
    visit = world.visit(number)
    visit.send("/n/proof", digits=world.secrets[f"code {number}"])
    visit.get("/n/object")
    visit.send("/n/object/begin")
    visit.get("/n/object")
    visit.send("/n/object", form=1, note=TOGETHER[kind])
    assert _worked(visit.page.text) == []
    listed = world.operator.get(world.at("/replies?kind=objected")).text
    for reply in set(re.findall(rf"{world.at('/replies')}/\d+", listed)):
        assert _worked(world.operator.get(reply).text) == []
