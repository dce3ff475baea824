"""A hostile shop and a fetcher that may reach it."""

from collections.abc import Iterator

import pytest

from coatcheck.ports import Fetcher
from tests.coatcheck.fetch.hostile import Server, serving
from tests.coatcheck.fetch.opening import opened


@pytest.fixture
def shop() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with opened() as fetcher:
        yield fetcher
