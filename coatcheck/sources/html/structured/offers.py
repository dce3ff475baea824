"""Offer nodes of structured data: https://schema.org/Offer and https://schema.org/AggregateOffer."""

import re
from collections.abc import Sequence
from functools import lru_cache

from coatcheck.model import PREFERENCE, Availability, Offer, Witness
from coatcheck.sources.availability import read_availability
from coatcheck.sources.html.document import clean
from coatcheck.sources.html.structured.graph import OFFERS, Graph, Node, nodes, once, types
from coatcheck.sources.html.structured.terms import announced, on_its_terms, pieces

CODES = ("sku", "gtin", "gtin14", "gtin13", "gtin12", "gtin8", "productID", "mpn", "isbn")

OFFERED = ("offers", "offer", "offerDetails")  # the last is data-vocabulary.org's, from before schema.org
# What an aggregate says for all offers within it
SHARED = ("priceCurrency", "seller", "availabilityStarts", "availabilityEnds", "validFrom", "validThrough")
PRICES = ("price", "lowPrice", "minPrice")

_NUMBER = re.compile(r"\d[\d.,'\s\u00a0\u202f]*")
_BLANKS = re.compile(r"[\s\u00a0\u202f']")
_CURRENCY = re.compile(r"^[A-Z]{3}$")
_DECIMALS = re.compile(r"[.,](\d{1,2})$")
_FORMER_PRICES = re.compile(r"(?:strikethrough|list|msrp|srp)price", re.IGNORECASE)


@once
def offer_nodes(product: Node, graph: Graph) -> list[Node]:
    """Return the offers a product node makes, those inside an aggregate in its place, with what they lack taken from it."""
    found = []
    made = next((product[name] for name in OFFERED if product.get(name)), None)
    for offer in graph.follow(made):
        inner = _within(offer, graph)
        graph.count(len(inner))
        found += inner or [offer]
    return found


@once
def _within(offer: Node, graph: Graph) -> list[Node]:
    """The offers inside an aggregate; none of any other."""
    shared = {name: offer[name] for name in SHARED if name in offer}
    inner = [node for node in graph.follow(offer.get("offers")) if node is not offer]
    return [graph.joined(shared, node) for node in inner]


def aggregate(product: Node, graph: Graph) -> Node | None:
    """Return the aggregate that stands over a product's offers and says something itself, if there is one."""
    for offer in graph.follow(product.get("offers")):
        if "aggregateoffer" in types(offer) and offer.get("offers") and offer.get("availability"):
            return offer
    return None


def is_offer(node: Node) -> bool:
    return bool(types(node) & OFFERS)


@once
def read_offer(node: Node, graph: Graph) -> Offer:
    """Read what one offer node says, on its own terms: one that begins later, has ended or counts no pieces proves no stock."""
    said = node.get("availability")
    availability = read_availability(said)
    held, terms = on_its_terms(node, availability, graph.document)
    price, currency = _price(node)
    claims = [words(said, availability)] if said else [held.value] if held is not Availability.UNKNOWN else []
    return Offer(
        availability=held,
        price=price,
        currency=currency,
        url=graph.document.absolute(text(node.get("url"))),
        seller=next((text(seller) for seller in graph.follow(node.get("seller") or node.get("offeredBy"))), "") or None,
        quantity=count if (count := pieces(node)) and count > 0 else None,
        witnesses=tuple(Witness(name=graph.witness, says=claim) for claim in (*claims, *terms)),
        availability_starts=announced(node, held, graph.document),
    )


def words(said: object, availability: Availability) -> str:
    """Return a claim as it is shown: the name it was recognised as, else the page's own words."""
    return availability.value if availability is not Availability.UNKNOWN else (clean(str(said))[:80] or "nothing")


def best(offers: Sequence[Offer]) -> Offer:
    """Return the best of several offers of the same thing: it is out only where all of them are, unknown where one is and none is in."""
    return min(offers, key=lambda offer: PREFERENCE.index(offer.availability))


def text(value: object) -> str:
    """Return a field's words, whichever way they are written: a text, a number, an object with a name, a list of these."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, list):
        return next((found for part in value[:20] if not isinstance(part, list) and (found := text(part))), "")
    if isinstance(value, dict):
        parts = (_bare(value[name]) for name in ("@value", "name", "value", "@id", "url") if name in value)
        return next((found for part in parts if (found := clean(part)) and not found.startswith("_:")), "")
    return ""


def _bare(value: object) -> str:
    """The text that a value is, or that the first object of a list holds as its `@value`."""
    first = value[0] if isinstance(value, list) and value else value
    said = first.get("@value") if isinstance(first, dict) else first
    return said if isinstance(said, str) else ""


def code(node: Node) -> str:
    """Return the shop's own code for what a node describes, "" where it gives none."""
    return next((found for name in CODES if name in node and (found := text(node[name]))), "")


def _price(node: Node) -> tuple[str | None, str | None]:
    """The price as a decimal string, and its currency."""
    detailed = nodes(node.get("priceSpecification"))
    current = [part for part in detailed if not _FORMER_PRICES.search(text(part.get("priceType")))]
    currency = None
    for part in (node, *current):
        code = _currency(part)
        currency = currency or code
        for name in PRICES:
            price = read_price(part[name]) if name in part else None
            if price is not None:
                return price, code or currency
    return None, currency


def _currency(node: Node) -> str | None:
    said = text(node.get("priceCurrency") or node.get("currency")).upper()
    return said if _CURRENCY.match(said) else None


def read_price(value: object) -> str | None:
    """Read a price as a plain decimal string: "1.299,00 €" is "1299.00". None where there is no number."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    return _number(text(value))


@lru_cache(4096)  # the sizes of a product have one price
def _number(said: str) -> str | None:
    found = _NUMBER.search(said)
    if not found:
        return None
    digits = _BLANKS.sub("", found[0]).rstrip(".,")
    cents = _DECIMALS.search(digits)
    whole = (digits[: cents.start()] if cents else digits).replace(".", "").replace(",", "")
    return f"{whole}.{cents[1]}" if cents else whole
