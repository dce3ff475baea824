"""Any address that answers JSON: a watch's options say where in it the variants and their stock are.

Places are JMESPath expressions (https://jmespath.org/specification.html). One line is enough for most shops; for
`{"Black": [{"size": "S", "purchasable": true}]}`, where the colour is only the name of a member, it is

    --option key='[group, size]' --option value=purchasable
"""

import re
from collections.abc import Iterator, Sequence, Set
from typing import Any
from urllib.parse import urljoin, urlsplit

from msgspec.structs import replace

from coatcheck.errors import Unreadable
from coatcheck.model import Availability, Observation, Offer, Product, Variant, Witness
from coatcheck.ports import Answer, Request, Target
from coatcheck.sources.answers import decode, fingerprint, is_live, observe, require_ok
from coatcheck.sources.caps import MOST_VALUES, require_decodable, require_few_variants
from coatcheck.sources.limits import limited
from coatcheck.sources.mapping import OPTIONS, Mapping, with_parent, written

__all__ = ["OPTIONS", "read", "request"]

LONGEST_NAME = 60  # characters of an expression that names a witness
UNDERSTOOD = "a word that means in or out of stock"
_JOINT = re.compile(rb"(?<=[}\]])[\s,]+(?=[{\[])")  # where one value ends and the next begins


def is_told(options: Set[str]) -> bool:
    """Return whether a watch's options say where the stock stands."""
    return not {"value", "quantity", "preset", "map"}.isdisjoint(options)


def request(target: Target) -> Request:
    """Make the request that the options describe. Raises `Invalid` naming the option that can't be used, or is missing."""
    mapping = Mapping(target)
    mapping.require_told()
    return _request(mapping)


def question(target: Target) -> Request:
    """Make the request that the options describe, whether or not they say how its answer is read. Raises `Invalid` as `request` does."""
    return _request(Mapping(target))


def _request(mapping: Mapping) -> Request:
    body = mapping.text("body")
    headers = {"accept": "application/json", **mapping.headers()}
    if body and not any(name.lower() == "content-type" for name in headers):
        headers["content-type"] = "application/json"
    return Request(
        url=mapping.address,
        method=(mapping.text("method") or ("POST" if body else "GET")).upper(),
        headers=headers,
        body=body.encode() if body else None,
    )


def read(target: Target, answers: Sequence[Answer]) -> Observation | Request:
    """Read one product whose variants are the items of all pages, or return the request for the next page."""
    mapping = Mapping(target)
    mapping.require_told()
    require_ok(answers[-1])
    pages = [decoded(answer.body) for answer in answers]
    following = mapping.search("next", pages[-1])
    if following and is_live(answers[-1]):
        return _next_page(mapping.address, answers[-1], following)
    items = [each for page in pages for item in _items(mapping, page) for each in _variants(mapping, item)]
    if not items:
        raise Unreadable(f"There is nothing at `items` ({mapping.text('items') or '@'}): that does not mean sold out.")
    require_few_variants(len(items))
    mapping.require_stock(items)
    product = _product(mapping, target, answers[0], pages[0], items)
    return observe([limited(product, mapping.options)], _shape(mapping, items, product))


def decoded(body: bytes) -> Any:
    """Read the JSON of an answer; JSON lines, and other values one after the other, become a list.

    Raises `Unreadable` where it is none, too much, or GraphQL's errors.
    """
    require_decodable(body)
    try:
        document = decode(body, object)
    except Unreadable:
        parts = _JOINT.split(body.strip(), MOST_VALUES)
        if len(parts) < 2:
            raise
        return [decode(part, object, f"part {number}") for number, part in enumerate(parts, 1)]
    return _refuse_errors(document)


def _refuse_errors(document: Any) -> Any:
    """Refuse a GraphQL answer with errors, which has status 200: what they leave of `data` is not all that was asked for.

    https://spec.graphql.org/October2021/#sec-Errors
    """
    if isinstance(document, dict) and document.get("errors"):
        raise Unreadable(f"The answer is an error: {str(document['errors'])[:200]}")
    return document


def _next_page(asked: str, answer: Answer, following: Any) -> Request:
    url = _absolute(answer.url, following) or ""
    if urlsplit(url)[:2] != urlsplit(asked)[:2]:
        raise Unreadable("`next` leads to another host.")
    if url == answer.request.url:
        raise Unreadable("`next` leads to the page it stands on.")
    return replace(answer.request, url=url, known="")


def _items(mapping: Mapping, document: Any) -> Iterator[Any]:
    named = bool(mapping.text("items"))
    found = mapping.search("items", document) if named else document
    if isinstance(found, list):
        for item in found:
            yield from item if isinstance(item, list) else [item]
    elif isinstance(found, dict) and _is_grouped(found, named):
        for group, members in found.items():
            for item in members if isinstance(members, list) else [members]:
                yield {"group": group, **item} if isinstance(item, dict) else item
    elif found is not None:
        yield found


def _variants(mapping: Mapping, item: Any) -> list[Any]:
    """List an item's own variants; the item itself where it has none."""
    found = mapping.search("variants", item)
    return [with_parent(each, item) for each in found] if isinstance(found, list) and found else [item]


def _is_grouped(found: dict[str, Any], named: bool) -> bool:
    """Whether an object is a set of named items, and not an item itself."""
    members = found.values()
    return all(isinstance(each, list) for each in members) or (
        named and all(isinstance(each, dict) for each in members)
    )


def _product(mapping: Mapping, target: Target, answer: Answer, page: Any, items: list[Any]) -> Product:
    found, image = mapping.search("name", page), mapping.search("image", page)
    name, currency = found if isinstance(found, str) else "", mapping.currency(page)
    return Product(
        id=urlsplit(target.url).path.rstrip("/").rpartition("/")[2] or urlsplit(target.url).netloc,
        title=name,
        url=target.url if is_live(answer) else None,
        image=image if isinstance(image, str) and image else None,
        variants=tuple(
            _variant(mapping, target, item, mapping.key(item, place), name, currency)
            for place, item in enumerate(items)
        ),
    )


def _variant(mapping: Mapping, target: Target, item: Any, key: str, product: str, usual: str | None) -> Variant:
    title, url = mapping.title(item, product), mapping.search("url", item)
    options, currency = mapping.search("options", item), mapping.currency(item) or usual
    return Variant(
        id=key,
        title=title or key,
        options={str(name): written(part) for name, part in options.items() if part is not None}
        if isinstance(options, dict)
        else {},
        offer=Offer(
            availability=mapping.availability(item),
            price=mapping.price(item, currency),
            currency=currency,
            seller=written(mapping.search("seller_name", item) or "") or None,
            url=_absolute(target.url, url) if isinstance(url, str) else None,
            quantity=mapping.quantity(item),
            witnesses=tuple(_witnesses(mapping, item)),
        ),
    )


def _absolute(base: str, address: object) -> str | None:
    """An address found in the answer, made absolute; None where it leads to no page."""
    try:
        joined = urljoin(base, str(address)) if address else ""
        return joined if urlsplit(joined).scheme in ("http", "https", urlsplit(base).scheme) else None
    except ValueError:  # an impossible host
        return None


def _witnesses(mapping: Mapping, item: Any) -> Iterator[Witness]:
    for name in ("value", "quantity"):
        if name in mapping.places:
            place = mapping.text(name)
            yield Witness(place if len(place) <= LONGEST_NAME else name, mapping.quoted(mapping.search(name, item)))


def _shape(mapping: Mapping, items: list[Any], product: Product) -> str:
    """Name the options whose places are there, and whether any item's stock is told in words that are understood (limits apart)."""
    there = [name for name in mapping.places if any(mapping.search(name, item) is not None for item in items)]
    understood = any(variant.offer.availability is not Availability.UNKNOWN for variant in product.variants)
    return fingerprint("json", [*there, *([UNDERSTOOD] if understood else [])])
