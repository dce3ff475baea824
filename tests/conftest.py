"""What tests of every kind start from."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coatcheck.ports import Store
from coatcheck.store.sqlite import open_sqlite


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store, in a real file."""
    store = open_sqlite(tmp_path / "coatcheck.db")
    yield store
    store.close()
