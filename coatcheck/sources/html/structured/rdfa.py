"""The items of a page's RDFa, in the form of JSON-LD: https://www.w3.org/TR/rdfa-lite/

Of full RDFa `content`, `datetime` and `about` are read as well. All vocabularies count as schema.org's, as everywhere here.
"""

from selectolax.lexbor import LexborNode

from coatcheck.sources.html.document import Document, select
from coatcheck.sources.html.structured.graph import Node
from coatcheck.sources.html.structured.scopes import Scopes, Values, add

MOST = 20_000  # items and properties of a page
_LINKS = ("href", "src", "resource")
Attributes = dict[str, str | None]


def rdfa_items(document: Document) -> list[Node]:
    """Return the outermost items of a page, with those within them in their place."""
    return _Page(document).items()


class _Page:
    def __init__(self, document: Document) -> None:
        self.elements = select(document.tree, "[typeof], [property], [vocab], [about]")[:MOST]
        self.values = Values(document)
        self.items_by_mark: dict[int, Node] = {}
        self.scopes = Scopes(self.items_by_mark)
        self.vocabularies: dict[int, Node] = {}
        self.vocabulary = Scopes(self.vocabularies)
        self.named: dict[str, Node] = {}

    def items(self) -> list[Node]:
        return [item for element in self.elements if (item := self._take(element)) is not None]

    def _take(self, element: LexborNode) -> Node | None:
        """Put an element into the item that it belongs to; the item that it is, where it belongs to none."""
        attributes = element.attributes
        owner = self.scopes.around(element)
        if "vocab" in attributes:
            self.vocabularies[element.mem_id] = {"vocab": attributes["vocab"]}
        has_vocabulary = self._has_vocabulary(element)
        types = _terms(attributes.get("typeof"), has_vocabulary)
        names = _terms(attributes.get("property"), has_vocabulary)
        if not types:
            about = self.named.get(attributes.get("about") or "") if "about" in attributes else None
            if about is not None:
                self.items_by_mark[element.mem_id] = about
            subject = about if about is not None else owner
            for name in names if subject is not None else ():
                add(subject, name, self._value(element, attributes))  # type: ignore[arg-type]
            return None
        item = self.items_by_mark[element.mem_id] = _item(types, attributes, self.named)
        for name in names if owner is not None else ():
            add(owner, name, item)  # type: ignore[arg-type]
        return item if owner is None or not names else None

    def _has_vocabulary(self, element: LexborNode) -> bool:
        """Whether terms without a prefix mean something here."""
        own = self.vocabularies.get(element.mem_id) or self.vocabulary.around(element)
        return own is not None and bool(own["vocab"])

    def _value(self, element: LexborNode, attributes: Attributes) -> str:
        if "content" in attributes:
            return attributes["content"] or ""
        link = next((attributes[name] for name in _LINKS if name in attributes), None)
        if link is not None:
            return self.values.address(link)
        return attributes.get("datetime") or self.values.text(element)


def _item(types: list[str], attributes: Attributes, named: dict[str, Node]) -> Node:
    """A new item, known by its address if it has one: in full RDFa it may be told of in several places."""
    address = attributes.get("about") or attributes.get("resource") or ""
    item: Node = {"@type": types[0] if len(types) == 1 else types}
    if address:
        item["@id"] = address
        named.setdefault(address, item)
    return item


def _terms(written: str | None, has_vocabulary: bool) -> list[str]:
    """Names without their vocabulary: "Product" of "schema:Product", or of "Product" where a vocabulary is set."""
    listed = (written or "").split()
    return [_plain(term) for term in listed if has_vocabulary or ":" in term]


def _plain(term: str) -> str:
    return term.replace("#", "/").replace(":", "/").rstrip("/").rsplit("/", 1)[-1]
