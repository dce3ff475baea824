"""Sizes of which a page says each by itself whether it is there: "S: sold out", "M (in stock)", or rows of a size and its words or its button.

A size with a page of its own is listed by its whole name, "Storm Coat M", which leads there: it is the product's own all the same.
So is each of several things that the page sells, by its price. A list to choose from may leave it at what is gone: "S - sold out", "M". Then M is there if a button buys, and nothing speaks against it.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from coatcheck.model import Availability, Offer, Product, Variant, Witness
from coatcheck.sources.html.document import LONGEST_CLEANED, Document, clean, lineage
from coatcheck.sources.html.language.labels import is_label
from coatcheck.sources.html.language.reading import is_mark, read_button, read_words
from coatcheck.sources.html.language.sentences import count_prices, parted_by_price, without_prices
from coatcheck.sources.html.seen.buttons import is_disabled, words_on
from coatcheck.sources.html.seen.choosing import Choice, Group
from coatcheck.sources.html.seen.columns import heads_a_column
from coatcheck.sources.html.seen.lines import MOST_COLUMNS, seen_beginning, seen_text
from coatcheck.sources.html.seen.scene import Scene
from coatcheck.sources.html.seen.size_choices import size_of
from coatcheck.sources.html.seen.statements import read_statements

NAME = "page-text"
NEAR = 5  # levels above words on stock in which their row is looked for
MOST = 200  # rows of one list
FIRST_ROWS = 5  # of a table, among which the first of a size is looked for
BEGINNING = 100  # characters of a row in which its size stands
MOST_LINKS = 400  # or buttons that are looked at
_BUTTONS = "button, input[type=submit]"
_ROWS = frozenset({"tr", "li", "label", "p", "div", "option"})
UNKNOWN = Availability.UNKNOWN
Lists = dict[tuple[int, str | None], list[LexborNode]]  # by what they lie in, and their tag
Split = Callable[[str], tuple[str, str]]  # a row's size and what it says behind it; "" for a row of none
_AROUND = " :-–—|/()[]"
_STOCK = "in stock"  # what a mark says yes or no to


class Told(NamedTuple):
    """A row of one size, and what it says of the stock: UNKNOWN where it says nothing."""

    size: str
    words: str
    meaning: Availability


def read_told_sizes(document: Document, scene: Scene) -> Product | None:
    """Read the sizes of the page's product as its variants; None where the page doesn't list several, each with words of its own."""
    begin = _Beginnings(len(scene.name) + BEGINNING)
    rows = _Rows(_behind_size, begin).told(chain(_lines(scene), _buying(document, scene)))
    told = rows or _told_of_options(scene) or _told_of_children(document, scene, begin)
    told = told or _told_of_priced(document, scene)
    if not told:
        return None
    return Product(id=document.identity, title=scene.name, url=document.canonical, variants=tuple(map(_variant, told)))


def all_told_gone(document: Document, scene: Scene) -> tuple[str, ...]:
    """Return the words of the sizes that the page lists, where each of them says that it is gone; else none."""
    told = read_told_sizes(document, scene)
    offers = [variant.offer for variant in told.variants] if told else []
    gone = offers and not any(offer.availability.buyable for offer in offers)
    return tuple(witness.says for offer in offers for witness in offer.witnesses) if gone else ()


def read_silent_sizes(scene: Scene) -> tuple[str, ...]:
    """List the sizes in the one list of the page from which one chooses, where it says of none that it is gone; empty where it isn't one of sizes."""
    group = _sizes_to_choose(scene)
    sizes = tuple(size_of(choice.text) for choice in group)
    silent = not any(choice.is_gone or _words_behind(choice.text) for choice in group)
    return sizes if silent and len(set(sizes)) == len(sizes) else ()


def _sizes_to_choose(scene: Scene) -> Group:
    """The one list of the page from which one chooses, where it is of sizes; else empty."""
    groups = scene.choosing.groups(lambda group: len(group) > 1)
    if len(groups) != 1 or any(choice.node.tag != "option" or not size_of(choice.text) for choice in groups[0]):
        return []
    return groups[0]


def _lines(scene: Scene) -> Iterator[LexborNode]:
    """What holds words on stock of something that can be chosen."""
    return (line.node for line in scene.lines_among(scene.may_be_chosen))


def _buying(document: Document, scene: Scene) -> Iterator[LexborNode]:
    """The buttons that buy something that can be chosen."""
    buttons = (button for button in document.tree.css(_BUTTONS)[:MOST_LINKS] if scene.may_be_chosen(button))
    return (button for button in buttons if _promise(button) is Availability.IN_STOCK)


def _promise(button: LexborNode) -> Availability:
    """What a button promises; nothing where it can't be pressed."""
    return UNKNOWN if is_disabled(button) else read_button(words_on(button))


def _told_of_options(scene: Scene) -> list[Told]:
    """The same of the one list of the page from which one chooses, where it is of sizes."""
    group = _sizes_to_choose(scene)
    told = [_told_by(choice) for choice in group]
    silent = [place for place, choice in enumerate(group) if not choice.is_gone and not _words_behind(choice.text)]
    if silent and any(choice.says for choice in group) and _is_sold(scene):
        for place in silent:
            told[place] = told[place]._replace(meaning=Availability.IN_STOCK)
    return told if _are_told(told) else []


def _told_by(choice: Choice) -> Told:
    """What an option says of its size; nothing where it is there by its words and can't be chosen."""
    said = _said_behind(_words_behind(choice.text))
    return Told(size_of(choice.text), choice.text, UNKNOWN if choice.is_gone and said.buyable else said)


def _said_behind(words: str) -> Availability:
    """What the words behind a size say, or a mark alone: "S ✗", "M ✓"."""
    marked = words.strip(_AROUND)
    return read_words(f"{_STOCK}: {marked}" if is_mark(marked) else marked, own=True)


def _words_behind(text: str) -> str:
    return _behind_size(without_prices(text))[1].strip(_AROUND)


def _is_sold(scene: Scene) -> bool:
    """Whether a button of the page buys its product, and nothing on the page speaks against it."""
    read = read_statements(scene)
    against = any(said.meaning.buyable is False for said in (*read.stated, *read.buttons))
    return any(button.meaning is Availability.IN_STOCK for button in read.buttons) and not (against or read.doubts)


def _are_told(told: list[Told]) -> bool:
    """Whether these are different sizes, each of which says something."""
    sizes = {each.size.casefold() for each in told}
    return 1 < len(sizes) == len(told) and all(each.meaning is not UNKNOWN for each in told)


def _told_of_children(document: Document, scene: Scene, begin: "_Beginnings") -> list[Told]:
    """The same of sizes that have pages of their own."""
    split = _behind_name(scene.name)
    told = _Rows(split, begin).told(line.node for line in scene.lines) if scene.name else []
    links = document.tree.css("a[href]")[:MOST_LINKS] if told else []
    children = [link for link in links if split(clean(link.text()))[0]]
    return told if len(children) > 1 else []


def _told_of_priced(document: Document, scene: Scene) -> list[Told]:
    """The same of things that have a price each, where the page shows no other: "Small pot — €9 — sold out"."""
    body = document.tree.body
    prices = count_prices(seen_text(body)) if body is not None else 0
    told = _Rows(_around_price, _Beginnings(LONGEST_CLEANED)).told(_lines(scene)) if prices > 1 else []
    return told if len(told) == prices else []


class _Beginnings:
    """What the rows of one page begin with, each looked at once."""

    def __init__(self, most: int) -> None:
        """`most`: characters, in which all stands that parts a row's size from its words."""
        self._most = most
        self._known: dict[int, str] = {}

    def of(self, row: LexborNode) -> str:
        if row.mem_id not in self._known:
            self._known[row.mem_id] = seen_beginning(row, self._most)
        return self._known[row.mem_id]


class _Rows:
    """The rows of one page that each begin with a size, as `split` finds it."""

    def __init__(self, split: Split, begin: _Beginnings) -> None:
        self._split, self._begin = split, begin
        self._lists: Lists = {}
        self._several: dict[tuple[int, str | None], bool] = {}

    def told(self, nodes: Iterable[LexborNode]) -> list[Told]:
        """Return the rows of the first list of different sizes that all say something, around these elements; empty where there is none."""
        told_of: set[int] = set()
        for node in nodes:
            row = self._row_around(node) or self._row_below(node)
            rows = self._rows_beside(row) if row is not None else []
            if not rows or rows[0].mem_id in told_of:
                continue
            told_of.add(rows[0].mem_id)
            told = list(self._read(rows))
            if _are_told(told):
                return told
        return []

    def _row_around(self, node: LexborNode) -> LexborNode | None:
        """The row in which an element stands, if it begins with a size and has neighbours that do."""
        alike = (row for row in lineage(node)[:NEAR] if row.tag in _ROWS and self._is_one_of_several(row))
        rows = (row for row in alike if self._size(row))
        return next((row for row in rows if len(self._rows_beside(row)) > 1), None)

    def _row_below(self, node: LexborNode) -> LexborNode | None:
        """The first row that begins with a size, under the head of a column: "In stock"."""
        head = next((part for part in lineage(node)[:NEAR] if part.tag == "th"), None)
        if head is None or not heads_a_column(head):
            return None
        table = next((part for part in lineage(head) if part.tag == "table"), None)
        rows = table.css("tr")[1:FIRST_ROWS] if table is not None else []
        return next((row for row in rows if self._size(row)), None)

    def _rows_beside(self, row: LexborNode) -> list[LexborNode]:
        """A row and those beside it that begin with a size as well; looked for once for all of them."""
        if row.parent is None:
            return []
        key = row.parent.mem_id, row.tag
        if key not in self._lists:
            sized = (child for child in row.parent.iter() if child.tag == row.tag and self._size(child))
            self._lists[key] = list(islice(sized, MOST))
        return self._lists[key]

    def _is_one_of_several(self, row: LexborNode) -> bool:
        """Whether an element has neighbours of its tag, whatever they begin with: quicker to say than what is written in all of it."""
        if row.parent is None:
            return False
        key = row.parent.mem_id, row.tag
        if key not in self._several:
            self._several[key] = len(list(islice((each for each in row.parent.iter() if each.tag == row.tag), 2))) > 1
        return self._several[key]

    def _size(self, row: LexborNode) -> str:
        """The size with which a row begins; "" where it begins with none, which a part of it tells."""
        return self._split(self._begin.of(row))[0] and self._split(seen_text(row))[0]

    def _read(self, rows: list[LexborNode]) -> Iterator[Told]:
        """What each row says behind its size, or its button where that is all it says."""
        for row in rows:
            text = seen_text(row)
            size, words = self._split(text)
            said = _said_behind(words)
            said = _of_columns(row) if said is UNKNOWN else said
            yield Told(size, text, _of_button(row, words) if said is UNKNOWN else said)


def _of_columns(row: LexborNode) -> Availability:
    """What the cells of a table's row say under the heads of their columns: "In stock" | "0"."""
    table = next((part for part in lineage(row) if part.tag == "table"), None) if row.tag == "tr" else None
    first = table.css_first("tr") if table is not None else None
    heads, cells = ([] if part is None else part.css("td, th")[:MOST_COLUMNS] for part in (first, row))
    if len(heads) != len(cells) or not all(map(heads_a_column, heads)):
        return UNKNOWN
    pairs = ((seen_text(head), seen_text(cell)) for head, cell in zip(heads, cells, strict=True))
    said = {read_words(f"{label.rstrip(': ：')}: {value}", own=True) for label, value in pairs if is_label(label)}
    return said.pop() if len(said) == 1 else UNKNOWN


def _of_button(row: LexborNode, words: str) -> Availability:
    """What the only button of a row promises, where nothing but a price stands beside it."""
    buttons = row.css(_BUTTONS)[:2]
    if len(buttons) != 1 or without_prices(words).strip(_AROUND) not in ("", words_on(buttons[0])):
        return UNKNOWN
    return _promise(buttons[0])


def _behind_size(text: str) -> tuple[str, str]:
    """The size with which a text begins, and the words behind it; a price is no size."""
    size = size_of(without_prices(text[:BEGINNING]))
    return size, text[len(size) :]


def _around_price(text: str) -> tuple[str, str]:
    """What stands before a price, and the words behind it: "Small pot" and "sold out" of "Small pot — €9 — sold out"."""
    name, words = parted_by_price(text)
    return name.strip(_AROUND), words


def _behind_name(name: str) -> Split:
    """The same for texts that begin with the product's name: "Storm Coat M, sold out". A number alone tells another model."""
    named = name.casefold()

    def split(text: str) -> tuple[str, str]:
        behind = text[len(name) :]
        rest = behind.lstrip(_AROUND + ",")
        if rest == behind or text[: len(name)].casefold() != named:
            return "", ""
        size, words = _behind_size(rest)
        return ("", "") if size.isdigit() else (size, words)

    return split


def _variant(told: Told) -> Variant:
    offer = Offer(availability=told.meaning, witnesses=(Witness(name=NAME, says=told.words[:80]),))
    return Variant(id=told.size, title=told.size, offer=offer)
