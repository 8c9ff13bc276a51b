"""Codes and what happens next."""

import pytest

from assistant.sms import errors
from assistant.sms.errors import meaning


@pytest.mark.parametrize(
    ("gateway", "code", "kind"),
    [
        ("twilio", "21211", "permanent"),
        ("twilio", "21614", "permanent"),
        ("twilio", "21610", "opted_out"),
        ("twilio", "20003", "stop"),
        ("twilio", "21606", "stop"),
        ("twilio", "21608", "stop"),
        ("twilio", "63038", "pause"),
        ("twilio", "20429", "retry"),
        ("twilio", "30003", "late_retry"),
        ("twilio", "30005", "late_retry"),
        ("twilio", "30007", "pause"),
        ("twilio", "21999", "permanent"),
        ("twilio", "20999", "stop"),
        ("twilio", "99999", "pause"),
        ("tencent", "FailedOperation.InsufficientBalanceInSmsPackage", "pause"),
        ("tencent", "FailedOperation.TemplateIncorrectOrUnapproved", "stop"),
        ("tencent", "LimitExceeded.PhoneNumberDailyLimit", "late_retry"),
        ("tencent", "LimitExceeded.AppDailyLimit", "pause"),
        ("tencent", "AuthFailure.Anything", "stop"),
        ("tencent", "UnauthorizedOperation.ServiceSuspendDueToArrears", "stop"),
        ("tencent", "Nobody.KnowsThis", "pause"),
        ("none", "no_gateway", "pause"),
        ("outbox", "anything", "pause"),
    ],
)
def test_a_refusal_is_of_a_kind(gateway: str, code: str, kind: str) -> None:
    assert meaning(gateway, code).kind == kind


@pytest.mark.parametrize("gateway", ["twilio", "tencent"])
def test_an_unknown_code_in_a_receipt_speaks_of_one_message_only(gateway: str) -> None:
    assert meaning(gateway, "XX:unknown", receipt=True).kind == "permanent"
    assert meaning(gateway, "XX:unknown").kind == "pause"


@pytest.mark.parametrize("table", [errors.TWILIO, errors.TENCENT, errors.OURS])
def test_every_code_says_what_to_do(table: dict[str, errors.Meaning]) -> None:
    for code, found in table.items():
        assert len(code) <= 64, "the column that holds it"
        assert "。" in found.text.rstrip("。"), f"{code}: what happened, and what to do"
