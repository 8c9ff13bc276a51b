"""A campaign's messages: what they say to one firm, what they cost, and how they are known again."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from assistant.campaigns.terms import Terms
from assistant.campaigns.wording import Wording
from assistant.policies import shipped_policies
from assistant.sms import wording
from assistant.sms.gateway import Capabilities
from assistant.storage.campaigns import Campaign
from assistant.storage.firms import Firm

GATEWAY = Capabilities(links=True, two_way=False)
ORIGIN = "https://wengang.example.cn"
FIRM = Firm(
    id=1, campaign=1, row=2, credit_code="91350100M000100Y43", name="江西甲乙制造有限公司", phone="+8613800000001",
    account=None, facts={}, verdict="eligible", track="automatic", refund_fen=7_200_000, failed=[], missing_account=0,
    missing_size=0, payment_export=None,
)  # fmt: skip


def _campaign(**terms: Any) -> Campaign:
    given = {"signature": "南昌人社", "office": "南昌市人社局", "reply_until": date(2024, 12, 5), **terms}
    now = datetime(2024, 9, 2, tzinfo=UTC)
    return Campaign(
        id=1, title="x", region="360000", program="stabilization_refund", notice="jiangxi-2024", as_of=date(2024, 8, 15),
        state="approved", settings=Terms(**given).stored(), summary=None, version=1, demonstration=0, created_by=1,
        created_at=now, submitted_by=1, submitted_at=now, approved_by=2, approved_at=now, finished_at=None,
    )  # fmt: skip


@pytest.fixture
def words() -> Wording:
    return Wording(shipped_policies(), ORIGIN)


def _text(words: Wording, campaign: Campaign, purpose: str, secret: str) -> str:
    made = words.composed(campaign, FIRM, purpose, secret)
    return wording.render(made.message, made.params, made.language)


def test_a_notice_names_firm_amount_deadline_and_its_own_link(words: Wording) -> None:
    text = _text(words, _campaign(), "notice", "abcDEF")
    for part in (
        "【南昌人社】",
        "江西甲乙制造有限公司",
        "72,000.00元",
        "12月5日",
        f"{ORIGIN}/n/abcDEF",
        "江西2024年文件",
    ):
        assert part in text


def test_with_a_pickup_code_the_address_is_constant(words: Wording) -> None:
    text = _text(words, _campaign(reach="pickup"), "notice", "ACDE-FGHJ")
    assert f"{ORIGIN}/n " in text
    assert "ACDE-FGHJ" in text


def test_in_english(words: Wording) -> None:
    text = _text(words, _campaign(message_language="en"), "notice", "abc")
    assert "5 December" in text
    assert "CNY 72,000.00" in text


def test_an_invitation_promises_no_amount(words: Wording) -> None:
    text = _text(words, _campaign(), "invitation", "abc")
    assert "劳务派遣" in text
    assert "72,000" not in text


def test_a_document_with_a_number_is_named_by_it(words: Wording) -> None:
    numbered = next(n for n in shipped_policies().notices.values() if n.number)
    assert numbered.number in _text(words, replace(_campaign(), notice=numbered.id), "reminder", "abc")


@pytest.mark.parametrize(("reach", "secret"), [("link", "x" * 22), ("pickup", "ACDE-FGHJ")])
def test_a_preview_costs_what_the_message_will_and_shows_no_secret(words: Wording, reach: str, secret: str) -> None:
    campaign = _campaign(reach=reach, segment_price_li=45)
    preview = words.preview(campaign, FIRM, "notice", GATEWAY)
    text = _text(words, campaign, "notice", secret)
    assert len(preview.text) == len(text)
    assert preview.text == text.replace(secret, "".join("-" if char == "-" else "*" for char in secret))
    assert preview.segments == words.composed(campaign, FIRM, "notice", secret).segments(GATEWAY)
    assert preview.cost_li == preview.segments * 45


def test_a_message_is_known_again_without_its_secret(words: Wording) -> None:
    ours = words.recognises(_campaign(), FIRM, "notice")
    assert ours(_text(words, _campaign(), "notice", "anything"))
    other = replace(FIRM, refund_fen=7_200_001)
    made = words.composed(_campaign(), other, "notice", "anything")
    assert not ours(wording.render(made.message, made.params, made.language))
    assert not ours(_text(words, _campaign(), "reminder", "anything"))


def test_a_notice_needs_an_amount(words: Wording) -> None:
    with pytest.raises(wording.WordingError):
        words.composed(_campaign(), replace(FIRM, refund_fen=None), "notice", "abc")
