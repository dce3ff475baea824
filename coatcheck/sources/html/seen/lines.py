"""The lines of a page that may speak of stock, each with its words as a person sees them: put together from whatever inline tags
they are split over, and with the label or the value that stands beside them.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import count, islice
from typing import NamedTuple
from unicodedata import is_normalized, normalize

from selectolax.lexbor import LexborNode

from coatcheck.sources.html.document import LONGEST_CLEANED, MOST_CLEANED, attribute, clean
from coatcheck.sources.html.language.finder import find, lowered
from coatcheck.sources.html.language.labels import is_label, is_of_shops
from coatcheck.sources.html.language.reading import read, read_words
from coatcheck.sources.html.language.readings import UNKNOWN, Reading
from coatcheck.sources.html.seen.columns import heads_a_column
from coatcheck.sources.html.seen.hiding import is_hidden, is_hidden_from_sight
from coatcheck.sources.html.seen.names import words_in

MOST = 400  # lines of one page
MOST_COLUMNS = 10
LONGEST = 300  # characters of a line; longer ones tell stories
HIGHEST = 50  # inline elements above a text
FEW = 5  # elements in a label among which its input is looked for
MOST_PIECES = (60, 250, 1000)  # texts and elements inside an element that are read: more only where these are short
DEEPEST = 30  # inline elements around a text
_RAW = frozenset({"script", "style", "noscript", "textarea", "title", "iframe"})
INLINE = words_in(
    "a abbr b bdi bdo big br cite code data dfn em font i img ins kbd mark meter output q samp small span strong sub sup time tt u var wbr"
)
_TIGHT = words_in("b em font i mark small strong sub sup u wbr")  # may begin within a word
_BROKEN = frozenset({"br", "a"})  # a link may be the name of another page, and its words those of that
_CELLS = frozenset({"td", "th", "dd", "dt"})
# Icons in place of words: https://fontawesome.com/icons/xmark, https://icons.getbootstrap.com/icons/x/ and their like
_CROSSES = words_in(
    "icon-x-mark fa-times fa-xmark fa-times-circle fa-circle-xmark fa-ban bi-x bi-x-lg bi-x-circle bi-x-circle-fill icon-cross icon-x icon-remove glyphicon-remove lucide-x cross no-icon icon-no"
)
_ICONS = frozenset({"i", "span", "em", "svg", "img"})
_MAYBE_CROSSES = _ICONS | {"input"}
_MINUSES = frozenset("-−–")
_END = "\0"  # of a piece of text; no page holds one
CROSS = " ✗ "
# An image's words that say no: <img alt="No"> In stock
_NO = words_in(
    "no nein non nee não nie ne nem nu nej nei ei hayır нет ні не όχι いいえ 否 无 無 없음 아니오 لا לא خیر नहीं không ไม่ tidak false cross x ✗ ✘ ✖ ❌ × none nil"
)
BREAK = "\ue002"  # stands for a line break
_MINUS = "\ue003"  # stands for a minus in an element of its own
_SIGNED = re.compile(r"^\s*\ue003\s*(?=\d[^+]*$)")  # <span>-</span><span>3</span> in stock; no "- 1 +" to order by


class Line(NamedTuple):
    """Words that a person reads as one, and the innermost element in which those on stock begin."""

    node: LexborNode
    text: str
    pieces: tuple[str, ...]  # what stands between line breaks and links, without a label

    def read(self, own: bool) -> Reading:
        """Return what it says: what speaks against stock in any of its pieces, and for stock only as a whole."""
        return self.said(own)[0]

    def said(self, own: bool) -> tuple[Reading, str]:
        """Return the same, with the words that say it."""
        each = ((read(piece, own), piece) for piece in self.pieces if piece != self.text)
        against = ((said, piece) for said, piece in each if said.doubt or said.meaning.buyable is False)
        return next(against, None) or (read(self.text, own), self.text)


class Texts:
    """The pieces of a page's text with which words on stock or a refusal may begin or end, found once for all who go through them."""

    def __init__(self, body: LexborNode | None) -> None:
        self._found: list[LexborNode] = []
        self._left = _find_texts(body) if body is not None else iter(())

    def __iter__(self) -> Iterator[LexborNode]:
        for place in count():
            if place == len(self._found):
                piece = next(self._left, None)
                if piece is None:
                    return
                self._found.append(piece)
            yield self._found[place]


def _find_texts(body: LexborNode) -> Iterator[LexborNode]:
    text = body.text(separator=_END, skip_empty=True).replace("\n", " ").replace(_END, "\n")  # each piece in one line
    searched = lowered(text if is_normalized("NFC", text) else normalize("NFC", text))
    nodes = (node for node in body.traverse(include_text=True, skip_empty=True) if node.is_text_node)
    last, place, passed = -1, 0, 0
    for begin, end in find(searched):
        for spot in (begin, end - 1):
            place += searched.count(b"\n", passed, spot)
            passed = spot
            if place > last:
                yield next(islice(nodes, place - last - 1, None))
                last = place


class Lines:
    """The lines of one page. What an element says in its line is put together once, whoever asks for it."""

    def __init__(self) -> None:
        self._runs: dict[int, list[tuple[frozenset[int], str]]] = {}
        self._whole: dict[tuple[int, str], tuple[str, tuple[str, ...]]] = {}

    def telling(self, texts: Iterable[LexborNode], is_seen: Callable[[LexborNode], bool]) -> Iterator[Line]:
        """Return the lines in which these texts stand, in the page's order, each once.

        `texts`: the pieces of text with which words on stock or a refusal may begin or end. `is_seen`: whether an element is worth reading.
        """
        known: set[tuple[int, str]] = set()
        for text in texts:
            if text.parent is None or text.parent.tag in _RAW or not is_seen(text.parent):
                continue
            block = _block_of(text.parent)
            own = next((said for marks, said in self._runs_of(block) if text.mem_id in marks), "")
            found = block.mem_id, own
            if not own or len(own) > LONGEST or found in known:
                continue
            known.add(found)
            if found not in self._whole:
                pieces = tuple(piece for part in own.split(BREAK) if (piece := part.strip()))
                self._whole[found] = self._withneighbour_of(block, clean(own.replace(BREAK, " "))), pieces
            yield Line(text.parent, *self._whole[found])
            if len(known) == MOST:
                return

    def _runs_of(self, block: LexborNode) -> list[tuple[frozenset[int], str]]:
        """What stands in a block between the blocks within it: the marks of the texts, and the words as they are seen."""
        if block.mem_id not in self._runs:
            runs: list[tuple[set[int], list[str]]] = [(set(), [])]
            _gather(block, runs, 0)
            self._runs[block.mem_id] = [
                (frozenset(marks), clean(_signed("".join(words)))) for marks, words in runs if marks
            ]
        return self._runs[block.mem_id]

    def _withneighbour_of(self, block: LexborNode, own: str) -> str:
        """A label with the value behind it, or a value with its label: "Stock" | "0"."""
        if is_label(own) and heads_a_column(block):
            return f"{own.rstrip(': ：')}:"
        if is_label(own):
            value = self._beside(block, forward=True)
            if value and _is_value(block, own, value) and len(value) < LONGEST:
                return f"{own.rstrip(': ：')}: {value}"
        label = self._beside(block, forward=False)
        if is_label(own) and not is_of_shops(label):
            return own
        of_stock = is_label(label) and _is_value(block, label, own)
        return f"{label.rstrip(': ：')}: {own}" if of_stock or is_of_shops(label) else own

    def _beside(self, block: LexborNode, forward: bool) -> str:
        """The words of the neighbour; of a cell's row only where it has two cells."""
        neighbour = neighbour_of(block, forward)
        if neighbour is None or (block.tag in _CELLS) != (neighbour.tag in _CELLS) or is_hidden(neighbour):
            return ""
        if block.tag in ("td", "th") and block.parent is not None:
            cells = block.parent.css("td, th")[:MOST_COLUMNS]
            if len(cells) > 2 and sum(not _is_colon(cell) for cell in cells) > 2:
                return seen_text(neighbour) if _are_pair(block, neighbour, cells) else ""
        return seen_text(neighbour)


def _is_value(block: LexborNode, label: str, value: str) -> bool:
    """Whether words belong to a label beside them, which may say enough by itself: "In stock" above a sentence on returns."""
    named = block.tag in _CELLS or label.endswith((":", "："))
    return named or len(value.split()) == 1 or read_words(label, own=True) is UNKNOWN


def seen_text(node: LexborNode) -> str:
    """Return the text that a person sees inside an element; only its beginning, where many elements lie in it, or it is long."""
    text = ""
    for most in MOST_PIECES:
        pieces = list[str]()
        _add_seen(node, pieces, most, 0)
        text = clean(_signed(" ".join(pieces)))
        is_whole = len(text) == LONGEST_CLEANED or sum(map(len, pieces)) >= MOST_CLEANED
        if len(pieces) < most or (is_whole and _MINUS not in pieces):
            break
    return text


def seen_beginning(node: LexborNode, least: int) -> str:
    """Return the same, or so many characters of its beginning."""
    pieces = list[str]()
    _add_seen(node, pieces, MOST_PIECES[0], 0)
    begin = clean(" ".join(pieces)) if len(pieces) == MOST_PIECES[0] and _MINUS not in pieces else ""
    return begin[:least] if len(begin) >= least else seen_text(node)


def _add_seen(node: LexborNode, pieces: list[str], most: int, depth: int) -> None:
    """Add the texts that a person sees inside an element, until there are so many, with the marks that stand for words."""
    for inner in node.iter(include_text=True) if depth <= DEEPEST else ():
        if len(pieces) >= most:
            return
        if inner.is_text_node:
            pieces.append(inner.text_content or "")
        elif inner.is_element_node:
            hidden = is_hidden(inner)
            if not hidden and _is_minus(inner):
                pieces.append(_MINUS)
                continue
            pieces.append(CROSS if inner.tag in _MAYBE_CROSSES and is_cross(inner) else "")
            if not hidden:
                _add_seen(inner, pieces, most, depth + 1)


def is_cross(node: LexborNode) -> bool:
    """Return whether an element is an icon that says no, and can be seen: icons are mostly kept from being read aloud."""
    if node.tag == "input" and attribute(node, "type") == "checkbox":
        return "disabled" in node.attributes and "checked" not in node.attributes
    if node.tag not in _ICONS or (node.tag != "svg" and not node.attributes):
        return False
    if node.parent is not None and node.parent.tag in ("button", "a"):  # closes something
        return False
    named = node.tag != "img" and not _CROSSES.isdisjoint(attribute(node, "class").split())
    return (named or label_of(node).casefold().strip(" .!") in _NO) and not is_hidden_from_sight(node)


def label_of(picture: LexborNode) -> str:
    """Return the words that stand for a picture: its `alt`, its label, the title of a drawing; "" where it has none."""
    title = picture.css_first("title") if picture.tag == "svg" else None
    names = ("alt",) if picture.tag == "img" else ("aria-label", "title")
    said = next(filter(None, (attribute(picture, name) for name in names)), "")
    return clean(said or (title.text() if title is not None else ""))


def _is_minus(node: LexborNode) -> bool:
    """Whether an element holds a minus and nothing else."""
    first = node.child
    return (
        first is not None
        and first.is_text_node
        and first.next is None
        and (first.text_content or "").strip() in _MINUSES
    )


def _signed(text: str) -> str:
    """A text whose first number has the minus that stood in an element before it."""
    return _SIGNED.sub("-", text).replace(_MINUS, "-") if _MINUS in text else text


def _block_of(node: LexborNode) -> LexborNode:
    """The innermost element, from this one on outward, that begins a line of its own."""
    for _ in range(HIGHEST):
        if not _is_inline(node) or node.parent is None or not node.parent.is_element_node:
            break
        node = node.parent
    return node


def _is_inline(node: LexborNode) -> bool:
    """Whether an element's words go on in the line that it stands in; the label of an input is a line by itself."""
    if node.tag == "label":
        return not attribute(node, "for") and not any(child.tag == "input" for child in islice(node.iter(), FEW))
    return node.tag in INLINE


def _gather(node: LexborNode, runs: list[tuple[set[int], list[str]]], depth: int) -> None:
    for inner in node.iter(include_text=True):
        marks, words = runs[-1]
        if inner.is_text_node:
            marks.add(inner.mem_id)
            words.append(inner.text_content or "")
        elif not inner.is_element_node:
            continue
        elif inner.tag in ("input", "svg") and is_cross(inner):
            words.append(CROSS)
        elif not _is_inline(inner):
            runs.append((set(), []))
        elif is_hidden(inner):
            words.append(CROSS if is_cross(inner) else "")
        elif _is_minus(inner):
            marks.update(piece.mem_id for piece in inner.iter(include_text=True))
            words.append(_MINUS)
        elif depth < DEEPEST:
            gap = BREAK if inner.tag in _BROKEN else "" if inner.tag in _TIGHT else " "
            words.append(CROSS if is_cross(inner) else gap)
            _gather(inner, runs, depth + 1)
            runs[-1][1].append(gap)


def neighbour_of(block: LexborNode, forward: bool) -> LexborNode | None:
    """The element beside this one, with no words between, nor anything but a colon in a cell of its own."""
    node = block.next if forward else block.prev
    while node is not None and (not node.is_element_node or _is_colon(node)):
        if node.is_text_node and (node.text_content or "").strip():
            return None
        node = node.next if forward else node.prev
    return node


def _is_colon(node: LexborNode) -> bool:
    """Whether a cell holds nothing but the colon between a label and its value."""
    return node.tag in _CELLS and node.text(strip=True) in (":", "：")


def _are_pair(first: LexborNode, second: LexborNode, cells: list[LexborNode]) -> bool:
    """Whether two cells of a row are a label that says nothing alone and its value: Weight | 300 g | Stock | 0."""
    places = {cell.mem_id: place for place, cell in enumerate(cells)}
    label, value = places.get(first.mem_id, 0), places.get(second.mem_id, 0)
    is_label_first = len(cells) % 2 == 0 and label % 2 == 0 and value == label + 1
    return is_label_first and read_words(seen_text(first), own=True) is UNKNOWN
