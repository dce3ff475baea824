"""What a person reads on the page about its product: the statements of `statements.py`, as an account like any other."""

from collections.abc import Mapping, Sequence

from selectolax.lexbor import LexborNode, SelectolaxError

from coatcheck.errors import Invalid, Unreadable
from coatcheck.model import Availability, Offer, Product, Variant, Witness
from coatcheck.ports import Option
from coatcheck.sources.html.document import Document, clean, place
from coatcheck.sources.html.statements import Statements
from coatcheck.sources.html.visible import Scene
from coatcheck.sources.html.words import read_words

NAME = "page-text"
BUTTON = "buy-button"
OPTIONS = (
    Option("selector", "a CSS selector of the element that states the stock; only its words count"),
    Option("in_stock", "words that mean it can be had, several parted by |"),
    Option("out_of_stock", "words that mean it can't be had, several parted by |"),
)
UNKNOWN = Availability.UNKNOWN
SHOWN = 80  # characters of a statement that are shown as evidence
MOST_SHOWN = 5


def read_page_words(document: Document, read: Statements) -> Product | None:
    """The page's product by its visible words; None where nothing on the page speaks of stock."""
    said = [*read.stated, *(button for button in read.buttons if button.meaning is not Availability.IN_STOCK)]
    if not said:
        return None
    return _account(document, NAME, verdict(read), [statement.words for statement in said])


def read_buy_button(document: Document, read: Statements) -> Product | None:
    """The page's product by a button that buys it, with no word beside it that says otherwise; else None."""
    if read.stated or {button.meaning for button in read.buttons} != {Availability.IN_STOCK}:
        return None
    return _account(document, BUTTON, Availability.IN_STOCK, [button.words for button in read.buttons])


def read_own_rule(document: Document, options: Mapping[str, str]) -> Product:
    """The page's product by the selector and phrases that the watch gives.

    Raises `Unreadable` where the selector finds nothing, `Invalid` where it is none.
    """
    return _account(document, NAME, *_by_own_rule(document, options))


def has_own_rule(options: Mapping[str, str]) -> bool:
    return any(options.get(option.name) for option in OPTIONS)


def verdict(read: Statements) -> Availability:
    """What the statements prove; UNKNOWN where they, or a statement and a button, contradict each other.

    A button that sells proves nothing here: scripts may switch it off. One that says "sold out" does.
    """
    meanings = {statement.meaning for statement in read.stated}
    pressed = {button.meaning for button in read.buttons} - {UNKNOWN}
    if not meanings:
        return pressed.pop() if len(pressed) == 1 else UNKNOWN
    if len({meaning.buyable for meaning in meanings | pressed}) > 1:
        return UNKNOWN
    return next((meaning for meaning in (*meanings, *pressed) if meaning.advance), min(meanings))


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
        return UNKNOWN, [*found[True], *found[False]]
    return (Availability.IN_STOCK, found[True]) if found[True] else (Availability.OUT_OF_STOCK, found[False])


def _own_phrases(line: str | None) -> list[str]:
    return [_plain(phrase) for phrase in (line or "").split("|") if phrase.strip()]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _selected(document: Document, selector: str) -> list[str]:
    try:
        nodes = document.tree.css(selector)
    except SelectolaxError as error:
        raise Invalid(f"{selector!r} is not a CSS selector: {error}") from error
    if not nodes:
        raise Unreadable(f"The page has nothing that matches the selector {selector!r}.")
    return [clean(node.text(separator=" ")) for node in nodes]


def visible_texts(document: Document) -> list[str]:
    """Every text that a person sees, in the page's order."""
    scene = Scene(document)
    body: LexborNode | None = document.tree.body
    texts = [clean(node.text(deep=False)) for node in (body.css("*") if body else []) if scene.shows(node)]
    return [text for text in texts if text]


def _account(document: Document, witness: str, availability: Availability, texts: Sequence[str]) -> Product:
    title = next(iter(document.headings), "")
    witnesses = tuple(Witness(name=witness, says=text[:SHOWN]) for text in dict.fromkeys(texts) if text)[:MOST_SHOWN]
    identity = place(document.canonical or document.answer.url)
    variant = Variant(id=identity, title=title, offer=Offer(availability=availability, witnesses=witnesses))
    return Product(id=identity, title=title, url=document.canonical, variants=(variant,))
