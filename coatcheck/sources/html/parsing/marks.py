"""The names by which the parts of a page are found: looked for once, all at a time, so that nobody searches for what isn't there.

RE2's set takes one pass over the source for all of them: https://github.com/google/re2/blob/main/re2/set.h
"""

from functools import cache
from typing import Any

import re2

# Pieces of the names that elements have which tell the stock.
STOCK = (
    *("stock", "availab", "sold", "inventory", "verfueg", "verfüg", "lager", "dispon", "voorraad", "dostup", "dostep"),
    *("sklad", "zaiko", "stok", "keszlet", "raktar", "nalich", "varasto", "saatav"),
)
# Pieces of the words with which a picture says that something is gone: <img alt="Ausverkauft">
PICTURED = (
    *(
        "sold",
        "stock",
        "unavailab",
        "ausverk",
        "vergriff",
        "épuis",
        "Épuis",
        "rupture",
        "indispon",
        "agotad",
        "esaurit",
        "uitverk",
        "esgotad",
    ),
    *(
        "wyprzed",
        "vyprod",
        "vypred",
        "slutsål",
        "udsolgt",
        "utsolgt",
        "loppuun",
        "elfogyott",
        "epuizat",
        "tükendi",
        "Tükendi",
        "rasprod",
    ),
    *(
        "распрод",
        "Распрод",
        "нет в наличии",
        "Нет в наличии",
        "продан",
        "розпрод",
        "Розпрод",
        "εξαντλ",
        "Εξαντλ",
        "売り切れ",
        "売切",
        "完売",
        "品切",
    ),
    *(
        "在庫切",
        "售罄",
        "缺货",
        "缺貨",
        "售完",
        "품절",
        "매진",
        "نفد",
        "نفذ",
        "אזל",
        "หมด",
        "hết hàng",
        "Hết hàng",
        "habis",
    ),
)
OTHERS = (
    *("itemprop", "itemtype", "typeof"),
    *("data-product", "data-variants", "type-product"),
    *("data-product-json", "data-product-data", "data-props", "data-page", "data-json", ":variants", ":product"),
    *("aria-checked", "aria-pressed", "aria-selected", "selected", "active", "current", "checked"),
    *("cart", "buy", "btn", "role", "disabled", "readonly", "mailto:", "tel:"),
)
_MARKS = (*STOCK, *PICTURED, *OTHERS)


def find_marks(source: bytes) -> frozenset[str]:
    """Return those of the marks that a page's source holds, in whichever case it is written."""
    return frozenset(_MARKS[place] for place in _set().Match(source) or ())


@cache
def _set() -> Any:
    options = re2.Options()
    options.case_sensitive = False
    found = re2.Set.SearchSet(options)
    for mark in _MARKS:
        found.Add(re2.escape(mark))
    found.Compile()
    return found
