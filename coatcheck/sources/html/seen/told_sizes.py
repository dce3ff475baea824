"""Sizes of which a page says each by itself whether it is there: "S: sold out", "M (in stock)", or rows of a size and its words.

A size with a page of its own is listed by its whole name, "Storm Coat M", which leads there: it is the product's own all the same.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from coatcheck.model import Availability, Offer, Product, Variant, Witness
from coatcheck.sources.html.document import Document, clean, lineage
from coatcheck.sources.html.language.reading import read_words
from coatcheck.sources.html.language.sentences import without_prices
from coatcheck.sources.html.seen.lines import Line, seen_text
from coatcheck.sources.html.seen.scene import Scene
from coatcheck.sources.html.seen.size_choices import size_of

NAME = "page-text"
NEAR = 5  # levels above words on stock in which their row is looked for
MOST = 200  # rows of one list
MOST_LINKS = 400  # that are looked at
_ROWS = frozenset({"tr", "li", "label", "p", "div", "option"})
UNKNOWN = Availability.UNKNOWN
Lists = dict[tuple[int, str | None], list[LexborNode]]  # by what they lie in, and their tag
Split = Callable[[str], tuple[str, str]]  # a row's size and what it says behind it; "" for a row of none
_AROUND = " :-–—|/()[]"


class Told(NamedTuple):
    """A row of one size, and what it says of the stock: UNKNOWN where it says nothing."""

    size: str
    words: str
    meaning: Availability


def read_told_sizes(document: Document, scene: Scene) -> Product | None:
    """Read the sizes of the page's product as its variants; None where the page doesn't list several, each with words of its own."""
    chosen = _Rows(_behind_size).told(scene.lines_among(scene.may_be_chosen))
    told = chosen or _told_of_children(document, scene)
    if not told:
        return None
    return Product(id=document.identity, title=scene.name, url=document.canonical, variants=tuple(map(_variant, told)))


def _told_of_children(document: Document, scene: Scene) -> list[Told]:
    """The same of sizes that have pages of their own."""
    split = _behind_name(scene.name)
    links = document.tree.css("a[href]")[:MOST_LINKS] if scene.name else []
    children = [link for link in links if split(clean(link.text()))[0]]
    return _Rows(split).told(scene.lines) if len(children) > 1 else []


class _Rows:
    """The rows of one page that each begin with a size, as `split` finds it."""

    def __init__(self, split: Split) -> None:
        self._split = split
        self._lists: Lists = {}

    def told(self, lines: Iterable[Line]) -> list[Told]:
        """Return the rows of the first list of different sizes that all say something, around these lines; empty where there is none."""
        told_of: set[int] = set()
        for line in lines:
            row = self._row_around(line.node)
            rows = self._rows_beside(row) if row is not None else []
            if not rows or rows[0].mem_id in told_of:
                continue
            told_of.add(rows[0].mem_id)
            told = list(self._read(rows))
            sizes = {each.size.casefold() for each in told}
            if 1 < len(sizes) == len(told) and all(each.meaning is not UNKNOWN for each in told):
                return told
        return []

    def _row_around(self, node: LexborNode) -> LexborNode | None:
        """The row in which an element stands, if it begins with a size and has neighbours that do."""
        rows = (row for row in lineage(node)[:NEAR] if row.tag in _ROWS and self._size(row))
        return next((row for row in rows if len(self._rows_beside(row)) > 1), None)

    def _rows_beside(self, row: LexborNode) -> list[LexborNode]:
        """A row and those beside it that begin with a size as well; looked for once for all of them."""
        if row.parent is None:
            return []
        key = row.parent.mem_id, row.tag
        if key not in self._lists:
            sized = (child for child in row.parent.iter() if child.tag == row.tag and self._size(child))
            self._lists[key] = list(islice(sized, MOST))
        return self._lists[key]

    def _size(self, row: LexborNode) -> str:
        return self._split(seen_text(row))[0]

    def _read(self, rows: list[LexborNode]) -> Iterator[Told]:
        """What each row says behind its size."""
        for row in rows:
            text = seen_text(row)
            size, words = self._split(text)
            yield Told(size, text, read_words(words.strip(_AROUND), own=True))


def _behind_size(text: str) -> tuple[str, str]:
    """The size with which a text begins, and the words behind it; a price is no size."""
    size = size_of(without_prices(text))
    return size, text[len(size) :]


def _behind_name(name: str) -> Split:
    """The same for texts that begin with the product's name: "Storm Coat M, sold out". A number alone tells another model."""
    named = re.compile(rf"{re.escape(name)}[{re.escape(_AROUND)},]+", re.IGNORECASE)

    def split(text: str) -> tuple[str, str]:
        begin = named.match(text)
        size, words = _behind_size(text[begin.end() :]) if begin else ("", "")
        return ("", "") if size.isdigit() else (size, words)

    return split


def _variant(told: Told) -> Variant:
    offer = Offer(availability=told.meaning, witnesses=(Witness(name=NAME, says=told.words[:80]),))
    return Variant(id=told.size, title=told.size, offer=offer)
