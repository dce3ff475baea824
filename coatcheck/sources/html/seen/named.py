"""Elements that are named for telling the product's stock, and what they tell: by their words, else by their classes."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from coatcheck.model import Availability
from coatcheck.sources.html.document import Document, attribute, clean
from coatcheck.sources.html.language.reading import denies, read
from coatcheck.sources.html.language.readings import DOUBTFUL, NOTHING_SAID, Reading
from coatcheck.sources.html.language.sentences import words
from coatcheck.sources.html.parsing.marks import STOCK
from coatcheck.sources.html.seen.hiding import is_struck_out
from coatcheck.sources.html.seen.lines import INLINE, seen_text
from coatcheck.sources.html.seen.names import each_name, words_in, words_of

UNKNOWN = Availability.UNKNOWN
MOST = 400  # elements that are looked at
# WooCommerce's element around a product, and the classes it has for the stock:
# https://woocommerce.github.io/code-reference/files/woocommerce-includes-wc-template-functions.html#function_wc_get_product_class
AROUND = "type-product"
SHORT = 80  # characters
_BELOW_NOUGHT = re.compile(r"[-−–]\s?\d{1,6}")
MOST_BEHIND = 6  # words behind an element that may qualify what it says
# The elements that may be named so, each by the mark without which a page holds none
_MAYBE = {f'[{name}*="{part}" i]': f"[{name}*={part}]" for name in ("id", "class") for part in STOCK} | {
    '[itemprop~="availability"]': "itemprop",
    "[data-availability]": "[data-availability]",
    "[data-stock-status]": "[data-stock-status]",
    f".{AROUND}": f".{AROUND}",
}
# A name counts by its whole words: "stockings" and "toy-soldiers" tell no stock.
_WORDS = words_in(
    "stock stocks instock outofstock lowstock nostock onstock stockstatus stocklevel stockinfo stockmessage stocktext sold soldout inventory inventories lager stok zaiko sklad skladem skladom"
)
_BEGINNINGS = (
    "availab",
    "unavailab",
    "dispon",
    "indispon",
    "verfueg",
    "verfüg",
    "dostup",
    "nedostup",
    "dostep",
    "lagerb",
    "lagers",
    "voorraad",
    "keszlet",
    "raktar",
    "nalich",
    "varasto",
    "saatav",
)
_WHOLE = ("html", "body", "main", "section", "form", "input")  # what is named for stock among many other things
_DRAWN = ("i", "svg", "img", "meta", "link", "input", "hr")  # what is seen, or told, without words
_WOOCOMMERCE = {
    "instock": Availability.IN_STOCK,
    "outofstock": Availability.OUT_OF_STOCK,
    "onbackorder": Availability.BACK_ORDER,
}
# <p class="stock in-stock"> tells by its class where its words don't; so do Shopware's classes for what can't be delivered:
# https://github.com/shopware/shopware/blob/trunk/src/Storefront/Resources/views/storefront/component/delivery-information.html.twig
_TELLING = frozenset({"stock", "availability", "in", "out", "instock", "outofstock"})
_STATES = {
    **dict.fromkeys(
        [
            *(
                "out-of-stock",
                "outofstock",
                "out-stock",
                "sold-out",
                "soldout",
                "is-sold-out",
                "unavailable",
                "no-stock",
                "not-available",
                "not-in-stock",
            ),
            *(
                "delivery-soldout",
                "delivery-not-available",
                "delivery-text-not-available",
                "delivery-status-not-available",
            ),
        ],
        Availability.OUT_OF_STOCK,
    ),
    **dict.fromkeys(["available-on-backorder", "on-backorder", "onbackorder", "backorder"], Availability.BACK_ORDER),
    **dict.fromkeys(["in-stock", "instock"], Availability.IN_STOCK),
}


class Named(NamedTuple):
    """An element that is named for the stock, its words, and how they read."""

    node: LexborNode
    text: str
    reading: Reading


def named_elements(document: Document, is_seen: Callable[[LexborNode], bool] = bool) -> Iterator[Named]:
    """Return the elements whose name says that they tell the stock, also those whose words tell nothing, "Stock: n/a", and those that are empty; `is_seen`: whether one is worth reading."""
    for node in document.marked(_MAYBE)[:MOST]:
        if node.tag in _WHOLE or not _is_named(node) or not is_seen(node):
            continue
        names = attribute(node, "class")
        if AROUND in names.split():
            meaning = next((_WOOCOMMERCE[name] for name in names.split() if name in _WOOCOMMERCE), UNKNOWN)
            yield Named(node, names, Reading(meaning))
            continue
        text = seen_text(node)
        reading = _read(node, text, names)
        if reading != NOTHING_SAID or len(text) < SHORT:
            yield Named(node, text or names, reading)


def is_to_be_filled(node: LexborNode) -> bool:
    """Return whether an element holds nothing at all: where it is named for the stock a script has yet to write it there, as Odoo's does.

    https://github.com/odoo/odoo/blob/17.0/addons/website_sale_stock/views/website_sale_stock_templates.xml
    """
    return node.tag not in _DRAWN and next(node.iter(), None) is None and not node.text(strip=True)


def _read(node: LexborNode, text: str, names: str) -> Reading:
    said = DOUBTFUL if _BELOW_NOUGHT.fullmatch(text) else read(text, own=True)
    if said.meaning.buyable and _is_qualified(node, text):
        return NOTHING_SAID
    if said != NOTHING_SAID or len(text) >= SHORT or (not text and any(map(is_struck_out, node.iter()))):
        return said
    meaning = _state(names)
    return NOTHING_SAID if meaning.buyable and denies(text) else Reading(meaning)


def _state(names: str) -> Availability:
    """What an element's classes say of the stock, those of one that is named for it."""
    listed = ["-".join(words_of(name)) for name in names.split()]
    is_telling = any(not _TELLING.isdisjoint(name.split("-")) or name.startswith("delivery-") for name in listed)
    said = (_STATES[name] for name in _in_order(listed)) if is_telling else iter(())
    return next(said, UNKNOWN)


def _in_order(listed: list[str]) -> list[str]:
    """The names that tell a state, absence first."""
    return sorted((name for name in listed if name in _STATES), key=list(_STATES).index)


def _is_named(node: LexborNode) -> bool:
    attributes = node.attributes
    if "data-availability" in attributes or "data-stock-status" in attributes:
        return True
    if "availability" in (attributes.get("itemprop") or "").split():
        return True
    return _tells_stock(attributes.get("class") or "") or any(map(_is_of_stock, words_of(attributes.get("id") or "")))


@lru_cache(4096)
def _tells_stock(names: str) -> bool:
    """Whether one of an element's classes says that it tells the stock, or that it holds a product."""
    listed = each_name(names)
    return AROUND in listed or any(_is_of_stock(word) for name in listed for word in words_of(name))


def _is_of_stock(word: str) -> bool:
    return word in _WORDS or word.startswith(_BEGINNINGS)


def _is_qualified(node: LexborNode, text: str) -> bool:
    """Whether what stands right behind an element in its line takes its stock back: "1 in stock" "at Chicago Store"."""
    if node.tag not in INLINE:
        return False
    behind = _behind(node)
    return 0 < len(words(behind)) <= MOST_BEHIND and read(f"{text} {behind}", own=True).meaning is UNKNOWN


def _behind(node: LexborNode) -> str:
    after = node.next
    while after is not None:
        said = after.text_content or "" if after.is_text_node else seen_text(after) if after.is_element_node else ""
        if said.strip():
            return clean(said) if not after.is_element_node or after.tag in INLINE else ""
        after = after.next
    return ""
