"""Sites with something to see: products of 1, 36 and 2,000 variants with a history, a picture of each, and 1 or 200 watches."""

import random
from collections.abc import Iterable, Sequence
from datetime import timedelta
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from coatcheck.model import Availability, Look, Observation, Offer, Product, Variant
from coatcheck.ports import Answer, Request
from coatcheck.watching.promise.days import keep
from tests import examples
from tests.coatcheck.sources.pages import json_ld
from tests.coatcheck.sources.pages import product as product_of
from tests.fakes.ports import NOON
from tests.signup_web.promised import counted
from tests.signup_web.visiting import IN, OUT, Site

COLOURS = ("Black", "Olive", "Sand", "Midnight navy", "Rust", "Stone")
SIZES = ("XS", "S", "M", "L", "XL", "XXL")
NAMES = ("Alpine down coat", "Rain shell", "Merino hoodie", "Waxed cotton jacket", "معطف شتوي", "Trail running shoe")
SHOPS = ("shop.example", "outdoor.example", "harbor.example")
MUG, PARKA, SCREWS = "mug", "parka", "screws"  # 1, 36 and 2,000 variants
NEW = "https://shop.example/new-"  # and a number: products that nobody watches
DAYS = 80  # of history
IMAGE = "https://shop.example/picture.png"


class Camera:
    """A fetcher that answers every address with the picture of a coat, and that of a new product with its page."""

    def __init__(self) -> None:
        self._picture = _drawn()

    def fetch(self, requests: Sequence[Request], seconds: float) -> Iterable[tuple[int, Answer]]:
        """Answer all of them at once."""
        for place, request in enumerate(requests):
            kind, body = ("text/html", PAGE.encode()) if request.url.startswith(NEW) else ("image/png", self._picture)
            yield place, Answer(request, request.url, 200, {"content-type": kind}, body, NOON, NOON)

    def close(self) -> None:
        """Close nothing."""


SIZED = {
    "@type": "ProductGroup",
    "name": "Deck shoe",
    "hasVariant": [product_of("OutOfStock", size, size=size) for size in "SML"],
}
PAGE = f"<!doctype html><title>Deck shoe</title>{json_ld(SIZED)}<h1>Deck shoe</h1>"


def small(folder: Path) -> Site:
    """One product that comes in one variant."""
    site = _open(folder)
    add(site, MUG, "Enamel mug", ["Mug"], looks=60)
    site.tick()
    return site


def large(folder: Path, **settings: Any) -> Site:
    """Two hundred products, some of them in trouble, and one of 36 and one of 2,000 variants among them; and what was counted for the promise."""
    site = _open(folder, **settings)
    colours = [f"{colour} / {size}" for colour, size in product(COLOURS, SIZES)]
    add(site, PARKA, "Harbor parka", colours, looks=160)
    lengths = [f"M{width} / {length} mm" for width, length in product(range(2, 42), range(10, 510, 10))]
    add(site, SCREWS, "Hex bolt, stainless steel", lengths, looks=6)
    for number in range(198):
        name = NAMES[number % len(NAMES)]
        url = f"https://{SHOPS[number % len(SHOPS)]}/{number}"
        tags = ("rain", "winter")[: number % 3]
        watch = site.watch(f"product-{number}", title=f"{name} {number}", url=url, tags=tags)
        if number % 33 == 5:
            site.trouble(watch)
        elif number % 9 == 0:
            site.look(watch, S=OUT, M=IN, L=OUT)
    keep(site.store, counted(site.clock.now()))
    site.wait(seconds=40)
    site.tick()
    return site


def add(site: Site, id: str, title: str, names: Sequence[str], looks: int) -> None:
    """Watch a product of these variants ("Olive / M") for months, of which some come back now and then."""
    watch = site.store.add_watch(
        examples.watch(id, title=title, image=IMAGE, settle=1, created_at=site.clock.now() - timedelta(days=DAYS))
    )
    chance = random.Random(id)
    often = names[:: max(1, len(names) // 9)]
    for number in range(looks + 1):
        there = set(chance.sample(often, k=min(3, len(often)))) if number % 2 or number == looks else set()
        at = site.clock.now() - timedelta(days=DAYS) * (1 - number / looks) - timedelta(minutes=chance.randrange(3, 90))
        variants = tuple(_variant(name, IN if name in there else OUT) for name in names)
        seen = Observation((Product(watch.id, watch.title, variants=variants),))
        site.record(watch, Look(watch.id, at, at + timedelta(seconds=1), observation=seen))


def _open(folder: Path, **settings: Any) -> Site:
    folder.mkdir()
    site = Site(folder, public_url="", suggestions="approval", embed_sites=("https://blog.example",), **settings)
    site.services.public_fetcher = Camera()
    return site


def _variant(name: str, shown: Availability) -> Variant:
    options = dict(zip(("colour", "size"), name.split(" / "), strict=False))
    return Variant(name, name, options, offer=Offer(shown, "120.00", "USD"))


def _drawn() -> bytes:
    """Draw a coat."""
    drawn, written = Image.new("RGB", (1200, 1200), "#e9e4da"), BytesIO()
    pen = ImageDraw.Draw(drawn)
    pen.polygon([(380, 260), (520, 200), (680, 200), (820, 260), (840, 1050), (360, 1050)], fill="#274b5c")
    pen.polygon([(380, 260), (250, 860), (330, 890), (440, 480)], fill="#1f3d4b")
    pen.polygon([(820, 260), (950, 860), (870, 890), (760, 480)], fill="#1f3d4b")
    pen.line([(600, 210), (600, 1050)], fill="#e9e4da", width=6)
    drawn.save(written, "PNG")
    return written.getvalue()
