"""What gateways over HTTP share: whether a request left at all, how long to wait, and logs without anybody's number."""

import logging
import ssl
import time
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from assistant.settings import SettingsError

CONNECT_SECONDS = 5.0
LONGEST_WAIT = 3600.0  # a provider that asks for more is asked again after an hour
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
# These write addresses and bodies of requests at DEBUG or INFO, and with them numbers and links.
_TALKATIVE = ("twilio.http_client", "tencentcloud_sdk_common", "urllib3.connectionpool")


def quiet() -> None:
    """Let the libraries log warnings alone, whatever the level of the installation: personal data stays out of logs."""
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


def why_not_sent(error: BaseException) -> str | None:
    """Return our code if it is certain that the request did not leave, else None.

    No connection, no name, no answer to the knock: nothing left. Anything after that (a timeout while waiting, a reset)
    leaves open whether the provider took the message.
    """
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return "certificate"
        if isinstance(cause, NewConnectionError | ConnectTimeoutError):
            return "not_connected"
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error, and whatever it was raised from or wraps: requests and both SDKs each do it in their own way."""
    waiting, seen = [error], set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        inner = (one.__cause__, one.__context__, getattr(one, "reason", None), *one.args)
        waiting += [each for each in inner if isinstance(each, BaseException)]


def leaves_open(status: int) -> bool:
    """Whether an answer that is no acceptance leaves open what happened behind the one who gave it: 408, 425, 5xx, 1xx-2xx."""
    return status >= 500 or status in {408, 425} or status < 300


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that a Retry-After asks for, given as seconds or as a date (RFC 9110 §10.2.3); None if none."""
    given = headers.get("Retry-After", "").strip()
    if not given:
        return None
    try:
        seconds = float(given) if given.isdigit() else parsedate_to_datetime(given).timestamp() - time.time()
    except ValueError:
        return None
    return min(max(seconds, 0.0), LONGEST_WAIT)


def safe_base(variable: str, address: str) -> str:
    """Return an address to send to. Raises SettingsError: credentials and numbers go in the clear to loopback only."""
    parts = urlsplit(address)
    if parts.hostname and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)):
        return address.rstrip("/")
    raise SettingsError(
        f"{variable}: must begin with https:// (http:// only for loopback), e.g. https://api.twilio.com"
    )
