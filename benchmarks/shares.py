"""Of how many pages is the stock read, and not left unknown? `python -m benchmarks.shares [FILE or FOLDER ...]`

The pages of `benchmarks.makes` and files or folders of pages that are named; without any, the recorded pages that the tests
read, where they are at hand. A page counts as read where every variant of its product is said to be there or not.
"""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.makes import MAKES
from coatcheck.errors import LookFailed
from coatcheck.model import Availability, Observation
from coatcheck.ports import Answer, Request, Target
from coatcheck.sources import load
from tests.places import MATERIAL

ADDRESS = "https://shop.example/products/coat-5"


def pages(places: list[Path]) -> Iterator[tuple[str, str, bytes]]:
    """Each page with the name of its lot and its own."""
    yield from (("makes", name, make(5, "nonce")) for name, make in MAKES.items())
    for place in places:
        for file in sorted(place.rglob("*.html")) if place.is_dir() else [place]:
            yield place.name, file.name, file.read_bytes()


def is_read(body: bytes) -> bool:
    """Return whether a page tells the stock of all that it lists; a page that is none of a product tells nothing."""
    now = datetime.now(UTC)
    answer = Answer(Request(ADDRESS), ADDRESS, 200, {"content-type": "text/html"}, body, started_at=now, ended_at=now)
    try:
        seen = load("page").read(Target(ADDRESS), [answer])
    except LookFailed:
        return False
    assert isinstance(seen, Observation)
    offers = [variant.offer for product in seen.products for variant in product.variants]
    return all(offer.availability is not Availability.UNKNOWN for offer in offers)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("places", nargs="*", type=Path)
    samples = MATERIAL / "samples"
    places = parser.parse_known_args()[0].places or ([samples] if samples.is_dir() else [])
    lots: dict[str, list[tuple[str, bool]]] = {}
    for lot, name, body in pages(places):
        lots.setdefault(lot, []).append((name, is_read(body)))
    for lot, found in lots.items():
        read = sum(known for _, known in found)
        unread = ", ".join(name for name, known in found if not known)
        print(
            f"{lot}: {read} of {len(found)} pages are read ({read / len(found):.0%}){f'; not {unread}' if unread else ''}"
        )


if __name__ == "__main__":
    main()
