"""The product's sizes with their stock in whatever data a page's scripts embed, found by its shape: a list of things, each with
a code of its own and a field for its stock, beside the product's name or under a name like "variants".

https://nextjs.org/docs/pages/building-your-application/rendering#__next_data__ and its like
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import re2
from msgspec.structs import replace

from coatcheck.model import Availability, Offer, Product, Variant, Witness
from coatcheck.sources.caps import MOST_BRACKETS, MOST_VARIANTS
from coatcheck.sources.html.document import Document, select
from coatcheck.sources.html.seen.names import words_of
from coatcheck.sources.html.structured.offers import read_price, text
from coatcheck.sources.html.structured.stock_fields import read_stock

NAME = "page-data"
LARGEST = 2_000_000  # characters of one script
MOST_SCRIPTS = 60
MOST_VALUES = 8  # values of one script that are decoded
MOST = 20_000  # objects of one page that are looked at
DEEPEST = 24

_OPTIONS_OF_MARK = re2.Options()
_OPTIONS_OF_MARK.case_sensitive = False
_OPTIONS_OF_MARK.never_capture = True
# "stock":, "availableForSale" :, "is_sold_out":
_MARK = re2.compile(
    r'"\w*(?:stock|availab|sold_?out|inventory|purchasable|orderable|sellable)\w*"\s*:', _OPTIONS_OF_MARK
)
_BEGINS = re.compile(r"[=(]\s*(?=[\[{]\s*[\"\[{])")
_HOLDERS = (
    "data-product",
    "data-variants",
    "data-product-json",
    "data-props",
    "data-page",
    "data-json",
    "data-product-data",
)
_KINDS = frozenset(
    [
        "variant",
        "variants",
        "variation",
        "variations",
        "size",
        "sizes",
        "sku",
        "skus",
        "combination",
        "combinations",
        "simples",
    ]
)
_CODES = (
    "id",
    "sku",
    "variantId",
    "variant_id",
    "skuId",
    "sku_id",
    "code",
    "articleNumber",
    "productId",
    "product_id",
    "ean",
    "gtin",
    "barcode",
)
_NAMES = ("title", "name", "label", "displayName", "display_name", "sizeName", "size_name", "value", "displayValue")
_OPTIONS = ("size", "color", "colour", "width", "length", "fit", "flavor", "style")
_PRICES = ("price", "salePrice", "sale_price", "currentPrice", "finalPrice")


class Found(NamedTuple):
    """A list in the page's data that looks like variants, with the names of what it lies in, the innermost first."""

    key: str
    items: list[dict[str, Any]]
    above: tuple[Mapping[str, Any], ...]


def read_embedded(document: Document) -> Product | None:
    """The page's product with its sizes by the data of its scripts; None where none is plainly its own, or where two differ."""
    found = [each for value in _values(document) for each in _stocked(value, document)]
    listed = [variants for each in found if (variants := _variants(each, document))]
    whole = [(_whole(each.items[0], document),) for each in found if len(each.items) == 1]
    distinct = {
        tuple((variant.id, variant.offer.availability) for variant in variants): variants
        for variants in listed or whole
    }
    if len(distinct) != 1:
        return None
    title = next(iter(document.headings), "")
    return Product(id=document.identity, title=title, url=document.canonical, variants=next(iter(distinct.values())))


def _values(document: Document) -> Iterator[Any]:
    """The values that the page's scripts and attributes embed, as far as they speak of stock."""
    scripts = (source for attributes, source in document.scripts[: 4 * MOST_SCRIPTS] if "ld+json" not in attributes)
    for source in [source for source in scripts if len(source) <= LARGEST and _MARK.search(source)][:MOST_SCRIPTS]:
        yield from _decoded(source)
    holders = [name for name in _HOLDERS if name in document.marks]
    if holders:
        for node in select(document.tree, ", ".join(f"[{name}]" for name in holders))[:MOST_SCRIPTS]:
            for value in node.attributes.values():
                if value and value[:1] in "{[" and len(value) <= LARGEST and _MARK.search(value):
                    yield from _decoded(value)


def _decoded(source: str) -> Iterator[Any]:
    """The JSON values in a script: the whole of it, or what is assigned and handed over in it."""
    source = html.unescape(source) if "&quot;" in source[:1000] else source
    if source.count("{") + source.count("[") > MOST_BRACKETS:
        return
    decoder, place = json.JSONDecoder(), 0
    stripped = source.lstrip()
    starts = [0] if stripped[:1] in ("{", "[") else [match.end() for match in _BEGINS.finditer(source)]
    source = stripped if starts == [0] else source
    for tried, start in enumerate(starts):
        if tried == MOST_VALUES:
            return
        if start < place:
            continue
        try:
            value, place = decoder.raw_decode(source, start)
        except (ValueError, RecursionError):
            continue
        yield value


def _stocked(value: Any, document: Document) -> Iterator[Found]:
    """The lists of several objects that each have a field for the stock, and such objects that bear the page's own name."""
    headings = {heading.casefold() for heading in document.headings}
    waiting: list[tuple[Any, str, tuple[Mapping[str, Any], ...]]] = [(value, "", ())]
    seen = 0
    while waiting and seen < MOST:
        part, key, above = waiting.pop()
        seen += 1
        if len(above) > DEEPEST:
            continue
        if isinstance(part, list):
            if 1 < len(part) <= MOST_VARIANTS and all(isinstance(item, dict) and read_stock(item) for item in part):
                yield Found(key, part, above)
            else:
                waiting.extend((item, key, above) for item in part if isinstance(item, dict | list))
        elif isinstance(part, dict):
            if read_stock(part) and _name(part).casefold() in headings and not _is_elsewhere(part, document):
                yield Found(key, [part], above)
            waiting.extend(
                (inner, name, (part, *above)) for name, inner in part.items() if isinstance(inner, dict | list)
            )


def _variants(found: Found, document: Document) -> tuple[Variant, ...]:
    """The variants in a list, if it is one of variants, and the page's product's; empty where it isn't."""
    if len(found.items) < 2 or not _is_of_kinds(found) or not _is_own(found, document):
        return ()
    variants = tuple(_variant(item) for item in found.items)
    identities = {variant.id for variant in variants}
    told = any(variant.offer.availability is not Availability.UNKNOWN for variant in variants)
    return variants if told and "" not in identities and len(identities) == len(variants) else ()


def _is_of_kinds(found: Found) -> bool:
    """Whether a list is called variants, sizes or the like, or each of its things names a size."""
    called = not _KINDS.isdisjoint(words_of(found.key))
    return called or all("size" in {word for name in item for word in words_of(name)[:1]} for item in found.items)


def _is_own(found: Found, document: Document) -> bool:
    """Whether what a list lies in bears the name of the page's product, or none; things with pages of their own are others."""
    if any(_is_elsewhere(item, document) for item in found.items):
        return False
    named = next((name for above in found.above if (name := _name(above))), "")
    if not named:
        return not found.above or any(not _KINDS.isdisjoint(words_of(name)) for name in found.above[0])
    return any(_are_alike(named, heading) for heading in document.headings)


def _name(above: Mapping[str, Any]) -> str:
    return next(
        (said for name in ("title", "name", "productName", "displayName") if (said := _text(above.get(name)))), ""
    )


def _are_alike(name: str, heading: str) -> bool:
    name, heading = name.casefold(), heading.casefold()
    return len(name) > 2 and (name == heading or name in heading or (len(heading) > 2 and heading in name))


def _is_elsewhere(item: Mapping[str, Any], document: Document) -> bool:
    """Whether a thing of a list has a page of its own, at another path than this one."""
    address = next((said for name in ("url", "link", "href", "permalink") if (said := _text(item.get(name)))), "")
    if not address:
        slug = _text(item.get("handle")) or _text(item.get("slug"))
        return bool(slug) and not any(slug.lower() in place for place in document.places)
    absolute = (document.absolute(address) or "").partition("?")[0].partition("#")[0].rstrip("/")
    own = [document.answer.url, document.answer.request.url, *document.own_addresses]
    return absolute not in [each.partition("?")[0].rstrip("/") for each in own]


def _variant(item: dict[str, Any]) -> Variant:
    stock = read_stock(item)
    options = {name: said for name in _OPTIONS if (said := _text(item.get(name)))}
    title = next((said for name in _NAMES if (said := _text(item.get(name)))), "") or " / ".join(options.values())
    price = next((found for name in _PRICES if (found := _price(item.get(name)))), None)
    availability, says = stock if stock else (Availability.UNKNOWN, "")
    return Variant(
        id=next((said for name in _CODES if (said := text(item.get(name)))), "") or title,
        title=title,
        options=options,
        sku=text(item.get("sku")) or None,
        offer=Offer(availability=availability, price=price, witnesses=(Witness(name=NAME, says=says),)),
    )


def _whole(item: dict[str, Any], document: Document) -> Variant:
    """The product itself, by the one object that speaks of it."""
    return replace(_variant(item), id=document.identity, title=next(iter(document.headings), ""))


def _text(value: object) -> str:
    """A name; "" for a number, a list and a long text."""
    said = text(value) if isinstance(value, str | dict) else ""
    return said if len(said) < 200 else ""


def _price(value: object) -> str | None:
    """A price as it is written; whole numbers may be hundredths, and tell none."""
    return read_price(value) if isinstance(value, str | float) else None
