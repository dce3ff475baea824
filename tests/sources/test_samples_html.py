"""Recorded pages of real shops, where they are at hand, against what a careful person reads in them."""

import json
import re
from typing import Any

import pytest

from coatcheck.errors import LookFailed
from coatcheck.model import Product
from coatcheck.ports import Source, Target
from coatcheck.sources import open_graph, page, page_text, schema_org
from tests.sources.answering import SAMPLES, answer

STATES = {"in_stock": "InStock", "out_of_stock": "OutOfStock", "unknown": "Unknown"}
CHANNELS: dict[str, tuple[Source, str]] = {
    "jsonld": (schema_org, "json-ld"),
    "microdata": (schema_org, "microdata"),
    "og": (open_graph, "open-graph"),
    "page": (page_text, "page-text"),
}

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="no recorded samples beside the project")


def expected() -> dict[str, dict[str, Any]]:
    """The recorded pages' true answers, by file name."""
    if not SAMPLES.is_dir():
        return {}
    sections = re.split(r"^## ", (SAMPLES / "README.md").read_text(), flags=re.MULTILINE)[1:]
    answers = {section.split()[0]: re.search(r"^- expected: `(.*)`$", section, re.MULTILINE) for section in sections}
    return {name: json.loads(found[1]) for name, found in answers.items() if found and name.endswith(".html")}


def product(source: Source, name: str) -> Product | None:
    url = f"http://127.0.0.1:8000/{name}"
    try:
        seen = source.read(Target(url), [answer((SAMPLES / name).read_bytes(), url)])
    except LookFailed:
        return None
    return seen.products[0]  # type: ignore[union-attr]


@pytest.mark.parametrize("name", expected())
def test_a_recorded_page_is_read_as_a_careful_person_reads_it(name: str) -> None:
    wanted = expected()[name]
    seen = product(page, name)
    state = seen.availability.value if seen else "Unknown"
    assert state in [STATES[word] for word in wanted.get("accept", [wanted["state"]])]
    by_code = {variant.sku or variant.id: variant.offer.availability.value for variant in seen.variants} if seen else {}
    assert {code: by_code.get(code) for code in wanted.get("variants", {})} == {
        code: STATES[word] for code, word in wanted.get("variants", {}).items()
    }


@pytest.mark.parametrize(
    ("name", "channel"),
    [(name, channel) for name, wanted in expected().items() for channel in wanted.get("channels", {})],
)
def test_each_part_of_a_recorded_page_is_heard(name: str, channel: str) -> None:
    source, witness = CHANNELS[channel]
    seen = product(source, name)
    assert seen is not None
    said = {each.name: each.says for variant in seen.variants for each in variant.offer.witnesses}
    assert witness in said
    assert seen.availability.value == STATES[expected()[name]["channels"][channel]]
