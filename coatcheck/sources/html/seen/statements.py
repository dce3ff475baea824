"""What a person reads on a page about its product's stock: statements of availability, buy buttons, and words nearby."""

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborNode

from coatcheck.model import Availability, Frozen
from coatcheck.sources.html.document import Document, attribute, clean
from coatcheck.sources.html.language.reading import read_button, read_words
from coatcheck.sources.html.language.sold_out_names import says_sold_out
from coatcheck.sources.html.seen.buttons import is_button, is_disabled, words_on
from coatcheck.sources.html.seen.scene import Scene, seen_text
from coatcheck.sources.html.seen.size_choices import Choices

UNKNOWN = Availability.UNKNOWN
MOST = 400  # named elements, and buttons, that are looked at
MOST_TEXTS = 5000
SHORT = 80  # characters

# Elements that are named for telling the product's stock.
_NAMED = (
    ", ".join(
        f'[{name}*="{part}" i]'
        for name in ("id", "class")
        for part in ("stock", "availab", "sold", "inventory", "verfueg", "lager", "dispon", "voorraad")
    )
    + ', [itemprop~="availability"], [data-availability], [data-stock-status], .type-product'
)
_WHOLE = ("html", "body", "main", "section", "form", "input")  # what is named for stock among many other things
# WooCommerce's element around a product, and the classes it has for the stock:
# https://woocommerce.github.io/code-reference/files/woocommerce-includes-wc-template-functions.html#function_wc_get_product_class
_AROUND = "type-product"
_WOOCOMMERCE = {
    "instock": Availability.IN_STOCK,
    "outofstock": Availability.OUT_OF_STOCK,
    "onbackorder": Availability.BACK_ORDER,
}
# <p class="stock in-stock"> tells by its class where its words don't; so do Shopware's classes for what can't be delivered:
# https://github.com/shopware/shopware/blob/trunk/src/Storefront/Resources/views/storefront/component/delivery-information.html.twig
_TELLING = re.compile(
    r"\b(?:stock|availability)\b|\bdelivery-(?:soldout|not-available|-(?:text|status)-not-available)\b"
)
_STATES = (
    (
        re.compile(
            r"\b(?:out-?of-?stock|outofstock|sold-?out|unavailable|no-stock|not-available|is-sold-out)\b", re.IGNORECASE
        ),
        Availability.OUT_OF_STOCK,
    ),
    (re.compile(r"\b(?:available-on-backorder|on-?backorder|onbackorder)\b", re.IGNORECASE), Availability.BACK_ORDER),
    (re.compile(r"\b(?:in-?stock|instock)\b", re.IGNORECASE), Availability.IN_STOCK),
)
_BUTTONS = (
    "button, input[type=submit], input[type=button], input[type=image], a[class*=cart i], a[class*=buy i], a[id*=cart i], a[id*=buy i],"
    " a[class*=btn i], a[class*=button i], a[role=button], [role=button]"
)
_PLAIN_TEXT = "span, p, div, strong, b, em, li, td, dd, h2, h3, h4, h5, label, small, font, i, a, button"


class Statement(Frozen, frozen=True):
    """Something the page says of its product: the words, their meaning, and how near to the product's name they stand."""

    meaning: Availability
    words: str
    distance: int


class Statements(Frozen, frozen=True):
    """What the page says of its own product, nearest to its name: plain statements, and buttons.

    `named`: the statements are those of elements that are named for it.
    """

    stated: tuple[Statement, ...] = ()
    buttons: tuple[Statement, ...] = ()
    named: bool = False


def read_statements(document: Document, anywhere: bool = True) -> Statements:
    """The statements about the page's product; those of other products, hidden ones and those of single sizes left out.

    Where no element is named for it, short texts are looked through: all of them if `anywhere`, else those beside
    the product's name. What the name itself says counts with either.
    """
    scene, choices = Scene(document), Choices(document.tree)
    named = nearest(_stated(scene, choices))
    stated = named or nearest(_loose(scene, choices, scene.document.tree.body if anywhere else scene.beside))
    buttons = nearest(_buttons(scene, choices))
    return Statements(stated=(*_in_name(scene), *stated), buttons=tuple(buttons), named=bool(named))


def nearest(found: Iterable[Statement]) -> list[Statement]:
    """Those that stand nearest to the product's name."""
    listed = list(found)
    least = min((statement.distance for statement in listed), default=0)
    return [statement for statement in listed if statement.distance == least]


def _in_name(scene: Scene) -> Iterator[Statement]:
    """What the heading that names the product says beside the name."""
    title = scene.title
    name = seen_text(title) if title is not None and title.tag == "h1" else ""
    if says_sold_out(name):
        yield Statement(meaning=Availability.OUT_OF_STOCK, words=name, distance=0)


def _stated(scene: Scene, choices: Choices) -> Iterator[Statement]:
    """Elements whose name says that they tell the stock, and whose words or class do."""
    for node in scene.document.tree.css(_NAMED)[:MOST]:
        if node.tag in _WHOLE or not scene.shows(node) or scene.is_one_of_many(node):
            continue
        names = attribute(node, "class")
        around = _AROUND in names.split()
        text = "" if around else seen_text(node)
        meaning = read_words(text, own=True)
        if around:
            meaning = next((_WOOCOMMERCE[name] for name in names.split() if name in _WOOCOMMERCE), UNKNOWN)
        elif meaning is UNKNOWN and len(text) < SHORT and _TELLING.search(names):
            meaning = next((state for pattern, state in _STATES if pattern.search(names)), UNKNOWN)
        if meaning is not UNKNOWN and not choices.has(node):
            yield Statement(meaning=meaning, words=text or names, distance=scene.distance(node))


def _loose(scene: Scene, choices: Choices, within: LexborNode | None) -> Iterator[Statement]:
    """Short texts in this element that say nothing but whether the product can be had."""
    for node in within.css(_PLAIN_TEXT)[:MOST_TEXTS] if within else []:
        own = clean(node.text(deep=False))
        if not own or len(own) > 120:
            continue
        meaning = read_words(own, own=False)
        if meaning is UNKNOWN or is_button(node) or not scene.shows(node) or scene.is_one_of_many(node):
            continue
        if not choices.has(node):
            yield Statement(meaning=meaning, words=own, distance=scene.distance(node))


def _buttons(scene: Scene, choices: Choices) -> Iterator[Statement]:
    """Buttons that sell, or that say that nothing is sold. One that can't be pressed sells nothing."""
    for node in scene.document.tree.css(_BUTTONS)[:MOST]:
        text = words_on(node)
        meaning = read_button(text)
        if meaning is UNKNOWN or not scene.shows(node) or scene.is_one_of_many(node) or choices.has(node):
            continue
        if is_disabled(node) and meaning.buyable:
            meaning = UNKNOWN
        yield Statement(meaning=meaning, words=text, distance=scene.distance(node))
