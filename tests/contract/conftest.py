"""The suite of a port runs once for each implementation."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coatcheck.ports import Store
from tests.emulators import firestore_store
from tests.stores import open_sqlite


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a SQLite file may be made."""
    return tmp_path / "coatcheck.db"


PATIENCE = 60.0  # seconds: who wins a race is held here, and not how soon a busy emulator answers


@pytest.fixture(params=["sqlite", "firestore"])
def store(request: pytest.FixtureRequest, path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """An empty store."""
    if request.param == "firestore":
        from coatcheck.store.firestore import database, operations

        monkeypatch.setattr(operations, "STORE_CALL", PATIENCE)
        monkeypatch.setattr(database, "STORE_CALL", PATIENCE)
        for one_try in ("READ", "WRITE"):
            monkeypatch.setattr(database, one_try, PATIENCE / 2)
        with firestore_store() as store:
            yield store
    else:
        store = open_sqlite(path)
        yield store
        store.close()
