"""Parts of a page that are about something else than its product, by their tag, their role, their names or the heading over them."""

import re

from selectolax.lexbor import LexborNode

from coatcheck.sources.html.document import attribute, clean, lineage
from coatcheck.sources.html.language.labels import is_label
from coatcheck.sources.html.language.reading import read_words, says_this, speaks_of_stock
from coatcheck.sources.html.language.sentences import without_prices, words
from coatcheck.sources.html.seen.hiding import LONGEST_STYLE, is_hidden
from coatcheck.sources.html.seen.names import (
    is_named_for_notices,
    is_named_for_other_things,
    is_named_for_the_visit,
    words_of,
)
from coatcheck.sources.html.seen.tiles import kind

OTHER_TAGS = frozenset({"nav", "dialog", "select"})
SECTIONS = frozenset({"article", "section", "aside", "form", "fieldset"})  # with a header and a footer of their own
OTHER_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "dialog", "alertdialog", "search", "tooltip", "menu", "listbox"}
)
_DIALOGS = frozenset({"modal", "dialog", "popup", "lightbox"})
_OPENED = frozenset(
    {"show", "shown", "open", "opened", "in", "active", "visible", "is-open", "is-active", "is-visible", "is-shown"}
)
_SHOWING = re.compile(r"display\s*:\s*(?:block|flex|grid)", re.IGNORECASE)
HEADED = 3  # levels within a part in which its heading stands first
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6", "summary", "legend"})
MOST_SAID = 120  # characters of a part that may say nothing but an absence
PARTED = "\0"


def is_apart(node: LexborNode) -> bool:
    """Return whether an element is by its tag or role a part of every page: its head, its foot, a menu, a dialog."""
    if node.tag in OTHER_TAGS or attribute(node, "role") in OTHER_ROLES:
        return True
    return is_footer(node) or (node.tag == "header" and node.parent is not None and node.parent.tag == "body")


def is_opened(part: LexborNode) -> bool:
    """Return whether an element is a dialog that is open when the page comes: <dialog open>, or one whose class or style says that it is shown."""
    if part.tag == "dialog":
        return "open" in part.attributes
    attributes = part.attributes
    names = (attributes.get("class") or "").lower().split()
    if attributes.get("role") not in ("dialog", "alertdialog") and _DIALOGS.isdisjoint(
        word for name in names for word in words_of(name)
    ):
        return False
    return not _OPENED.isdisjoint(names) or _SHOWING.search(attributes.get("style") or "", 0, LONGEST_STYLE) is not None


def is_for_other_things(node: LexborNode) -> bool:
    """Return whether an element is apart, or named for other products, for opinions or for the visit; a list to choose from isn't."""
    return (is_apart(node) and attribute(node, "role") != "listbox") or is_named_for_other_things(names_of(node))


def is_footer(node: LexborNode) -> bool:
    """Return whether this is the page's footer, and not an article's: https://html.spec.whatwg.org/multipage/sections.html#the-footer-element"""
    return node.tag == "footer" and not any(above.tag in SECTIONS for above in lineage(node)[1:])


def is_main(node: LexborNode) -> bool:
    """Return whether an element is the main part of a page."""
    return node.tag == "main" or attribute(node, "role") == "main"


def is_shown(node: LexborNode) -> bool:
    """Return whether nothing hides this element; where it stands doesn't matter."""
    return not any(is_hidden(above) or above.tag in OTHER_TAGS or is_footer(above) for above in lineage(node))


def is_unnoticed(part: LexborNode) -> bool:
    """Return whether nobody sees a part, or it is a menu, a footer, or a list of other products or opinions."""
    if (
        is_hidden(part)
        or part.tag in OTHER_TAGS
        or is_footer(part)
        or attribute(part, "role") in ("navigation", "contentinfo", "search", "menu", "listbox")
    ):
        return True
    names = names_of(part)
    return bool(names) and is_named_for_other_things(names) and not is_named_for_notices(names)


def names_of(part: LexborNode) -> str:
    """Return the names of a part, parted by blanks; "" where it has none."""
    attributes = part.attributes
    return " ".join(filter(None, (attributes.get("id"), attributes.get("class"), attributes.get("data-component"))))


def only_says_absence(part: LexborNode, names: str) -> bool:
    """Return whether a small part that is named for opinions or letters holds an absence and nobody's name: "4.5 stars | Sold out"."""
    if not is_named_for_the_visit(names):
        return False
    pieces = [clean(piece) for piece in part.text(separator=PARTED).split(PARTED)]
    if sum(map(len, pieces)) > MOST_SAID or part.css_first("a[href], select, nav") is not None:
        return False
    headed = all(_is_absence(clean(heading.text())) for heading in part.css(", ".join(_HEADINGS)))
    return headed and any(map(_is_absence, pieces))


def only_says_this_is_gone(part: LexborNode, name: str) -> bool:
    """Return whether a part holds nothing but an absence and the product's name and price, like a bar at a page's foot; a footer has to name it."""
    pieces = [clean(piece).casefold() for piece in part.text(separator=PARTED).split(PARTED)]
    if sum(map(len, pieces)) > MOST_SAID or part.css_first("a[href], select, nav") is not None:
        return False
    named = bool(name and name.casefold() in pieces) if part.tag in ("footer", "header") else True
    said = [piece for piece in pieces if without_prices(piece).strip(" -–—|") and piece not in name.casefold()]
    return named and bool(said) and all(map(_is_absence, said))


def _is_absence(text: str) -> bool:
    return read_words(text, own=False).buyable is False


def headings_of(part: LexborNode) -> list[LexborNode]:
    """Return the headings over a part: its own first element, and the one right before it."""
    first = _first_element(part.child)
    for _ in range(HEADED):
        if first is None or first.tag in _HEADINGS or _is_first_of_several(first):
            break
        first = _first_element(first.child)
    before = part.prev
    while before is not None and not before.is_element_node:
        before = before.prev
    return [found for found in (first, before) if found is not None and found.tag in _HEADINGS]


def may_name_another(heading: LexborNode, name: str) -> bool:
    """Return whether a heading may be another thing's name: it speaks of no stock, and shares no word with the product's name."""
    text = clean(heading.text())
    known = speaks_of_stock(text) or says_this(text) or is_label(text)
    return not known and frozenset(words(name)).isdisjoint(words(text))


def _is_first_of_several(part: LexborNode) -> bool:
    """Whether the part that follows is of the same kind and begins with a heading of the same level: each has its own."""
    own, following = _first_element(part.child), _first_element(part.next)
    after = _first_element(following.child) if following is not None and kind(following) == kind(part) else None
    return own is not None and after is not None and own.tag == after.tag and own.tag in _HEADINGS


def _first_element(node: LexborNode | None) -> LexborNode | None:
    while node is not None and not node.is_element_node:
        node = node.next
    return node
