"""The way in: looking opens nothing, bad secrets are all alike, and the token stays where it came from."""

import logging
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from assistant import create_app
from assistant.settings import Settings
from assistant.storage import Engine
from assistant.storage.firm_page.links import LINK, MOST_FAILURES, PICKUP, FirmPages
from tests.campaigns.firm_page import sample
from tests.notices.visiting import FirmVisit

Made = sample.Sample
Link = Callable[..., str]


def opened(engine: Engine, made: Made) -> set[int]:
    return FirmPages(engine, sample.TEST_SECRET).opened([firm.id for firm in made.firms])


def test_looking_opens_nothing_however_often(visit: FirmVisit, made: Made, link: Link, engine: Engine) -> None:
    address = link(made.firms[0].id)
    for _ in range(3):
        assert visit.client.get(address).status_code == 200
        assert visit.client.head(address).status_code == 200
        assert visit.client.options(address).status_code == 200
    assert opened(engine, made) == set()
    assert visit.open(address).status_code == 200
    assert visit.path == "/n/proof"
    assert opened(engine, made) == {made.firms[0].id}


def test_looking_tells_nothing_about_a_token(visit: FirmVisit, made: Made, link: Link) -> None:
    """The button is shown for whatever address: only who presses it learns more."""

    def shown(address: str) -> str:
        return re.sub(r'value="[^"]*"', "", visit.client.get(address).text)

    good = shown(link(made.firms[0].id))
    assert good == shown("/n/" + "A" * 22) == shown("/n/x") == shown("/n/a/b/c") == shown("/n/%3Cscript%3E")
    assert made.firms[0].name not in good


def bad_links(engine: Engine, made: Made, link: Link) -> dict[str, str]:
    good = link(made.firms[0].id)
    changed = good[:-1] + ("A" if good[-1] != "A" else "B")
    expired = link(made.firms[1].id, last=timedelta(seconds=-1))
    replaced = link(made.firms[0].id)
    revoked = link(made.firms[2].id)
    FirmPages(engine, sample.TEST_SECRET).revoke(made.firms[2].id)
    link(made.firms[0].id)
    return {"changed": changed, "expired": expired, "replaced": replaced, "revoked": revoked, "short": good[:-1]}


def test_bad_links_are_all_alike(visitor: Callable[[], FirmVisit], engine: Engine, made: Made, link: Link) -> None:
    answers = {}
    for name, address in bad_links(engine, made, link).items():
        page = visitor().open(address)
        answers[name] = (page.status_code, re.sub(r'value="[^"]*"', "", page.text), sorted(page.headers.keys()))
    assert answers["changed"][0] == 404
    assert len({str(answer) for answer in answers.values()}) == 1, answers.keys()


def test_a_link_that_was_tried_wrong_too_often_is_as_bad(visit: FirmVisit, made: Made, link: Link) -> None:
    address = link(made.firms[0].id)
    visit.open(address)
    for _ in range(MOST_FAILURES):
        visit.post("/n/proof", last_six="000000")
    assert visit.client.get("/n/proof").status_code == 403
    assert visit.open(address).status_code == 404


def test_words_that_a_telephone_took_into_the_link_do_no_harm(visit: FirmVisit, made: Made, link: Link) -> None:
    visit.open(link(made.firms[0].id) + "。")
    assert visit.path == "/n/proof"


def test_the_token_stands_nowhere_but_in_its_own_address(visit: FirmVisit, made: Made, link: Link) -> None:
    address = link(made.firms[0].id)
    token = address.removeprefix("/n/")
    page = visit.get(address)
    assert token not in page.text
    assert page.headers["Referrer-Policy"] == "origin"
    assert page.headers["Cache-Control"] == "no-store"
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page.text)
    answer = visit.post(address)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/n/proof")
    assert token not in str(answer.headers)


@pytest.mark.parametrize("fields", [{}, {"csrf_token": "forged"}])
def test_a_forged_press_opens_nothing(
    visit: FirmVisit, made: Made, link: Link, engine: Engine, fields: dict[str, str]
) -> None:
    address = link(made.firms[0].id)
    answer = visit.client.post(address, data=fields)
    assert answer.status_code == 400
    assert address not in answer.text
    assert opened(engine, made) == set()


def test_language_and_larger_text_are_changed_on_the_spot_and_consume_nothing(
    visit: FirmVisit, made: Made, link: Link, engine: Engine
) -> None:
    address = link(made.firms[0].id)
    visit.get(address)
    assert 'class="elder"' in visit.post(address, elder="on").text
    english = visit.post(address, language="en")
    assert 'lang="en"' in english.text
    assert opened(engine, made) == set()
    assert visit.post(address, language="klingon").status_code == 400
    visit.open(address)
    assert visit.path == "/n/proof"


def test_the_token_reaches_no_log_even_when_something_fails(
    visit: FirmVisit,
    made: Made,
    link: Link,
    app: Flask,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address = link(made.firms[0].id)
    with caplog.at_level(logging.DEBUG):
        visit.open(address)
        monkeypatch.setitem(app.view_functions, "firm_page.open_link", lambda token: {}[token])
        broken = visit.post(address)
    assert broken.status_code == 500
    assert "Exception on /n/<path:token> [POST]" in caplog.text
    # The last line of a traceback names the key that was missing: this view's own doing.
    logged = caplog.text.replace(f"KeyError: '{address.removeprefix('/n/')}'", "")
    assert address.removeprefix("/n/") not in logged


def test_a_link_works_behind_https_whose_pages_send_only_their_origin(settings: Settings) -> None:
    origin = "https://wengang.example.cn"
    app = create_app(settings.model_copy(update={"public_origin": origin}))
    engine = app.extensions["assistant.engine"]
    made = sample.make(engine)
    from datetime import UTC, datetime

    token = FirmPages(engine, sample.TEST_SECRET).issue(made.firms[0].id, LINK, datetime.now(UTC) + timedelta(days=1))
    client = app.test_client()
    page = client.get(f"/n/{token}", base_url=origin)
    form = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert form
    cookie = page.headers["Set-Cookie"]
    assert all(word in cookie for word in ("__Host-session", "Secure", "HttpOnly", "SameSite=Lax"))
    answer = client.post(
        f"/n/{token}", base_url=origin, data={"csrf_token": form[1]}, headers={"Referer": f"{origin}/"}
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, "/n/proof")


def test_a_pickup_code_opens_the_page(visit: FirmVisit, made: Made, link: Link) -> None:
    code = link(made.firms[0].id, PICKUP)
    visit.come_in(f" {code.lower()} ", made.firms[0])


def test_wrong_pickup_codes_are_all_alike_and_not_shown_again(
    visit: FirmVisit, engine: Engine, made: Made, link: Link
) -> None:
    expired = link(made.firms[1].id, PICKUP, timedelta(seconds=-1))
    replaced = link(made.firms[0].id, PICKUP)
    link(made.firms[0].id, PICKUP)
    pages = []
    for typed in (expired, replaced, "ACDE-FGHJ", "", "13800138000", "<script>", "x" * 5000):
        page = visit.open(typed)
        assert page.status_code == 422
        assert typed == "" or typed not in page.text.replace("例如 ACDE-FGHJ", "")
        pages.append(re.sub(r'value="[^"]*"', "", page.text))
    assert len(set(pages)) == 1


def test_guessing_pickup_codes_is_stopped_by_address_and_people_who_know_theirs_are_not(
    visitor: Callable[[], FirmVisit], made: Made, link: Link
) -> None:
    visit = visitor()
    code = link(made.firms[0].id, PICKUP)
    for _ in range(25):
        visit.open(code)
        assert visit.path == "/n/proof"
    statuses = [visit.post("/n", code="ACDE-FGHJ").status_code for _ in range(25)]
    assert statuses.count(422) == 20
    assert set(statuses[20:]) == {429}
    elsewhere = visitor()
    elsewhere.client.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    elsewhere.open(code)
    assert elsewhere.path == "/n/proof"


def test_guessing_from_everywhere_is_stopped_too(visit: FirmVisit) -> None:
    statuses = []
    for number in range(150):
        visit.client.environ_base["REMOTE_ADDR"] = f"203.0.113.{number % 250}"
        statuses.append(visit.post("/n", code="ACDE-FGHJ").status_code)
    assert statuses.count(422) == 120
    assert statuses[-1] == 429


def test_leaving_ends_the_visit_for_copied_cookies_too(inside: FirmVisit) -> None:
    cookie = inside.client.get_cookie("session")
    assert cookie
    inside.post("/n/leave")
    assert inside.client.get("/n/found").status_code == 403
    copy = inside.client.application.test_client()
    copy.set_cookie("session", cookie.value)
    assert copy.get("/n/found").status_code == 403


def test_pressing_the_link_again_keeps_whoever_proved_to_be_the_firm_inside(
    inside: FirmVisit, made: Made, link: Link
) -> None:
    inside.post("/n/leave")
    address = link(made.firms[1].id)
    inside.come_in(address, made.firms[1])
    inside.open(address)
    assert inside.path == "/n/found"
    inside.open(link(made.firms[1].id))
    assert inside.path == "/n/proof"
