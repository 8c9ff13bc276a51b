"""Looking things up at the desk: the ready answer, the passages, what is left open, what changed."""

import html
import re

import pytest
from flask.testing import FlaskClient

from tests.staffing import StaffClient

SEARCH = "/console/knowledge"


@pytest.fixture
def agent(staff_client: StaffClient) -> FlaskClient:
    return staff_client("hotline", region="360000")


def _english(client: FlaskClient) -> FlaskClient:
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def _text(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", page)))


def _section(page: str, name: str) -> str:
    found = re.search(rf'<section[^>]*aria-labelledby="{name}">(.*?)</section>', page, re.DOTALL)
    return _text(found[1]) if found else ""


@pytest.mark.parametrize(
    ("asked", "said", "passage"),
    [
        ("吉林 高级工 多少钱", "高级（三级）不超过 2,000 元 〔人社部发〔2024〕40号 第三条〕", "只写明“不超过”的上限"),
        ("江西 裁员率", "裁员率不高于 5.5%（30 人及以下不高于 20%） 〔江西2024年文件 第二条〕", "裁员率不高于 5.5%"),
        ("甘肃 问岗返还 派遣", "派遣人员", "甘肃 2024"),
        ("没有对公账户 江西", "改付", "没有对公账户"),
        ("内蒙古 大龄失业人员", "〔内人社发〔2025〕18号", "内蒙古 2025"),
        ("失业金能领几个月", "24", "〔社会保险法第46条"),
        ("江西没有对公账户", "〔江西2024年文件 第五条〕", "对公账户"),
    ],
)
def test_a_question_is_answered_with_clauses_and_the_passages_follow(
    agent: FlaskClient, asked: str, said: str, passage: str
) -> None:
    page = agent.get(SEARCH, query_string={"q": asked}).text
    assert said in _section(page, "ready")
    assert passage in _section(page, "parts")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("layoff rate Gansu", "5.5%"),
        ("how long is the benefit paid", "24"),
        ("jiangxi skill subsidy deadline", "12"),
        ("inner mongolia urgent occupation", "10"),
    ],
)
def test_english_is_understood_and_answered(agent: FlaskClient, asked: str, said: str) -> None:
    page = _english(agent).get(SEARCH, query_string={"q": asked}).text
    assert said in _section(page, "ready")
    assert not re.search("[一-龥]{12}", _section(page, "ready").partition("〔")[0])


def test_silence_is_said_as_silence(agent: FlaskClient) -> None:
    page = agent.get(SEARCH, query_string={"q": "甘肃 注销"}).text
    ready = _section(page, "ready")
    assert "没有写明“注销、吊销的单位”" in ready
    assert "不能替您判断" in ready
    assert "江西" not in ready
    assert "没有写明“注销、吊销的单位”" in _section(page, "open")


def test_for_a_region_that_is_not_held_nothing_is_borrowed(agent: FlaskClient) -> None:
    page = agent.get(SEARCH, query_string={"q": "四川 技能补贴 期限"}).text
    assert "这里没有收录四川的技能提升补贴文件，别的地方的规定不能套用" in _section(page, "ready")
    assert "没有找到" in _section(page, "parts")


def test_without_a_region_those_that_are_held_are_offered(agent: FlaskClient) -> None:
    page = agent.get(SEARCH, query_string={"q": "裁员率"}).text
    assert "您在哪个省参保" in _section(page, "ready")
    offered = re.findall(r"region=(\d{6})", page)
    assert set(offered) == {"150000", "220000", "360000", "620000"}
    link = next(link for link in re.findall(r'href="(/console/knowledge\?[^"]+)"', page) if "region=150000" in link)
    assert "5.5%" in _section(agent.get(html.unescape(link)).text, "ready")


def test_what_a_call_is_about_is_chosen_already(agent: FlaskClient) -> None:
    about = {"program": "skill_subsidy", "region": "360000", "day": "2024-08-15"}
    page = agent.get(SEARCH, query_string=about).text
    assert re.search(r'<option value="skill_subsidy" selected>', page)
    assert re.search(r'<option value="360000" selected>', page)
    assert 'value="2024-08-15"' in page
    page = agent.get(SEARCH, query_string={**about, "q": "期限"}).text
    assert "技能提升补贴 · 江西 · 2024年8月15日" in _text(page)
    assert "下面按 2024年8月15日 当时的规定回答" in _section(page, "ready")


def test_the_words_go_before_the_filter(agent: FlaskClient) -> None:
    page = agent.get(SEARCH, query_string={"q": "吉林 裁员率", "region": "620000"}).text
    assert "稳岗返还 · 吉林 ·" in _text(page)


def test_a_personal_number_is_taken_out_of_the_address(agent: FlaskClient) -> None:
    answer = agent.get(SEARCH, query_string={"q": "电话13812345678 技能补贴", "region": "360000"})
    assert answer.status_code == 303
    assert "13812345678" not in answer.text + answer.headers["Location"]
    assert "region=360000" in answer.headers["Location"]
    assert agent.get(answer.headers["Location"]).status_code == 200


def test_a_day_that_is_none_is_said_beside_it(agent: FlaskClient) -> None:
    answer = agent.get(SEARCH, query_string={"q": "期限", "day": "2024-02-31"})
    assert answer.status_code == 422
    assert 'id="day-error"' in answer.text
    assert 'value="期限"' in answer.text


@pytest.mark.parametrize(
    "query", [{"q": " "}, {"topic": "nonsense", "program": "x", "region": "999999"}, {"q": "x" * 900}]
)
def test_what_is_no_choice_is_not_chosen(agent: FlaskClient, query: dict[str, str]) -> None:
    assert agent.get(SEARCH, query_string=query).status_code == 200


def test_comparisons_are_linked_and_lead_somewhere(agent: FlaskClient) -> None:
    page = agent.get(SEARCH, query_string={"q": "吉林 裁员率"}).text
    links = [html.unescape(link) for link in re.findall(r'href="(/compare\?[^"]+)"', page)]
    assert "/compare?program=stabilization_refund" in links
    years = "/compare?program=stabilization_refund&notice=jilin-2024&notice=jilin-2018"
    assert years in links
    assert "吉林 2018" in _text(agent.get(years).text)


def test_silences_are_listed_notice_by_notice(agent: FlaskClient) -> None:
    page = agent.get(f"{SEARCH}/silences", query_string={"notice": "jilin-2024"}).text
    refund = _section(page, "stabilization_refund")
    assert "新参保的单位 没有写明" in refund
    assert "2018年的老政策" not in refund
    assert "登记 A23" in refund
    assert agent.get(f"{SEARCH}/silences", query_string={"notice": "nowhere"}).status_code == 200


def test_changed_rules_stand_newest_first_with_what_differs(agent: FlaskClient) -> None:
    page = agent.get(f"{SEARCH}/changes").text
    shown = re.findall(r'<h3><a href="/notices/([a-z0-9-]+)"', page)
    assert shown[0] == "neimenggu-2025"
    assert shown.index("jilin-2024") < shown.index("jilin-2018")
    assert "稳岗返还：和 2018 年的文件相比" in page
    assert "/compare?program=stabilization_refund&amp;notice=jilin-2018&amp;notice=jilin-2024" in page


def test_policy_editors_look_up_too_and_operators_do_not(staff_client: StaffClient) -> None:
    assert staff_client("policy_editor").get(SEARCH).status_code == 200
    assert staff_client("operator", region="360000").get(SEARCH).status_code == 403
