"""Sizes of which a page says each by itself whether it is there: "S: sold out", "M (in stock)", or rows of a size and its words."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from coatcheck.model import Availability, Offer, Product, Variant, Witness
from coatcheck.sources.html.document import Document, lineage
from coatcheck.sources.html.language.reading import read_words
from coatcheck.sources.html.language.sentences import without_prices
from coatcheck.sources.html.seen.lines import seen_text
from coatcheck.sources.html.seen.scene import Scene
from coatcheck.sources.html.seen.size_choices import size_of

NAME = "page-text"
NEAR = 5  # levels above words on stock in which their row is looked for
MOST = 200  # rows of one list
_ROWS = frozenset({"tr", "li", "label", "p", "div", "option"})
UNKNOWN = Availability.UNKNOWN
Lists = dict[tuple[int, str | None], list[LexborNode]]  # by what they lie in, and their tag


class Told(NamedTuple):
    """A row of one size, and what it says of the stock: UNKNOWN where it says nothing."""

    size: str
    words: str
    meaning: Availability


def read_told_sizes(document: Document, scene: Scene) -> Product | None:
    """Read the sizes of the page's product as its variants; None where the page doesn't list several, each with words of its own."""
    lists: Lists = {}
    told_of: set[int] = set()
    for line in scene.lines_among(scene.may_be_chosen):
        row = _row_around(line.node, lists)
        rows = _rows_beside(row, lists) if row is not None else []
        if not rows or rows[0].mem_id in told_of:
            continue
        told_of.add(rows[0].mem_id)
        told = list(_told(rows))
        sizes = {each.size.casefold() for each in told}
        if 1 < len(sizes) == len(told) and all(each.meaning is not UNKNOWN for each in told):
            variants = tuple(map(_variant, told))
            return Product(id=document.identity, title=scene.name, url=document.canonical, variants=variants)
    return None


def _row_around(node: LexborNode, lists: Lists) -> LexborNode | None:
    """The row in which an element stands, if it begins with a size and has neighbours that do."""
    rows = (row for row in lineage(node)[:NEAR] if row.tag in _ROWS and _size(row))
    return next((row for row in rows if len(_rows_beside(row, lists)) > 1), None)


def _rows_beside(row: LexborNode, lists: Lists) -> list[LexborNode]:
    """A row and those beside it that begin with a size as well; looked for once for all of them."""
    if row.parent is None:
        return []
    key = row.parent.mem_id, row.tag
    if key not in lists:
        sized = (child for child in row.parent.iter() if child.tag == row.tag and _size(child))
        lists[key] = list(islice(sized, MOST))
    return lists[key]


def _size(row: LexborNode) -> str:
    """The size with which a row begins; a price is none."""
    return size_of(without_prices(seen_text(row)))


def _told(rows: list[LexborNode]) -> Iterator[Told]:
    """What each row says behind its size."""
    for row in rows:
        text, size = seen_text(row), _size(row)
        words = text[len(size) :].strip(" :-–—|/()[]")
        yield Told(size, text, read_words(words, own=True))


def _variant(told: Told) -> Variant:
    offer = Offer(availability=told.meaning, witnesses=(Witness(name=NAME, says=told.words[:80]),))
    return Variant(id=told.size, title=told.size, offer=offer)
