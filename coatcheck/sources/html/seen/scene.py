"""Which parts of a page a person sees, and which of these are about the page's own product.

What is found to be another product's is left out. What may be is heard where it speaks against stock, and not where it speaks for it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import takewhile
from weakref import proxy

from selectolax.lexbor import LexborNode

from coatcheck.sources.html.document import Document, clean, lineage
from coatcheck.sources.html.language.closures import may_close
from coatcheck.sources.html.language.headings import is_about_others
from coatcheck.sources.html.language.readings import NOTHING_SAID
from coatcheck.sources.html.seen.apart import (
    MOST_SAID,
    headings_of,
    is_apart,
    is_for_other_things,
    is_main,
    is_opened,
    is_shown,
    is_unnoticed,
    may_name_another,
    names_of,
    only_says_absence,
    only_says_this_is_gone,
)
from coatcheck.sources.html.seen.choosing import Choosing
from coatcheck.sources.html.seen.hiding import HIGHEST, STRUCK_OUT, is_hidden, is_hidden_from_sight, is_struck_out
from coatcheck.sources.html.seen.inherited import Inherited
from coatcheck.sources.html.seen.labelled import Labelled
from coatcheck.sources.html.seen.lines import Line, Lines, Texts, label_of
from coatcheck.sources.html.seen.names import is_named_for_other_things, is_named_for_others
from coatcheck.sources.html.seen.own_parts import OwnParts
from coatcheck.sources.html.seen.tiles import Tiles, Whose
from coatcheck.sources.html.seen.titles import find_titles, is_one_of

BESIDE = 3  # levels above the product's name that are still about the product, in all shops' pages
DEEPEST_DRAWING = 8  # levels within a drawing in which it has letters
_UNDRAWN = frozenset({"defs", "symbol", "desc", "metadata"})  # of a drawing, kept for others
# Fields that nobody can fill, each by the mark without which a page holds none
_FIXED_FIELDS = {"input[readonly]": "[readonly]", "input[disabled]": "[disabled]"}


class Scene:
    """The page as a person sees it, around the name of its product."""

    def __init__(self, document: Document, whole: bool = False, others: Sequence[str] = ()) -> None:
        """`whole`: lines in parts that are surely about something else are read as well. `others`: the names of products that the page's data describes and that aren't its own."""
        self.document, self.whole = document, whole
        self._others = [name for each in others if (name := clean(each).casefold())]
        # What asks the scene again doesn't hold it: in a circle it would lie there, with the page's tree, until Python looks for garbage
        self._asked: Scene = proxy(self)
        scene = self._asked
        self._shown = Inherited(lambda around, part: scene._shown_within(around, part), Whose.OWN, Whose.OTHER)
        self._hidden = Inherited(lambda _, part: is_hidden(part), False, True)
        self._apart = Inherited(lambda around, part: scene._apart_within(around, part), False, None)
        self._opened = Inherited(lambda _, part: is_opened(part), False, True)
        self._unnoticed = Inherited(lambda _, part: is_unnoticed(part), False, True)
        self._parts: dict[int, Whose] = {}
        self._lines = Lines()

    @cached_property
    def title(self) -> LexborNode | None:
        """The element that names the product; None where no element plainly does: cards side by side name one each."""
        named = self._titles
        return named[0] if named and not is_one_of(named[0], named) else None

    @property
    def has_names(self) -> bool:
        """Whether anything on the page bears a name, be it one of many."""
        return bool(self._titles)

    @cached_property
    def _titles(self) -> list[LexborNode]:
        return find_titles(self.document, is_shown)

    @cached_property
    def name(self) -> str:
        """What the product is called; "" where no element says."""
        return clean(self.title.text()) if self.title else ""

    @property
    def beside(self) -> LexborNode | None:
        """The part of the page close around the product's name; never more than its main part, where banners end."""
        around = lineage(self.title)[: BESIDE + 1]
        return next(filter(is_main, around), None) or (around[-1] if around else None)

    @cached_property
    def main(self) -> int | None:
        """The mark of the page's main part, if the product's name stands in it: what is outside is about something else."""
        return next((above.mem_id for above in lineage(self.title) if is_main(above)), None)

    @cached_property
    def around_title(self) -> dict[int, int]:
        """The marks of the title and everything it lies in, with how far out each of them is."""
        return {node.mem_id: place for place, node in enumerate(lineage(self.title))}

    def shows(self, node: LexborNode) -> bool:
        """Return whether a person sees this element, and not in a part that may be about something else."""
        return self._seen_as(node) is Whose.OWN and self.whose(node) is Whose.OWN

    def may_be_own(self, node: LexborNode) -> bool:
        """Return whether a person sees this element, and not in a part that is surely about something else."""
        return self.sees(node) and self.whose(node) is not Whose.OTHER

    def may_be_chosen(self, node: LexborNode) -> bool:
        """Return whether a person may choose one of the product's kinds here: a list of sizes is its own, though it says nothing of the whole."""
        return not (self._is_kept_back(node) or self.whose(node) is Whose.OTHER)

    @cached_property
    def choosing(self) -> Choosing:
        """What one may choose from on the page, of its product's."""
        scene = self._asked
        return Choosing(self.document, lambda node: scene.may_be_chosen(node))

    def may_be_item(self, node: LexborNode) -> bool:
        """Return whether an element may speak of one of several things that the page sells: side by side they look like other products."""
        return self.may_be_own(node) or (self.sees(node) and not self.names_another_page(node))

    def sees(self, node: LexborNode) -> bool:
        """Return whether a person sees this element, and not in a part that is by its tag, name or heading about something else."""
        return self._seen_as(node) is not Whose.OTHER

    def is_in_main(self, node: LexborNode) -> bool:
        """Return whether an element stands in the main part of the page or in a dialog that lies over it, or the page has none around its product's name."""
        return self.main is None or any(above.mem_id == self.main for above in lineage(node)) or self._opened.of(node)

    def is_own_bar(self, node: LexborNode) -> bool:
        """Return whether an element stands in a part beside the page's main part that says nothing but that its product is gone."""
        if self.is_in_main(node):
            return False
        parts = list(takewhile(lambda part: not self._ends_parts(part), lineage(node, HIGHEST)))
        return bool(parts) and only_says_this_is_gone(parts[-1], self.name)

    def is_headed_elsewhere(self, node: LexborNode) -> bool:
        """Return whether an element stands outside of the page's main part, under a heading that may be another product's name."""
        if self.is_in_main(node):
            return False
        parts = takewhile(lambda part: not self._ends_parts(part), lineage(node, HIGHEST))
        return any(may_name_another(heading, self.name) for part in parts for heading in headings_of(part))

    def is_beside(self, node: LexborNode) -> bool:
        """Return whether an element stands close to the product's name."""
        beside = self.beside
        return beside is not None and any(above.mem_id == beside.mem_id for above in lineage(node))

    def whose(self, node: LexborNode) -> Whose:
        """Return whether an element lies in a part that bears another product's name, link or price."""
        parts = lineage(node, HIGHEST)
        end = next((place for place, part in enumerate(parts) if self._ends_parts(part)), len(parts))
        found = Whose.OWN
        for part in reversed(parts[:end]):  # what lies in a tile needs no look of its own
            found = max(found, self._whose_part(part))
            if found is Whose.OTHER:
                break
        named = found is Whose.OWN and self._others and any(map(self._names_an_other, parts[:end]))
        return Whose.PERHAPS_OTHER if named else found

    def _names_an_other(self, part: LexborNode) -> bool:
        """Whether a few words that stand together name a product that the page's data describes in place of its own: a successor."""
        said, own = clean(part.text(separator=" ")).casefold(), self.name.casefold()
        return len(said) <= MOST_SAID and any(name in said and name not in own for name in self._others)

    def _ends_parts(self, part: LexborNode) -> bool:
        """Whether an element holds the product's name, or everything."""
        return part.mem_id in self.around_title or part.tag in ("body", "html", "main")

    def names_another_page(self, node: LexborNode) -> bool:
        """Return whether an element lies in a link: its words are the name of the page that it leads to."""
        return any(above.tag == "a" and self._tiles.address(above) for above in lineage(node, BESIDE + 1))

    def leads_to_another(self, link: LexborNode) -> bool:
        """Return whether a link leads to a product's page beside this one's, by its address, and bears another name."""
        return self._tiles.is_anothers(link)

    def distance(self, node: LexborNode) -> int:
        """Return how far out from the title one has to go to find something that holds this element as well."""
        steps = (self.around_title[step.mem_id] for step in lineage(node) if step.mem_id in self.around_title)
        return next(steps, len(self.around_title))

    @cached_property
    def _tiles(self) -> Tiles:
        scene = self._asked
        return Tiles(
            self.document,
            self.name,
            lambda part: part.mem_id in scene._speaking,
            lambda part: scene._own_parts.is_own(part),
            lambda part: part.mem_id in scene.around_title,
        )

    @cached_property
    def _own_parts(self) -> OwnParts:
        scene = self._asked
        return OwnParts(self.document.tree.body, self.title, lambda part: scene._tiles.is_plain(part))

    @property
    def has_price(self) -> bool:
        """Whether the page shows a price that may be its product's."""
        return bool(self.prices)

    @property
    def prices(self) -> list[LexborNode]:
        """The prices that may be the product's, nearest to its name."""
        return self._own_parts.prices

    @cached_property
    def lines(self) -> list[Line]:
        """The lines that may speak of stock."""
        return list(self.lines_among(bool if self.whole else self.sees))

    def lines_among(self, is_seen: Callable[[LexborNode], bool]) -> Iterator[Line]:
        """Go through the lines that may speak of stock, of the elements that are worth reading."""
        yield from self._lines.telling(self._texts, is_seen)
        yield from self._labelled.lines(is_seen)

    @cached_property
    def _labelled(self) -> Labelled:
        return Labelled(self.document.tree.body, self.document.marked(_FIXED_FIELDS))

    def struck_out(self) -> Iterator[LexborNode]:
        """Go through the elements with a line through words that may speak of stock, where they may be the product's own."""
        marks = {node.mem_id for node in self.document.marked(STRUCK_OUT) if is_struck_out(node)}
        found: dict[int, LexborNode] = {}
        for part in (text.parent for text in self._texts) if marks else ():
            around = next((above for above in reversed(lineage(part, HIGHEST)) if above.mem_id in marks), None)
            if part is not None and around is not None and not self.sees(part) and self._hidden.of(part):
                found[around.mem_id] = around
        for node in found.values():
            if node.parent is not None and self.may_be_own(node.parent):
                yield node

    @cached_property
    def notices(self) -> list[Line]:
        """The lines that a person sees outside of the page's main part, in no menu and no footer, and those in bars and boxes that are named for notices."""
        texts = (text for text in self._texts if may_close(text.text_content or ""))
        return list(self._lines.telling(texts, self._is_notice))

    def _is_notice(self, node: LexborNode) -> bool:
        """Whether an element is seen, and isn't read as the product's own."""
        return not self._unnoticed.of(node) and not (self.sees(node) and self.is_in_main(node))

    def drawings(self, labelled: Iterable[LexborNode]) -> Iterator[tuple[LexborNode, str]]:
        """Go through the drawings that may speak of stock, in letters, by a title or a label: what is around each, with its words. `labelled`: those with a label."""
        written = filter(None, map(_drawing_around, self._texts))
        for drawing in {each.mem_id: each for each in (*labelled, *written)}.values():
            if not is_hidden_from_sight(drawing) and drawing.parent is not None:
                yield drawing.parent, clean(drawing.text(separator=" ")) or label_of(drawing)

    @cached_property
    def _texts(self) -> Texts:
        return Texts(self.document.tree.body)

    @cached_property
    def _speaking(self) -> frozenset[int]:
        """The marks of all that holds a line which says something of stock."""
        telling = (line.node for line in self.lines if line.read(own=True) != NOTHING_SAID)
        return frozenset(above.mem_id for node in telling for above in lineage(node))

    def _whose_part(self, part: LexborNode) -> Whose:
        if part.mem_id not in self._parts:
            self._parts[part.mem_id] = self._tiles.whose(part)
        return self._parts[part.mem_id]

    def _seen_as(self, node: LexborNode) -> Whose:
        """OTHER where an element is hidden or in a part that is surely about something else, by its tag, name or heading."""
        return self._shown.of(node)

    def _shown_within(self, around: Whose, part: LexborNode) -> Whose:
        return max(around, self._is_part_of_others(part))

    def _is_kept_back(self, node: LexborNode) -> bool:
        """Whether an element is hidden, or in a part of other things that does not hold the product's name."""
        return self._hidden.of(node) or self._apart.of(node)

    def _apart_within(self, around: bool, part: LexborNode) -> bool:
        return not self._ends_parts(part) and (around or is_for_other_things(part))

    def _is_part_of_others(self, part: LexborNode) -> Whose:
        if is_hidden(part):
            return Whose.OTHER
        if part.mem_id in self.around_title or part.tag in ("html", "body", "main"):
            return Whose.OWN
        if is_apart(part):
            is_bar = part.tag in ("footer", "header") and only_says_this_is_gone(part, self.name)
            return Whose.PERHAPS_OTHER if is_bar or is_opened(part) else Whose.OTHER
        names = names_of(part)
        if names and is_named_for_others(names, False):
            surely = is_named_for_others(names, True) and not self._own_parts.is_own(part)
            surely = surely and not only_says_absence(part, names) and not self._is_of_open_dialog(part, names)
            return Whose.OTHER if surely else Whose.PERHAPS_OTHER
        return Whose.OTHER if self._is_headed_for_others(part) and not self._own_parts.is_own(part) else Whose.OWN

    def _is_of_open_dialog(self, part: LexborNode, names: str) -> bool:
        """Whether a part is, or lies in, a dialog that is open, and isn't named for other things: "modal-body"."""
        return self._opened.of(part) and not is_named_for_other_things(names)

    def _is_headed_for_others(self, part: LexborNode) -> bool:
        """Whether a heading over a part says that something else follows; one that bears the product's name doesn't."""
        names = (clean(heading.text()) for heading in headings_of(part))
        return any(is_about_others(name) and name.casefold() not in self.name.casefold() for name in names)


def _drawing_around(text: LexborNode) -> LexborNode | None:
    """The drawing in which letters stand, if they are shown there."""
    around = lineage(text.parent, DEEPEST_DRAWING)
    kept = any(part.tag in _UNDRAWN for part in around)
    return None if kept else next((above for above in around if above.tag == "svg"), None)
