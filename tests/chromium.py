"""Debian's Chromium, driven by Playwright."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.places import missing

CHROMIUM = "/usr/bin/chromium"


@contextmanager
def chromium() -> Iterator[Browser]:
    """A real browser; without it the test is skipped, and fails with CI=true."""
    program = require_chromium()  # first: with it comes what Playwright's own driver needs
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


def require_chromium() -> str:
    """Its path; without it the test is skipped, and fails with CI=true."""
    if not Path(CHROMIUM).exists():
        missing(f"the pages are tested in Chromium: install the package chromium ({CHROMIUM})")
    return CHROMIUM
