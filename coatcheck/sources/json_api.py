"""Any address that answers JSON: a watch's options say where in it the variants and their stock are.

Places are JMESPath expressions (https://jmespath.org/specification.html). One line is enough for most shops; for
`{"Black": [{"size": "S", "purchasable": true}]}`, where the colour is only the name of a member, it is

    --option key='[group, size]' --option value=purchasable
"""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urljoin, urlsplit

import jmespath
import msgspec
from jmespath.exceptions import JMESPathError

from coatcheck.errors import Invalid, Unreadable
from coatcheck.model import Availability, Observation, Offer, Product, Variant, Witness
from coatcheck.ports import Answer, Option, Request, Target
from coatcheck.sources.answers import decode, fingerprint, is_live, observe, require_ok
from coatcheck.sources.availability import read_availability

OPTIONS = (
    Option("items", "where the variants are: a list, or an object of lists whose names are `group` in each item"),
    Option("key", "in an item: its id, or a list of parts that make it unique (default: id, sku, code or name)"),
    Option("value", "in an item: what tells whether it is in stock"),
    Option("in_stock", "values that mean in stock, as a JSON list or with commas (default: true, schema.org's words)"),
    Option("out_of_stock", "values that mean sold out (default: false, schema.org's words)"),
    Option("preorder", "values that mean that it can be ordered before it is made"),
    Option("backorder", "values that mean that it can be ordered and is sent later"),
    Option("limited", "values that mean that few are left"),
    Option("quantity", "in an item: how many there are"),
    Option("threshold", "the quantity from which it counts as in stock (default: 1)"),
    Option("title", "in an item: its name (default: the key)"),
    Option("options", "in an item: what distinguishes it, like {size: size, color: group}"),
    Option("price", "in an item: its price"),
    Option("currency", "in an item: the currency, or the ISO code itself"),
    Option("url", "in an item: the address where it is bought"),
    Option("name", "in the answer: the product's name"),
    Option("image", "in the answer: the address of the product's picture"),
    Option("next", "in the answer: the address of the next page, on the same host"),
    Option("method", "GET or POST (default: POST where there is a body)"),
    Option("headers", "a JSON object of headers to send"),
    Option("body", "what to send, for example a GraphQL query as JSON"),
    Option("map", "all of these in one JSON object"),
)

WORDS = {
    "in_stock": Availability.IN_STOCK,
    "out_of_stock": Availability.OUT_OF_STOCK,
    "preorder": Availability.PRE_ORDER,
    "backorder": Availability.BACK_ORDER,
    "limited": Availability.LIMITED_AVAILABILITY,
}
LITERAL = frozenset({*WORDS, "threshold", "method", "headers", "body", "map"})
KEYS = ("id", "sku", "code", "name")


def request(target: Target) -> Request:
    """The request the options describe. Raises `Invalid` naming the option that can't be used."""
    mapping = _Mapping(target)
    body = mapping.text("body")
    headers = {"accept": "application/json", **mapping.headers()}
    if body and not any(name.lower() == "content-type" for name in headers):
        headers["content-type"] = "application/json"
    return Request(
        url=target.url,
        method=(mapping.text("method") or ("POST" if body else "GET")).upper(),
        headers=headers,
        body=body.encode() if body else None,
    )


def read(target: Target, answers: Sequence[Answer]) -> Observation | Request:
    """One product whose variants are the items of all pages, or the request for the next page."""
    mapping = _Mapping(target)
    require_ok(answers[-1])
    pages = [_document(answer.body) for answer in answers]
    following = mapping.search("next", pages[-1])
    if following and is_live(answers[-1]):
        return _next_page(target, answers[-1], following)
    items = [item for page in pages for item in _items(mapping, page)]
    if not items:
        raise Unreadable(f"There is nothing at `items` ({mapping.text('items') or '@'}): that does not mean sold out.")
    mapping.require_value(items)
    name, image = mapping.search("name", pages[0]), mapping.search("image", pages[0])
    product = Product(
        id=target.url,
        title=name if isinstance(name, str) else "",
        url=target.url if is_live(answers[0]) else None,
        image=image if isinstance(image, str) else None,
        variants=tuple(_variant(mapping, item, place) for place, item in enumerate(items)),
    )
    return observe([product], mapping.shape(items))


def _document(body: bytes) -> Any:
    """The JSON of an answer; JSON lines become a list."""
    try:
        return _refuse_errors(decode(body, object))
    except Unreadable:
        lines = [line for line in body.splitlines() if line.strip()]
        if len(lines) < 2 or not lines[0].strip().endswith((b"}", b"]")):
            raise
        return [decode(line, object, f"line {number}") for number, line in enumerate(lines, 1)]


def _refuse_errors(document: Any) -> Any:
    """A GraphQL answer that is an error has status 200. https://spec.graphql.org/October2021/#sec-Errors"""
    if isinstance(document, dict) and document.get("errors") and not document.get("data"):
        raise Unreadable(f"The answer is an error: {str(document['errors'])[:200]}")
    return document


def _items(mapping: "_Mapping", document: Any) -> Iterator[Any]:
    found = mapping.search("items", document) if mapping.text("items") else document
    if isinstance(found, list):
        for item in found:
            yield from item if isinstance(item, list) else [item]
    elif isinstance(found, dict) and _is_grouped(found, bool(mapping.text("items"))):
        for group, members in found.items():
            for item in members if isinstance(members, list) else [members]:
                yield {"group": group, **item} if isinstance(item, dict) else item
    elif found is not None:
        yield found


def _is_grouped(found: dict[str, Any], named: bool) -> bool:
    """Whether an object is a set of named items, and not an item itself."""
    members = found.values()
    return all(isinstance(each, list) for each in members) or (
        named and all(isinstance(each, dict) for each in members)
    )


def _next_page(target: Target, answer: Answer, following: Any) -> Request:
    url = urljoin(answer.url, str(following))
    if urlsplit(url)[:2] != urlsplit(target.url)[:2]:
        raise Unreadable("`next` leads to another host.")
    if url == answer.request.url:
        raise Unreadable("`next` leads to the page it stands on.")
    return msgspec.structs.replace(answer.request, url=url, known="")


def _variant(mapping: "_Mapping", item: Any, place: int) -> Variant:
    key = mapping.key(item, place)
    title, options = mapping.search("title", item), mapping.search("options", item)
    url = mapping.search("url", item)
    value, quantity = mapping.search("value", item), _whole(mapping.search("quantity", item))
    availability = mapping.availability(value, quantity)
    said = {
        name: msgspec.json.encode(part).decode()[:200]
        for name, part in (("value", value), ("quantity", quantity))
        if part is not None
    }
    return Variant(
        id=key,
        title=_text(title) or key,
        options={str(name): _text(part) for name, part in options.items() if part is not None}
        if isinstance(options, dict)
        else {},
        offer=Offer(
            availability=availability,
            price=_text(mapping.search("price", item)) or None,
            currency=_text(mapping.currency(item)) or None,
            url=urljoin(mapping.target.url, url) if isinstance(url, str) and url else None,
            quantity=quantity,
            witnesses=tuple(Witness(mapping.text(name), words) for name, words in said.items()),
        ),
    )


def _text(value: Any) -> str:
    """A value as words; "" for what is none."""
    if isinstance(value, list):
        return " / ".join(_text(part) for part in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip() if isinstance(value, str | int | float) else ""


def _whole(value: Any) -> int | None:
    """A number of pieces; None for what can't be one (a negative one is no answer)."""
    text = _text(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


class _Mapping:
    """A watch's options, checked: what stands where in an answer."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.options = {**target.options, **_unfold(target.options.get("map", ""))}
        self.places = {name: _compile(name, text) for name, text in self.options.items() if name not in LITERAL}
        if not {"value", "quantity"} & self.places.keys():
            raise Invalid("json_api needs to know what tells the stock: give the option `value` or `quantity`.")
        self.words = {_text(word).casefold(): WORDS[name] for name in WORDS for word in _list(self.text(name))}
        threshold = self.text("threshold") or "1"
        if not (threshold.isdigit() and int(threshold) > 0):
            raise Invalid("The option `threshold` is a whole number from 1 up.")
        self.threshold = int(threshold)
        if self.text("method").upper() not in ("", "GET", "POST"):
            raise Invalid("The option `method` is GET or POST.")

    def text(self, name: str) -> str:
        return self.options.get(name, "")

    def search(self, name: str, value: Any) -> Any:
        """What stands at the place that an option names; None where nothing does or it names none."""
        if name not in self.places:
            return None
        try:
            return self.places[name].search(value)
        except (JMESPathError, TypeError, ValueError, RecursionError) as error:
            raise Unreadable(f"`{name}` ({self.text(name)}) does not fit this answer: {error}") from error

    def headers(self) -> dict[str, str]:
        try:
            return msgspec.json.decode(self.text("headers") or "{}", type=dict[str, str])
        except msgspec.DecodeError as error:
            raise Invalid('The option `headers` is a JSON object of texts, like {"x-api-key": "..."}.') from error

    def key(self, item: Any, place: int) -> str:
        if "key" in self.places:
            found = self.search("key", item)
        else:
            named = item if isinstance(item, dict) else {}
            found = next((named[name] for name in KEYS if isinstance(named.get(name), str | int)), place)
        parts = found if isinstance(found, list) else [found]
        if not parts or not all(
            isinstance(part, str | int) and not isinstance(part, bool) and part != "" for part in parts
        ):
            raise Unreadable(f"`key` ({self.text('key')}) gives no id for item {place}.")
        return _text(found)

    def currency(self, item: Any) -> Any:
        written = self.text("currency")
        return written if len(written) == 3 and written.isupper() else self.search("currency", item)

    def require_value(self, items: list[Any]) -> None:
        """Raise `Unreadable` where no item has what should tell its stock: the field is gone, or was never there."""
        for name in ("value", "quantity"):
            if name in self.places and all(self.search(name, item) is None for item in items):
                raise Unreadable(f"`{name}` ({self.text(name)}) is in none of the {len(items)} items.")

    def availability(self, value: Any, quantity: int | None) -> Availability:
        if "value" in self.places:
            found = self._meaning(value)
        else:
            found = Availability.UNKNOWN if quantity is None else Availability.IN_STOCK
        return (
            Availability.OUT_OF_STOCK if found.buyable and quantity is not None and quantity < self.threshold else found
        )

    def _meaning(self, value: Any) -> Availability:
        if value is None:
            return Availability.UNKNOWN
        listed = self.words.get(_text(value).casefold())
        if listed or (self.text("in_stock") and self.text("out_of_stock")):
            return listed or Availability.UNKNOWN
        if isinstance(value, bool):
            return Availability.IN_STOCK if value else Availability.OUT_OF_STOCK
        return read_availability(value)

    def shape(self, items: list[Any]) -> str:
        there = [name for name in self.places if any(self.search(name, item) is not None for item in items)]
        return fingerprint("json", there)


def _compile(name: str, text: str) -> Any:
    try:
        return jmespath.compile(text)
    except JMESPathError as error:
        raise Invalid(f"The option `{name}` is not a JMESPath expression: {' '.join(str(error).split())}") from error


def _unfold(text: str) -> dict[str, str]:
    """The options written as one JSON object."""
    try:
        found = msgspec.json.decode(text or "{}", type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise Invalid("The option `map` is a JSON object of this source's options.") from error
    names = {option.name for option in OPTIONS} - {"map"}
    if strange := found.keys() - names:
        raise Invalid(f"The option `map` holds {', '.join(sorted(strange))}; there are: {', '.join(sorted(names))}.")
    return {
        name: value if isinstance(value, str) else msgspec.json.encode(value).decode() for name, value in found.items()
    }


def _list(text: str) -> list[Any]:
    """Values from a JSON list, or from words with commas between."""
    if not text.strip():
        return []
    try:
        found = msgspec.json.decode(text)
    except msgspec.DecodeError:
        return [word.strip() for word in text.split(",") if word.strip()]
    return found if isinstance(found, list) else [found]
