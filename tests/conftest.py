"""What tests of every kind start from."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from coatcheck.ports import Store
from coatcheck.store.sqlite import open_sqlite
from console.demo.phone import Phone
from console.demo.shop import Shop


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store, in a real file."""
    store = open_sqlite(tmp_path / "coatcheck.db")
    yield store
    store.close()


@pytest.fixture
def shop() -> Iterator[Shop]:
    """The demo's shop, with everything sold out."""
    with closing(Shop()) as shop:
        yield shop


@pytest.fixture
def phone() -> Iterator[Phone]:
    """The demo's phone, which texts back to nobody."""
    with closing(Phone()) as phone:
        yield phone
