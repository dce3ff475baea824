"""A store that an installed package brings is opened by its address, and held to the port like our own."""

from collections.abc import Callable, Iterator
from inspect import signature
from pathlib import Path

import pytest

from coatcheck.bootstrap import Services
from coatcheck.config import parse
from coatcheck.errors import Invalid
from coatcheck.ports import Store
from coatcheck.store import names, open_store
from console.pipeline import Pipeline
from tests.contract import test_watch_store
from tests.fakes.installing import install

PROMISES = [
    test
    for name, test in vars(test_watch_store).items()
    if name.startswith("test_") and list(signature(test).parameters) == ["store"]
]


@pytest.fixture(autouse=True)
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, "coatcheck.stores", "notebook", "tests.fakes.notebook:Notebook")


@pytest.fixture
def store() -> Iterator[Store]:
    services = Services(parse({"COATCHECK_STORE": "notebook://kitchen"}))
    yield services.store
    services.close()


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
def test_it_keeps_what_the_port_promises_of_watches(store: Store, promise: Callable[[Store], None]) -> None:
    promise(store)


def test_it_is_named_among_the_others() -> None:
    assert PROMISES  # else nothing was held above
    assert names() == ["sqlite", "firestore", "notebook"]
    with pytest.raises(Invalid, match=r"There is no store for 'diary://x': .* sqlite, firestore, notebook\."):
        open_store("diary://x")


def test_one_machine_runs_on_it_and_keeps_its_key_there() -> None:
    pipeline = Pipeline(parse({"COATCHECK_STORE": "notebook://kitchen"}))
    try:
        assert len(pipeline.services.secret_key) >= 32
        assert pipeline.drain(10)
    finally:
        pipeline.close()


@pytest.mark.parametrize("url", ["sqlite://coats.db", "sqlite:coats.db", "coats.db", "", "firestore:/project"])
def test_an_address_of_no_kind_is_refused(url: str) -> None:
    with pytest.raises(Invalid, match="write sqlite:///FILE"):
        open_store(url)
