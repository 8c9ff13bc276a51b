"""How the two real providers speak: what a request must look like, and what an acceptance, a refusal, a listing look like."""

import hashlib
import hmac
import json
import time
import uuid
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formatdate
from typing import Any, ClassVar, Protocol
from urllib.parse import parse_qs, urlsplit

from tests.sms import twilio_rules
from tests.sms.provider_ledger import Entry

ACCOUNT = "AC" + "0" * 31 + "1"
SERVICE = "MG" + "0" * 31 + "1"
TOKEN = "token-of-the-loopback-provider"
SECRET_ID, SECRET_KEY, APP = "secret-id-of-loopback", "secret-key-of-loopback", "1400006666"


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Answer:
    """An answer to give."""

    status: int
    body: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Order:
    """A message to send: where its receipts go, and what it says."""

    to: str
    body: str
    reference: str
    callback: str


class Dialect(Protocol):
    """One provider's manner of speaking."""

    def understand(self, asked: Asked) -> Order | Answer:
        """Return the message to send, or the answer to anything else: a listing, a request that is refused."""

    def accepted(self, entry: Entry) -> Answer:
        """Say that a message was taken."""

    def refused(self, why: str) -> Answer:
        """Say that nothing was taken, and why: a word of ``provider_plan.ANSWERS``."""


class Twilio:
    """Twilio's Messages resource."""

    name = "twilio"
    _codes: ClassVar = {
        "too_many": (429, 20429),
        "invalid_number": (400, 21211),
        "opted_out": (400, 21610),
        "unauthorised": (401, 20003),
    }

    def __init__(self, of_number: Any) -> None:
        """``of_number`` lists what was sent to a number."""
        self._of_number = of_number

    def understand(self, asked: Asked) -> Order | Answer:
        """Check credentials and parameters as the service does."""
        path = urlsplit(asked.path)
        found = twilio_rules.MESSAGES_PATH.fullmatch(path.path)
        if not found:
            return _twilio_error(404, 20404, "not found")
        if not self._credentials(asked, found[1]):
            return _twilio_error(401, 20003, "Authenticate")
        if asked.method == "GET":
            return self._listing(path.query)
        form = parse_qs(asked.body.decode(), keep_blank_values=True)
        problems = twilio_rules.create_problems(form)
        if problems:
            return _twilio_error(400, 21620, "; ".join(problems))
        callback = form.get("StatusCallback", [""])[0]
        reference = parse_qs(urlsplit(callback).query).get("reference", [""])[0]
        return Order(form["To"][0], form["Body"][0], reference, callback)

    def accepted(self, entry: Entry) -> Answer:
        """201 with the message."""
        return Answer(201, json.dumps(_twilio_message(entry)), {"Content-Type": "application/json"})

    def refused(self, why: str) -> Answer:
        """The service's own error."""
        return _twilio_error(*self._codes[why], why)

    @staticmethod
    def _credentials(asked: Asked, account: str) -> bool:
        given = b64decode(asked.headers.get("Authorization", "").removeprefix("Basic "))
        return given == f"{ACCOUNT}:{TOKEN}".encode() and account == ACCOUNT

    def _listing(self, query: str) -> Answer:
        given = parse_qs(query)
        problems = twilio_rules.list_problems(given)
        if problems:
            return _twilio_error(400, 21620, "; ".join(problems))
        size, page = int(given.get("PageSize", ["50"])[0]), int(given.get("Page", ["0"])[0])
        found = self._of_number(given["To"][0])
        there = found[page * size : (page + 1) * size]
        more = (
            f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json?To=%2B{given['To'][0][1:]}&PageSize={size}&Page={page + 1}"
        )
        listed = {
            "messages": [_twilio_message(entry) for entry in there],
            "page": page,
            "page_size": size,
            "next_page_uri": more if len(found) > (page + 1) * size else None,
        }
        return Answer(200, json.dumps(listed), {"Content-Type": "application/json"})


class Tencent:
    """Tencent Cloud's SendSms and PullSmsSendStatusByPhoneNumber."""

    name = "tencent"
    _codes: ClassVar = {
        "invalid_number": "InvalidParameterValue.IncorrectPhoneNumber",
        "opted_out": "FailedOperation.PhoneNumberInBlacklist",
    }

    def __init__(self, of_number: Any, callback: str) -> None:
        """``callback`` is set at this provider's console, not in the request."""
        self._of_number, self._callback = of_number, callback

    def understand(self, asked: Asked) -> Order | Answer:
        """Check the signature and the fields as the service does."""
        if not _tc3_signed(asked):
            return _tencent_error("AuthFailure.SignatureFailure")
        given = json.loads(asked.body)
        if asked.headers.get("X-TC-Action") == "PullSmsSendStatusByPhoneNumber":
            return self._listing(given)
        wanted = {"PhoneNumberSet", "SmsSdkAppId", "TemplateId", "SignName", "TemplateParamSet", "SessionContext"}
        if asked.headers.get("X-TC-Action") != "SendSms" or set(given) != wanted or given["SmsSdkAppId"] != APP:
            return _tencent_error("InvalidParameter.InvalidParameters")
        if any("://" in value for value in given["TemplateParamSet"]):
            return _tencent_error("InvalidParameterValue.ProhibitedUseUrlInTemplateParameter")
        text = f"【{given['SignName']}】{given['TemplateId']}:" + "|".join(given["TemplateParamSet"])
        return Order(given["PhoneNumberSet"][0], text, given["SessionContext"], self._callback)

    def accepted(self, entry: Entry) -> Answer:
        """One number's status."""
        return _tencent_status(entry.sid, entry.to, entry.reference, "Ok")

    def refused(self, why: str) -> Answer:
        """A refusal of the request, or of its one number."""
        if why in self._codes:
            return _tencent_status("", "", "", self._codes[why])
        return _tencent_error({"too_many": "RequestLimitExceeded"}.get(why, "AuthFailure.SecretIdNotFound"))

    def _listing(self, given: Mapping[str, Any]) -> Answer:
        found = [entry for entry in self._of_number(given["PhoneNumber"]) if entry.at >= given["BeginTime"]]
        ended = [entry for entry in found if entry.status in {"delivered", "undelivered"}]
        listed = [
            {
                "PhoneNumber": entry.to,
                "SerialNo": entry.sid,
                "ReportStatus": "SUCCESS" if entry.status == "delivered" else "FAIL",
                "Description": "DELIVRD" if entry.status == "delivered" else "MK:0001",
                "SessionContext": entry.reference,
            }
            for entry in ended[given["Offset"] : given["Offset"] + given["Limit"]]
        ]
        return _tencent({"PullSmsSendStatusSet": listed})


def new_sid() -> str:
    """A message's identifier, as Twilio forms it."""
    return "SM" + uuid.uuid4().hex


def _twilio_message(entry: Entry) -> dict[str, Any]:
    stamp = formatdate(entry.at, usegmt=False)
    return {
        "sid": entry.sid, "account_sid": ACCOUNT, "to": entry.to, "from": None, "body": entry.body,
        "messaging_service_sid": SERVICE, "status": entry.status, "error_code": int(entry.code) if entry.code else None,
        "error_message": None, "direction": "outbound-api", "num_segments": "1", "num_media": "0", "price": None,
        "price_unit": None, "api_version": "2010-04-01", "uri": f"/2010-04-01/Accounts/{ACCOUNT}/Messages/{entry.sid}.json",
        "date_created": stamp, "date_updated": stamp, "date_sent": None if entry.status == "queued" else stamp,
    }  # fmt: skip


def _twilio_error(status: int, code: int, text: str) -> Answer:
    body = {"status": status, "code": code, "message": text, "more_info": f"https://www.twilio.com/docs/errors/{code}"}
    return Answer(status, json.dumps(body), {"Content-Type": "application/json"})


def _tencent(content: Mapping[str, Any]) -> Answer:
    body = {"Response": {**content, "RequestId": str(uuid.uuid4())}}
    return Answer(200, json.dumps(body, ensure_ascii=False), {"Content-Type": "application/json"})


def _tencent_error(code: str) -> Answer:
    return _tencent({"Error": {"Code": code, "Message": code}})


def _tencent_status(sid: str, to: str, reference: str, code: str) -> Answer:
    status = {"SerialNo": sid, "PhoneNumber": to, "Fee": 1, "SessionContext": reference, "Code": code}
    return _tencent({"SendStatusSet": [{**status, "Message": code, "IsoCode": "CN"}]})


def _tc3_signed(asked: Asked) -> bool:
    """Whether the request is signed by TC3-HMAC-SHA256 with our key, within five minutes; the SDK signs two headers."""
    stamp = asked.headers.get("X-TC-Timestamp", "0")
    day = time.strftime("%Y-%m-%d", time.gmtime(int(stamp)))
    signed = f"content-type:{asked.headers.get('Content-Type')}\nhost:{asked.headers.get('Host')}\n"
    canonical = f"POST\n/\n\n{signed}\ncontent-type;host\n{hashlib.sha256(asked.body).hexdigest()}"
    scope = f"{day}/sms/tc3_request"
    text = f"TC3-HMAC-SHA256\n{stamp}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    key = f"TC3{SECRET_KEY}".encode()
    for part in (day, "sms", "tc3_request", text):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    wanted = f"TC3-HMAC-SHA256 Credential={SECRET_ID}/{scope}, SignedHeaders=content-type;host, Signature={key.hex()}"
    return abs(time.time() - int(stamp)) < 300 and hmac.compare_digest(asked.headers.get("Authorization", ""), wanted)
