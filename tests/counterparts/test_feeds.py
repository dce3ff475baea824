"""What others read of us by programs: feeds by feedparser, and everything that is XML by a strict parser."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest
import requests

from tests.counterparts.house import House

TITLES = {
    "plain": "Storm Coat",
    "markup": "</title><script>alert('&amp;')</script> ]]>",
    "control characters": "Storm\x08 Coat\x1b[31m\x0b",
    "no characters at all": "Storm \ufffe\uffff Coat",
    "every script": "معطف 🧥 コート «Sturm»",
}


@pytest.fixture(params=list(TITLES))
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """A product that came back twice."""
    with House(tmp_path, {}, "--title", TITLES[request.param]) as house:
        house.restock("M")
        house.sell_out("M")
        house.restock("L")
        yield house


def fetch(house: House, path: str) -> requests.Response:
    answer = requests.get(f"{house.url}{path}", timeout=10)
    answer.raise_for_status()
    return answer


def test_a_feed_reader_finds_every_restock_by_an_id_that_stays(house: House) -> None:
    path = f"/p/{house.slug}.atom"
    before, again = (feedparser.parse(fetch(house, path).content) for _ in range(2))
    assert not before.bozo, before.bozo_exception
    assert before.version == "atom10"
    assert [entry.title.split()[0] for entry in before.entries] == ["L", "M"]
    house.sell_out("L")
    house.restock("M")
    after = feedparser.parse(fetch(house, path).content)
    assert [entry.id for entry in after.entries[1:]] == [entry.id for entry in before.entries]
    assert [entry.id for entry in again.entries] == [entry.id for entry in before.entries]
    assert len({entry.id for entry in after.entries}) == 3
    assert all(entry.updated_parsed and entry.link.startswith(house.url) for entry in after.entries)


def test_a_feed_reader_that_asks_again_gets_nothing_new(house: House) -> None:
    feed = f"{house.url}/p/{house.slug}.atom"
    first = feedparser.parse(feed)
    assert feedparser.parse(feed, etag=first.etag).status == 304


@pytest.mark.parametrize("path", ["/p/{}.atom", "/p/{}/badge.svg", "/sitemap.xml"])
def test_everything_that_is_xml_is_well_formed(house: House, path: str) -> None:
    ElementTree.fromstring(fetch(house, path.format(house.slug)).content)
