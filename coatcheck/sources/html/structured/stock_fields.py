"""What a shop's data says of one thing's stock, by the names and values of its fields, whichever shop's they are. Pure."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from coatcheck.model import Availability
from coatcheck.sources.availability import read_availability

UNKNOWN, IN_STOCK, OUT_OF_STOCK = Availability.UNKNOWN, Availability.IN_STOCK, Availability.OUT_OF_STOCK
LONGEST = 40  # characters of a value that are shown

# Fields by their names in lower case, without underscores and hyphens.
THERE = frozenset(
    [
        *(
            "available",
            "isavailable",
            "instock",
            "isinstock",
            "hasstock",
            "availableforsale",
            "isavailableforsale",
            "purchasable",
            "ispurchasable",
        ),
        *(
            "orderable",
            "isorderable",
            "sellable",
            "issellable",
            "buyable",
            "isbuyable",
            "canbuy",
            "canbepurchased",
            "addtocartenabled",
            "isaddtocartenabled",
            "onstock",
            "disponible",
            "disponibile",
            "disponivel",
            "verfuegbar",
            "verfügbar",
            "lieferbar",
            "beschikbaar",
            "leverbaar",
            "dostepny",
            "skladem",
        ),
    ]
)
GONE = frozenset(["soldout", "issoldout", "outofstock", "isoutofstock", "unavailable", "isunavailable"])
COUNTED = frozenset(
    [
        *(
            "stock",
            "stockquantity",
            "stockqty",
            "stocklevel",
            "stockcount",
            "instockquantity",
            "availablestock",
            "stockavailable",
            "availablequantity",
        ),
        *(
            "quantityavailable",
            "qtyavailable",
            "availableqty",
            "inventory",
            "inventoryquantity",
            "inventorylevel",
            "inventorycount",
            "qtyinstock",
        ),
        *("available", "instock"),
    ]
)
WORDED = frozenset(
    [
        *(
            "availability",
            "availabilitystatus",
            "stockstatus",
            "stocklevelstatus",
            "stockstate",
            "inventorystatus",
            "stockavailability",
        ),
        *("availabilitystate", "inventorystate", "available", "instock", "stock"),
    ]
)
_FLAGS = {"0": False, "false": False, "n": False, "no": False, "1": True, "true": True, "y": True, "yes": True}
_COUNTS = dict.fromkeys(
    ("quantity", "qty", "count", "level", "total", "amount", "onhand"), "stock"
)  # within one of these:
_NESTED = frozenset({"stock", "inventory", "availability", "stockinfo", "inventoryinfo"})
_TOLD = THERE | GONE | COUNTED | WORDED
_TELLING = _TOLD | _NESTED
# With one of these a count of nought proves nothing.
_UNCOUNTED = frozenset(
    [
        *(
            "backorder",
            "backorders",
            "allowbackorder",
            "allowbackorders",
            "backorderable",
            "isbackorderable",
            "preorder",
            "ispreorder",
            "preorderable",
        ),
        *("unlimited", "isunlimited", "infinitestock", "allowoutofstockpurchase", "continuesellingwhenoutofstock"),
    ]
)
_TRACKED = frozenset(
    {"managestock", "trackinventory", "tracksinventory", "trackstock", "manageinventory", "inventorymanaged"}
)


def read_stock(item: Mapping[str, Any]) -> tuple[Availability, str] | None:
    """Read what an object says of its stock, with the words that say it; UNKNOWN where they contradict each other.

    None where it has no field for the stock.
    """
    if _TELLING.isdisjoint(map(_plain, item)):
        return None
    plain = {_plain(name): (name, value) for name, value in item.items()}
    said = list(_claims(plain)) or [claim for name in _NESTED if name in plain for claim in _nested(*plain[name])]
    if not said:
        return None
    meanings = {meaning for meaning, _ in said} - {UNKNOWN}
    words = ", ".join(words for _, words in said[:3])
    if len({meaning.buyable for meaning in meanings}) != 1:
        return UNKNOWN, words
    return next((meaning for meaning, _ in said if meaning is not UNKNOWN and meaning.advance), min(meanings)), words


def _claims(plain: Mapping[str, tuple[str, Any]]) -> Iterator[tuple[Availability, str]]:
    for key in [key for key in plain if key in _TOLD]:
        name, value = plain[key]
        words = f"{name}: {str(value)[:LONGEST].lower()}"
        value = _unquoted(key, value)
        if isinstance(value, bool):
            if key in THERE or key in GONE:
                yield (IN_STOCK if value is (key in THERE) else OUT_OF_STOCK), words
        elif isinstance(value, (int, float)):
            if key in COUNTED:
                yield (IN_STOCK if value > 0 else UNKNOWN if _is_uncounted(plain) else OUT_OF_STOCK), words
        elif isinstance(value, str) and key in WORDED:
            yield _worded(value), words


def _is_uncounted(plain: Mapping[str, tuple[str, Any]]) -> bool:
    """Whether a thing can be had though none is counted."""
    if any(_is_true(plain, name) for name in _UNCOUNTED) or any(_is_false(plain, name) for name in _TRACKED):
        return True
    # Shopify's own: https://shopify.dev/docs/api/liquid/objects/variant
    return _is_true(plain, "inventorypolicy") or plain.get("inventorymanagement", ("", ""))[1] is None


def _unquoted(key: str, value: Any) -> Any:
    """A number or a yes that is written as a text, as PHP likes to: {"is_in_stock": "0"}."""
    if not isinstance(value, str) or len(value) > LONGEST:
        return value
    if key in THERE or key in GONE:
        return _FLAGS.get(value.lower(), value)
    return float(value) if key in COUNTED and value.lstrip("-").replace(".", "", 1).isdecimal() else value


def _nested(name: str, value: Any) -> Iterator[tuple[Availability, str]]:
    """What an object within says: {"stock": {"stockLevel": 3}}."""
    if isinstance(value, dict):
        inner = {_COUNTS.get(_plain(key), _plain(key)): (f"{name}.{key}", part) for key, part in value.items()}
        yield from _claims(inner)


def _worded(value: str) -> Availability:
    if value.lower() in ("true", "yes"):
        return IN_STOCK
    if value.lower() in ("false", "no", "none"):
        return OUT_OF_STOCK
    return read_availability(value)


def _is_true(plain: Mapping[str, tuple[str, Any]], name: str) -> bool:
    value = plain.get(name, ("", None))[1]
    return value is True or (isinstance(value, str) and value.lower() in ("yes", "true", "notify", "allow", "continue"))


def _is_false(plain: Mapping[str, tuple[str, Any]], name: str) -> bool:
    return plain.get(name, ("", None))[1] is False


@lru_cache(4096)
def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower() if len(name) < LONGEST else ""
