"""Static files: a name with the content's hash, kept for a year."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assistant.site.assets import STATIC, asset_url


def test_the_script_of_a_page_is_kept_for_a_year(client: FlaskClient) -> None:
    found = re.search(r'<script src="([^"]+)" defer>', client.get("/privacy").text)
    assert found
    answer = client.get(found[1])
    assert answer.data == (STATIC / "pages.js").read_bytes()
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "path", ["/static/0000000000000000/pages.js", "/static/0/..%2f__init__.py", "/static/pages.js"]
)
def test_other_names_are_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_template_cannot_name_a_missing_file(app: Flask) -> None:
    with pytest.raises(KeyError):
        asset_url("missing.js")
