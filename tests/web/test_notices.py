"""The notices' pages: what is held, what each says and where, and several side by side."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient

from assistant.interview.held import holdings
from assistant.policies import shipped_policies
from assistant.policies.schema import NoticeFile

NOTICES = holdings.notices(shipped_policies())
IDS = [notice.id for notice in NOTICES]


def test_every_notice_is_listed_with_number_and_state(client: FlaskClient) -> None:
    page = client.get("/notices").text
    assert re.findall(r'href="/notices/([a-z0-9-]+)"', page) == IDS
    for notice in NOTICES:
        assert notice.title.zh in page
        assert notice.number in page
    assert page.count("文号在所存文本中缺失") == 1
    assert "已到期" in page
    assert "执行中" in page


@pytest.mark.parametrize("notice", NOTICES, ids=IDS)
def test_a_notice_tells_every_program_condition_and_document(client: FlaskClient, notice: NoticeFile) -> None:
    page = client.get(f"/notices/{notice.id}").text
    for span in holdings.spans(shipped_policies(), notice, date(2026, 11, 21)):
        assert f'id="{span.program.name}"' in page
        for part in span.plan.conditions:
            assert part.citation.section.split("、")[0] in page
    for cited in notice.cites:
        assert cited.number in page


def test_plain_words_carry_the_figures_and_the_clause(client: FlaskClient) -> None:
    page = client.get("/notices/jiangxi-2024").text
    assert re.search(r"裁员率不高于 5\.5%（30 人及以下不高于 20%）[^<]*<span class=\"cite\">〔二〕", page)
    assert re.search(r"返还比例：大型企业 30%", page)
    assert "初级（五级） 1,000.00 元" in page
    assert "这里没有这份文件，不据以计算" in page


def test_a_functions_default_is_not_told_as_the_notices_word(client: FlaskClient) -> None:
    assert "从多少人起按大型企业" not in client.get("/notices/jiangxi-2024").text


def test_what_another_document_fills_in_is_named(client: FlaskClient) -> None:
    assert "人社部发〔2024〕40号 二（所附国家文件）" in client.get("/notices/jilin-2024").text


def test_what_is_no_notice_has_no_page(client: FlaskClient) -> None:
    assert client.get("/notices/start").status_code == 404
    assert client.get("/notices/nowhere").status_code == 404


def test_a_comparison_marks_what_differs_in_words(client: FlaskClient) -> None:
    page = client.get("/compare?program=skill_subsidy&notice=jiangxi-2024&notice=neimenggu-2025").text
    rows = re.findall(r"<tr( class=\"differs\")?><th scope=\"row\">(.*?)</th>(.*?)</tr>", page, re.DOTALL)
    assert len(rows) > 8
    for marked, heading, cells in rows:
        said = [
            re.sub(r"<span class=\"cite\">.*?</span>", "", cell).strip() for cell in re.findall("<td>(.*?)</td>", cells)
        ]
        assert len(said) == 2
        assert bool(marked) == ("不同" in heading) == (said[0] != said[1])


def test_a_comparison_of_nothing_that_is_held_is_not_found(client: FlaskClient) -> None:
    assert client.get("/compare?program=nothing").status_code == 404
    assert client.get("/compare?program=start").status_code == 404


def test_the_newest_notice_of_each_region_is_compared_first(client: FlaskClient) -> None:
    page = client.get("/compare").text
    assert "吉林 2024</a></th>" in page
    assert "吉林 2018</a></th>" not in page


def test_notices_that_are_not_held_leave_no_empty_table(client: FlaskClient) -> None:
    assert client.get("/compare?notice=nowhere-1999").text.count('<th scope="col">') > 2
