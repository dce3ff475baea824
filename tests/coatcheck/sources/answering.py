"""Answers as a shop gives them, and what a source makes of them."""

import json
import re
from typing import Any

from coatcheck.model import Availability, Observation
from coatcheck.ports import Answer, Request, Source, Target
from tests.fakes.ports import NOON
from tests.places import MATERIAL

IN, OUT, UNKNOWN = Availability.IN_STOCK, Availability.OUT_OF_STOCK, Availability.UNKNOWN
SAMPLES = MATERIAL / "samples"


def answer(
    body: Any,
    url: str = "https://shop.example/data.json",
    status: int = 200,
    headers: dict[str, str] | None = None,
    came: str | None = None,
) -> Answer:
    """An answer to `url`, redirected to `came`; what is no bytes is sent as JSON."""
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer(Request(url), came or url, status, headers or {}, sent, started_at=NOON, ended_at=NOON)


def read(source: Source, body: Any, url: str = "https://shop.example/data.json", **options: str) -> Observation:
    """What a source reads in one answer."""
    target = Target(url, options)
    seen = source.read(target, [answer(body, source.request(target).url)])
    assert isinstance(seen, Observation)
    return seen


def stock(seen: Observation) -> dict[str, Availability]:
    """The availability of every variant, by id."""
    return {variant.id: variant.offer.availability for product in seen.products for variant in product.variants}


# How the samples' page calls the states
STATES = {
    "in_stock": "InStock",
    "limited": "LimitedAvailability",
    "preorder": "PreOrder",
    "backorder": "BackOrder",
    "out_of_stock": "OutOfStock",
    "unknown": "Unknown",
}


def truths(suffix: str) -> dict[str, dict[str, Any]]:
    """What a careful person reads in each recorded answer whose file name ends so; empty where none are at hand."""
    if not SAMPLES.is_dir():
        return {}
    sections = re.split(r"^## ", (SAMPLES / "README.md").read_text(), flags=re.MULTILINE)[1:]
    found = {section.split()[0]: re.search(r"^- expected: `(.*)`$", section, re.MULTILINE) for section in sections}
    return {name: json.loads(said[1]) for name, said in found.items() if said and name.endswith(suffix)}
