"""The chat by text message, over real HTTP with signed calls, against the provider on loopback."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select

from assistant.sms.gateway import Capabilities
from assistant.sms.segments import segments
from assistant.sms.words import asks_to_stop, forbidden
from assistant.storage.outbox.opt_outs import OptOuts
from assistant.storage.tables import conversations, inbound
from tests.chat.sms_office import OURS, SECRET, Office, opened

TWILIO = Capabilities(links=False, two_way=True, gsm7=True)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with opened(tmp_path_factory.mktemp("office")) as office:
        yield office


def _count(office: Office, table: object) -> int:
    with office.engine.connect() as connection:
        found: int = connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[arg-type]
    return found


def test_a_conversation_by_text_leads_to_a_result(office: Office) -> None:
    phone = office.phone()
    welcome = phone.say("我想问技能提升补贴")
    assert "参保" in welcome
    assert "0返回 8重来 9人工" in welcome
    number = next(line.split()[0] for line in welcome.splitlines() if line.endswith("江西"))
    assert "执行期已经结束" in phone.say(number)
    assert "1 历史核算" in phone.say("7")
    assert "没有“6”" in phone.say("6")
    heard = phone.say("1")
    while "领多少：" not in heard:
        heard = phone.say("不清楚")
    assert "无法判定" in heard
    while "7 更多" in heard.splitlines()[-1]:
        heard = phone.say("7")
    assert any("查询码" in text and "首页" in text for text in phone.got())
    for text in phone.got():
        assert 0 < segments(text, TWILIO) <= 3
        assert "http" not in text
        assert not forbidden(text)
    assert office.provider.callbacks.wait(30)
    assert set(office.states()) == {"delivered"}


def test_page_follows_on_page(office: Office) -> None:
    phone = office.phone()
    heard = phone.say("江西技能提升补贴")
    pages = [heard]
    while "7 更多" in heard:
        pages.append(heard := phone.say("7"))
    assert len(pages) > 1
    for told in ("江西省人力资源和社会保障厅", "不等于现在没有这项政策", "请打 12333", "1 历史核算", "3 换个地区"):
        assert any(told in page for page in pages), told


def test_the_pages_of_a_question_asked_back_follow_too(office: Office) -> None:
    phone = office.phone()
    heard = phone.say("江西失业保险金")
    while "7 更多" in heard:
        heard = phone.say("7")
    pages = [phone.say("7")]
    assert pages[0].startswith("没有“7”")
    while "7 更多" in pages[-1]:
        pages.append(phone.say("7"))
    for told in ("1 劳动合同到期", "单位破产", "其他原因"):
        assert sum(told in page for page in pages) == 1, told


def test_an_answer_that_is_a_number_is_no_command(office: Office) -> None:
    phone = office.phone()
    assert "没有下面的情况" in phone.say("江西失业保险金，合同到期没续签")
    assert "愿意找工作" in phone.say("1")
    assert "多少个月" in phone.say("1")
    assert "“8个月”" in phone.say("8")
    assert "重新开始" not in phone.say("8个月")


def test_the_code_in_the_result_opens_it_on_another_telephone(office: Office) -> None:
    phone = office.phone()
    phone.say("失业保险金")
    told = phone.say("江西") + phone.say("9")
    code = next(word for word in told.replace("：", " ").replace("。", " ").split() if len(word) == 11 and "-" in word)
    other = office.phone()
    assert code in other.say(code.lower())
    assert "打不开" in other.say("ACDEF-GHJKM")


def test_the_same_call_twice_is_answered_once(office: Office) -> None:
    phone = office.phone()
    for _ in range(3):
        assert phone.write("失业保险金", sid="SMtwice") == 200
    assert len(phone.got()) == 1
    form = phone.form("江西", sid="SMmanytimes")
    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(office.call, [form] * 6)) == {200}
    assert len(phone.got()) == 2


def test_several_texts_at_once_get_an_answer_each(office: Office) -> None:
    phone = office.phone()
    phone.say("失业保险金")
    forms = [phone.form(text) for text in ("江西", "2", "9", "不清楚", "1", "为什么")]
    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(office.call, forms)) == {200}
    assert len(phone.got()) == 7


def test_two_conversations_of_one_number_are_told_apart(office: Office) -> None:
    phone = office.phone()
    first = phone.say("失业保险金")
    assert not first.startswith("[")
    second = phone.say("新 技能提升补贴")
    assert second.startswith("[B] ")
    assert "“B 1”" in second
    assert phone.say("A 9").startswith("[A] ")
    assert "技能" in phone.say("B")
    assert "12333" in phone.say("b9")
    assert phone.say("0").startswith("[B] ")
    for tag in ("C", "D"):
        assert phone.say("新").startswith(f"[{tag}] ")
    assert phone.say("新").startswith("[A] ")  # the one that rested longest gives its place


def test_who_writes_too_much_is_told_once(tmp_path: Path) -> None:
    with opened(tmp_path, sms_chat_per_hour=4) as office:
        phone = office.phone()
        for _ in range(8):
            assert phone.write("你好") == 200
        got = phone.got()
        assert len(got) == 5
        assert "1小时以后" in got[-1]
        assert "1小时以后" not in office.phone().say("你好")
        assert _count(office, inbound) == 6


def test_whoever_opts_out_gets_nothing_more_until_they_come_back(office: Office) -> None:
    phone = office.phone()
    phone.say("失业保险金")
    phone.write("江西")
    phone.write("退订")
    assert len(phone.got()) == 1  # not even the answer that was waiting
    for text in ("江西", "2", "你好"):
        assert phone.write(text) == 200
    assert len(phone.got()) == 1
    phone.write("START", OptOutType="START")  # the provider answers that
    assert len(phone.got()) == 1
    assert phone.say("江西")


def test_what_the_provider_answers_itself_is_left_to_it(office: Office) -> None:
    phone = office.phone()
    phone.write("HELP", OptOutType="HELP")
    assert phone.got() == []
    phone.write("别发了", OptOutType="STOP")
    with office.engine.connect() as connection:
        assert OptOuts(office.engine, SECRET).holds(connection, phone.number)


@pytest.mark.parametrize("forgery", ["another key", "another address"])
def test_a_forged_text_is_refused(office: Office, forgery: str) -> None:
    phone, before = office.phone(), _count(office, inbound)
    given = {"token": "not-the-token"} if forgery == "another key" else {"signed": "https://elsewhere.example"}
    assert office.call(phone.form("你好"), **given) == 403
    assert _count(office, inbound) == before
    assert phone.got() == []


def test_long_texts_and_empty_ones(office: Office) -> None:
    phone = office.phone()
    assert office.call(phone.form("x" * 300_000)) == 413
    assert phone.say("我想问失业保险金，" * 150)
    assert phone.say("")  # a picture without words
    assert phone.write("你好", sid="S" * 80) == 200


def test_english_is_answered_in_english(office: Office) -> None:
    phone = office.phone()
    heard = phone.say("Hello, I would like to ask about unemployment benefit")
    assert "Jiangxi" in heard


def test_deleting_deletes(office: Office) -> None:
    phone = office.phone()
    phone.say("失业保险金")
    before = _count(office, conversations)
    assert "删" in phone.say("删除我的记录")
    phone.say("1")
    assert _count(office, conversations) == before - 1


def test_nothing_of_numbers_and_texts_is_in_the_database_or_in_logs(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), opened(tmp_path) as office:
        phone = office.phone()
        phone.say("我叫欧阳锋雷，身份证 360102199003074518，问失业保险金")
        phone.write("江西，我在昌北电缆厂")
        phone.write("退订", sid="SMout")
        office.call(phone.form("不信的", sid="SMforged"), token="another")
        phone.got()
        dumped = b"".join(file.read_bytes() for file in tmp_path.glob("office.sqlite3*"))
        logged = caplog.text
        for marked in (
            phone.number,
            phone.number[3:],
            OURS[1:],
            "欧阳",
            "360102199003074518",
            "电缆厂",
            "失业保险金自查",
        ):
            assert marked.encode() not in dumped, marked
            assert str(marked.encode("unicode_escape"))[2:-1].replace("\\\\", "\\").encode() not in dumped, marked
            assert marked not in logged, marked


def test_one_way_only_opt_outs_are_kept(tmp_path: Path) -> None:
    with opened(tmp_path, sms_two_way=None) as office:
        phone = office.phone()
        for text in ("你好", "退订"):
            assert phone.write(text) == 200
        assert phone.got() == []
        assert _count(office, inbound) == _count(office, conversations) == 0
        with office.engine.connect() as connection:
            assert OptOuts(office.engine, SECRET).holds(connection, phone.number)


def test_no_word_that_people_are_asked_to_write_is_an_opt_out() -> None:
    for word in ("返回", "重来", "人工", "更多", "新", "不清楚", "A 1", "B 2", "C", "D", "0", "7", "8", "9", "8个月"):
        assert not asks_to_stop(word)
        assert not forbidden(word)
