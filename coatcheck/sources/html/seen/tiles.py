"""Parts of a page about another product: what makes them that is the other one's name, link or price, not that they have neighbours."""

import re
from collections.abc import Callable, Sequence
from enum import IntEnum
from functools import cached_property
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborNode

from coatcheck.sources.html.document import Document, attribute, clean
from coatcheck.sources.html.language.labels import has_label
from coatcheck.sources.html.language.reading import read
from coatcheck.sources.html.language.sentences import without_prices
from coatcheck.sources.html.seen.names import words_of

# Places that a tile leads to: its product, and the cart. A column of a product's page has links to many.
MOST_PLACES = 2
_ENTRIES = frozenset({"li", "tr", "article"})
MOST_LINKS = 20
MOST_CARDS = 5  # neighbours among which another card is looked for
MOST_ALIKE = 200  # neighbours that are compared
LONGEST_ENTRY = 400  # characters of an entry in which its price is looked for
PRICED = '[class*="price" i], [itemprop~="price"], [data-price]'
# A name counts only within the link: a column of a page may well hold a heading and a link to the size guide.
_LINKED_NAME = "a[href] :is(h2, h3, h4, h5, h6)"
_NAMES = 'h2, h3, h4, h5, h6, [itemprop~="name"], [class*="title" i], [class*="name" i]'
_PRESSED = "a, button, input, select"
_NOWHERE = ("#", "javascript:", "tel:", "mailto:", "data:")
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".pdf")
_IDENTITIES = (
    "data-product-id",
    "data-productid",
    "data-product-sku",
    "data-sku",
    "data-asin",
    "data-item-id",
    "data-pid",
)
_AMOUNT = re.compile(r"\d(?![\d.,]*\s?%)")
_PAGES = re.compile(r"\.(?:html?|php|aspx?)$")


class Whose(IntEnum):
    """Whether a part is about another product than the page's."""

    OWN = 0
    PERHAPS_OTHER = 1
    OTHER = 2


class Tiles:
    """The parts of one page that are about other products. Each group of neighbours is compared once."""

    def __init__(
        self,
        document: Document,
        name: str,
        speaks: Callable[[LexborNode], bool],
        is_own: Callable[[LexborNode], bool],
        holds_name: Callable[[LexborNode], bool],
    ) -> None:
        self.document = document
        self.name = name.casefold()  # of the page's product; "" where it has none
        self.speaks = speaks  # whether a part says anything of stock
        self.is_own = is_own  # whether a part holds the page product's price or form: other prices in it say little
        self.holds_name = holds_name  # whether a part holds the name of the page's product, and so is no tile
        self._alike: dict[tuple[int, tuple[str, str]], list[LexborNode]] = {}
        self._leads: dict[int, str] = {}
        self._priced: dict[int, bool] = {}

    def whose(self, part: LexborNode) -> Whose:
        """Say whose part this is."""
        if self._is_another_item(part):
            return Whose.OTHER
        others = [other for other in self.alike(part) if other.mem_id != part.mem_id]
        if _identity(part) and any(_identity(other) not in ("", _identity(part)) for other in others):
            return Whose.OTHER
        address = self.leads_to(part)
        if address and any(self.leads_to(other) not in ("", address) for other in others if not self.holds_name(other)):
            surely = self._is_sibling(address) or part.css_first(_LINKED_NAME) is not None or not self.is_own(part)
            return Whose.OTHER if surely else Whose.PERHAPS_OTHER
        if address and (
            part.css_first(_LINKED_NAME) is not None or (self._is_sibling(address) and self._names_another(part))
        ):
            return Whose.OTHER
        if address and not self.is_own(part):
            return Whose.PERHAPS_OTHER
        return self._as_card(part, others)

    def alike(self, part: LexborNode) -> list[LexborNode]:
        """Return this part and its neighbours of the same tag and first class; none where it has neither a class nor a tag for lists."""
        parent, own = part.parent, kind(part)
        if parent is None or (not own[1] and own[0] not in ("li", "tr", "article", "a")):
            return []
        found = parent.mem_id, own
        if found not in self._alike:
            self._alike[found] = [child for child in parent.iter() if kind(child) == own][:MOST_ALIKE]
        return self._alike[found]

    def is_plain(self, part: LexborNode) -> bool:
        """Return whether a part is plainly a tile: a link with a name in it, or to an address like this page's, or a card of a list."""
        address = self.leads_to(part)
        linked = bool(address) and (part.css_first(_LINKED_NAME) is not None or self._is_sibling(address))
        return linked or self._is_card(part)

    def leads_to(self, part: LexborNode) -> str:
        """Find where a tile leads to; "" where the part leads nowhere, to many places, or has no name or price for them."""
        if part.mem_id not in self._leads:
            self._leads[part.mem_id] = self._find_lead(part)
        return self._leads[part.mem_id]

    def _find_lead(self, part: LexborNode) -> str:
        links = (
            [part]
            if part.tag == "a"
            else [link for link in part.css("a[href]")[:MOST_LINKS] if not self._is_listed(link, part)]
        )
        addresses = list(dict.fromkeys(address for link in links if (address := self.address(link))))
        if not addresses or len(addresses) > MOST_PLACES:
            return ""
        labelled = part.css_first(f"{PRICED}, {_LINKED_NAME}") is not None
        return next((each for each in addresses if labelled or self._is_sibling(each)), "")

    def _is_listed(self, link: LexborNode, part: LexborNode) -> bool:
        """Whether a link within a part belongs to one of several things in it: the part then is their row, and no tile."""
        node: LexborNode | None = link
        while node is not None and node.mem_id != part.mem_id:
            if node.tag != "a" and len(self.alike(node)) > 1:
                return True
            node = node.parent
        return False

    def address(self, link: LexborNode) -> str:
        """Return the page that a link leads to; "" where it leads to none, or to this one."""
        address = attribute(link, "href").strip()
        page = address.partition("?")[0].lower()
        if not address or page.startswith(_NOWHERE) or page.endswith(_PICTURES):
            return ""
        path = _path(address)
        return "" if path in self._own_paths and path != "/" else address

    @cached_property
    def _own_paths(self) -> frozenset[str]:
        return frozenset(_path(f"//{place}") for place in self.document.places)

    @cached_property
    def _own_shelves(self) -> frozenset[str]:
        return frozenset(_shelf(path) for path in self._own_paths) - {""}

    def _is_sibling(self, address: str) -> bool:
        """Whether an address is made like the page's own: /p/bowl beside /p/mug, and not /brands/acme."""
        return _shelf(_path(address)) in self._own_shelves

    def is_anothers(self, link: LexborNode) -> bool:
        """Return whether a link leads to a page that lies in one folder with this one, "/p/bowl" beside "/p/mug", and bears another name."""
        address = self.address(link)
        shelf = _shelf(_path(address)) if address else ""
        named = clean(link.text()).casefold()
        return shelf in self._own_shelves and not shelf.startswith(".") and named not in self.name

    def _names_another(self, part: LexborNode) -> bool:
        """Whether a part bears a name that isn't the product's."""
        return _name(part) not in ("", self.name)

    def _is_another_item(self, part: LexborNode) -> bool:
        """Whether a part is microdata of a product with another name."""
        if "product" not in attribute(part, "itemtype").lower().rpartition("/")[2]:
            return False
        named = part.css_first('[itemprop~="name"]')
        name = clean(attribute(named, "content") or named.text()).casefold() if named is not None else ""
        return bool(name and self.name) and name not in self.name and self.name not in name

    def _as_card(self, part: LexborNode, others: Sequence[LexborNode]) -> Whose:
        """Whose a part is that leads nowhere: neighbours that each say something of stock may be things of a list as well as cards."""
        if self._is_card(part):
            return Whose.PERHAPS_OTHER if self.is_own(part) else Whose.OTHER
        named = (
            [other for other in others if self._names_another(other)] if others and self._names_another(part) else []
        )
        listed = named or (others if part.tag in _ENTRIES or len(others) > 1 else [])
        if not self.speaks(part):
            return Whose.OWN
        is_listed = any(map(self.speaks, listed)) or self._is_offered(part, named or others)
        is_listed = is_listed or self._is_one_that_is_gone(part, others)
        return Whose.PERHAPS_OTHER if is_listed else Whose.OWN

    def _is_offered(self, part: LexborNode, others: Sequence[LexborNode]) -> bool:
        """Whether a part is one of several that are sold, each with its price in words: the rows "Seat | £20 | Sold out" and "Standing | £15 | 1"."""
        if part.tag not in _ENTRIES and not self._names_another(part):
            return False
        return self._tells_price(part) and any(map(self._tells_price, others[:MOST_CARDS]))

    def _is_one_that_is_gone(self, part: LexborNode, others: Sequence[LexborNode]) -> bool:
        """Whether a part names a thing that is gone beside others that can be had: "Studio | not available" beside "Suite | €350", or what can be pressed."""
        if not (part.tag in _ENTRIES or (others and self._tells_price(part))):
            return False
        text = clean(part.text(separator=" "))
        said = read(text, own=True)
        named = any(name not in self.name for name in said.names) and not has_label(text)
        if said.meaning.buyable is not False or not named:
            return False
        silent = [other for other in self._entries_beside(part) if not self.speaks(other)]
        pressed = part.css_first(_PRESSED) is None and any(other.css_first(_PRESSED) for other in silent)
        return pressed or any(map(self._tells_price, silent))

    def _entries_beside(self, part: LexborNode) -> list[LexborNode]:
        """A part and its neighbours of the same tag, whatever their class."""
        entries = part.parent.mem_id if part.parent is not None else 0, (part.tag or "", "*")
        if entries not in self._alike:
            siblings = part.parent.iter() if part.parent is not None else ()
            self._alike[entries] = [each for each in siblings if each.tag == part.tag][:MOST_ALIKE]
        return self._alike[entries]

    def _tells_price(self, part: LexborNode) -> bool:
        if part.mem_id not in self._priced:
            text = part.text(separator=" ")[:LONGEST_ENTRY]
            self._priced[part.mem_id] = without_prices(text) != text
        return self._priced[part.mem_id]

    def _is_card(self, part: LexborNode) -> bool:
        """Whether a part has a name and a price of its own, and a neighbour of its kind a price and another name in such an element."""
        others = [other for other in self.alike(part) if other.mem_id != part.mem_id]
        if not others or not self._is_priced_by_name(part):
            return False
        cards = (other for other in others[:MOST_CARDS] if self._is_priced_by_name(other))
        return any(_name(other) != _name(part) and _named_in(other) == _named_in(part) for other in cards)

    def _is_priced_by_name(self, part: LexborNode) -> bool:
        return part.css_first(PRICED) is not None and self._names_another(part)


def kind(node: LexborNode) -> tuple[str, str]:
    """Return an element's tag and the first of its classes."""
    return node.tag or "", next(iter(attribute(node, "class").split()), "")


def _name(part: LexborNode) -> str:
    """The name that a part bears, in small letters; "" where it bears none."""
    named = part.css_first(_NAMES)
    return clean(named.text()).casefold() if named is not None else ""


def _named_in(part: LexborNode) -> str | None:
    """The tag of the element that bears a part's name; cards of a list all have the same."""
    named = part.css_first(_NAMES)
    return named.tag if named is not None else None


def _identity(part: LexborNode) -> str:
    """The id of the product that a part is for; "" where it gives none."""
    return next((identity for name in _IDENTITIES if (identity := attribute(part, name))), "")


def _path(address: str) -> str:
    try:
        return unquote(urlsplit(address).path).rstrip("/").lower() or "/"
    except ValueError:  # an impossible host
        return "/"


def _shelf(path: str) -> str:
    """What comes before the last part of a path, "p" of /p/mug; of /mug.html its ending; "" where neither tells a product from a page."""
    above, _, last = path.rpartition("/")
    ending = _PAGES.search(last)
    return above.rpartition("/")[2] or (ending[0] if ending else "")


def is_price(node: LexborNode) -> bool:
    """Return whether an element is called a price, in a whole word, and tells one: "-5%" is none."""
    named = any("price" in words_of(name) for name in attribute(node, "class").split())
    return (named or "price" in attribute(node, "itemprop").split()) and _AMOUNT.search(clean(node.text())) is not None
