"""A browser that visits the demonstration, and keeps pictures."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page

from tests.browser.conftest import SIZES
from tests.browser.desks import sign_in
from tests.tour.shrinking import shrunk

CHINESE: Final[dict[str, str | float | bool]] = {**os.environ, "LANG": "zh_CN.UTF-8"}  # Chinese letters for all text


@dataclass
class Tour:
    """Somebody who shows the demonstration: opens pages at it, and writes what they look like to ``folder``."""

    browser: Browser
    origin: str
    folder: Path
    taken: list[str] = field(default_factory=list)

    def open(self, path: str, size: str = "phone") -> Page:
        """Open a path as somebody who comes for the first time."""
        width, height = SIZES[size]
        context = self.browser.new_context(
            base_url=self.origin, viewport={"width": width, "height": height}, locale="zh-CN", reduced_motion="reduce"
        )
        page = context.new_page()
        page.goto(path)
        return page

    def staff(self, name: str) -> Page:
        """Sign in at a desk."""
        page = self.open("/staff/sign-in", "desk")
        sign_in(page, name)
        return page

    def take(self, page: Page, name: str) -> None:
        """Write what the window shows now to ``NAME.png``."""
        picture = page.screenshot(animations="disabled")
        (self.folder / f"{name}.png").write_bytes(shrunk(self.browser, picture))
        self.taken.append(name)
