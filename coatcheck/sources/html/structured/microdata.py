"""The items of a page's microdata, in the form of JSON-LD: https://html.spec.whatwg.org/multipage/microdata.html"""

from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborNode

from coatcheck.model import Availability
from coatcheck.sources.availability import read_availability
from coatcheck.sources.html.document import Document, select
from coatcheck.sources.html.structured.graph import Node
from coatcheck.sources.html.structured.scopes import Scopes, Values, add

MOST = 20_000  # items and properties of a page, those that items share counted for each
_LINKS = {"a": "href", "area": "href", "link": "href", "object": "data"} | dict.fromkeys(
    ("audio", "embed", "iframe", "img", "source", "track", "video"), "src"
)
_WRITTEN = {"meta": "content", "data": "value", "meter": "value", "time": "datetime"}


def microdata_items(document: Document) -> list[Node]:
    """Return the outermost items of a page, with those within them in their place."""
    return _Page(document).items()


class _Page:
    def __init__(self, document: Document) -> None:
        self.elements = select(document.tree, "[itemscope], [itemprop]")[:MOST]
        self.values = Values(document)
        self.items_by_mark: dict[int, Node] = {}
        self.scopes = Scopes(self.items_by_mark)
        self.references: list[tuple[Node, list[str]]] = []
        self.document = document
        self.left = MOST
        self.shared: set[int] = set()  # items that stand in none, and are another one's by reference

    def items(self) -> list[Node]:
        outermost = [item for element in self.elements if (item := self._take(element)) is not None]
        if self.references:
            named = {
                identity: node for node in self.document.tree.css("[id]") if (identity := node.attributes.get("id"))
            }
            for item, names in self.references:
                for referred in (named[name] for name in names if name in named):
                    self._refer(item, referred)
        return [item for item in outermost if id(item) not in self.shared]

    def _take(self, element: LexborNode) -> Node | None:
        """Put an element into the item that it belongs to; the item that it is, where it belongs to none."""
        attributes = element.attributes
        owner = self.scopes.around(element)
        names = (attributes.get("itemprop") or "").split()
        if "itemscope" not in attributes:
            if owner is not None and names:
                self._add(owner, names, self._value(element, attributes))
            return None
        item = self.items_by_mark[element.mem_id] = _item(attributes)
        if references := (attributes.get("itemref") or "").split():
            self.references.append((item, references))
        if owner is not None and names:
            self._add(owner, names, item)
            return None
        return item if not names or owner is None else None

    def _refer(self, item: Node, referred: LexborNode) -> None:
        """Add the properties of another part of the page, which an item names as its own."""
        if self.left <= 0:
            return
        attributes = referred.attributes
        is_item = "itemprop" in attributes and "itemscope" in attributes
        around = self.scopes.around(referred)
        for element in [referred] if is_item else _with_self(referred):
            self.left -= 1
            if self.left < 0:
                return
            if not is_item and self.scopes.around(element) is not around:
                continue
            inner = self.items_by_mark.get(element.mem_id)
            if inner is not item:
                self.shared.add(id(inner))
                names = (element.attributes.get("itemprop") or "").split()
                self._add(item, names, inner if inner is not None else self._value(element, element.attributes))

    def _add(self, item: Node, names: Iterable[str], value: Node | str) -> None:
        for name in dict.fromkeys(names):
            add(item, name, value)

    def _value(self, element: LexborNode, attributes: dict[str, str | None]) -> str:
        """https://html.spec.whatwg.org/multipage/microdata.html#values, and the `content` that schema.org's examples have on any element"""
        tag = element.tag or ""
        if tag in _LINKS and not _is_word(attributes):
            return self.values.address(attributes.get(_LINKS[tag]))
        if tag in _WRITTEN:
            return attributes.get(_WRITTEN[tag]) or ""
        return attributes.get("content") or self.values.text(element)


def _with_self(node: LexborNode) -> Iterator[LexborNode]:
    """The properties within an element, and the element itself if it is one."""
    if "itemprop" in node.attributes:
        yield node
    yield from (each for each in node.css("[itemprop]") if each.mem_id != node.mem_id)


def _item(attributes: dict[str, str | None]) -> Node:
    types = (attributes.get("itemtype") or "").split()
    item: Node = {"@type": types[0] if len(types) == 1 else types or None}
    if types and attributes.get("itemid"):
        item["@id"] = (attributes["itemid"] or "").strip()
    return item


def _is_word(attributes: dict[str, str | None]) -> bool:
    """Microdata's value of a link is where it leads. Shops write the word on availability beside it, and lead to the cart."""
    if not attributes.get("content") or "availability" not in (attributes.get("itemprop") or "").lower():
        return False
    return read_availability(attributes.get("href")) is Availability.UNKNOWN
