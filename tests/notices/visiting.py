"""A firm's visit without scripts: from the message to what was found."""

import re
from dataclasses import dataclass

from werkzeug.test import TestResponse

from assistant.storage.firms import Firm
from assistant.storage.outbox_page import Outbox
from tests.web.interview.visiting import Visit, main_of

__all__ = ["FirmVisit", "main_of"]


@dataclass
class FirmVisit(Visit):
    """One browser's visit to firms' pages; ``outbox`` is where the codes arrive."""

    outbox: Outbox

    def digits(self, firm: Firm) -> str:
        """The newest one-time code that was sent to the firm's number."""
        assert firm.phone
        found = re.search(r"\d{6}", self.outbox.latest(1, firm.phone)[0].body)
        assert found
        return found[0]

    def open(self, address: str) -> TestResponse:
        """Follow a link, or type a 取件码, and press the button."""
        if address.startswith("/n/"):
            self.get(address)
            return self.send(address)
        self.get("/n")
        return self.send("/n", code=address)

    def say_six(self, firm: Firm) -> TestResponse:
        """Type the last six of the firm's code."""
        return self.send("/n/proof", last_six=firm.credit_code[-6:])

    def come_in(self, address: str, firm: Firm) -> TestResponse:
        """Open the page and show to be the firm."""
        self.open(address)
        self.say_six(firm)
        assert self.path == "/n/proof", main_of(self.page)
        self.send("/n/proof", digits=self.digits(firm))
        assert self.path == "/n/found", main_of(self.page)
        return self.page

    def post(self, path: str, **fields: str) -> TestResponse:
        """Send something to an address with this visit's form token, without following; the page stays as it is."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.client.get("/privacy").text)
        assert token
        return self.client.post(path, data={"csrf_token": token[1], **fields})
