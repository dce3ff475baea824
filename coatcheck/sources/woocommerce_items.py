"""One product or variation as WooCommerce's APIs write it, and what its fields say together."""

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from coatcheck.errors import Unreadable
from coatcheck.model import Availability, Offer, Witness
from coatcheck.plain_text import unescaped
from coatcheck.sources.answers import decode_with
from coatcheck.sources.prices import in_major_units

VARIABLE = "variable"
STATUSES = {  # of the REST API; the Store API's classes mean the same
    "instock": Availability.IN_STOCK,
    "in-stock": Availability.IN_STOCK,
    "outofstock": Availability.OUT_OF_STOCK,
    "out-of-stock": Availability.OUT_OF_STOCK,
    "onbackorder": Availability.BACK_ORDER,
    "available-on-backorder": Availability.BACK_ORDER,
}
IN_EITHER_WAY = {Availability.IN_STOCK, Availability.BACK_ORDER}  # `is_in_stock` is true of back-orders too

Flag = bool | UnsetType | None


class Item(msgspec.Struct):
    id: int | str | None = None
    is_in_stock: Flag = UNSET
    is_on_backorder: Flag = UNSET
    is_purchasable: Flag = UNSET
    purchasable: Flag = UNSET  # the REST API's name for it
    stock_status: str | UnsetType | None = UNSET  # the REST API's `is_in_stock` and `is_on_backorder`
    in_stock: Flag = UNSET  # the same, in that API's versions 1 and 2
    backordered: Flag = UNSET
    stock_availability: Any = None
    low_stock_remaining: Any = None
    type: Any = None
    name: Any = None
    slug: Any = None
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
    products: "list[Item] | UnsetType" = UNSET  # where this is no item, but an envelope around several
    product: "Item | UnsetType" = UNSET

    def __post_init__(self) -> None:
        if self.id is None:  # some who copy the shop's answers leave it out
            self.id = text(self.slug) or text(self.sku) or text(self.permalink) or text(self.name) or None

    @property
    def stock_fields(self) -> list[str]:
        """Which of the fields that tell its stock are there."""
        fields = {"is_in_stock": self.is_in_stock, "stock_status": self.stock_status, "in_stock": self._in_stock}
        return [name for name, said in fields.items() if said is not UNSET]

    @property
    def _in_stock(self) -> Flag:
        """What that old field says; many other APIs have one of the same name."""
        ours = self.purchasable is not UNSET and self.backordered is not UNSET
        return self.in_stock if ours else UNSET

    @property
    def is_variable(self) -> bool:
        """Whether one of its variations is bought, and never the product itself. Old versions have no `type`."""
        return self.type == VARIABLE or (self.type is None and self.has_options is True)

    @property
    def title(self) -> str:
        return text(self.name)

    @property
    def url(self) -> str | None:
        return self.permalink if isinstance(self.permalink, str) and self.permalink else None

    @property
    def image(self) -> str | None:
        sources = (each.get("src") for each in _listed(self.images) if isinstance(each, dict))
        return next((source for source in sources if isinstance(source, str) and source), None)


_LIST = msgspec.json.Decoder(list[Item])
_ONE = msgspec.json.Decoder(Item)


def decode_items(body: bytes) -> list[Item]:
    """Read the items of an answer that is one, or a list. Raises `Unreadable` where they are not WooCommerce's."""
    start = body[:256].lstrip(b"\xef\xbb\xbf \t\r\n")
    items = decode_with(_LIST, body) if start.startswith(b"[") else _unwrapped(decode_with(_ONE, body))
    for place, item in enumerate(items):
        if item.id is None:
            raise Unreadable(f"Item {place} of the answer has no `id`.")
    if items and not any(_is_product(item) for item in items):
        raise Unreadable("The answer has no product in WooCommerce's form.")
    return items


def _unwrapped(item: Item) -> list[Item]:
    if item.products is not UNSET:
        return item.products
    return [item if item.product is UNSET else item.product]


def _is_product(item: Item) -> bool:
    return bool(item.stock_fields) or (isinstance(item.prices, dict) and "currency_minor_unit" in item.prices)


def read_offer(item: Item, url: str | None) -> Offer:
    """Read the item's offer; `url` is where it is bought if it names no address itself."""
    prices = item.prices if isinstance(item.prices, dict) else {}
    return Offer(
        availability=read_availability(item),
        price=_price(prices.get("price") or item.price, prices.get("currency_minor_unit", 0)),
        currency=text(prices.get("currency_code")) or None,
        url=item.url or url,
        witnesses=tuple(_witnesses(item)),
    )


def read_availability(item: Item) -> Availability:
    """Say what the fields mean: UNKNOWN where they contradict each other, or where it is in stock and can't be bought."""
    said = set(_statuses(item))
    if True in (item.is_on_backorder, item.backordered) and Availability.IN_STOCK in said:
        said.add(Availability.BACK_ORDER)
    if said == IN_EITHER_WAY:
        said = {Availability.BACK_ORDER}
    found = said.pop() if len(said) == 1 else Availability.UNKNOWN
    if found.buyable and False in (item.is_purchasable, item.purchasable):
        return Availability.UNKNOWN
    few = isinstance(item.low_stock_remaining, int) and item.low_stock_remaining > 0
    return Availability.LIMITED_AVAILABILITY if few and found is Availability.IN_STOCK else found


def _statuses(item: Item) -> Iterator[Availability]:
    for flag in (item.is_in_stock, item._in_stock):
        if isinstance(flag, bool):
            yield Availability.IN_STOCK if flag else Availability.OUT_OF_STOCK
    for said in (item.stock_status, _shown(item)):
        if isinstance(said, str) and said.strip().lower() in STATUSES:
            yield STATUSES[said.strip().lower()]


def _shown(item: Item) -> object:
    """Return the class by which the shop's own pages show the stock."""
    return item.stock_availability.get("class") if isinstance(item.stock_availability, dict) else None


def _witnesses(item: Item) -> Iterator[Witness]:
    for name in ("is_in_stock", "in_stock", "stock_status", "is_on_backorder", "is_purchasable", "purchasable"):
        if (said := getattr(item, name)) is not UNSET:
            yield Witness(
                "woocommerce", f"{name}: {said if isinstance(said, str) else msgspec.json.encode(said).decode()}"
            )
    if shown := text(_shown(item)):
        yield Witness("woocommerce", f"stock_availability: {shown}")


def attributes(listed: Any) -> dict[str, str]:
    """Read what distinguishes a variation, by names in lower case; the REST API calls the value `option`."""
    pairs = (
        (text(each.get("name")).lower(), text(each.get("value") or each.get("option")))
        for each in _listed(listed)
        if isinstance(each, dict)
    )
    return {name: value for name, value in pairs if name and value}


def term_names(listed: Any) -> dict[tuple[str, str], str]:
    """Read what people call the values that a product's attributes can have, by attribute and slug."""
    return {
        (text(attribute.get("name")).lower(), text(term.get("slug"))): text(term.get("name"))
        for attribute in _listed(listed)
        if isinstance(attribute, dict)
        for term in _listed(attribute.get("terms"))
        if isinstance(term, dict) and text(term.get("name"))
    }


def _price(written: Any, digits: Any) -> str | None:
    """Write a decimal string; the Store API writes whole numbers of the currency's smallest unit."""
    return in_major_units(written, digits if isinstance(digits, int) and 0 <= digits <= 8 else 0)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def text(value: Any) -> str:
    """Read a field's words; they are HTML in these APIs."""
    return unescaped(value).strip() if isinstance(value, str) else ""
