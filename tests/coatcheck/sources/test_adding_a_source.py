"""docs/adding-a-source.md is followed to the letter: its source is installed as a package and asked."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from coatcheck import sources
from coatcheck.bootstrap import SystemClock
from coatcheck.errors import Invalid
from coatcheck.ports import Target
from coatcheck.watching.discovery import read_saved
from tests.coatcheck.sources.answering import IN, OUT, UNKNOWN, read, stock
from tests.fakes.installing import install
from tests.places import ROOT

PAGE = ROOT / "docs" / "adding-a-source.md"
URL = "https://kiosk.example/items/12"
ITEM = {
    "id": 12,
    "name": "Umbrella",
    "sizes": [
        {"code": "S", "stock": "in stock", "price": "19.00"},
        {"code": "M", "stock": "out of stock"},
        {"code": "L", "stock": "perhaps"},
    ],
}


@pytest.fixture
def code() -> str:
    found = re.search(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def installed(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The page's source, as a package of its own on the path."""
    (tmp_path / "kiosk_source.py").write_text(code)
    install(tmp_path, monkeypatch, "coatcheck.sources", "kiosk", "kiosk_source")
    yield
    sys.modules.pop("kiosk_source", None)


def test_a_whole_source_takes_less_than_sixty_lines(code: str) -> None:
    assert len(code.splitlines()) < 60


@pytest.mark.usefixtures("installed")
def test_an_installed_source_is_the_first_to_be_asked() -> None:
    assert sources.names()[0] == "kiosk"
    assert stock(read(sources.load("kiosk"), ITEM, URL)) == {"S": IN, "M": OUT, "L": UNKNOWN}


@pytest.mark.usefixtures("installed")
def test_discovery_asks_an_installed_source(tmp_path: Path) -> None:
    saved = tmp_path / "answer.json"
    saved.write_text(json.dumps(ITEM))
    assert read_saved(saved, SystemClock(), {}, URL, None).source == "kiosk"


@pytest.mark.usefixtures("installed")
def test_an_installed_source_says_what_it_needs() -> None:
    with pytest.raises(Invalid, match=r"kiosk\.example"):
        sources.load("kiosk").request(Target("https://shop.example/"))


def test_a_source_that_is_not_there_is_named_beside_those_that_are() -> None:
    with pytest.raises(Invalid, match=r"kiosk.*shopify"):
        sources.load("kiosk")
