"""The drawing of a flow: SVG that the content policy admits, and the same as a table."""

import re
from xml.etree import ElementTree

from flask.testing import FlaskClient


def test_drawing_and_table_say_the_same(client: FlaskClient) -> None:
    page = client.get("/flows/unemployment_benefit/graph?notice=statute").text
    drawing = ElementTree.fromstring(page[page.index("<svg") : page.index("</svg>") + 6])
    drawn = "".join(drawing.itertext())
    questions = re.findall(r'<th scope="rowgroup"[^>]*>(\d+)\. ', page)
    assert len(questions) > 5
    for number in questions:
        assert f"{number}. " in drawn
    assert "不符合" in drawn
    assert "结论：不符合" in page


def test_the_drawing_bears_no_style_that_the_policy_refuses(client: FlaskClient) -> None:
    assert "style=" not in client.get("/flows/worker_start/graph").text


def test_unknown_flows_and_notices_are_not_found(client: FlaskClient) -> None:
    assert client.get("/flows/nothing/graph").status_code == 404
    assert client.get("/flows/worker_start/graph?notice=jiangxi-2024").status_code == 404
