"""The browser that the tests of drawing share, and the shop whose pages it draws."""

from collections.abc import Iterator

import pytest

from coatcheck.bootstrap import SystemClock
from coatcheck.browser import open_fetcher
from coatcheck.config import Settings
from coatcheck.ports import Fetcher
from tests.chromium import require_chromium
from tests.coatcheck.browser.pages import Shop, shop


@pytest.fixture(scope="module")
def fetcher() -> Iterator[Fetcher]:
    """One browser for all tests of a module."""
    opened = open_fetcher(Settings(browser=require_chromium(), allow_hosts=("127.0.0.1",)), SystemClock())
    yield opened
    opened.close()


@pytest.fixture
def store() -> Iterator[Shop]:
    with shop() as opened:
        yield opened
