"""Twilio, by its own SDK.

Twilio knows no client reference and no idempotency key. Our reference travels in the address for receipts and comes back
with them. Until a receipt comes, an ambiguous attempt can only be looked for among what was sent to the number.
"""

import threading
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import parse_qs, quote, urlsplit

from requests.adapters import HTTPAdapter
from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.request_validator import RequestValidator
from twilio.rest import Client
from urllib3.exceptions import HTTPError

from assistant.settings import Settings, SettingsError
from assistant.sms import transport, wording
from assistant.sms.errors import meaning
from assistant.sms.gateway import (
    Accepted,
    Acknowledgement,
    Ambiguous,
    BadSignature,
    CannotTell,
    Capabilities,
    Finding,
    Found,
    Missing,
    Outcome,
    Receipt,
    Rejected,
    Reply,
    Status,
    WebRequest,
)
from assistant.sms.segments import units
from assistant.sms.words import asks_to_return, asks_to_stop

NAME: Final = "twilio"
# A message that waits longer in Twilio's queue is dropped there: a notice of yesterday must not ring at night.
VALIDITY_SECONDS = 4 * 3600
ANSWER_VALIDITY_SECONDS = 600  # an answer in a conversation is worth nothing later
# Clocks differ a little; a message of the attempt is not older than the attempt.
_CLOCKS = timedelta(minutes=2)
_MOST_LISTED = 200
_CONNECTIONS = 64  # as many as a worker has threads, else each request makes a new one
_STATUSES: Mapping[str, Status] = {
    "delivered": "delivered",
    "read": "delivered",
    "undelivered": "failed",
    "failed": "failed",
    "canceled": "failed",
}
# What may come up after a request left: a broken connection, an answer that is no JSON or not the JSON that is documented.
_AFTERWARDS = (OSError, HTTPError, TwilioException, ValueError, TypeError, KeyError, AttributeError)


class _Http(TwilioHttpClient):  # type: ignore[misc]  # the SDK has no types
    """The SDK's client: each request once, and the last answer kept for the thread that asked."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.timeout = (transport.CONNECT_SECONDS, seconds)
        for scheme in ("https://", "http://"):
            self.session.mount(scheme, HTTPAdapter(max_retries=0, pool_maxsize=_CONNECTIONS))
        self._answer = threading.local()

    def request(self, *args: Any, **kwargs: Any) -> Response:
        self._answer.status, self._answer.headers = 0, {}
        response = super().request(*args, **kwargs)
        self._answer.status, self._answer.headers = response.status_code, response.headers
        return response

    def last(self) -> tuple[int, Mapping[str, str]]:
        """Status and headers of this thread's last answer: the SDK's errors tell what the body says of itself."""
        return self._answer.status, self._answer.headers


class TwilioGateway:
    """Messages by Twilio, from a Messaging Service or a number."""

    name = NAME
    # Its guideline for China: no address in the text unless registered, no two-way traffic, 500 units at most.
    acknowledgement = Acknowledgement('<?xml version="1.0" encoding="UTF-8"?><Response/>', "text/xml")

    def __init__(self, settings: Settings) -> None:
        """Prepare the client; nothing is sent. Raises SettingsError on an address that Twilio or we would not use."""
        if "_" in (urlsplit(settings.public_origin).hostname or ""):
            raise SettingsError("PUBLIC_ORIGIN: Twilio sends no receipts to a host with an underscore in its name")
        transport.quiet()
        links, two_way = bool(settings.sms_links), settings.two_way
        self.capabilities = Capabilities(links=links, two_way=two_way, longest=500, gsm7=True)
        self._origin = settings.public_origin
        self._account = settings.twilio_account_sid
        self._validator = RequestValidator(settings.twilio_auth_token)
        service, number = settings.twilio_messaging_service_sid, settings.twilio_from
        self._sender = {"messaging_service_sid": service} if service else {"from_": number}
        self._http = _Http(settings.sms_timeout_seconds)
        self._client = Client(self._account, settings.twilio_auth_token, http_client=self._http)
        if settings.twilio_api_base:
            # The SDK builds every address on this one; TWILIO_EDGE and TWILIO_REGION of the SDK would change its host.
            self._client.api.base_url = transport.safe_base("TWILIO_API_BASE", settings.twilio_api_base)
            self._client.edge = self._client.region = None

    def send(self, message: str, params: Mapping[str, str], to: str, reference: str, language: str) -> Outcome:
        """Send a message once. Raises WordingError."""
        return self._create(wording.render(message, params, language), to, reference, VALIDITY_SECONDS)

    def say(self, text: str, to: str, reference: str) -> Outcome:
        """Send a text as it is, once."""
        if not self.capabilities.two_way:
            return Rejected("one_way", meaning(NAME, "one_way").kind)
        return self._create(text, to, reference, ANSWER_VALIDITY_SECONDS)

    def _create(self, body: str, to: str, reference: str, validity: int) -> Outcome:
        if units(body) > self.capabilities.longest:
            return Rejected("too_long", meaning(NAME, "too_long").kind)
        callback = f"{self._origin}/sms/{NAME}/receipts?reference={quote(reference, safe='')}"
        try:
            taken = self._client.messages.create(
                to=to, body=body, status_callback=callback, validity_period=validity, **self._sender
            )
        except (TwilioRestException, TwilioServiceException) as error:
            return self._refused(str(error.code))
        except _AFTERWARDS as error:
            return _broken(error)
        if not isinstance(taken.sid, str) or not taken.sid:
            return Ambiguous("no_id")
        return Accepted(taken.sid)

    def _refused(self, code: str) -> Outcome:
        """What an answer that is no acceptance means.

        Below 500 the service itself says that it refuses. 500 and above is whoever stood nearest: a proxy's page does not
        say what happened behind it, nor does the service's own "internal error".
        """
        status, headers = self._http.last()
        if transport.leaves_open(status):
            return Ambiguous(f"http_{status}")
        code = f"http_{status}" if code == str(status) else code  # the SDK repeats the status where there is no code
        wait = transport.retry_after(headers)
        kind = "retry" if status == 429 else meaning(NAME, code).kind
        return Rejected(code, kind, wait if kind == "retry" else None)

    def find(
        self,
        to: str,
        since: datetime,
        reference: str,
        *,
        ours: Callable[[str], bool] | None = None,
        others: Collection[str] = (),
    ) -> Finding:
        """Look among what was sent to the number since then.

        Not by the day of sending, by which Twilio can filter: a message that still waits has none.
        """
        try:
            listed = self._client.messages.list(to=to, limit=_MOST_LISTED, page_size=_MOST_LISTED)
        except _AFTERWARDS:
            return CannotTell("unreachable")
        if len(listed) == _MOST_LISTED:
            return CannotTell("too_many")
        began = since.astimezone(UTC) - _CLOCKS
        candidates = [
            one
            for one in listed
            if one.sid not in others and (one.date_created is None or one.date_created.astimezone(UTC) >= began)
        ]
        if ours is not None:
            candidates = [one for one in candidates if ours(one.body or "")]
        if not candidates:
            return Missing()
        if len(candidates) > 1 or ours is None:
            return CannotTell("several" if len(candidates) > 1 else "perhaps_another")
        return _found(candidates[0].sid, candidates[0].status, candidates[0].error_code)

    def receipts(self, request: WebRequest) -> list[Receipt]:
        """Return what a status callback says. Raises BadSignature."""
        form = self._verified(request)
        provider_id, status = form.get("MessageSid", ""), form.get("MessageStatus", "")
        if not provider_id or not status:
            raise BadSignature("no message or no status")
        reference = parse_qs(urlsplit(request.url).query).get("reference", [None])[0]
        found = _found(provider_id, status, form.get("ErrorCode"))
        return [Receipt(found.provider_id, found.status, found.code, found.kind, reference)]

    def replies(self, request: WebRequest) -> list[Reply]:
        """Return what somebody wrote back. Raises BadSignature."""
        form = self._verified(request)
        sender, text = form.get("From", ""), form.get("Body", "")
        if not sender:
            raise BadSignature("no sender")
        told = form.get("OptOutType", "")  # the provider's own reading of STOP, START and HELP, which it answers itself
        return [
            Reply(
                sender,
                text,
                opted_out=asks_to_stop(text) or told == "STOP",
                provider_id=form.get("MessageSid", ""),
                to=form.get("To", ""),
                returned=asks_to_return(text) or told == "START",
                handled=bool(told),
            )
        ]

    def _verified(self, request: WebRequest) -> Mapping[str, str]:
        signature = request.headers.get("X-Twilio-Signature", "")
        if not self._validator.validate(request.url, request.form, signature):
            raise BadSignature("the signature is not Twilio's for this address")
        if request.form.get("AccountSid") != self._account:
            raise BadSignature("another account")
        return request.form


def _broken(error: BaseException) -> Outcome:
    code = transport.why_not_sent(error)
    return Ambiguous(type(error).__name__) if code is None else Rejected(code, meaning(NAME, code).kind)


def _found(provider_id: str, status: str, error_code: object) -> Found:
    """A message's status in our words; what is not an end counts as accepted."""
    ended = _STATUSES.get(status, "accepted")
    if ended != "failed":
        return Found(provider_id, ended)
    code = str(error_code) if error_code else status
    return Found(provider_id, ended, code, meaning(NAME, code, receipt=True).kind)
