"""``assistant sms``: for those who register texts with a provider."""

import pytest
from click.testing import CliRunner, Result

from assistant.cli import main
from assistant.sms.wording import MESSAGES

ENV = {"PUBLIC_ORIGIN": "https://wengang.example"}


def _run(*words: str, env: dict[str, str | None] | None = None) -> Result:
    return CliRunner().invoke(main, ["sms", *words], env=env or dict(ENV))


def test_the_shipped_texts_pass() -> None:
    result = _run("check")
    assert (result.exit_code, f"{len(MESSAGES)} 条短信" in result.output) == (0, True)


@pytest.mark.parametrize(
    ("style", "written"),
    [("numbers", "{1}：{2}依据{3}"), ("dollars", "${firm}：${office}"), ("names", "{firm}：{office}")],
)
def test_a_template_is_printed_as_the_provider_writes_variables(style: str, written: str) -> None:
    output = _run("templates", "notice_pickup", "--style", style).output
    assert f"\n{written}" in output
    assert "【" not in output.split("变量")[0]
    assert "打开 https://wengang.example/n 输入取件码" in output


def test_each_variable_is_explained() -> None:
    output = _run("templates", "notice_pickup").output
    for name in ("firm", "office", "notice", "amount", "until", "code"):
        assert f"  {name}  " in output
    assert "page" not in output
    assert "signature" not in output


def test_all_are_printed_unless_some_are_named() -> None:
    output = _run("templates").output
    assert [line[2:] for line in output.splitlines() if line.startswith("# ")] == list(MESSAGES)
    assert output.count("含变量链接") == sum(name.endswith("_link") for name in MESSAGES)


def test_a_case_code_is_typed_on_another_page_than_a_firms() -> None:
    assert "打开 https://wengang.example/resume 输入查询码" in _run("templates", "case_code_pickup").output


def test_without_an_address_the_page_is_asked_for() -> None:
    assert "PUBLIC_ORIGIN 或 --page" in _run("templates", "notice_pickup", env={"PUBLIC_ORIGIN": None}).output
    assert "https://x.example/n" in _run("templates", "notice_pickup", "--page", "https://x.example/n").output


def test_an_unknown_message_is_named() -> None:
    result = _run("templates", "notice_pikup")
    assert result.exit_code == 1
    assert "没有短信“notice_pikup”" in result.output


def test_a_message_is_previewed_with_its_length() -> None:
    output = _run("preview", "proof_code", "signature=南昌人社", "code=482913").output
    assert output.startswith("【南昌人社】验证码482913，")
    assert "2 段（按 70/67；按 65/62 为 2 段）" in output


@pytest.mark.parametrize("value", ["nobody=x", "firm"])
def test_a_value_that_has_no_place_is_named(value: str) -> None:
    result = _run("preview", "notice_pickup", value)
    assert result.exit_code == 2
    assert "单位名称" in result.output


def test_an_empty_value_is_named() -> None:
    assert "firm 没有内容" in _run("preview", "notice_pickup", "firm=").output
