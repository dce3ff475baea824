"""Rows of which each names one kind of the product, as the page's data calls it: what one says of stock is said of that kind alone.

"39 | Sold out" beside "40 | In stock", <li title="Sold out">S</li>, <s>M</s>, or a button of its own beside each size.
"""

from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborNode

from coatcheck.sources.html.document import Document, clean, lineage
from coatcheck.sources.html.language.finder import find, lowered
from coatcheck.sources.html.language.reading import read_words
from coatcheck.sources.html.parsing.marks import PICTURED
from coatcheck.sources.html.seen.hiding import STRUCK_OUT, is_struck_out
from coatcheck.sources.html.seen.kinds import tokens
from coatcheck.sources.html.seen.lines import label_of
from coatcheck.sources.html.seen.scene import Scene

NEAR = 5  # levels above words on stock in which their row is looked for
LONGEST = 120  # characters of a row; longer ones tell of more than a kind
MOST_BESIDE = 60  # rows beside one that are looked at
MOST_MARKED = 400  # elements with a label, or with a line through
_LABELLED = {
    f"{tag}[{name}]": PICTURED
    for tag in ("li", "a", "button", "label", "td", "span", "div", "input")
    for name in ("title", "aria-label")
}
Kinds = frozenset[frozenset[str]]


class KindRows:
    """The rows of one page that each name a kind of its product."""

    def __init__(self, scene: Scene, kinds: Sequence[frozenset[str]]) -> None:
        """`kinds`: the words of each, empty for a product that comes in one alone."""
        self.scene, self.kinds = scene, frozenset(filter(None, kinds))

    def around(self, node: LexborNode) -> str:
        """Return what the row says in which an element stands; "" where it stands in none, or where that names several kinds."""
        if not self.kinds:
            return ""
        least: Kinds = frozenset()  # what the innermost part names that names any
        for part in lineage(node)[:NEAR]:
            text = _said_in(part)
            named = self._named_in(text)
            least = least or named
            if len(text) > LONGEST or named != least:
                break
            if named and self._has_others_beside(part, named):
                return text
        return ""

    def marked(self, document: Document) -> Iterator[str]:
        """Go through what says of a kind that it is gone without a word that is seen: a line through its name, or a label."""
        if not self.kinds:
            return
        for node in document.marked(STRUCK_OUT)[:MOST_MARKED]:
            if is_struck_out(node) and self._is_name(node):
                yield _said_in(node)
        labelled = document.marked(_LABELLED)[:MOST_MARKED]
        for node in (each for each in labelled if any(find(lowered(label_of(each)[:LONGEST])))):
            if read_words(label_of(node), own=True).buyable is False and self._is_name(node):
                yield f"{_said_in(node)}: {label_of(node)}"

    def _is_name(self, node: LexborNode) -> bool:
        """Whether an element that may be chosen bears a kind's name and nothing else, beside others that bear other ones."""
        named = tokens(_said_in(node)) in self.kinds
        return named and bool(self.around(node)) and self.scene.may_be_chosen(node.parent or node)

    def _has_others_beside(self, part: LexborNode, named: Kinds) -> bool:
        beside = [] if part.parent is None else [each for each in part.parent.iter() if each.tag == part.tag]
        others = (self._named_in(_said_in(each)) for each in beside[:MOST_BESIDE] if each.mem_id != part.mem_id)
        return any(other and other != named for other in others)

    def _named_in(self, text: str) -> Kinds:
        said = tokens(text) if len(text) <= LONGEST else frozenset()
        return frozenset(kind for kind in self.kinds if kind <= said)


def _said_in(part: LexborNode) -> str:
    """All that an element says, also with a line through it."""
    return clean(part.text(separator=" "))
