"""The texts: genuine, registrable, short enough, and safe whatever a firm calls itself."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.sms import wording
from assistant.sms.gateway import Capabilities
from assistant.sms.segments import segments, units
from assistant.sms.wording import LANGUAGES, LONGEST_FIRM, MESSAGES, MOST_SEGMENTS, SHORTEST_FIRM, WordingError
from tests.sms.conftest import values

ZH = "zh_Hans_CN"
USUAL = Capabilities(links=True, two_way=False)
EVERY = [(message, language) for message in MESSAGES for language in LANGUAGES]
WITH_FIRM = [pair for pair in EVERY if "firm" in MESSAGES[pair[0]]]


def test_every_text_that_ships_is_sound() -> None:
    wording.check()


@pytest.mark.parametrize(("message", "language"), EVERY)
def test_a_text_begins_with_the_signature_and_holds_every_value(message: str, language: str) -> None:
    given = values(message) | ({"firm": "南昌某某食品有限公司"} if "firm" in MESSAGES[message] else {})
    text = wording.render(message, given, language)
    assert text.startswith(f"【{given['signature']}】")
    assert all(value in text for value in given.values())
    assert "{" not in text


@pytest.mark.parametrize(("message", "language"), EVERY)
def test_the_longest_reasonable_values_fit(message: str, language: str) -> None:
    text = wording.render(message, values(message), language)
    assert segments(text, USUAL) <= MOST_SEGMENTS[language]


@pytest.mark.parametrize(("message", "language"), WITH_FIRM)
@given(name=st.text(min_size=1, max_size=80))
def test_no_name_of_a_firm_breaks_a_text(message: str, language: str, name: str) -> None:
    try:
        text = wording.render(message, values(message) | {"firm": name}, language)
    except WordingError:
        assert not wording.clean(name)
        return
    assert segments(text, USUAL) <= MOST_SEGMENTS[language]
    assert text.count("【") == 1
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Cs"} for char in text)
    assert wording.fits(message, {"firm": name}, language)(text)


@pytest.mark.parametrize(
    ("given_name", "cleaned"),
    [
        ("南昌\n某某\t公司", "南昌 某某 公司"),
        ("\u202e司公某某", "司公某某"),
        ("某某\u200b公司\u2066", "某某公司"),
        ("【工商银行】公司", "〔工商银行〕公司"),
        ("{code}公司", "（code）公司"),
        ("  某某  公司 ", "某某 公司"),
        ("某某\x00\x1b[31m公司", "某某[31m公司"),
    ],
)
def test_a_name_is_cleaned(given_name: str, cleaned: str) -> None:
    assert wording.clean(given_name) == cleaned


def test_the_middle_of_a_long_name_goes() -> None:
    name = "江西省某某某某智能装备制造股份有限公司赣江新区分公司"
    assert wording.shortened(name, 12) == "江西省某某某某…区分公司"
    assert wording.shortened(name, 99) == name


@given(st.text(min_size=1, max_size=60), st.integers(SHORTEST_FIRM, LONGEST_FIRM))
def test_a_shortened_name_fits_and_keeps_its_ends(name: str, room: int) -> None:
    short = wording.shortened(name, room)
    assert units(short) <= room
    assert short == name or ("…" in short and name.startswith(short.split("…")[0]))
    short.encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass")


@pytest.mark.parametrize(
    ("message", "change", "language", "reason"),
    [
        ("notice_pikup", {}, ZH, "没有短信"),
        ("notice_pickup", {"link": "x"}, ZH, "应有参数"),
        ("notice_pickup", {"firm": "\u200b "}, ZH, "firm 没有内容"),
        ("notice_pickup", {}, "fr", "没有“fr”的文本"),
    ],
)
def test_wrong_parameters_are_named(message: str, change: dict[str, str], language: str, reason: str) -> None:
    with pytest.raises(WordingError, match=reason):
        wording.render(message, values("notice_pickup") | change, language)


def test_a_missing_parameter_is_named() -> None:
    with pytest.raises(WordingError, match="应有参数"):
        wording.render("proof_code", {"signature": "南昌人社"}, ZH)


class TestFitting:
    """Recognising a message among others at the provider."""

    known = {name: value for name, value in values("notice_link").items() if name != "link"}  # noqa: RUF012

    def test_a_message_is_recognised_whatever_its_link(self) -> None:
        ours = wording.fits("notice_link", self.known, ZH)
        for link in ("https://wengang.example/n/abc", "https://wengang.example/n/" + "x" * 60):
            assert ours(wording.render("notice_link", self.known | {"link": link}, ZH))

    @pytest.mark.parametrize("change", [{"firm": "另一家公司"}, {"amount": "1.00"}, {"notice": "甘人社发〔2024〕1号"}])
    def test_another_firm_s_message_is_not(self, change: dict[str, str]) -> None:
        theirs = wording.render("notice_link", values("notice_link") | change, ZH)
        assert not wording.fits("notice_link", self.known, ZH)(theirs)

    @pytest.mark.parametrize(("message", "language"), EVERY)
    def test_nor_is_another_message(self, message: str, language: str) -> None:
        theirs = wording.render(message, values(message), language)
        assert wording.fits("notice_link", self.known, ZH)(theirs) == ((message, language) == ("notice_link", ZH))


def test_the_variables_of_a_template_stand_in_its_order_without_constants() -> None:
    assert wording.variables("notice_pickup", ZH) == ("firm", "office", "notice", "amount", "until", "code")
    assert wording.variables("proof_code", ZH) == ("code",)
    assert wording.variables("notice_pickup", "en")[:3] == ("firm", "notice", "office")


GOOD = wording.template("reminder_link", ZH)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (GOOD.replace("{until}", "月底"), r"\{until\}：缺少"),
        (GOOD.replace("{until}", "{amount}"), r"\{amount\}：不是这条短信的参数"),
        (GOOD.replace("{until}", "{firm}{until}"), "只能出现一次"),
        (GOOD.replace("：{link} ", "{link}").replace("前打开", ""), "两个参数之间要有文字"),
        (GOOD.removeprefix("【{signature}】") + "【{signature}】", "必须以【{signature}】开头".replace("{", r"\{")),
        (GOOD + "【广告】", "正文不再用【】"),
        (GOOD + "回复TD", "网关会当作退订"),
        (GOOD + "退订", "网关会当作退订"),
        (GOOD + "Reply help", "“HELP”"),
        (GOOD + "否则视为放弃", "不能催促或威胁"),
        (GOOD.replace("不收费", ""), "“不收费”：必须写明"),
        (GOOD.replace("12333", "12345"), "“12333”：必须写明"),
        (GOOD + "\n第二行", "只能有一行"),
        (GOOD + "{Firm}", "花括号"),
        (GOOD + "长" * 80, "段，最多 3 段"),
    ],
)
def test_a_faulty_text_stops_the_start_with_file_and_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, reason: str
) -> None:
    for message, language in EVERY:
        (tmp_path / f"{message}.{language}.txt").write_text(wording.template(message, language), "utf-8")
    (tmp_path / f"reminder_link.{ZH}.txt").write_text(text, "utf-8")
    with pytest.raises(WordingError, match=rf"templates/sms/reminder_link\.zh_Hans_CN\.txt：.*{reason}"):
        _check_in(tmp_path, monkeypatch)


def test_a_file_too_many_or_too_few_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "notice_pikup.en.txt").write_text("x", "utf-8")
    with pytest.raises(WordingError) as caught:
        _check_in(tmp_path, monkeypatch)
    assert "notice_pikup.en.txt：没有这条短信" in str(caught.value)
    assert str(caught.value).count("没有这个文件") == len(EVERY)


def _check_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Check the texts of another folder."""
    monkeypatch.setattr(wording, "FOLDER", folder)
    wording.template.cache_clear()
    try:
        wording.check()
    finally:
        wording.template.cache_clear()
