"""Every statement on stock that stands anywhere on a page, those that the rules leave out among them: somebody points at the right one."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from selectolax.lexbor import LexborNode, SelectolaxError

from coatcheck.model import Availability, Frozen
from coatcheck.sources.html.document import Document, attribute, lineage
from coatcheck.sources.html.language.reading import read_button, read_words
from coatcheck.sources.html.seen.apart import is_apart
from coatcheck.sources.html.seen.buttons import is_button, is_disabled, words_on
from coatcheck.sources.html.seen.hiding import is_hidden
from coatcheck.sources.html.seen.lines import Line, seen_text
from coatcheck.sources.html.seen.named import is_to_be_filled, named_elements
from coatcheck.sources.html.seen.scene import Scene
from coatcheck.sources.html.seen.tiles import Whose

UNKNOWN = Availability.UNKNOWN
MOST = 60  # statements of one page
MOST_LOOKED_AT = 200
MOST_BUTTONS = 200  # that are looked at
MOST_LEVELS = 12  # of a selector
MOST_PLACES = 1000  # elements before one of their kind
HIGHEST_LINE = 4  # levels in which a line's words are put together
LONGEST = 200  # characters of a statement
LONGEST_AROUND = 80
HIGHEST_AROUND = 6  # levels
_BUTTONS = "button, input[type=submit], input[type=button], [role=button], a[class*=btn i], a[class*=button i]"
_NAME = re.compile(r"[A-Za-z][\w-]{0,60}")
# Classes that name a state are gone when the state is: "sold-out", "in-stock", "is-disabled", "gone"; "availability" names none
_STATE = re.compile(
    r"out|sold|avail(?!ability)|instock|in-stock|disabled|active|hidden|selected|error|success|warning|danger|gone|empty|oos|ended|closed|expired|preorder|pre-order|backorder",
    re.I,
)


class Pointed(Frozen, frozen=True):
    """A statement on stock, wherever it stands: its words, how they read, where, and why the rules leave it out ("" where they don't).

    `around`: what a person reads with it ("S €20.00 SOLD OUT"), which tells it from others alike; "" where that is the whole page.
    `selector` finds its element, and on this page no other; it names no class that tells a state.
    """

    words: str
    reading: Availability
    place: str
    selector: str
    left_out: str = ""
    around: str = ""


def statements_anywhere(document: Document) -> tuple[Pointed, ...]:
    """Return every statement on stock that the page holds, in its order, those that count first; 60 at the most."""
    scene = Scene(document, whole=True)
    found: dict[str, Pointed] = {}
    known: dict[int, str] = {}  # the words of each element that is listed
    for node, text in islice(_candidates(document, scene), MOST_LOOKED_AT):
        selector = selector_of(document, node)
        if text and selector and selector not in found and not _is_said(node, text, known):
            meaning = read_button(text) if is_button(node) else read_words(text, own=True)
            left_out = _left_out(scene, node, meaning)
            found[selector] = Pointed(text[:LONGEST], meaning, _place(node), selector, left_out, _around(node, text))
            known[node.mem_id] = text
    return tuple(sorted(found.values(), key=lambda each: bool(each.left_out))[:MOST])


def _is_said(node: LexborNode, text: str, known: Mapping[int, str]) -> bool:
    """Whether an element around this one is listed with the same words: it stays where they go."""
    return any(known.get(above.mem_id) == text for above in lineage(node))


def _around(node: LexborNode, text: str) -> str:
    """The words of the innermost block that says more than the statement itself."""
    blocks = (seen_text(above) for above in lineage(node)[:HIGHEST_AROUND] if above.tag != "body")
    more = next((words for words in blocks if len(words) > len(text)), "")
    return f"{more[:LONGEST_AROUND]}…" if len(more) > LONGEST_AROUND else more


def selector_of(document: Document, node: LexborNode) -> str:
    """Return a CSS selector that finds this element alone, by ids and classes where they tell it apart, else by its place; "" for none."""
    return _unique(document, node, by_place=False) or _unique(document, node, by_place=True)


def _unique(document: Document, node: LexborNode, by_place: bool) -> str:
    """The shortest chain of steps that finds this element alone; where names don't suffice, `by_place` counts its kind."""
    steps: list[str] = []
    for above in lineage(node)[:MOST_LEVELS]:
        steps.insert(0, _step(above))
        if by_place and _finds(document, " > ".join(steps)) != 1:
            steps[0] = _numbered(above)
        selector = " > ".join(steps)
        if _finds(document, selector) == 1:
            return selector
    return ""


def _candidates(document: Document, scene: Scene) -> Iterator[tuple[LexborNode, str]]:
    """Elements that are named for stock, buttons that buy or refuse, and lines with words on stock."""
    yield from ((node, text) for node, text, _ in named_elements(document) if not is_to_be_filled(node))
    for node in document.tree.css(_BUTTONS)[:MOST_BUTTONS]:
        if read_button(words_on(node)) is not UNKNOWN:
            yield node, words_on(node)
    for line in scene.lines:
        node = _whole(line)
        yield node, seen_text(node)


def _whole(line: Line) -> LexborNode:
    """The innermost element around a line's words on stock whose words say something for certain: "Sold <b>out</b>"."""
    around = (above for above in lineage(line.node)[:HIGHEST_LINE] if len(seen_text(above)) <= LONGEST)
    return next((above for above in around if read_words(seen_text(above), own=True) is not UNKNOWN), line.node)


def _left_out(scene: Scene, node: LexborNode, meaning: Availability) -> str:
    """Why the rules leave a statement out; "" where they don't."""
    if any(map(is_hidden, lineage(node))):
        return "it is hidden"
    if any(map(is_apart, lineage(node))):
        return "it stands in a menu, a head, a foot or a dialog, as on every page"
    if scene.whose(node) is not Whose.OWN:
        return "it stands in one of several blocks, which looks like another product's"
    if not scene.shows(node):
        return "it stands in a part that seems to be about something else"
    if not scene.is_in_main(node):
        return "it stands outside of the page's main part"
    if is_button(node) and is_disabled(node):
        return "it is a button that can't be pressed"
    if is_button(node) and meaning.buyable:
        return "a button proves nothing alone: a script may switch it off"
    return "its words say nothing for certain" if meaning is UNKNOWN else ""


def _place(node: LexborNode) -> str:
    """Where an element stands, from outside in: "main > div.info > p.stock"."""
    return " > ".join(_step(above) for above in reversed(lineage(node)[:3]))


def _step(node: LexborNode) -> str:
    name = attribute(node, "id")
    if _NAME.fullmatch(name) and not _STATE.search(name):
        return f"{node.tag}#{name}"
    classes = [each for each in attribute(node, "class").split() if _NAME.fullmatch(each) and not _STATE.search(each)]
    return ".".join([str(node.tag), *classes[:3]])


def _numbered(node: LexborNode) -> str:
    """An element by its place among those of its tag."""
    place, before = 1, node.prev
    while before is not None and place < MOST_PLACES:
        place += before.is_element_node and before.tag == node.tag
        before = before.prev
    return f"{node.tag}:nth-of-type({place})"


def _finds(document: Document, selector: str) -> int:
    try:
        return len(document.tree.css(selector))
    except SelectolaxError:
        return 0
