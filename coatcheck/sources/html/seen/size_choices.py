"""One of several to choose from: what a single size says of itself, on its button or its label, is not the product's."""

import re
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from coatcheck.sources.html.document import attribute, lineage
from coatcheck.sources.html.language.reading import read_words
from coatcheck.sources.html.language.sentences import without_prices
from coatcheck.sources.html.seen.buttons import is_disabled, words_on
from coatcheck.sources.html.seen.lines import seen_text

NEAR = 4  # levels above an element in which its button or label is looked for, and above a button the others
MOST = 400  # inputs, labels or buttons that are looked at
_INPUTS = "input[type=radio], input[type=checkbox]"
_PRESSED = ("button", "a", "input")
# M, EU 38.5, 3XL, One size; not the s of "s'il vous plaît" or of "s-a epuizat"
_SIZE = re.compile(
    r"(?:(?:size|eu|us|uk|it|fr)\s*)*(?:\d{1,4}(?:[.,]\d|½)?|[2-6]?x{0,4}[sml]|one size)(?![\w'’]|-au?\b)",
    re.IGNORECASE,
)
_PIECES = re.compile(r"\s[-–—]\s|[:,]\s|[|;()\[\]]")
_RATED = re.compile(r"\d[.,]\d{1,2}\s*\(\s*[\d.,]+\s*\)")  # "4.6 (89)", which people vote
_CALLED_SIZE = re.compile(
    r"(?:^|\W)(?:size|größe|taille|talla|taglia|maat|tamanho|rozmiar\w*|velikost|veľkosť|méret|mărimea?|storlek|størrelse|koko|beden|размер|розмір|μέγεθος|veličina|velikost|dydis|izmērs|suurus)\b\s*:?\s*[\w.,½]+"  # Größe: 38,5
    r"|(?:サイズ|尺码|尺碼|사이즈|مقاس|מידה|سایز|साइज|ไซส์|ukuran)\s*[:：]?\s*\w+",  # サイズ M
    re.IGNORECASE,
)
_LETTERS = re.compile(r"(?<![\w'’&.])(?:[2-6]?X{1,4}[SL]|XXS|[SML])(?![\w'’&]|-[aA][uU]?\b)")


class Choices:
    """What a page lets one choose from. Each group of choices is read once."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self.tree = tree
        self._sizes: dict[tuple[int, str], list[bool | None]] = {}

    def has(self, node: LexborNode) -> bool:
        """Return whether an element speaks of one choice while another beside it says something else, or nothing.

        A size that is alone, or that says what all of them say, speaks for the product.
        """
        above = lineage(node, 2 * NEAR)
        label = next((each for each in above[:NEAR] if each.tag == "label"), None)
        group = self._groups.get(label.mem_id) if label else None
        said = set(self._buttons(above)) if group is None else self._labels[group]
        return len(said) > 1

    def is_choice(self, node: LexborNode) -> bool:
        """Return whether an element lies on the label of an input, or on a button that bears a size."""
        above = lineage(node, NEAR)
        labelled = any(each.tag == "label" and each.mem_id in self._groups for each in above)
        return labelled or any(each.tag in _PRESSED and is_size(words_on(each)) for each in above)

    @cached_property
    def _chosen(self) -> list[tuple[LexborNode, LexborNode]]:
        """The labels, each with the input that it is for."""
        by_id = {identity: found for found in self.tree.css(_INPUTS)[:MOST] if (identity := attribute(found, "id"))}
        labels = self.tree.css("label")[:MOST]
        inputs = (label.css_first(_INPUTS) or by_id.get(attribute(label, "for")) for label in labels)
        return [(label, chosen) for label, chosen in zip(labels, inputs, strict=True) if chosen]

    @cached_property
    def _groups(self) -> dict[int, str]:
        """The name of each label's group of inputs, by the label's mark."""
        return {label.mem_id: attribute(chosen, "name") for label, chosen in self._chosen}

    @cached_property
    def _labels(self) -> dict[str, set[bool | None]]:
        """Whether the choices of each group can be had; None for one that doesn't say."""
        said: dict[str, set[bool | None]] = {}
        for label, chosen in self._chosen:
            said.setdefault(attribute(chosen, "name"), set()).add(_can_be_had(chosen, seen_text(label)))
        return said

    def _buttons(self, above: list[LexborNode]) -> list[bool | None]:
        """The same of the nearest buttons beside the one in this lineage, where both begin with a size; else empty.

        A button that submits is there to buy, whatever size it names.
        """
        place = next((place for place, each in enumerate(above[:NEAR]) if each.tag in _PRESSED), None)
        if place is None or attribute(above[place], "type") == "submit" or not _SIZE.match(words_on(above[place])):
            return []
        groups = (self._sizes_in(around, above[place].tag or "") for around in above[place + 1 : place + NEAR])
        return next((group for group in groups if len(group) > 1), [])

    def _sizes_in(self, around: LexborNode, tag: str) -> list[bool | None]:
        found = around.mem_id, tag
        if found not in self._sizes:
            written = ((button, words_on(button)) for button in around.css(tag)[:MOST])
            self._sizes[found] = [_can_be_had(button, text) for button, text in written if _SIZE.match(text)]
        return self._sizes[found]


def _can_be_had(choice: LexborNode, text: str) -> bool | None:
    return False if is_disabled(choice) else read_words(text, own=True).buyable


def is_size(text: str) -> bool:
    """Return whether a text begins with a size: "M", "EU 38.5", "Size 10 - Sold out"."""
    return _SIZE.match(text) is not None


def size_of(text: str) -> str:
    """Return the size with which a text begins, "M" of "M - Sold out"; "" where it begins with none."""
    found = _SIZE.match(text)
    return found[0] if found else ""


def names_a_size(text: str) -> bool:
    """Return whether a text says which size it is about: "XL - Sold out", "Size 38 is gone", "Sold out: M"."""
    first, *others = [piece.strip() for piece in _PIECES.split(_RATED.sub(" ", without_prices(text)))]
    lone = any(_SIZE.fullmatch(piece) and not piece.isdigit() for piece in others)
    return bool(lone or (others and _SIZE.fullmatch(first)) or _CALLED_SIZE.search(text) or _LETTERS.search(text))
