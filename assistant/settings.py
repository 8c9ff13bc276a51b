"""Settings: typed, from the environment alone; every missing or wrong variable is named at start."""

import os
import re
import secrets
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from assistant.paths import INSTANCE

_SHORTEST_SECRET = 32
_GATEWAY_NEEDS = {
    "twilio": ("twilio_account_sid", "twilio_auth_token", "public_origin"),
    "tencent": ("tencent_secret_id", "tencent_secret_key", "tencent_sdk_app_id", "tencent_templates", "public_origin"),
}
_CHAT_NUMBER = re.compile(r"\+?[0-9]{3,15}")
OUTBOX_NUMBER = "10690000"  # made up: what people "write" to in development
OUTBOX_SIGNATURE = "演示人社"
_NO_FOLDER = "must be a folder with notices (*.toml)"


class SettingsError(Exception):
    """The environment does not describe a usable installation; the message names every variable at fault."""


class Settings(BaseModel):
    """One installation's settings. Each field is the environment variable of the same name in capitals."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    environment: Literal["development", "production"] = "development"
    secret_key: str = Field(default="", repr=False)
    database_url: str = Field(default_factory=lambda: f"sqlite:///{INSTANCE / 'assistant.sqlite3'}")
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    public_origin: str = ""
    proxy_count: int = Field(default=0, ge=0, le=5)
    interview_days: int = Field(default=30, ge=1, le=366)
    ratelimit_storage: str = "memory://"
    policies_dir: Path | None = None  # further notices, beside those that ship
    data_dir: Path = INSTANCE / "files"  # imported files; several hosts share it
    embedded_worker: bool | None = None  # the worker inside `assistant serve`; None: in development only
    staff_idle_minutes: int = Field(default=30, ge=1, le=240)
    staff_session_hours: int = Field(default=10, ge=1, le=24)
    sms_gateway: Literal["none", "outbox", "twilio", "tencent"] | None = None  # None: outbox in development, else none
    sms_timeout_seconds: float = Field(default=15, gt=0, le=60)  # for a gateway's answer, once connected
    proof_codes_per_day: int = Field(default=20_000, ge=1, le=10_000_000)  # one-time codes to firms, all together
    sms_signature: str = Field(
        default="", max_length=16
    )  # of texts to callers of the hotline, as registered, without 【】
    sms_links: bool | None = None  # links of a firm's own in texts; None: where the gateway allows them by itself
    sms_two_way: bool | None = None  # the text-message chat; None: in development's outbox only
    sms_chat_number: str = ""  # the number that people write to; empty: TWILIO_FROM
    sms_chat_hours: int = Field(default=24, ge=1, le=720)  # a conversation ends so long after its last message
    # Messages of one number that are answered: the longest interview takes some thirty.
    sms_chat_per_hour: int = Field(default=40, ge=1, le=1000)
    sms_chat_per_day: int = Field(default=120, ge=1, le=10_000)
    sms_chat_in_total: int = Field(default=20_000, ge=1, le=10_000_000)  # of all numbers, within 24 hours
    sms_texts_per_second: int = Field(default=10, ge=1, le=100)  # single messages of one worker, beside campaigns' own
    wechat_app_id: str = ""  # the 公众号 that the chat answers in; empty: none
    wechat_token: str = Field(default="", repr=False)
    wechat_aes_key: str = Field(default="", repr=False)  # EncodingAESKey, for encrypted mode; empty: plain mode
    twilio_account_sid: str = ""
    twilio_auth_token: str = Field(default="", repr=False)
    twilio_messaging_service_sid: str = ""
    twilio_from: str = ""
    twilio_api_base: str = ""  # empty: Twilio's own
    tencent_secret_id: str = ""
    tencent_secret_key: str = Field(default="", repr=False)
    tencent_sdk_app_id: str = ""
    tencent_templates: str = ""  # message=template id, …: as registered with the provider
    tencent_endpoint: str = ""  # empty: the provider's own
    tencent_callback_token: str = Field(default="", repr=False)

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: str) -> str:
        if value and len(value) < _SHORTEST_SECRET:
            raise ValueError(f"needs {_SHORTEST_SECRET} characters or more, e.g. `openssl rand -hex 32`")
        return value

    @field_validator("policies_dir")
    @classmethod
    def _a_folder(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError(_NO_FOLDER)
        return value

    @field_validator("public_origin")
    @classmethod
    def _origin_only(cls, value: str) -> str:
        if not value:
            return value
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
            raise ValueError("must be scheme and host without a path, e.g. https://wengang.example.cn")
        return value

    @field_validator("sms_chat_number")
    @classmethod
    def _a_number(cls, value: str) -> str:
        if value and not _CHAT_NUMBER.fullmatch(value):
            raise ValueError("must be a number or short number that people can write to, e.g. +15005550006")
        return value

    @model_validator(mode="after")
    def _complete(self) -> Self:
        missing = [n for n in ("secret_key", "public_origin") if not getattr(self, n)]
        if self.environment == "production" and missing:
            raise ValueError("production also needs " + ", ".join(n.upper() for n in missing))
        return self

    @field_validator("wechat_aes_key")
    @classmethod
    def _a_whole_key(cls, value: str) -> str:
        if value and not re.fullmatch("[A-Za-z0-9+/]{43}", value):
            raise ValueError("must be the 43 letters and digits of the account's EncodingAESKey")
        return value

    @model_validator(mode="after")
    def _wechat(self) -> Self:
        given = {n: getattr(self, n) for n in ("wechat_app_id", "wechat_token", "public_origin")}
        missing = [n.upper() for n, value in given.items() if not value]
        if missing and (self.wechat_app_id or self.wechat_token or self.wechat_aes_key):
            raise ValueError("a WeChat account also needs " + ", ".join(missing))
        return self

    @model_validator(mode="after")
    def _gateway(self) -> Self:
        if self.environment == "production" and self.sms_gateway == "outbox":
            raise ValueError(
                "SMS_GATEWAY=outbox shows every message to anyone: production takes twilio, tencent or none"
            )
        wanted = [name for name in _GATEWAY_NEEDS.get(self.gateway, ()) if not getattr(self, name)]
        if self.sms_gateway == "twilio" and not (self.twilio_messaging_service_sid or self.twilio_from):
            wanted.append("twilio_messaging_service_sid or twilio_from")
        if wanted:
            raise ValueError(f"SMS_GATEWAY={self.sms_gateway} also needs " + ", ".join(n.upper() for n in wanted))
        return self

    @model_validator(mode="after")
    def _two_way(self) -> Self:
        if not self.sms_two_way:
            return self
        if self.gateway not in {"twilio", "outbox"}:
            raise ValueError(f"SMS_TWO_WAY: SMS_GATEWAY={self.gateway} cannot answer in free text; leave it out")
        if not self.chat_number:
            raise ValueError("SMS_TWO_WAY also needs SMS_CHAT_NUMBER (or TWILIO_FROM): the number that people write to")
        return self

    @property
    def two_way(self) -> bool:
        """Whether people may write text messages and are answered, as far as the settings go."""
        return self.gateway == "outbox" if self.sms_two_way is None else self.sms_two_way

    @property
    def chat_number(self) -> str:
        """The number that people write to; empty where there is none."""
        return self.sms_chat_number or self.twilio_from or (OUTBOX_NUMBER if self.gateway == "outbox" else "")

    @property
    def sms_chat_for(self) -> timedelta:
        """How long a conversation by text message is kept after its last message."""
        return timedelta(hours=self.sms_chat_hours)

    @property
    def caller_signature(self) -> str:
        """Who signs texts to callers of the hotline; empty: they are sent none."""
        return self.sms_signature or (OUTBOX_SIGNATURE if self.gateway == "outbox" else "")

    @property
    def gateway(self) -> str:
        """The gateway that messages go to."""
        return self.sms_gateway or ("outbox" if self.environment == "development" else "none")

    @property
    def works_itself(self) -> bool:
        """Whether `assistant serve` runs a worker too."""
        return self.environment == "development" if self.embedded_worker is None else self.embedded_worker

    @property
    def https(self) -> bool:
        """Whether visitors arrive by https, so that cookies may be Secure."""
        return self.public_origin.startswith("https://")

    @property
    def keep_for(self) -> timedelta:
        """How long an interview is kept after its last change."""
        return timedelta(days=self.interview_days)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Self:
        """Read the settings; raise ``SettingsError`` naming each variable that is missing or wrong."""
        environ = os.environ if environ is None else environ
        given = {name: environ[name.upper()] for name in cls.model_fields if environ.get(name.upper())}
        if given.get("environment", "development") == "development" and "secret_key" not in given:
            given["secret_key"] = development_secret(INSTANCE / "secret-key")
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            raise SettingsError(_explain(error)) from None


def policies_dir(environ: Mapping[str, str] | None = None) -> Path | None:
    """The folder that POLICIES_DIR names, for commands that need nothing else; raise ``SettingsError`` if it is none."""
    named = (os.environ if environ is None else environ).get("POLICIES_DIR")
    if not named:
        return None
    if not Path(named).is_dir():
        raise SettingsError(f"POLICIES_DIR: {_NO_FOLDER}")
    return Path(named)


def development_secret(file: Path) -> str:
    """Return the key kept in ``file``, made on first use, so that a restart does not log developers out."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    with os.fdopen(handle, "w") as out:
        secret = secrets.token_hex(32)
        out.write(secret)
    return secret


def _explain(error: ValidationError) -> str:
    lines = ["The environment is not complete:"]
    for problem in error.errors(include_url=False, include_input=False):
        name = str(problem["loc"][0]).upper() if problem["loc"] else "Together"
        lines.append(f"  {name}: {problem['msg'].removeprefix('Value error, ')}")
    return "\n".join(lines)
