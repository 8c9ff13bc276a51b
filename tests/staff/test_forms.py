"""Every form of the pages for staff needs its token."""

import pytest
from flask import Flask

from tests import staffing
from tests.guards.access.staff import ACCESS

FORMS = [route.split()[1].replace("<int:number>", "1") for route in ACCESS if route.startswith("POST ")]


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("token", [None, "", "wrong"])
def test_a_form_without_its_token_is_refused(
    app: Flask, staff_client: staffing.StaffClient, path: str, token: str | None
) -> None:
    client = staff_client("administrator")
    form = {} if token is None else {"csrf_token": token}
    assert client.post(path, data=form).status_code == 400


def test_a_token_of_another_visit_is_refused(app: Flask, staff_client: staffing.StaffClient) -> None:
    others = staffing.token_of(staff_client("administrator"))
    client = staff_client("administrator")
    assert client.post("/staff/sign-out", data={"csrf_token": others}).status_code == 400
    assert client.get("/console").status_code == 200
