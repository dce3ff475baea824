"""What only SQLite promises."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coatcheck.ports import Store
from tests.stores import open_sqlite


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """An empty store in the file at `path`."""
    store = open_sqlite(path)
    yield store
    store.close()
