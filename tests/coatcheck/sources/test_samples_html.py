"""Recorded pages of real shops, where they are at hand, against what a careful person reads in them."""

import pytest

from coatcheck.errors import LookFailed
from coatcheck.model import Product
from coatcheck.ports import Source, Target
from coatcheck.sources import open_graph, page, page_text, schema_org
from tests.coatcheck.sources.answering import SAMPLES, STATES, answer, truths
from tests.places import no_material

TRUTHS = truths(".html")
CHANNELS: dict[str, tuple[Source, str]] = {
    "jsonld": (schema_org, "json-ld"),
    "microdata": (schema_org, "microdata"),
    "og": (open_graph, "open-graph"),
    "page": (page_text, "page-text"),
}

pytestmark = pytest.mark.skipif(not TRUTHS, reason=no_material("samples"))


def product(source: Source, name: str) -> Product | None:
    url = f"http://127.0.0.1:8000/{name}"
    try:
        seen = source.read(Target(url), [answer((SAMPLES / name).read_bytes(), url)])
    except LookFailed:
        return None
    return seen.products[0]  # type: ignore[union-attr]


@pytest.mark.parametrize("name", TRUTHS)
def test_a_recorded_page_is_read_as_a_careful_person_reads_it(name: str) -> None:
    wanted = TRUTHS[name]
    seen = product(page, name)
    state = seen.availability.value if seen else "Unknown"
    assert state in [STATES[word] for word in wanted.get("accept", [wanted["state"]])]
    by_code = {variant.sku or variant.id: variant.offer.availability.value for variant in seen.variants} if seen else {}
    assert {code: by_code.get(code) for code in wanted.get("variants", {})} == {
        code: STATES[word] for code, word in wanted.get("variants", {}).items()
    }


@pytest.mark.parametrize(
    ("name", "channel"),
    [(name, channel) for name, wanted in TRUTHS.items() for channel in wanted.get("channels", {})],
)
def test_each_part_of_a_recorded_page_is_heard(name: str, channel: str) -> None:
    source, witness = CHANNELS[channel]
    seen = product(source, name)
    assert seen is not None
    said = {each.name: each.says for variant in seen.variants for each in variant.offer.witnesses}
    assert witness in said
    assert seen.availability.value == STATES[TRUTHS[name]["channels"][channel]]
