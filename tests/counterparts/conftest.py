"""A real browser, and the operator at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.chromium import chromium
from tests.counterparts.desk import Desk, desk_at

expect.set_options(timeout=30_000)  # milliseconds


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def desk(browser: Browser, tmp_path: Path) -> Iterator[Desk]:
    """The product at work, its operator's browser, and the phones that are texted."""
    with desk_at(browser, tmp_path) as desk:
        yield desk
