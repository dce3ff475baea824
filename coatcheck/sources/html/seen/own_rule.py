"""What a page says by the watch's own rule: a selector, and phrases."""

from collections.abc import Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from coatcheck.errors import Invalid, Unreadable
from coatcheck.model import Availability, Product
from coatcheck.ports import Option
from coatcheck.sources.html.document import Document, clean
from coatcheck.sources.html.language.reading import read_words
from coatcheck.sources.html.seen.accounts import NAME, account
from coatcheck.sources.html.seen.lines import seen_text
from coatcheck.sources.html.seen.scene import Scene

UNKNOWN = Availability.UNKNOWN
SELECTED = "selected-text"  # what the watch's own rule finds where it tells nothing
NO_WORDS = "(no words)"
OPTIONS = (
    Option("selector", "a CSS selector of the element that states the stock; only its words count"),
    Option("in_stock", "words that mean it can be had, several parted by |"),
    Option("out_of_stock", "words that mean it can't be had, several parted by |"),
)


def read_own_rule(document: Document, options: Mapping[str, str]) -> Product:
    """Read the page's product by the selector and phrases that the watch gives.

    Raises `Unreadable` where the selector finds nothing, `Invalid` where it is none.
    """
    document = Document(document.answer, document.limits, whole=True)
    meaning, texts = _by_own_rule(document, options)
    return account(document, NAME if meaning is not UNKNOWN else SELECTED, meaning, texts)


def has_own_rule(options: Mapping[str, str]) -> bool:
    return any(options.get(option.name) for option in OPTIONS)


def require_selector(options: Mapping[str, str]) -> None:
    """Raise `Invalid` where the watch's selector is none."""
    if selector := options.get("selector"):
        _select(LexborHTMLParser("<p>"), selector)


def _by_own_rule(document: Document, options: Mapping[str, str]) -> tuple[Availability, list[str]]:
    """What the watch's own selector and phrases find."""
    selector = options.get("selector")
    texts = _selected(document, selector) if selector else visible_texts(document)
    wanted = {True: _own_phrases(options.get("in_stock")), False: _own_phrases(options.get("out_of_stock"))}
    if not wanted[True] and not wanted[False]:
        said = {read_words(text, own=True) for text in texts} - {UNKNOWN}
        return (said.pop() if len(said) == 1 else UNKNOWN), texts
    found = {
        side: [text for text in texts if any(phrase in _plain(text) for phrase in wanted[side])]
        for side in (True, False)
    }
    if bool(found[True]) == bool(found[False]):
        return UNKNOWN, [*found[True], *found[False]] or (texts if selector else [])
    return (Availability.IN_STOCK, found[True]) if found[True] else (Availability.OUT_OF_STOCK, found[False])


def _own_phrases(line: str | None) -> list[str]:
    return [_plain(phrase) for phrase in (line or "").split("|") if phrase.strip()]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _selected(document: Document, selector: str) -> list[str]:
    nodes = _select(document.tree, selector)
    if not nodes:
        raise Unreadable(f"The page has nothing that matches the selector {selector!r}.")
    return [seen_text(node) or NO_WORDS for node in nodes]


def _select(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    try:
        return tree.css(selector)
    except SelectolaxError as error:
        raise Invalid(f"{selector!r} is not a CSS selector: {error}", "selector") from error


def visible_texts(document: Document) -> list[str]:
    """Return every text that a person sees, in the page's order."""
    scene = Scene(document)
    body: LexborNode | None = document.tree.body
    texts = [clean(node.text(deep=False)) for node in (body.css("*") if body else []) if scene.shows(node)]
    return [text for text in texts if text]
