"""A real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.places import missing

CHROMIUM = "/usr/bin/chromium"

expect.set_options(timeout=30_000)  # milliseconds; a busy machine takes its time


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; without it the test is skipped, and fails with CI=true."""
    if not Path(CHROMIUM).exists():
        missing(f"the pages are tested in Chromium: install the package chromium ({CHROMIUM})")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
