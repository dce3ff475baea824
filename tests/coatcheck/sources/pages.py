"""Small pages as shops write them, and what a source makes of them."""

import json
from typing import Any

from coatcheck.model import Availability, Product
from coatcheck.ports import Source
from coatcheck.sources import page
from tests.coatcheck.sources.answering import read

URL = "https://shop.example/p/jacket"


def look(markup: str, source: Source = page, url: str = URL, **options: str) -> Product:
    """The product that a source reads in a page."""
    return read(source, markup.encode(), url, **options).products[0]


def says(markup: str, source: Source = page, **options: str) -> Availability:
    """The state of the page's product."""
    return look(markup, source, **options).availability


def variants(markup: str, source: Source = page) -> dict[str, Availability]:
    """The availability of each variant, by its id."""
    return {variant.id: variant.offer.availability for variant in look(markup, source).variants}


def witnesses(product: Product) -> dict[str, str]:
    """What each witness says of the product's first variant."""
    return {witness.name: witness.says for witness in product.variants[0].offer.witnesses}


def product(availability: Any, name: str = "Jacket", **others: Any) -> dict[str, Any]:
    """A node of JSON-LD with one offer."""
    offer = {"@type": "Offer", "price": "120.00", "priceCurrency": "USD", "availability": availability}
    return {"@type": "Product", "name": name, "sku": name.upper(), "offers": offer} | others


def json_ld(*values: Any) -> str:
    """Scripts of JSON-LD; a text is put in as it is."""
    sources = (value if isinstance(value, str) else json.dumps(value) for value in values)
    return "".join(f'<script type="application/ld+json">{source}</script>' for source in sources)


def microdata(name: str, availability: str) -> str:
    """A product in microdata."""
    return (
        f'<div itemscope itemtype="https://schema.org/Product"><h2 itemprop="name">{name}</h2>'
        '<div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><meta itemprop="price" content="120.00">'
        f'<link itemprop="availability" href="https://schema.org/{availability}"></div></div>'
    )
