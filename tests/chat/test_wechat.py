"""The 公众号: real signatures and real encryption, as WeChat's servers make them."""

import hashlib
import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode
from xml.sax.saxutils import escape

import pytest
import xmltodict
from flask import Flask
from flask.testing import FlaskClient
from wechatpy.crypto import WeChatCrypto

from assistant import create_app
from assistant.settings import Settings, SettingsError

TOKEN, APP, KEY = "made-up-token", "wx0123456789abcdef", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
OPENID = "oMadeUpFollower0000000000001"


class WeChat:
    """WeChat's servers, as this account sees them."""

    def __init__(self, client: FlaskClient, key: str = "") -> None:
        self.client, self.crypto, self.number = client, WeChatCrypto(TOKEN, key, APP) if key else None, 1000

    def query(self, stamp: int | None = None, token: str = TOKEN) -> dict[str, str]:
        given = {"timestamp": str(int(time.time()) if stamp is None else stamp), "nonce": "abc123"}
        joined = "".join(sorted((token, *given.values())))
        return given | {"signature": hashlib.sha1(joined.encode()).hexdigest()}

    def send(self, body: str, msg: int | None = None, openid: str = OPENID) -> str:
        """Bring one message (its inner XML) and return the text of the answer, "" for none."""
        if msg is None:
            self.number += 1
        xml = (
            f"<xml><ToUserName><![CDATA[gh_account]]></ToUserName><FromUserName><![CDATA[{openid}]]></FromUserName>"
            f"<CreateTime>{int(time.time())}</CreateTime>{body}<MsgId>{msg or self.number}</MsgId></xml>"
        )
        answer = self.post(xml, self.query())
        assert answer.status_code == 200
        if answer.text == "success":
            return ""
        text = answer.text
        if self.crypto is not None:
            outer = xmltodict.parse(text)["xml"]
            given = outer["MsgSignature"], outer["TimeStamp"], outer["Nonce"]
            text = self.crypto.decrypt_message(text, *given)
        found = xmltodict.parse(text)["xml"]
        assert (found["ToUserName"], found["FromUserName"], found["MsgType"]) == (openid, "gh_account", "text")
        return str(found["Content"])

    def post(self, xml: str, query: dict[str, str]):  # type: ignore[no-untyped-def]
        if self.crypto is not None:
            sealed = self.crypto.encrypt_message(xml, query["nonce"], query["timestamp"])
            outer = xmltodict.parse(sealed)["xml"]
            xml = f"<xml><ToUserName>gh_account</ToUserName><Encrypt>{outer['Encrypt']}</Encrypt></xml>"
            query = query | {"encrypt_type": "aes", "msg_signature": outer["MsgSignature"]}
        return self.client.post(f"/wechat?{urlencode(query)}", data=xml.encode(), content_type="text/xml")

    def say(self, text: str, msg: int | None = None, openid: str = OPENID) -> str:
        """Write one text."""
        return self.send(f"<MsgType>text</MsgType><Content>{escape(text)}</Content>", msg, openid)


def _app(settings: Settings, **further: str) -> Flask:
    given = {"wechat_token": TOKEN, "wechat_app_id": APP, "public_origin": "http://localhost", **further}
    return create_app(settings.model_copy(update=given))


@pytest.fixture
def wechat(settings: Settings) -> WeChat:
    return WeChat(_app(settings).test_client())


@pytest.fixture
def sealed(settings: Settings) -> WeChat:
    return WeChat(_app(settings, wechat_aes_key=KEY).test_client(), KEY)


def test_an_account_is_known_by_its_token(wechat: WeChat) -> None:
    query = wechat.query() | {"echostr": "7766554433"}
    assert wechat.client.get(f"/wechat?{urlencode(query)}").text == "7766554433"
    forged = wechat.query(token="another") | {"echostr": "1"}
    assert wechat.client.get(f"/wechat?{urlencode(forged)}").status_code == 403


def test_without_an_account_there_is_no_such_address(client: FlaskClient) -> None:
    assert client.get("/wechat").status_code == 404
    assert client.post("/wechat").status_code == 404


@pytest.mark.parametrize("mode", ["wechat", "sealed"])
def test_a_conversation_comes_to_its_result(mode: str, request: pytest.FixtureRequest) -> None:
    door: WeChat = request.getfixturevalue(mode)
    first = door.say("失业保险费率，江西")
    assert "0返回 8重来 9人工" in first
    asked = door.say("算一下每个月要交多少")
    answers = iter(["江西", "2024年6月", "10000元", "2024年6月", "10000元"])
    while "查询码" not in asked:
        asked = door.say(next(answers))
        assert len(asked.encode()) <= 2048
    # 10,000.00 × 1 % = 100.00, of which 50.00 each (JX24 一)
    assert "100.00" in asked
    code = re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}", asked)
    assert code is not None
    assert f"http://localhost/r/{code[0]}" in asked


def test_a_repeated_call_is_given_the_same_answer_and_does_nothing(wechat: WeChat) -> None:
    first = wechat.say("失业金能领几个月", msg=77)
    assert [wechat.say("失业金能领几个月", msg=77) for _ in range(2)] == [first, first]
    wechat.say("江西", msg=78)
    assert wechat.say("失业金能领几个月", msg=77) == first


def test_the_same_message_at_the_same_moment_gets_one_answer(settings: Settings) -> None:
    app = _app(settings)
    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(lambda _: WeChat(app.test_client()).say("费率是多少", msg=5), range(4)))
    assert len(answers) == 1


def test_followers_do_not_meet(wechat: WeChat) -> None:
    wechat.say("江西的技能补贴，三级")
    other = wechat.say("接着说", openid="oMadeUpFollower0000000000002")
    assert "技能" not in other.split("\n")[0]


@pytest.mark.parametrize("damage", ["signature", "old", "plain", "body", "other account", "bomb"])
def test_what_is_not_wechats_is_refused(sealed: WeChat, damage: str) -> None:
    xml = f"<xml><ToUserName>a</ToUserName><FromUserName>{OPENID}</FromUserName><CreateTime>1</CreateTime>\
<MsgType>text</MsgType><Content>你好</Content><MsgId>1</MsgId></xml>"
    query = sealed.query()
    match damage:
        case "signature":
            query |= {"signature": "0" * 40}
        case "old":
            query = sealed.query(int(time.time()) - 301)
        case "other account":
            sealed.crypto = WeChatCrypto(TOKEN, KEY, "wx9999999999999999")
        case "bomb":
            xml = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><xml><Content>&b;</Content></xml>'
    if damage in ("plain", "body"):
        further = {"encrypt_type": "aes", "msg_signature": "0"} if damage == "body" else {}
        answer = sealed.client.post(f"/wechat?{urlencode(query | further)}", data=xml.encode())
    else:
        answer = sealed.post(xml, query)
    assert answer.status_code == 403


def test_a_body_that_is_too_long_is_refused(wechat: WeChat) -> None:
    assert wechat.post("<xml>" + "长" * 40_000 + "</xml>", wechat.query()).status_code == 413


def test_what_is_no_text_is_answered_kindly(wechat: WeChat) -> None:
    assert "看得懂文字" in wechat.send("<MsgType>image</MsgType><PicUrl>http://x/y</PicUrl><MediaId>1</MediaId>")
    spoken = "<MsgType>voice</MsgType><MediaId>1</MediaId><Format>amr</Format><Recognition>转人工</Recognition>"
    assert "12333" in wechat.send(spoken)


def test_coming_is_welcomed_and_going_deletes(wechat: WeChat, settings: Settings) -> None:
    assert "稳岗助手" in wechat.send("<MsgType>event</MsgType><Event>subscribe</Event>")
    said = wechat.say("江西的技能补贴，三级")
    assert said
    assert wechat.send("<MsgType>event</MsgType><Event>unsubscribe</Event>") == ""
    assert wechat.send("<MsgType>event</MsgType><Event>VIEW</Event><EventKey>x</EventKey>") == ""
    assert "稳岗助手" in wechat.send("<MsgType>event</MsgType><Event>subscribe</Event>", openid="oAnother")


def test_too_many_are_told_once_and_then_not_answered(settings: Settings) -> None:
    door = WeChat(create_app(settings.model_copy(update={
        "wechat_token": TOKEN, "wechat_app_id": APP, "public_origin": "http://localhost", "sms_chat_per_hour": 2,
    })).test_client())  # fmt: skip
    said = [door.say("你好") for _ in range(5)]
    assert [bool(text) for text in said] == [True, True, True, False, False]
    assert "先停一停" in said[2]


def test_neither_follower_nor_words_nor_numbers_can_be_read_in_the_database(wechat: WeChat, tmp_path: Path) -> None:
    wechat.say("我身份证11010519491231002X，赛马场边上的厂子倒闭了，江西失业金怎么领")
    kept = b"".join(file.read_bytes() for file in tmp_path.glob("test.sqlite3*"))
    for text in (OPENID, "赛马场", "11010519491231002", "身份证"):
        assert text.encode() not in kept


@pytest.mark.parametrize("given", [{"WECHAT_TOKEN": "x"}, {"WECHAT_APP_ID": "x", "WECHAT_TOKEN": "y"},
                                   {"WECHAT_AES_KEY": "short"}])  # fmt: skip
def test_half_an_account_stops_the_start(given: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=r"(?i)wechat"):
        Settings.from_environment({"SECRET_KEY": "x" * 40, **given})
