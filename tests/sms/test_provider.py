"""The loopback provider itself: what it takes it keeps, and what it refuses it does not."""

import json
import subprocess
import sys
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

import pytest

from assistant.paths import ROOT
from tests.sms.provider import Provider
from tests.sms.provider_dialects import ACCOUNT, SERVICE, TOKEN
from tests.sms.provider_ledger import read, taken_more_than_once
from tests.sms.provider_plan import Plan, Receipts

FORM = {"To": "+8613800138000", "MessagingServiceSid": SERVICE, "Body": "【南昌人社】测试"}
_TAKEN = ["accept_html_500", "reset", "garbage", "late"]
_REFUSED = ["html_500", "html_503", "too_many", "reset_refused", "invalid_number"]


def _post(provider: str, form: Mapping[str, str], token: str = TOKEN) -> tuple[int, str]:
    request = urllib.request.Request(
        f"{provider}/2010-04-01/Accounts/{ACCOUNT}/Messages.json", urlencode(form).encode(),
        {"Authorization": "Basic " + b64encode(f"{ACCOUNT}:{token}".encode()).decode()},
    )  # fmt: skip
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_a_message_taken_outlives_the_provider(tmp_path: Path) -> None:
    with Provider(Plan(), tmp_path / "ledger") as provider:
        status, body = _post(provider.url, FORM | {"StatusCallback": "http://127.0.0.1:1/x?reference=r1"})
    assert status == 201
    (kept,) = read(tmp_path / "ledger")
    assert (kept.sid, kept.to, kept.body, kept.reference) == (
        json.loads(body)["sid"], FORM["To"], FORM["Body"], "r1",
    )  # fmt: skip
    with Provider(Plan(), tmp_path / "ledger") as again:
        assert [entry.sid for entry in again.ledger.of_number(FORM["To"])] == [kept.sid]


@pytest.mark.parametrize("answer", [*_TAKEN, *_REFUSED])
def test_what_the_answer_looks_like_does_not_say_what_was_taken(tmp_path: Path, answer: str) -> None:
    with Provider(Plan({answer: 1}, late_seconds=0.01), tmp_path / "ledger") as provider:
        try:
            status, _ = _post(provider.url, FORM)
        except OSError:
            status = 0
    assert len(read(tmp_path / "ledger")) == (answer in _TAKEN)
    assert (status == 0) == (answer in {"reset", "reset_refused", "late"})


def test_its_own_limit_refuses_what_is_too_fast(tmp_path: Path) -> None:
    with Provider(Plan(per_second=3), tmp_path / "ledger") as provider:
        statuses = [_post(provider.url, FORM)[0] for _ in range(4)]
    # A slow machine may need more than a second for four requests; then none is too fast.
    assert len(read(tmp_path / "ledger")) == statuses.count(201) >= 3


@pytest.mark.parametrize(
    "change",
    [
        {"To": "13800138000"},
        {"Body": ""},
        {"Body": "短" * 1601},
        {"From": "+15005550006"},
        {"ValidityPeriod": "36001"},
        {"StatusCallback": "ftp://example.cn/x"},
        {"Boddy": "misspelt"},
    ],
)
def test_a_request_that_breaks_the_service_s_rules_is_refused(tmp_path: Path, change: Mapping[str, str]) -> None:
    with Provider(Plan(), tmp_path / "ledger") as provider:
        status, body = _post(provider.url, {**FORM, **change})
    assert status == 400
    assert next(iter(change)) in body
    assert not read(tmp_path / "ledger")


def test_a_wrong_token_is_refused(tmp_path: Path) -> None:
    with Provider(Plan(), tmp_path / "ledger") as provider:
        assert _post(provider.url, FORM, "wrong")[0] == 401


def test_a_misspelt_plan_is_refused() -> None:
    with pytest.raises(ValueError, match="acept"):
        Plan({"acept": 1})


def test_the_same_seed_brings_the_same_answers() -> None:
    weights = {"accept": 1.0, "hang": 1.0, "reset": 1.0}
    drawn = [Plan(weights, seed=7).answer(number) for number in range(50)]
    assert drawn == [Plan(weights, seed=7).answer(number) for number in range(50)]
    assert set(drawn) == set(weights)


def test_a_reference_taken_twice_is_told(tmp_path: Path) -> None:
    callback = {"StatusCallback": "http://127.0.0.1:1/x?reference=r1"}
    with Provider(Plan(receipts=Receipts(lost=1)), tmp_path / "ledger") as provider:
        _post(provider.url, FORM | callback)
        assert taken_more_than_once(tmp_path / "ledger") == {}
        _post(provider.url, FORM | callback)
    assert taken_more_than_once(tmp_path / "ledger") == {"r1": 2}


def test_it_runs_as_a_process_of_its_own(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "tests.sms.provider",
        "--ledger",
        str(tmp_path / "ledger"),
        "--answers",
        "accept=1",
    ]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        origin = process.stdout.readline().removeprefix("listening on ").strip()
        assert _post(origin, FORM)[0] == 201
        with urllib.request.urlopen(f"{origin}/-/stats") as answer:
            assert json.load(answer)["taken"] == 1
        process.kill()
    assert len(read(tmp_path / "ledger")) == 1
