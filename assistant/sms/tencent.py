"""Tencent Cloud SMS 腾讯云短信, by its own SDK: a gateway of the domestic kind.

Texts are registered there beforehand; what is sent is the template's number and its variables in order. The signature is
a field of its own, links may not stand in variables. Our reference goes as SessionContext, which answers repeat and (where
the provider has switched it on) receipts as ``ext``. Receipts are not signed, and their address is set once at the
provider's console: a secret token in it stands in for a signature. It must therefore stay out of logs.
"""

import hmac
import json
import re
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from tencentcloud.common.credential import Credential
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.sms.v20210111.models import PullSmsSendStatusByPhoneNumberRequest, SendSmsRequest
from tencentcloud.sms.v20210111.sms_client import SmsClient
from urllib3.exceptions import HTTPError

from assistant.settings import Settings, SettingsError
from assistant.sms import transport, wording
from assistant.sms.errors import TENCENT, meaning
from assistant.sms.gateway import (
    Accepted,
    Acknowledgement,
    Ambiguous,
    BadSignature,
    CannotTell,
    Capabilities,
    Finding,
    Found,
    Outcome,
    Receipt,
    Rejected,
    Reply,
    WebRequest,
)
from assistant.sms.segments import units
from assistant.sms.words import asks_to_stop

NAME: Final = "tencent"
REGION = "ap-guangzhou"  # where the service for the mainland is run
_CLOCKS = timedelta(minutes=2)
_LONGEST_CODE = 64  # what is kept of a carrier's word
_MOST_LISTED = 100  # the provider's own limit for one page
_NETWORK = "ClientNetworkError"
_TEMPLATE = re.compile(r"([a-z_]+)(?:\.(zh_Hans_CN|en))?=(\d+)")


class _NotOk(TencentCloudSDKException):  # type: ignore[misc]  # the SDK has no types, and lets only its own errors pass
    """An HTTP status other than 200, which the SDK's own error does not tell."""

    def __init__(self, status: int, headers: Mapping[str, str]) -> None:
        self.status, self.headers = status, headers
        super().__init__(f"http_{status}")


_AFTERWARDS = (TencentCloudSDKException, HTTPError, OSError, ValueError, TypeError, KeyError, AttributeError)


class _Client(SmsClient):  # type: ignore[misc]  # the SDK has no types
    """The SDK's client, which tells the status."""

    def _check_status(self, resp_inter: Any) -> None:
        if resp_inter.status_code != 200:
            raise _NotOk(resp_inter.status_code, resp_inter.headers)


class TencentGateway:
    """Messages by Tencent Cloud."""

    name = NAME
    acknowledgement = Acknowledgement('{"result":0,"errmsg":"OK"}', "application/json")

    def __init__(self, settings: Settings) -> None:
        """Prepare; nothing is sent. Raises SettingsError naming the variable that this provider cannot go by."""
        if settings.sms_links:
            raise SettingsError("SMS_LINKS: Tencent Cloud takes no links in variables; leave it out, use 取件码")
        transport.quiet()
        self._settings = settings
        self._templates = templates(settings.tencent_templates)
        # Replies come back, but only registered templates may be sent: opt-outs are taken, nobody is answered.
        self.capabilities = Capabilities(
            links=False, two_way=False, first_segment=70, further_segments=67, longest=500,
            registered=frozenset(self._templates),
        )  # fmt: skip
        self._profile = _profile(settings)
        self._credential = Credential(settings.tencent_secret_id, settings.tencent_secret_key)
        self._own = threading.local()

    def send(self, message: str, params: Mapping[str, str], to: str, reference: str, language: str) -> Outcome:
        """Send a message once. Raises WordingError."""
        filled = wording.fill(message, params, language)
        template = self._templates.get((message, language))
        if template is None:
            return _rejected("no_template")
        if units(wording.render(message, params, language)) > self.capabilities.longest:
            return _rejected("too_long")
        request = SendSmsRequest()
        request.PhoneNumberSet = [to]
        request.SmsSdkAppId = self._settings.tencent_sdk_app_id
        request.SignName = filled["signature"]
        request.TemplateId = template
        request.TemplateParamSet = [filled[name] for name in wording.variables(message, language)]
        request.SessionContext = reference
        try:
            answer = self._client().SendSms(request)
            (status,) = answer.SendStatusSet
        except _NotOk as answer:
            return _by_status(answer)
        except TencentCloudSDKException as error:
            return _failed(error)
        except _AFTERWARDS as error:
            return Ambiguous(type(error).__name__)
        if status.Code != "Ok":
            return _refused(str(status.Code))
        return Accepted(status.SerialNo) if status.SerialNo else Ambiguous("no_id")

    def say(self, text: str, to: str, reference: str) -> Outcome:
        """Refuse: this provider sends registered templates only."""
        return _rejected("one_way")

    def _client(self) -> SmsClient:
        """This thread's client, with its open connection: the SDK does not promise that threads may share one."""
        if not hasattr(self._own, "client"):
            self._own.client = _Client(self._credential, REGION, self._profile)
        return self._own.client

    def find(
        self,
        to: str,
        since: datetime,
        reference: str,
        *,
        ours: Callable[[str], bool] | None = None,
        others: Collection[str] = (),
    ) -> Finding:
        """Look among the receipts for the number.

        The provider lists no message before its receipt, and no texts: what is not there may still have been taken, so that
        the answer is never ``Missing``.
        """
        request = PullSmsSendStatusByPhoneNumberRequest()
        request.BeginTime = int((since - _CLOCKS).timestamp())
        request.Offset, request.Limit = 0, _MOST_LISTED
        request.PhoneNumber = to
        request.SmsSdkAppId = self._settings.tencent_sdk_app_id
        try:
            listed = self._client().PullSmsSendStatusByPhoneNumber(request).PullSmsSendStatusSet or []
            candidates = [one for one in listed if one.SerialNo not in others]
        except _AFTERWARDS:
            return CannotTell("unreachable")
        named = [one for one in candidates if one.SessionContext == reference]
        if len(named) == 1:
            receipt = _receipt(named[0].SerialNo, named[0].ReportStatus, named[0].Description, reference)
            return Found(receipt.provider_id, receipt.status, receipt.code, receipt.kind)
        # SessionContext comes back only where the provider has switched it on: then any of these may be ours.
        return CannotTell("no_reference" if any(not one.SessionContext for one in candidates) else "no_receipt_yet")

    def receipts(self, request: WebRequest) -> list[Receipt]:
        """Return what a callback reports: one call may report on many messages. Raises BadSignature."""
        self._check_token(request)
        found = _parsed(request)
        try:
            return [
                _receipt(one["sid"], one["report_status"], one.get("errmsg"), one.get("ext")) for one in _each(found)
            ]
        except (KeyError, TypeError, AttributeError):
            raise BadSignature("not the provider's list of receipts") from None

    def replies(self, request: WebRequest) -> list[Reply]:
        """Return what people wrote back. Raises BadSignature."""
        self._check_token(request)
        found = _parsed(request)
        try:
            return [
                Reply(f"+{one['nationcode']}{one['mobile']}", one["text"], asks_to_stop(one["text"]))
                for one in _each(found)
            ]
        except (KeyError, TypeError, AttributeError):
            raise BadSignature("not the provider's reply") from None

    def _check_token(self, request: WebRequest) -> None:
        wanted = self._settings.tencent_callback_token
        given = parse_qs(urlsplit(request.url).query).get("token", [""])[0]
        if not wanted or not hmac.compare_digest(given.encode(), wanted.encode()):
            raise BadSignature("the address does not hold TENCENT_CALLBACK_TOKEN")


def templates(text: str) -> dict[tuple[str, str], str]:
    """Return (message, language) → the provider's number, from ``notice_pickup=1234567,notice_pickup.en=7654321``.

    Raises SettingsError.
    """
    found: dict[tuple[str, str], str] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        match = _TEMPLATE.fullmatch(part)
        if match is None or match[1] not in wording.MESSAGES:
            known = "、".join(wording.MESSAGES)
            raise SettingsError(f"TENCENT_TEMPLATES: {part!r} is not MESSAGE=NUMBER; messages are {known}")
        if match[1].endswith("_link"):
            raise SettingsError(
                f"TENCENT_TEMPLATES: {part!r}: this provider takes no links; use the message with _pickup"
            )
        found[match[1], match[2] or wording.LANGUAGES[0]] = match[3]
    return found


def _profile(settings: Settings) -> ClientProfile:
    http = HttpProfile(reqTimeout=(transport.CONNECT_SECONDS, settings.sms_timeout_seconds))
    if settings.tencent_endpoint:
        parts = urlsplit(transport.safe_base("TENCENT_ENDPOINT", settings.tencent_endpoint))
        http = HttpProfile(protocol=parts.scheme, endpoint=parts.netloc, reqTimeout=http.reqTimeout)
    return ClientProfile(httpProfile=http)  # no retryer: each request once


def _failed(error: TencentCloudSDKException) -> Outcome:
    """What an error of the SDK means: the service's refusal of the whole request has the number of that request.

    Any other is the network's, or one that the SDK has renamed after its class: what broke while the answer was read.
    """
    if error.requestId:
        return _refused(str(error.code))
    why = transport.why_not_sent(error)
    return Ambiguous("network" if error.code == _NETWORK else str(error.code)) if why is None else _rejected(why)


def _by_status(answer: _NotOk) -> Outcome:
    """The service answers 200 even to refuse: any other status is from whoever stood nearest."""
    if transport.leaves_open(answer.status):
        return Ambiguous(f"http_{answer.status}")
    refused = _rejected(f"http_{answer.status}")
    return replace(refused, retry_after=transport.retry_after(answer.headers)) if refused.kind == "retry" else refused


def _refused(code: str) -> Outcome:
    """The service's refusal. Its "internal error" and "other error" leave open how far the message came."""
    if code not in TENCENT and (code.startswith("InternalError") or code == "FailedOperation.OtherError"):
        return Ambiguous(code)
    return _rejected(code)


def _rejected(code: str) -> Rejected:
    return Rejected(code, meaning(NAME, code).kind)


def _receipt(provider_id: str, report: str, code: str | None, reference: str | None) -> Receipt:
    if report == "SUCCESS":
        return Receipt(provider_id, "delivered", None, None, reference or None)
    code = (code or "UNKNOWN")[:_LONGEST_CODE]
    return Receipt(provider_id, "failed", code, meaning(NAME, code, receipt=True).kind, reference or None)


def _parsed(request: WebRequest) -> Any:
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError):
        raise BadSignature("not JSON") from None


def _each(found: Any) -> Iterator[dict[str, Any]]:
    """The provider sends a list of receipts and a single reply; take either for both."""
    yield from found if isinstance(found, list) else [found]
