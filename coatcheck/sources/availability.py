"""What a shop's own word for availability means: schema.org's names in every spelling seen, and those of product feeds.

https://schema.org/ItemAvailability
https://developers.facebook.com/docs/commerce-platform/catalog/fields
https://support.google.com/merchants/answer/6324448
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from coatcheck.model import Availability

LONGEST = 200  # characters; a longer text is not a name of anything

_ADDRESS = re.compile(r"^(?:(?:[a-z]+:)?//|(?:www\.)?schema\.org\b|schema:|itemavailability\b)")
_SEPARATORS = re.compile(r"[\W_]+")

NAMES = {value.value.lower(): value for value in Availability if value is not Availability.UNKNOWN} | {
    "available": Availability.IN_STOCK,
    "availablenow": Availability.IN_STOCK,
    "onstock": Availability.IN_STOCK,
    "limitedstock": Availability.LIMITED_AVAILABILITY,
    "lowstock": Availability.LIMITED_AVAILABILITY,
    "limited": Availability.LIMITED_AVAILABILITY,
    "limitedquantity": Availability.LIMITED_AVAILABILITY,
    "preorders": Availability.PRE_ORDER,
    "preordernow": Availability.PRE_ORDER,
    "availableforpreorder": Availability.PRE_ORDER,
    "backordered": Availability.BACK_ORDER,
    "backorders": Availability.BACK_ORDER,
    "onbackorder": Availability.BACK_ORDER,
    "availableonbackorder": Availability.BACK_ORDER,
    "availablefororder": Availability.BACK_ORDER,
    "instore": Availability.IN_STORE_ONLY,
    "online": Availability.ONLINE_ONLY,
    "oos": Availability.OUT_OF_STOCK,
    "nostock": Availability.OUT_OF_STOCK,
    "nonstock": Availability.OUT_OF_STOCK,
    "notinstock": Availability.OUT_OF_STOCK,
    "notavailable": Availability.OUT_OF_STOCK,
    "unavailable": Availability.OUT_OF_STOCK,
    "currentlyunavailable": Availability.OUT_OF_STOCK,
    "temporarilyunavailable": Availability.OUT_OF_STOCK,
    "temporarilyoutofstock": Availability.OUT_OF_STOCK,
    "currentlyoutofstock": Availability.OUT_OF_STOCK,
    "markassold": Availability.SOLD_OUT,
    "sold": Availability.SOLD_OUT,
    "discontinue": Availability.DISCONTINUED,
    # The words of big shops' own services: Zara, IKEA, Uniqlo, Target.
    "lowonstock": Availability.LIMITED_AVAILABILITY,
    "lowinstock": Availability.LIMITED_AVAILABILITY,
    "mediuminstock": Availability.IN_STOCK,
    "highinstock": Availability.IN_STOCK,
    "stockout": Availability.OUT_OF_STOCK,
    "soldoutonline": Availability.OUT_OF_STOCK,
    "outofstockonline": Availability.OUT_OF_STOCK,
    "comingsoon": Availability.OUT_OF_STOCK,
    "backsoon": Availability.OUT_OF_STOCK,
    "preordersellable": Availability.PRE_ORDER,
    "preorderunsellable": Availability.OUT_OF_STOCK,
}


def read_availability(said: object) -> Availability:
    """Read the availability that a field's value names; UNKNOWN for nothing, for words that name none, and for two that differ.

    Takes a text (`InStock`, `https://schema.org/InStock`, `in_stock`, `out of stock`), an object that points at
    one (`{"@id": ...}`), or a list of these. Never raises.
    """
    if isinstance(said, str):
        return _read_text(said)
    if isinstance(said, Mapping):
        named = (said.get(key) for key in ("@id", "@value", "url", "name"))
        return next((_read_text(name) for name in named if name and isinstance(name, str)), _UNKNOWN)
    if isinstance(said, list | tuple):
        found = {read_availability(part) for part in said if isinstance(part, str | Mapping)} - {_UNKNOWN}
        return found.pop() if len(found) == 1 else _UNKNOWN
    return _UNKNOWN


_UNKNOWN = Availability.UNKNOWN


def _read_text(text: str) -> Availability:
    return _UNKNOWN if len(text) > LONGEST else _read_name(text)


@lru_cache(1024)  # all shops write it in a few ways
def _read_name(text: str) -> Availability:
    name = text.strip().rstrip("/#").lower()
    if _ADDRESS.match(name):
        name = re.split(r"[/#:?]", name)[-1]
    return NAMES.get(_SEPARATORS.sub("", name), _UNKNOWN)
