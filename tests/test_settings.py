"""Settings come from the environment alone, and say what is missing or wrong."""

from pathlib import Path

import pytest

from assistant import create_app
from assistant.policies import PolicyError
from assistant.settings import Settings, SettingsError, development_secret, policies_dir

SECRET = "s" * 32
PRODUCTION = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": SECRET,
    "PUBLIC_ORIGIN": "https://wengang.example.cn",
}


def test_production_names_every_missing_variable_at_once() -> None:
    with pytest.raises(SettingsError, match="SECRET_KEY, PUBLIC_ORIGIN"):
        Settings.from_environment({"ENVIRONMENT": "production"})


def test_wrong_variables_are_named_one_by_one() -> None:
    wrong = PRODUCTION | {"PORT": "http", "PROXY_COUNT": "-1", "PUBLIC_ORIGIN": "wengang.example.cn"}
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment(wrong)
    assert all(f"  {name}: " in str(caught.value) for name in ("PORT", "PROXY_COUNT", "PUBLIC_ORIGIN"))


def test_a_short_secret_is_refused_and_not_repeated() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment(PRODUCTION | {"SECRET_KEY": "hunter2"})
    assert "SECRET_KEY" in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_settings_do_not_print_the_secret() -> None:
    assert SECRET not in repr(Settings.from_environment(PRODUCTION))


@pytest.mark.parametrize(("origin", "https"), [("https://a.example.cn", True), ("http://127.0.0.1:8000", False)])
def test_https_follows_the_public_origin(origin: str, https: bool) -> None:
    assert Settings.from_environment(PRODUCTION | {"PUBLIC_ORIGIN": origin}).https is https


def test_development_keeps_the_key_it_made(tmp_path: Path) -> None:
    file = tmp_path / "instance" / "secret-key"
    made = development_secret(file)
    assert development_secret(file) == made
    assert len(made) == 64
    assert file.stat().st_mode & 0o077 == 0


def test_a_folder_of_further_notices_must_exist(tmp_path: Path) -> None:
    assert Settings.from_environment(PRODUCTION | {"POLICIES_DIR": str(tmp_path)}).policies_dir == tmp_path
    with pytest.raises(SettingsError, match="POLICIES_DIR: must be a folder"):
        Settings.from_environment(PRODUCTION | {"POLICIES_DIR": str(tmp_path / "none")})
    assert policies_dir({}) is None
    assert policies_dir({"POLICIES_DIR": str(tmp_path)}) == tmp_path


def test_a_faulty_notice_stops_the_start_with_file_and_key(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text('id = "broken"\n', "utf-8")
    settings = Settings(secret_key=SECRET, database_url=f"sqlite:///{tmp_path / 'a.sqlite3'}", policies_dir=tmp_path)
    with pytest.raises(PolicyError, match=r"broken\.toml: region: 缺少这一项"):
        create_app(settings)


_TWILIO = {
    "SMS_GATEWAY": "twilio", "TWILIO_ACCOUNT_SID": "AC1", "TWILIO_AUTH_TOKEN": "t", "TWILIO_MESSAGING_SERVICE_SID": "MG1",
    "PUBLIC_ORIGIN": "https://wengang.example.cn", "SECRET_KEY": "k" * 32,
}  # fmt: skip


def test_the_text_message_chat_is_off_until_it_is_switched_on_except_in_development() -> None:
    assert Settings.from_environment({"SECRET_KEY": "k" * 32}).two_way
    assert not Settings.from_environment({"SECRET_KEY": "k" * 32, "SMS_TWO_WAY": "false"}).two_way
    assert not Settings.from_environment(_TWILIO).two_way
    on = Settings.from_environment({**_TWILIO, "SMS_TWO_WAY": "true", "SMS_CHAT_NUMBER": "+15005550006"})
    assert (on.two_way, on.chat_number) == (True, "+15005550006")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({**_TWILIO, "SMS_TWO_WAY": "true"}, "SMS_CHAT_NUMBER"),
        ({"SECRET_KEY": "k" * 32, "SMS_GATEWAY": "none", "SMS_TWO_WAY": "true"}, "SMS_TWO_WAY"),
        ({**_TWILIO, "SMS_CHAT_NUMBER": "95-none"}, "SMS_CHAT_NUMBER"),
    ],
)
def test_a_text_message_chat_that_cannot_be_stops_the_start(given: dict[str, str], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        Settings.from_environment(given)
