"""What microdata and RDFa share: which item an element belongs to, and what an element's value is."""

from selectolax.lexbor import LexborNode

from coatcheck.sources.html.document import Document, clean
from coatcheck.sources.html.structured.graph import Node

MOST_TEXT = 5_000_000  # characters of all values together, nested ones counted again


class Scopes:
    """The items of a page by the marks of their elements. Each element is looked at once on the way to its item."""

    def __init__(self, items: dict[int, Node]) -> None:
        self.items = items
        self._known: dict[int, Node | None] = {}

    def around(self, element: LexborNode) -> Node | None:
        """Return the innermost item in which an element lies; None where it lies in none. The items so far have to be known."""
        passed: list[int] = []
        node, found = element.parent, None
        while node is not None:
            mark = node.mem_id
            if mark in self.items:
                found = self.items[mark]
                break
            if mark in self._known:
                found = self._known[mark]
                break
            passed.append(mark)
            node = node.parent
        for mark in passed:
            self._known[mark] = found
        return found


class Values:
    """What elements say, up to a limit for the whole page."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.left = MOST_TEXT

    def text(self, element: LexborNode) -> str:
        if self.left < 0:
            return ""
        said = element.text() or ""
        self.left -= len(said)
        return clean(said)

    def address(self, written: str | None) -> str:
        """Return an address made absolute; as it is written where it leads to no other page."""
        return self.document.absolute(written) or (written or "").strip()


def add(node: Node, name: str, value: Node | str) -> None:
    """Give a node one more value under a name; several make a list."""
    known = node.get(name)
    if name not in node:
        node[name] = value
    elif isinstance(known, list):
        known.append(value)
    else:
        node[name] = [known, value]
