"""The kinds of shop that can be read, in the order in which discovery tries them: installed ones, then this table's."""

from importlib import import_module
from importlib.metadata import entry_points
from typing import cast

from coatcheck.errors import Invalid
from coatcheck.plain_text import there_are
from coatcheck.ports import Source

SOURCES = {
    "shopify": "coatcheck.sources.shopify",
    "woocommerce": "coatcheck.sources.woocommerce",
    "json_api": "coatcheck.sources.json_api",
    "events": "coatcheck.sources.tickets.events",
    "page": "coatcheck.sources.page",
    "schema_org": "coatcheck.sources.schema_org",
    "open_graph": "coatcheck.sources.open_graph",
    "page_text": "coatcheck.sources.page_text",
    "pretix": "coatcheck.sources.tickets.pretix",
    "bookmyshow": "coatcheck.sources.tickets.bookmyshow",
}

# Asked only by name: the witnesses that `page` hears together, and what an operator has to switch on.
BY_NAME_ONLY = ("schema_org", "open_graph", "page_text", "pretix", "bookmyshow")


def names() -> list[str]:
    """List every source there is, installed ones first: whoever installs one has its shop in mind."""
    return [*(entry.name for entry in entry_points(group="coatcheck.sources")), *SOURCES]


def load(name: str) -> Source:
    """Return the source of this name, imported on first use. Raises `Invalid` naming those there are."""
    if name in SOURCES:
        return cast(Source, import_module(SOURCES[name]))
    for entry in entry_points(group="coatcheck.sources", name=name):
        return cast(Source, entry.load())
    raise Invalid(f"There is no source {name!r}. {there_are(name, names())}")
