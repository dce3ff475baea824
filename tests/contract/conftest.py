"""The suite of a port runs once for each implementation."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coatcheck.ports import Store
from coatcheck.store.sqlite import open_sqlite
from tests.emulators import firestore_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a SQLite file may be made."""
    return tmp_path / "coatcheck.db"


@pytest.fixture(params=["sqlite", "firestore"])
def store(request: pytest.FixtureRequest, path: Path) -> Iterator[Store]:
    """An empty store."""
    if request.param == "firestore":
        with firestore_store() as store:
            yield store
    else:
        store = open_sqlite(path)
        yield store
        store.close()
