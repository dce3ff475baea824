"""The combinations of a product as PrestaShop 1.6 hands them to its script, each with the pieces that are left.

https://github.com/PrestaShop/PrestaShop-1.6/blob/1.6.1.x/controllers/front/ProductController.php (`assignAttributesGroups`)
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from coatcheck.model import Availability, Offer, Product, Variant, Witness
from coatcheck.sources.caps import MOST_VARIANTS
from coatcheck.sources.html.document import Document
from coatcheck.sources.html.structured.offers import text
from coatcheck.sources.html.structured.products import Candidate

NAME = "page-data"
LARGEST = 2_000_000  # characters of one script
_COMBINATIONS = re.compile(r"\bcombinations\s*=\s*(?=\{)")
_SETTING = r"\b{}\s*=\s*\"?(true|false|\d)\b"  # allowBuyWhenOutOfStock=false


def read_combinations(document: Document) -> Iterator[Candidate]:
    """Read the page's product by its combinations, if a script of PrestaShop's lists them."""
    for _, source in document.scripts:
        begin = _COMBINATIONS.search(source) if "attributes_values" in source and len(source) <= LARGEST else None
        try:
            listed = json.JSONDecoder().raw_decode(source, begin.end())[0] if begin else {}
        except (ValueError, RecursionError):
            continue
        items = [(identity, item) for identity, item in listed.items() if isinstance(item, dict)]
        if items and len(items) <= MOST_VARIANTS and all("attributes_values" in item for _, item in items):
            short = _without_stock(source)
            variants = tuple(_variant(identity, item, short) for identity, item in items)
            title = next(iter(document.headings), "")
            product = Product(id=document.identity, title=title, url=document.canonical, variants=variants)
            yield Candidate(product=product, main=True)
            return


def _without_stock(source: str) -> Availability:
    """What a combination is of which no piece is left: it may be ordered all the same, where the shop says so or counts nothing."""
    ordered, counted = _setting("allowBuyWhenOutOfStock", source), _setting("stock_management", source)
    if ordered is None or counted is not True:
        return Availability.UNKNOWN
    return Availability.BACK_ORDER if ordered else Availability.OUT_OF_STOCK


def _setting(name: str, source: str) -> bool | None:
    found = re.search(_SETTING.format(name), source)
    return found[1] not in ("false", "0") if found else None


def _variant(identity: str, item: Mapping[str, Any], short: Availability) -> Variant:
    chosen, quantity = item["attributes_values"], item.get("quantity")
    values = [text(value) for value in chosen.values()] if isinstance(chosen, dict) else []
    availability = Availability.UNKNOWN
    if isinstance(quantity, int) and not isinstance(quantity, bool):
        availability = Availability.IN_STOCK if quantity > 0 else short
    return Variant(
        id=identity,
        title=" / ".join(filter(None, values)),
        sku=text(item.get("reference")) or None,
        offer=Offer(availability=availability, witnesses=(Witness(name=NAME, says=f"quantity: {quantity}"),)),
    )
