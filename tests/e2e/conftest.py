"""A real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.chromium import chromium

expect.set_options(timeout=30_000)  # milliseconds; a busy machine takes its time


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; without it the test is skipped, and fails with CI=true."""
    with chromium() as browser:
        yield browser
