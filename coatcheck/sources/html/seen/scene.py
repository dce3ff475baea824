"""Which parts of a page a person sees, and which of these are about the page's own product.

What is found to be another product's is left out. What may be is heard where it speaks against stock, and not where it speaks for it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from selectolax.lexbor import LexborNode

from coatcheck.model import Availability
from coatcheck.sources.html.document import Document, attribute, clean, lineage
from coatcheck.sources.html.language.closures import may_close
from coatcheck.sources.html.language.headings import is_about_others
from coatcheck.sources.html.language.reading import read_button
from coatcheck.sources.html.language.readings import NOTHING_SAID
from coatcheck.sources.html.seen.apart import (
    OTHER_TAGS,
    headings_of,
    is_apart,
    is_footer,
    is_for_other_things,
    is_main,
    names_of,
    only_says_absence,
)
from coatcheck.sources.html.seen.buttons import words_on
from coatcheck.sources.html.seen.hiding import HIGHEST, is_hidden, is_hidden_from_sight
from coatcheck.sources.html.seen.inherited import Inherited
from coatcheck.sources.html.seen.labelled import labelled_values
from coatcheck.sources.html.seen.lines import Line, Lines, Texts, label_of
from coatcheck.sources.html.seen.names import (
    is_named_for_notices,
    is_named_for_other_things,
    is_named_for_others,
)
from coatcheck.sources.html.seen.tiles import Tiles, Whose, is_price, kind

BESIDE = 3  # levels above the product's name that are still about the product, in all shops' pages
MOST_TITLES = 50  # elements that may name the product
MOST_NEAR = 300  # elements that may be the product's price
DEEPEST_DRAWING = 8  # levels within a drawing in which it has letters
_UNDRAWN = frozenset({"defs", "symbol", "desc", "metadata"})  # of a drawing, kept for others
_PLAIN_TAGS = ("span", "p", "div", "strong", "b", "em", "td", "dd", "ins", "bdi", "h2", "h3", "h4")
_PLAIN_TEXT = ", ".join(_PLAIN_TAGS)
_PRICED = '[class*="price" i], [itemprop~="price"]'
_SIGNS = r"[$€£¥₹₽₩₴₺₫฿₪]|\b(?:EUR|USD|GBP|CHF|JPY|CAD|AUD|SEK|NOK|DKK|PLN|CZK|HUF|RON|kr|zł|Kč|Ft|lei|лв|руб|грн|CA|US)\b\.?|円|元"
_PRICE = re.compile(rf"(?:{_SIGNS})\s?\d|\d\s?(?:{_SIGNS})")
_DIGIT = re.compile(r"\d")
_TITLES = (
    '[itemtype*="schema.org/Product" i] h1',
    "h1",
    "#productTitle",
    '[class*="product-title" i], [class*="product_title" i], [class*="product-name" i], [class*="productname" i], [class*="producttitle" i]',
    '[itemprop~="name"]',
    "h2",
)
# Fields that nobody can fill, each by the mark without which a page holds none
_FIXED_FIELDS = {"input[readonly]": "[readonly]", "input[disabled]": "[disabled]"}


class Scene:
    """The page as a person sees it, around the name of its product."""

    def __init__(self, document: Document, whole: bool = False) -> None:
        """`whole`: lines in parts that are surely about something else are read as well."""
        self.document, self.whole = document, whole
        self._shown = Inherited(self._shown_within, Whose.OWN, Whose.OTHER)
        self._hidden = Inherited(lambda _, part: is_hidden(part), False, True)
        self._apart = Inherited(self._apart_within, False, None)
        self._unnoticed = Inherited(lambda _, part: _is_unnoticed(part), False, True)
        self._parts: dict[int, Whose] = {}
        self._holding: dict[int, bool] = {}

    @cached_property
    def title(self) -> LexborNode | None:
        """The element that names the product; None where no element plainly does: cards side by side name one each."""
        named = self._titles
        return named[0] if named and not _is_one_of(named[0], named) else None

    @property
    def has_names(self) -> bool:
        """Whether anything on the page bears a name, be it one of many."""
        return bool(self._titles)

    @cached_property
    def _titles(self) -> list[LexborNode]:
        """The elements that may name the product, the first one that a person sees in front."""
        for selector in _TITLES:
            if "itemtype" in selector and "itemtype" not in self.document.marks:
                continue
            named = [node for node in self.document.tree.css(selector)[:MOST_TITLES] if clean(node.text())]
            own = (node for node in named if node.tag == "h1" or self._may_be_title(clean(node.text()), selector))
            found = next((node for node in own if self._seen(node)), None)
            if found is not None:
                return [found, *(node for node in named if node.mem_id != found.mem_id)]
        return []

    def _may_be_title(self, text: str, selector: str) -> bool:
        """Whether a heading may name the product; one of a plain part, like "Details", only if the page is called a word of it."""
        if is_about_others(text):
            return False
        called = " ".join(self.document.headings).casefold()
        return selector != "h2" or not called or any(word in called for word in text.casefold().split())

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

    def may_be_item(self, node: LexborNode) -> bool:
        """Return whether an element may speak of one of several things that the page sells: side by side they look like other products."""
        return self.may_be_own(node) or (self.sees(node) and not self.names_another_page(node))

    def sees(self, node: LexborNode) -> bool:
        """Return whether a person sees this element, and not in a part that is by its tag, name or heading about something else."""
        return self._seen_as(node) is not Whose.OTHER

    def is_in_main(self, node: LexborNode) -> bool:
        """Return whether an element stands in the main part of the page, or the page has none around its product's name."""
        return self.main is None or any(above.mem_id == self.main for above in lineage(node))

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
        return found

    def _ends_parts(self, part: LexborNode) -> bool:
        """Whether an element holds the product's name, or everything."""
        return part.mem_id in self.around_title or part.tag in ("body", "html", "main")

    def names_another_page(self, node: LexborNode) -> bool:
        """Return whether an element lies in a link: its words are the name of the page that it leads to."""
        return any(above.tag == "a" and self._tiles.address(above) for above in lineage(node, BESIDE + 1))

    def distance(self, node: LexborNode) -> int:
        """Return how far out from the title one has to go to find something that holds this element as well."""
        steps = (self.around_title[step.mem_id] for step in lineage(node) if step.mem_id in self.around_title)
        return next(steps, len(self.around_title))

    @cached_property
    def _tiles(self) -> Tiles:
        return Tiles(
            self.document,
            self.name,
            lambda part: part.mem_id in self._speaking,
            self._is_own,
            lambda part: part.mem_id in self.around_title,
        )

    def _is_own(self, part: LexborNode) -> bool:
        """Whether a part holds the product's price, or the form that sells it, or lies in that form."""
        return part.mem_id in self._own or any(above.mem_id in self._forms for above in lineage(part))

    @cached_property
    def lines(self) -> list[Line]:
        """The lines that may speak of stock."""
        return list(self.lines_among(bool if self.whole else self.sees))

    def lines_among(self, is_seen: Callable[[LexborNode], bool]) -> Iterator[Line]:
        """Go through the lines that may speak of stock, of the elements that are worth reading."""
        body = self.document.tree.body
        yield from Lines(body, is_seen, self._texts).telling()
        yield from labelled_values(body, is_seen, self.document.marked(_FIXED_FIELDS))

    @cached_property
    def notices(self) -> list[Line]:
        """The lines that a person sees outside of the page's main part, in no menu and no footer, and those in bars and boxes that are named for notices."""
        texts = (text for text in self._texts if may_close(text.text_content or ""))
        return list(Lines(self.document.tree.body, self._is_notice, texts).telling())

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
            opened = part.tag == "dialog" and "open" in part.attributes
            return Whose.PERHAPS_OTHER if opened else Whose.OTHER
        names = names_of(part)
        if names and is_named_for_others(names, False):
            surely = is_named_for_others(names, True) and not self._is_own(part)
            return Whose.OTHER if surely and not only_says_absence(part, names) else Whose.PERHAPS_OTHER
        return Whose.OTHER if self._is_headed_for_others(part) and not self._is_own(part) else Whose.OWN

    def _is_headed_for_others(self, part: LexborNode) -> bool:
        """Whether a heading over a part says that something else follows; one that bears the product's name doesn't."""
        names = (clean(heading.text()) for heading in headings_of(part))
        return any(is_about_others(name) and name.casefold() not in self.name.casefold() for name in names)

    @cached_property
    def _own(self) -> frozenset[int]:
        """The marks of what holds the product's price, or a form that sells it: of those outside of tiles, the ones nearest to its name."""
        return frozenset(above.mem_id for node in (*self._prices, *self._forms.values()) for above in lineage(node))

    @cached_property
    def _forms(self) -> dict[int, LexborNode]:
        """The forms nearest to the product's name that put something into a cart, by their marks."""
        return {form.mem_id: form for form in self._nearest("form", _sells)}

    @property
    def has_price(self) -> bool:
        """Whether the page shows a price that may be its product's."""
        return bool(self._prices)

    @cached_property
    def _prices(self) -> list[LexborNode]:
        """The prices nearest to the product's name, outside of tiles: elements that are called so, else those that look so."""
        return self._nearest(_PRICED, is_price) or self._nearest(_PLAIN_TEXT, _looks_like_a_price)

    def _nearest(self, selector: str, fits: Callable[[LexborNode], bool]) -> list[LexborNode]:
        """The elements of a kind that stand nearest to the product's name, in no tile or part apart."""
        around = lineage(self.title) or [node for node in (self.document.tree.body,) if node is not None]
        known: set[int] = set()
        for within in _widening(around, selector, fits) if around else ():
            listed = [node for node in within if node.mem_id not in known]
            found = [node for node in listed if fits(node) and self._may_be_anchor(node)]
            if found or len(known) >= MOST_NEAR:
                return found
            known.update(node.mem_id for node in listed)
        return []

    def _may_be_anchor(self, node: LexborNode) -> bool:
        return all(map(self._may_hold_anchor, lineage(node)))

    def _may_hold_anchor(self, part: LexborNode) -> bool:
        if part.mem_id not in self._holding:
            self._holding[part.mem_id] = not is_hidden(part) and (
                part.mem_id in self.around_title or part.tag in ("body", "html") or self._is_no_others(part)
            )
        return self._holding[part.mem_id]

    def _is_no_others(self, part: LexborNode) -> bool:
        """Whether a part is plainly no other product's, and named for nothing else."""
        if is_apart(part) or self._tiles.is_plain(part):
            return False
        return not is_named_for_other_things(names_of(part)) or _has_buy_button(part)

    def _seen(self, node: LexborNode) -> bool:
        """Whether nothing hides this element; where it stands doesn't matter."""
        return not any(is_hidden(above) or above.tag in OTHER_TAGS or is_footer(above) for above in lineage(node))


def _is_unnoticed(part: LexborNode) -> bool:
    """Whether nobody sees a part, or it is a menu, a footer, or a list of other products or opinions."""
    if (
        is_hidden(part)
        or part.tag in OTHER_TAGS
        or is_footer(part)
        or attribute(part, "role") in ("navigation", "contentinfo", "search", "menu", "listbox")
    ):
        return True
    names = names_of(part)
    return bool(names) and is_named_for_other_things(names) and not is_named_for_notices(names)


def _drawing_around(text: LexborNode) -> LexborNode | None:
    """The drawing in which letters stand, if they are shown there."""
    around = lineage(text.parent, DEEPEST_DRAWING)
    kept = any(part.tag in _UNDRAWN for part in around)
    return None if kept else next((above for above in around if above.tag == "svg"), None)


def _widening(
    around: list[LexborNode], selector: str, fits: Callable[[LexborNode], bool]
) -> Iterator[list[LexborNode]]:
    """The first elements of a kind in each of these, every one of which holds the one before: what lies in that isn't searched again."""
    inner, within = around[0], around[0].css(selector)[:MOST_NEAR]
    yield within
    for above in around[1:]:
        before: list[LexborNode] = [above] if fits(above) else []
        after: list[LexborNode] = []
        side = before
        for child in above.iter():
            if child.mem_id == inner.mem_id:
                side = after
            elif len(side) < MOST_NEAR:
                side += child.css(selector)
        inner, within = above, [*before, *within, *after][:MOST_NEAR]
        yield within


def _has_buy_button(part: LexborNode) -> bool:
    """Whether a button in a part sells something, or says that it is sold out."""
    return any(
        read_button(words_on(button)) is not Availability.UNKNOWN
        for button in part.css("button, input[type=submit]")[:5]
    )


def _looks_like_a_price(node: LexborNode) -> bool:
    own = node.text(deep=False) if node.tag in _PLAIN_TAGS else ""
    return _DIGIT.search(own) is not None and _PRICE.search(own) is not None


def _sells(form: LexborNode) -> bool:
    """Whether a form is one that puts something into a cart."""
    if form.tag != "form":
        return False
    names = " ".join(attribute(form, name) for name in ("action", "class", "id", "name")).lower()
    return any(word in names for word in ("cart", "basket", "checkout", "bag", "buy", "purchase", "product", "order"))


def _is_one_of(title: LexborNode, others: list[LexborNode]) -> bool:
    """Whether another of these titles stands in a part beside this one's, of the same kind."""
    parts = {above.parent.mem_id: above for above in lineage(title)[1:HIGHEST] if above.parent is not None}
    for other in others:
        for above in lineage(other)[1:HIGHEST]:
            part = parts.get(above.parent.mem_id) if above.parent is not None else None
            if part is not None:
                if part.mem_id != above.mem_id and kind(above)[1] and kind(part) == kind(above):
                    return True
                break
    return False
