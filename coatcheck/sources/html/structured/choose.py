"""Which of the products in a page the page is about. Pure."""

import re
from collections.abc import Callable, Collection, Sequence

from msgspec.structs import replace

from coatcheck.model import Availability, Offer, Product, Variant
from coatcheck.sources.html.document import Document, place
from coatcheck.sources.html.structured.products import Candidate

Rule = Callable[[Candidate, Document], bool]
_WORD = re.compile(r"\w+")


def choose(candidates: Sequence[Candidate], document: Document) -> Product | None:
    """Choose THE product: the one that the first telling rules leave over. None where none is evident.

    Where several are left, under different names or with different answers, it is UNKNOWN, with the words of each.
    """
    left = [candidate for candidate in candidates if not is_foreign(candidate, document)]
    for rule in RULES:
        if len(left) < 2:
            break
        left = [candidate for candidate in left if rule(candidate, document)] or left
    if not left:
        return None
    products = [candidate.product for candidate in left]
    if len({product.title for product in products}) == 1 or all(has_path(candidate, document) for candidate in left):
        return _as_variants(products) or _agreed(products)
    return _agreed(products)


def is_foreign(candidate: Candidate, document: Document) -> bool:
    """Return whether this is surely another product: it gives another address of this shop, and no heading bears its name.

    One of a list is foreign unless an address or a heading says that it is the one.
    """
    if candidate.main or document.asked.intersection(candidate.places):
        return False
    if not candidate.listed and not (_lives_elsewhere(candidate, document) and document.headings):
        return False
    here = has_address(candidate, document) or has_path(candidate, document)
    return not here and not has_name(candidate, document) and not shares_words(candidate, document)


def _lives_elsewhere(candidate: Candidate, document: Document) -> bool:
    if not candidate.places:
        return False
    hosts = {address.partition("/")[0] for address in document.places}
    return any(address.partition("/")[0] in hosts for address in candidate.places)


def is_main(candidate: Candidate, document: Document) -> bool:
    return candidate.main


def has_address(candidate: Candidate, document: Document) -> bool:
    return bool(document.places.intersection(candidate.places))


def has_path(candidate: Candidate, document: Document) -> bool:
    return bool(_paths(document.places) & _paths(candidate.places))


def _paths(places: Collection[str]) -> set[str]:
    """Addresses without their queries; a shop's front page names no product."""
    return {path for address in places if "/" in (path := address.partition("?")[0])}


def has_heading(candidate: Candidate, document: Document) -> bool:
    name = candidate.product.title.casefold()
    return any(heading.casefold() == name for heading in document.headings)


def has_name(candidate: Candidate, document: Document) -> bool:
    """Return whether a heading holds the product's name, or the name a heading."""
    name = candidate.product.title.casefold()
    if len(name) < 3:
        return False
    return any(
        name in heading.casefold() or heading.casefold() in name for heading in document.headings if len(heading) > 2
    )


def shares_words(candidate: Candidate, document: Document) -> bool:
    """Return whether a heading has all words of the product's name, or the name all of a heading's; two at least.

    Siblings share most of their words, like two boxes of one series of cards.
    """
    name = _words(candidate.product.title)
    headings = [_words(heading) for heading in document.headings]
    return any(len(name & heading) > 1 and (name <= heading or heading <= name) for heading in headings)


def _words(title: str) -> set[str]:
    return set(_WORD.findall(title.casefold()))


def is_alone(candidate: Candidate, document: Document) -> bool:
    return not candidate.listed


def is_named(product: Product, document: Document) -> bool:
    """Return whether a product is called what a heading says, or lives at an address of the page."""
    candidate = Candidate(product=product, places=(place(product.url),) if product.url else ())
    return has_heading(candidate, document) or has_path(candidate, document)


def is_told(candidate: Candidate, document: Document) -> bool:
    return candidate.product.availability is not Availability.UNKNOWN


RULES: tuple[Rule, ...] = (is_main, has_address, has_path, has_heading, is_alone, has_name, is_told)


def _as_variants(products: Sequence[Product]) -> Product | None:
    """Products of one name or at one address, each with an sku of its own, as the variants of one; None where they aren't that."""
    variants = tuple(product.variants[0] for product in products)
    plain = all(len(product.variants) == 1 for product in products)
    codes = {variant.sku for variant in variants if variant.sku}
    if len(products) < 2 or not plain or len(codes) < len(variants):
        return None
    return replace(products[0], variants=variants)


def _agreed(products: Sequence[Product]) -> Product:
    """One product of several descriptions: the one with the most variants, if they are of the same thing and don't contradict it."""
    fullest = max(products, key=lambda product: len(product.variants))
    if not all(_is_alike(product.title, fullest.title) for product in products):
        return replace(fullest, offer=None, variants=(_unsure(fullest.variants[0], products),))
    if len(fullest.variants) > 1:
        return fullest
    if len({product.availability.buyable for product in products}) == 1:
        return fullest
    return replace(fullest, offer=None, variants=(_unsure(fullest.variants[0], products),))


def _is_alike(title: str, other: str) -> bool:
    """Whether two descriptions may be of one product: one's name holds the other's."""
    return title.casefold() in other.casefold() or other.casefold() in title.casefold()


def _unsure(variant: Variant, products: Sequence[Product]) -> Variant:
    said = {witness: None for product in products for part in product.variants for witness in part.offer.witnesses}
    return replace(
        variant, offer=Offer(price=variant.offer.price, currency=variant.offer.currency, witnesses=tuple(said))
    )
