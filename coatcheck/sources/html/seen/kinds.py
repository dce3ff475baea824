"""The kinds in which a product comes, its sizes and colours, and which of them words name. Pure."""

import re

from coatcheck.model import Product, Variant

_TOKEN = re.compile(r"[\w'’]+(?:[.,]\d+)?")


def tokens(text: str) -> frozenset[str]:
    """Return the words and numbers of a text by which a kind is known: "eu", "38.5"."""
    return frozenset(_TOKEN.findall(text.casefold()))


def kinds_of(product: Product) -> list[str]:
    """Return what tells the variants of a product apart, in words; empty where it has one only."""
    if len(product.variants) < 2:
        return []
    return [value for variant in product.variants for value in _values(variant, product)]


def the_one_named(text: str, product: Product) -> Variant | None:
    """Return the variant that words name, if it is one and no more: "Size L is sold out" names L, and nothing where it comes in two colours."""
    if len(product.variants) < 2:
        return None
    said = tokens(text)
    matches = [(_matched(variant, product, said), variant) for variant in product.variants]
    most = max(matched for matched, _ in matches)
    named = [variant for matched, variant in matches if matched == most]
    return named[0] if most and len(named) == 1 else None


def _matched(variant: Variant, product: Product, said: frozenset[str]) -> int:
    """How many words of the variant's values are among those that were said; of a value all or none count."""
    values = (tokens(value) for value in _values(variant, product))
    return sum(len(value) for value in values if value and value <= said)


def _values(variant: Variant, product: Product) -> list[str]:
    """What tells a variant from its siblings; without options its name, but for the product's."""
    if variant.options:
        return list(variant.options.values())
    left = tokens(variant.title) - tokens(product.title)
    return [" ".join(sorted(left))] if left else []
