"""What the source of a page holds that has an element of some kind: looked for once, all at a time, so that nobody searches for what isn't there.

A mark is a piece of a name ("itemprop"), or written much as in a selector: ".sold-out", "[disabled]", "[type=submit]", "[class*=stock]". Names that are
written with entities aren't found. RE2's set takes one pass over the source for all of them: https://github.com/google/re2/blob/main/re2/set.h
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import re2

from coatcheck.sources.html.language.finder import absences, lights
from coatcheck.sources.html.parsing.nesting import FORMATTING

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
    "line-through",
)
# What the parser may have to be kept from (`parsable.py`)
IN_QUOTES = "a bracket in quotes"
LEFT_OPEN = "formatting with more than a few plain elements in it"
_ANY = "any source at all, at its end"
MARKS = (
    *(IN_QUOTES, LEFT_OPEN, _ANY),
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
# <b class="x">Wool <span>Coat</span></b>: these are closed with the formatting that they stand in
_PLAIN = ("span", "svg", "img", "br")
_REST = r"(?:[\s/][^<>]*)?>[^<]*"  # of a tag behind its name, and the text that follows
_WRITTEN = re.compile(r"\.(?P<class>.+)|\[(?P<names>[\w|-]+)(?:(?P<within>\*)?=(?P<value>.+))?\]")


def find_marks(source: bytes) -> frozenset[str]:
    """Return those of the marks that a page's source holds, in whichever case it is written; all of them where RE2 has too little memory to tell."""
    found = frozenset(MARKS[place] for place in _set().Match(source) or ())
    return found if _ANY in found else _ALL


def _pictured() -> str:
    said = rf"(?:\"[^\"]*|'[^']*|[^\s>]*)(?:stock|{absences()})"
    return rf"(?:alt|aria-label|title)\s*=\s*(?:{said}|[\"']?(?:{lights()})[\"'\s>])"


def _left_open() -> str:
    """Formatting, but for links, in which another tag than those of plain elements comes before its own end: <b><p>, <b><i>, <b x=</b>, <b><a></b>."""
    within = rf"(?:</?(?:{'|'.join(_PLAIN)}){_REST}|<a{_REST}</a{_REST})*"
    plain = [*_PLAIN, *(f"/{name}" for name in _PLAIN), "a"]
    link = rf"<a(?:[\s/][^<>]*<|{_REST}<{_no_tag_of(['/a'])})"
    return "|".join(
        rf"<{name}(?:[\s/][^<>]*<|{_REST}{within}(?:<{_no_tag_of([f'/{name}', *plain])}|{link}))"
        for name in sorted(each.decode() for each in FORMATTING if each != b"a")
    )


def _no_tag_of(names: Iterable[str]) -> str:
    """What stands behind the opening bracket of a tag that is called otherwise: RE2 has no way to say what doesn't follow."""
    following: dict[str, list[str]] = {}
    for name in names:
        following.setdefault(name[:1], []).append(name[1:])
    ends = r"\s/>" if "" in following else ""
    letters = "".join(map(re2.escape, following))
    others = [re2.escape(letter) + _no_tag_of(rest) for letter, rest in following.items() if letter]
    return f"(?:{'|'.join([f'[^{letters}{ends}]', *others])})"


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
    if mark in _PATTERNS:
        return _PATTERNS[mark]()
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


_ALL = frozenset(MARKS)
_PATTERNS: dict[str, Callable[[], str]] = {
    PICTURED: _pictured,
    IN_QUOTES: lambda: r"=\s*(?:\"[^\">]*>|'[^'>]*>)",
    LEFT_OPEN: _left_open,
    _ANY: lambda: r"\z",
}
