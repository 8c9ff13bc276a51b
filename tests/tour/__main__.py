"""Take the README's pictures anew: ``make tour``. Everything in them is made up, and nothing leaves the machine."""

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from tests.browser.conftest import CHROMIUM_OPTIONS, chromium_path
from tests.tour import consoles, doors
from tests.tour.pictures import FOLDER, PICTURES
from tests.tour.serving import demonstration
from tests.tour.visiting import CHINESE, Tour


def main() -> None:
    """Serve the demonstration, walk through it, and write every picture to ``docs/tour``."""
    with demonstration() as origin, sync_playwright() as playwright, TemporaryDirectory(prefix="tour-") as folder:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_OPTIONS, env=CHINESE)
        tour = Tour(browser, origin, FOLDER)
        doors.pages(tour)
        doors.chat(tour)
        doors.text_message(tour)
        consoles.operator(tour, Path(folder))
        doors.firms_page(tour)
        consoles.hotline(tour)
        consoles.supervisor(tour)
        browser.close()
    if sorted(tour.taken) != sorted(PICTURES):
        raise SystemExit(f"taken and told differ: {sorted(set(tour.taken) ^ set(PICTURES))}")


if __name__ == "__main__":
    main()
