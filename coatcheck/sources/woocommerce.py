"""WooCommerce shops, by the Store API that every one of them has open.

A variable product is in stock while one of its variations is: what each variation has is asked for by itself, and
UNKNOWN where it can't be. The shop's REST API (v3), which needs a key, is read as well.
https://developer.woocommerce.com/docs/apis/store-api/resources-endpoints/products/
https://woocommerce.github.io/woocommerce-rest-api-docs/#products
"""

import html
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import msgspec
from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from coatcheck.errors import Gone, Unreadable
from coatcheck.model import Availability, Observation, Offer, Product, Variant, Witness
from coatcheck.ports import Answer, Option, Request, Target
from coatcheck.sources.answers import decode_with, fingerprint, is_live, observe, require_ok

OPTIONS: tuple[Option, ...] = ()

PRODUCT_PATH = re.compile(r"^(.*?)/(?:product|produkt|produit|producto|produto|prodotto|tuote|produs)/([^/]+)/?$", re.I)
API_PATH = re.compile(r"^.*/wp-json/wc/(?:store(?:/v\d+)?|v\d+)/products(?=/|$)")
VARIABLE = "variable"
PAGE = 100  # variations in one answer, the most there can be

Flag = bool | UnsetType | None


class _Item(msgspec.Struct):
    id: int | str
    is_in_stock: Flag = UNSET
    is_on_backorder: Flag = UNSET
    is_purchasable: Flag = UNSET
    purchasable: Flag = UNSET
    in_stock: Flag = UNSET
    stock_status: str | UnsetType | None = UNSET
    stock_availability: Any = None
    low_stock_remaining: Any = None
    type: Any = None
    name: Any = None
    sku: Any = None
    permalink: Any = None
    images: Any = None
    prices: Any = None
    price: Any = None
    variation: Any = None
    variations: Any = None
    has_options: Any = None
    parent: Any = None
    attributes: Any = None


_LIST = msgspec.json.Decoder(list[_Item])
_ONE = msgspec.json.Decoder(_Item)

STATUSES = {  # of the REST API; the Store API's classes mean the same
    "instock": Availability.IN_STOCK,
    "in-stock": Availability.IN_STOCK,
    "outofstock": Availability.OUT_OF_STOCK,
    "out-of-stock": Availability.OUT_OF_STOCK,
    "onbackorder": Availability.BACK_ORDER,
    "available-on-backorder": Availability.BACK_ORDER,
}


def request(target: Target) -> Request:
    """The Store API's answer for the address of a product's page, else the address itself."""
    parts = urlsplit(target.url)
    match = PRODUCT_PATH.match(parts.path)
    if not match or not parts.netloc or API_PATH.match(parts.path):
        return Request(url=target.url)
    slug = quote(unquote(match[2]), safe="")
    return Request(url=f"{parts.scheme}://{parts.netloc}{match[1]}/wp-json/wc/store/v1/products?slug={slug}")


def read(target: Target, answers: Sequence[Answer]) -> Observation | Request:
    """Every product in the answer. The variations of a single variable product are asked for, page by page."""
    for answer in answers:
        require_ok(answer)
    items = _decode(answers[0].body)
    if not items and "?slug=" in answers[0].request.url:
        raise Gone("The shop's API lists no product of this name.")
    following = _variations_wanted(items, answers)
    if following:
        return following
    known = {str(item.id): item for answer in answers for item in _decode(answer.body)}
    if is_live(answers[0]) and API_PATH.match(urlsplit(answers[0].request.url).path):
        _require_fields(list(known.values()))
    children = {id for item in items for id in _variations(item, known)}
    products = [_product(item, known) for item in items if str(item.id) not in children]
    return observe(products, _shape(list(known.values())))


def _decode(body: bytes) -> list[_Item]:
    start = body[:256].lstrip(b"\xef\xbb\xbf \t\r\n")
    items = decode_with(_LIST, body) if start.startswith(b"[") else [decode_with(_ONE, body)]
    if items and not any(_is_product(item) for item in items):
        raise Unreadable("The answer has no product in WooCommerce's form.")
    return items


def _is_product(item: _Item) -> bool:
    minor_unit = isinstance(item.prices, dict) and "currency_minor_unit" in item.prices
    return bool(_stock_fields(item)) or minor_unit


def _stock_fields(item: _Item) -> list[str]:
    fields = {"is_in_stock": item.is_in_stock, "stock_status": item.stock_status, "in_stock": item.in_stock}
    return [name for name, said in fields.items() if said is not UNSET]


def _require_fields(items: Sequence[_Item]) -> None:
    """The Store API always has these: where one is missing, the answer's form has changed."""
    for item in items:
        if not _stock_fields(item):
            raise Unreadable(f"`is_in_stock` of {_text(item.name)!r} is missing.")
        if item.type == VARIABLE and not isinstance(item.variations, list):
            raise Unreadable(f"`variations` of {_text(item.name)!r} is missing.")


def _shape(items: Sequence[_Item]) -> str:
    return fingerprint("woocommerce", {name for item in items for name in _stock_fields(item)})


def _variations_wanted(items: list[_Item], answers: Sequence[Answer]) -> Request | None:
    """The request for the next page of variations; None where there is none, or nobody to ask."""
    api = API_PATH.match(urlsplit(answers[0].request.url).path)
    if not (api and is_live(answers[0]) and len(items) == 1 and (_is_variable(items[0]) or _listed(items[0]))):
        return None
    pages = answers[-1].headers.get("x-wp-totalpages", "1") if len(answers) > 1 else "1"
    if len(answers) > (int(pages) if pages.isdigit() else 1):
        return None
    parts = urlsplit(answers[0].request.url)
    query = f"type=variation&parent={items[0].id}&per_page={PAGE}&page={len(answers)}"
    return Request(url=f"{parts.scheme}://{parts.netloc}{api[0]}?{query}")


def _product(item: _Item, known: dict[str, _Item]) -> Product:
    availability, witnesses = _availability(item)
    url = item.permalink if isinstance(item.permalink, str) else None
    offer = Offer(availability=availability, price=_price(item), currency=_currency(item), url=url, witnesses=witnesses)
    variants = [_variation(id, options, known.get(id), url) for id, options in _variations(item, known).items()]
    if not variants:
        # Of a variable product one thing or another can be bought, never the product itself.
        vague = _is_variable(item) and availability.buyable
        own = replace(offer, availability=Availability.UNKNOWN) if vague else offer
        variants = [Variant(id=str(item.id), sku=_text(item.sku) or None, offer=own)]
    uncertain = any(variant.offer.availability is Availability.UNKNOWN for variant in variants)
    return Product(
        id=str(item.id),
        title=_text(item.name),
        url=url,
        image=next(_images(item.images), None),
        variants=tuple(variants),
        offer=offer if uncertain else None,
    )


def _variation(id: str, options: dict[str, str], item: _Item | None, url: str | None) -> Variant:
    title = " / ".join(options.values())
    if item is None:
        return Variant(id=id, title=title, options=options, offer=Offer(url=url))
    availability, witnesses = _availability(item)
    return Variant(
        id=id,
        title=title or _text(item.variation) or _text(item.name),
        options=options,
        sku=_text(item.sku) or None,
        offer=Offer(
            availability=availability,
            price=_price(item),
            currency=_currency(item),
            url=item.permalink if isinstance(item.permalink, str) else url,
            witnesses=witnesses,
        ),
    )


def _is_variable(item: _Item) -> bool:
    return item.type == VARIABLE or (item.type is None and item.has_options is True)  # old versions have no `type`


def _variations(item: _Item, known: dict[str, _Item]) -> dict[str, dict[str, str]]:
    """The options of each variation by its id: those listed, and those that a shop hides while they are sold out."""
    hidden = {id: dict(_attributes(each.attributes)) for id, each in known.items() if each.parent == item.id}
    return hidden | _listed(item)


def _listed(item: _Item) -> dict[str, dict[str, str]]:
    """The options of each variation that a product lists. The REST API lists ids alone."""
    found = {}
    for place, each in enumerate(item.variations if isinstance(item.variations, list) else []):
        id = each.get("id") if isinstance(each, dict) else each
        if not isinstance(id, int | str) or isinstance(id, bool):
            raise Unreadable(f"`variations[{place}].id` of {_text(item.name)!r} is no id.")
        found[str(id)] = dict(_attributes(each.get("attributes"))) if isinstance(each, dict) else {}
    return found


def _attributes(listed: Any) -> Iterator[tuple[str, str]]:
    for each in listed if isinstance(listed, list) else []:
        name, value = (_text(each.get(key)) for key in ("name", "value")) if isinstance(each, dict) else ("", "")
        if name and value:
            yield name.lower(), value


def _availability(item: _Item) -> tuple[Availability, tuple[Witness, ...]]:
    """What the item's fields say together: UNKNOWN where they contradict each other, or where it can't be bought."""
    shown = item.stock_availability.get("class") if isinstance(item.stock_availability, dict) else None
    purchasable = item.is_purchasable if item.is_purchasable is not UNSET else item.purchasable
    words = {
        "is_in_stock": item.is_in_stock if item.is_in_stock is not UNSET else item.in_stock,
        "stock_status": item.stock_status,
        "stock_availability": shown if isinstance(shown, str) and shown else UNSET,
        "is_on_backorder": item.is_on_backorder,
        "is_purchasable": purchasable,
    }
    witnesses = tuple(
        Witness("woocommerce", f"{name}: {msgspec.json.encode(said).decode().strip(chr(34))}")
        for name, said in words.items()
        if said is not UNSET
    )
    said = {
        _read_flag(words["is_in_stock"]),
        *(_read_status(words[name]) for name in ("stock_status", "stock_availability")),
    }
    said.discard(None)
    if item.is_on_backorder is True and Availability.IN_STOCK in said:
        said = said - {Availability.IN_STOCK} | {Availability.BACK_ORDER}
    found = _agreed(said)
    if found.buyable and purchasable is False:
        found = Availability.UNKNOWN
    if found is Availability.IN_STOCK and isinstance(item.low_stock_remaining, int) and item.low_stock_remaining > 0:
        found = Availability.LIMITED_AVAILABILITY
    return found, witnesses


def _agreed(said: set[Availability | None]) -> Availability:
    if said == {Availability.IN_STOCK, Availability.BACK_ORDER}:  # `is_in_stock` is true of back-orders too
        return Availability.BACK_ORDER
    found = said.pop() if len(said) == 1 else None
    return found or Availability.UNKNOWN


def _read_flag(said: object) -> Availability | None:
    if isinstance(said, bool):
        return Availability.IN_STOCK if said else Availability.OUT_OF_STOCK
    return None


def _read_status(said: object) -> Availability | None:
    return STATUSES.get(said.strip().lower()) if isinstance(said, str) else None


def _price(item: _Item) -> str | None:
    """A decimal string; the Store API writes whole numbers of the currency's smallest unit."""
    prices = item.prices if isinstance(item.prices, dict) else {}
    digits = prices.get("currency_minor_unit", 0)
    written = prices.get("price") or item.price
    if not isinstance(written, str | int | float) or written == "":
        return None
    try:
        places = digits if isinstance(digits, int) and 0 <= digits <= 8 else 0
        return str(Decimal(str(written)).scaleb(-places))
    except InvalidOperation:
        return None


def _currency(item: _Item) -> str | None:
    code = item.prices.get("currency_code") if isinstance(item.prices, dict) else None
    return code if isinstance(code, str) and code else None


def _images(images: Any) -> Iterator[str]:
    for image in images if isinstance(images, list) else []:
        if isinstance(image, dict) and isinstance(image.get("src"), str):
            yield image["src"]


def _text(value: Any) -> str:
    return html.unescape(value).strip() if isinstance(value, str) else ""
