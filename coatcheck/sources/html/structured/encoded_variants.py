"""The variants of a product of Shopify's Storefront API, which tells in short which combinations of its options there are, and can be had.

Pages of Hydrogen, and others that ask that API, embed its answer.
https://shopify.dev/docs/api/storefront/latest/objects/Product#field-Product.fields.encodedVariantAvailability
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from coatcheck.model import Availability, Offer, Product, Variant, Witness
from coatcheck.sources.caps import MOST_VARIANTS, ONE_TOO_MANY
from coatcheck.sources.html.document import Document, place
from coatcheck.sources.html.structured.offers import read_price, text
from coatcheck.sources.html.structured.products import Candidate
from coatcheck.sources.html.structured.script_values import script_values

NAME = "page-data"
MOST = 20_000  # objects of one page that are looked at
THERE, EXISTING = "encodedVariantAvailability", "encodedVariantExistence"
_VERSION = "v1_"
_SIGN = re.compile(r"\d{1,6}|[:,-]")
_DEFAULT = "Default Title"  # of a product without options

Combination = tuple[int, ...]


def read_encoded(document: Document) -> Iterator[Candidate]:
    """Read each product whose variants a page's data tells in short."""
    if not any(THERE in source for _, source in document.scripts):
        return
    for _, value in script_values(document):
        for found in _products(value):
            product = _product(found, document)
            if product is not None:
                address = product.url
                yield Candidate(product=product, places=(place(address),) if address else ())


def _products(value: Any) -> Iterator[Mapping[str, Any]]:
    """The objects within a value that tell it."""
    waiting, seen = [value], 0
    while waiting and seen < MOST:
        part = waiting.pop()
        seen += 1
        if isinstance(part, dict):
            if isinstance(part.get(THERE), str) and isinstance(part.get(EXISTING), str):
                yield part
            waiting.extend(inner for inner in part.values() if isinstance(inner, (dict, list)))
        elif isinstance(part, list):
            waiting.extend(inner for inner in part if isinstance(inner, (dict, list)))


def _product(found: Mapping[str, Any], document: Document) -> Product | None:
    """A product with all its variants; None where what is told fits none of its options."""
    names = _option_names(found)
    existing, there = decoded(found[EXISTING]), decoded(found[THERE])
    counts = [len(values) for values in names.values()]
    if not existing or len(existing) > MOST_VARIANTS or there is None or not set(there) <= set(existing):
        return None
    if not all(len(each) == len(counts) and all(map(int.__lt__, each, counts)) for each in existing):
        return None
    title, handle = text(found.get("title")), text(found.get("handle"))
    prices = _prices(found)
    variants = []
    for each in existing:
        options = {name: values[place] for (name, values), place in zip(names.items(), each, strict=True)}
        variants.append(_variant(options, each in there, prices.get(frozenset(options.items()), {})))
    if [variant.title for variant in variants] == [_DEFAULT]:
        variants = [replace(variants[0], id=document.identity, title="", options={})]
    return Product(
        id=text(found.get("id")) or handle or title,
        title=title,
        url=document.absolute(f"/products/{handle}") if handle else None,
        variants=tuple(variants),
    )


def decoded(encoded: str) -> list[Combination] | None:
    """Return the combinations that a text stands for, each as the places of its options' values; None where it is in no known form.

    "v1_0:0-1,2:1," is (0, 0), (0, 1) and (2, 1).
    """
    if not encoded.startswith(_VERSION):
        return [] if not encoded else None
    found: list[Combination] = []
    above: Combination = ()
    is_range = False
    for sign in _SIGN.findall(encoded.removeprefix(_VERSION)):
        if sign == ":" and found and not is_range:
            above = found.pop()
        elif sign == "," and above:
            above = above[:-1]
        elif sign == "-" and found:
            is_range = True
        elif sign.isdecimal():
            first = found[-1][-1] + 1 if is_range else int(sign)
            found.extend((*above, number) for number in range(first, min(int(sign), first + MOST_VARIANTS) + 1))
            is_range = False
        else:
            return None
        if len(found) > ONE_TOO_MANY:
            break
    return found


def _option_names(found: Mapping[str, Any]) -> dict[str, list[str]]:
    """The names of each option's values, in their order."""
    return {
        text(option.get("name")): [
            text(value.get("name")) if isinstance(value, dict) else text(value) for value in _values(option)
        ]
        for option in _objects(found.get("options"))
    }


def _values(option: Mapping[str, Any]) -> list[Any]:
    """An option's values: objects, or their names alone."""
    told = option.get("optionValues") or option.get("values")
    return told if isinstance(told, list) else []


def _prices(found: Mapping[str, Any]) -> dict[frozenset[tuple[str, str]], Mapping[str, Any]]:
    """The prices of those variants that are told in full, by their options."""
    selectable = [
        value.get("firstSelectableVariant")
        for option in _objects(found.get("options"))
        for value in _objects(_values(option))
    ]
    told = [found.get("selectedOrFirstAvailableVariant"), *_objects(found.get("adjacentVariants")), *selectable]
    variants = [each for each in _objects(told) if isinstance(each.get("price"), dict)]
    return {frozenset(_chosen(each)): each["price"] for each in variants}


def _chosen(variant: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from ((text(each.get("name")), text(each.get("value"))) for each in _objects(variant.get("selectedOptions")))


def _objects(listed: object) -> list[dict[str, Any]]:
    """The objects of a list; none of what is no list."""
    return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []


def _variant(options: dict[str, str], is_there: bool, price: Mapping[str, Any]) -> Variant:
    title = " / ".join(options.values())
    says = f"{THERE}: {'listed' if is_there else 'not listed'}"
    offer = Offer(
        availability=Availability.IN_STOCK if is_there else Availability.OUT_OF_STOCK,
        price=read_price(price.get("amount")),
        currency=text(price.get("currencyCode")) or None,
        witnesses=(Witness(name=NAME, says=says),),
    )
    return Variant(id=title, title=title, options=options, offer=offer)
