"""What the source of a page holds that has an element of some kind: looked for once, all at a time, so that nobody searches for what isn't there.

A mark is a piece of a name ("itemprop"), or written much as in a selector: ".sold-out", "[disabled]", "[type=submit]", "[class*=stock]". Names that are
written with entities aren't found. RE2's set takes one pass over the source for all of them: https://github.com/google/re2/blob/main/re2/set.h
"""

import re
from functools import cache
from typing import Any

import re2

from coatcheck.sources.html.language.finder import absences, lights

# Pieces of the names that elements have which tell the stock.
STOCK = (
    *("stock", "availab", "sold", "inventory", "verfueg", "verfüg", "lager", "dispon", "voorraad", "dostup", "dostep"),
    *("sklad", "zaiko", "stok", "keszlet", "raktar", "nalich", "varasto", "saatav"),
)
# What stands for a picture that says that something is gone, in any language: <img alt="Ausverkauft">, or for a red light
PICTURED = "[alt|aria-label|title*=absent]"
PIECES = (
    *("itemprop", "itemtype", "typeof"),
    *("data-product", "data-variants", "mailto:", "tel:"),
    *("data-product-json", "data-product-data", "data-props", "data-page", "data-json", ":variants", ":product"),
    "astro-island",
)
MARKS = (
    *PIECES,
    *(f"[{name}*={piece}]" for name in ("id", "class") for piece in (*STOCK, "cart", "buy", "btn", "button")),
    PICTURED,
    *("[data-availability]", "[data-stock-status]", ".type-product"),
    *("[aria-checked]", "[aria-pressed]", "[aria-selected]", "[aria-current]"),
    *(".selected", ".active", ".is-selected", ".is-active", ".current", ".checked"),
    *("[disabled]", "[readonly]", "[aria-disabled]", ".disabled", ".is-disabled", ".unavailable", ".is-unavailable"),
    *(".sold-out", ".soldout", ".is-sold-out", ".out-of-stock"),
    *("[type=submit]", "[type=button]", "[type=image]", "[role=button]"),
)
_WRITTEN = re.compile(r"\.(?P<class>.+)|\[(?P<names>[\w|-]+)(?:(?P<within>\*)?=(?P<value>.+))?\]")


def find_marks(source: bytes) -> frozenset[str]:
    """Return those of the marks that a page's source holds, in whichever case it is written."""
    return frozenset(MARKS[place] for place in _set().Match(source) or ())


@cache
def _set() -> Any:
    options = re2.Options()
    options.case_sensitive = False
    options.max_mem = 64 << 20  # at most; with too little the set finds nothing
    found = re2.Set.SearchSet(options)
    for mark in MARKS:
        found.Add(_pattern(mark))
    found.Compile()
    return found


def _pattern(mark: str) -> str:
    """What the source of every page holds that has such an element; other things may look so, too."""
    if mark == PICTURED:
        said = rf"(?:\"[^\"]*|'[^']*|[^\s>]*)(?:stock|{absences()})"
        return rf"(?:alt|aria-label|title)\s*=\s*(?:{said}|[\"']?(?:{lights()})[\"'\s>])"
    written = _WRITTEN.fullmatch(mark)
    if written is None:
        return str(re2.escape(mark))
    if written["class"]:
        return rf"[\s\"'=]{re2.escape(written['class'])}[\s\"'>]"
    if written["within"]:
        return rf"(?:{written['names']})\s*=\s*(?:\"[^\"]*|'[^']*|[^\s>]*){re2.escape(written['value'])}"
    if written["value"]:
        return rf"{written['names']}\s*=\s*[\"']?{re2.escape(written['value'])}"
    return rf"[\s\"'/]{written['names']}[\s=/>]"
