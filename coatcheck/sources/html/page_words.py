"""What a person reads on the page about its product: the statements of `statements.py`, as accounts like any other."""

from collections.abc import Sequence

from coatcheck.model import Availability, Offer, Product, Variant, Witness
from coatcheck.sources.html.document import Document
from coatcheck.sources.html.statements import Statement, Statements
from coatcheck.sources.html.words import together

NAME = "page-text"
BUTTON = "buy-button"
UNKNOWN = Availability.UNKNOWN
SHOWN = 80  # characters of a statement that are shown as evidence
MOST_SHOWN = 5


def read_page_words(document: Document, read: Statements) -> list[Product]:
    """The page's product by its visible words; empty where nothing on the page speaks of stock.

    Two accounts where the page contradicts itself: one for what can be had, one for what can't.
    """
    telling = (button for button in read.buttons if button.meaning not in (UNKNOWN, Availability.IN_STOCK))
    said = [*read.stated, *telling]
    meaning = together({statement.meaning for statement in said})
    if not said:
        return []
    if meaning is not UNKNOWN:
        return [account(document, NAME, meaning, _texts(said))]
    sides = ([each for each in said if each.meaning.buyable is side] for side in (True, False))
    return [account(document, NAME, together({each.meaning for each in side}), _texts(side)) for side in sides]


def read_buy_button(document: Document, read: Statements, believed: bool) -> Product | None:
    """The page's product by a button that buys it, with no word beside it that says otherwise; else None.

    Scripts may switch it off later, so it proves nothing alone: `believed` is whether the page says more of an offer.
    """
    if read.stated or {button.meaning for button in read.buttons} - {UNKNOWN} - {Availability.IN_STOCK}:
        return None
    if not read.buttons:
        return None
    sells = believed and any(button.meaning is Availability.IN_STOCK for button in read.buttons)
    return account(document, BUTTON, Availability.IN_STOCK if sells else UNKNOWN, _texts(read.buttons))


def _texts(statements: Sequence[Statement]) -> list[str]:
    return [statement.words for statement in statements]


def account(document: Document, witness: str, availability: Availability, texts: Sequence[str]) -> Product:
    """The page's product, by these of its words."""
    title = next(iter(document.headings), "")
    witnesses = tuple(Witness(name=witness, says=text[:SHOWN]) for text in dict.fromkeys(texts) if text)[:MOST_SHOWN]
    variant = Variant(id=document.identity, title=title, offer=Offer(availability=availability, witnesses=witnesses))
    return Product(id=variant.id, title=title, url=document.canonical, variants=(variant,))
