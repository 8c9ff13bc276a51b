"""``assistant decide`` and ``assistant facts`` as a shell sees them: output, messages, exit codes."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli import main

FIRM = {
    "organisation_type": "enterprise",
    "registration_status": "active",
    "months_paid": 14,
    "last_year_arrears": False,
    "laid_off_anyone": False,
    "on_large_list": False,
    "premium_paid_fen": 12_000_000,
}
JIANGXI = ("stabilization_refund", "--region", "江西", "--as-of", "2024-08-15")


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=given)


def test_a_decision_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(FIRM), "utf-8")
    done = run("decide", *JIANGXI, "--facts", str(file))
    assert done.exit_code == 0
    decision = json.loads(done.stdout)
    assert decision["notice"]["id"] == "jiangxi-2024"
    assert decision["as_of"] == "2024-08-15"
    assert decision["facts"] == FIRM
    # 120,000.00 x 60 % = 72,000.00
    assert next(f["value"] for f in decision["figures"] if f["id"] == "refund_fen") == 7_200_000


def test_facts_from_standard_input_and_a_region_by_code() -> None:
    by_name = run("decide", *JIANGXI, "--facts", "-", given=json.dumps(FIRM))
    by_code = run("decide", JIANGXI[0], "--region", "360000", *JIANGXI[3:], "--facts", "-", given=json.dumps(FIRM))
    assert by_name.stdout == by_code.stdout


def test_without_facts_everything_is_missing() -> None:
    decision = json.loads(run("decide", *JIANGXI).stdout)
    assert decision["verdict"] == "undetermined"
    assert "months_paid" in {item["fact"] for item in decision["missing"]}


def test_a_named_notice_needs_no_region() -> None:
    done = run("decide", JIANGXI[0], "--notice", "jiangxi-2024", *JIANGXI[3:])
    assert json.loads(done.stdout)["notice"]["id"] == "jiangxi-2024"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("cheese", *JIANGXI[1:]), "program: 没有名为“cheese”的项目"),
        ((JIANGXI[0], "--region", "火星", *JIANGXI[3:]), "region: 不认识的地区“火星”"),
        ((JIANGXI[0], "--region", "北京", *JIANGXI[3:]), "region: 这里没有收录这个地区的文件"),
        ((JIANGXI[0], "--region", "江西", "--as-of", "2024-07-09"), "as_of: 2024年7月9日 还没有可用的文件"),
        ((JIANGXI[0], "--as-of", "2024-08-15"), "region: 请写明地区"),
        ((JIANGXI[0], "--notice", "mars-2024"), "notice: 没有编号为“mars-2024”的文件"),
    ],
)
def test_what_is_wrong_is_said_in_words(arguments: tuple[str, ...], said: str) -> None:
    done = run("decide", *arguments)
    assert done.exit_code == 2
    assert said in done.stderr
    assert not done.stdout


def test_bad_facts_are_listed_all_at_once() -> None:
    bad = {
        "months_paid": 1.5,
        "organisation_type": ["enterprise"],
        "laid_off_anyone": "no",
        "premium_paid_fen": -1,
        "cheese": 1,
        "refund_received_on": "2024-02-30",
        "host_employers": [{"premium_fen": "12"}],
    }
    done = run("decide", *JIANGXI, "--facts", "-", given=json.dumps(bad))
    assert done.exit_code == 2
    assert {line.removeprefix("Error: ").split(":")[0] for line in done.stderr.splitlines()} == {
        f"facts.{name}" for name in bad
    }


@pytest.mark.parametrize(
    "text", ["{", "[1]", '{"months_paid": NaN}', '{"months_paid": 1, "months_paid": 2}', "[" * 10**5]
)
def test_what_is_no_json_object_is_refused(text: str) -> None:
    done = run("decide", *JIANGXI, "--facts", "-", given=text)
    assert done.exit_code == 2
    assert "JSON" in done.stderr


def test_facts_as_json_tell_name_type_bounds_choices_and_label() -> None:
    listed = {fact["name"]: fact for fact in json.loads(run("facts", JIANGXI[0], "--json").stdout)}
    assert listed["premium_paid_fen"]["type"] == "money"
    assert listed["premium_paid_fen"]["unit"] == "fen"
    assert {"value": "enterprise", "label": "企业"} in listed["organisation_type"]["choices"]


def test_facts_of_a_region_are_only_those_it_uses() -> None:
    everything = json.loads(run("facts", JIANGXI[0], "--json").stdout)
    used = json.loads(run("facts", *JIANGXI, "--json").stdout)
    assert 0 < len(used) < len(everything)


def test_the_table_of_facts_names_every_fact_and_choice() -> None:
    table = run("facts", *JIANGXI).stdout
    for fact in json.loads(run("facts", *JIANGXI, "--json").stdout):
        assert fact["name"] in table
        assert all(choice["value"] in table for choice in fact["choices"])


def test_facts_of_an_unknown_program() -> None:
    assert run("facts", "cheese").exit_code == 2
