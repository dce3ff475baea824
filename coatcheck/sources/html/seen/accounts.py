"""What a person reads on the page about its product: the statements of `statements.py`, as accounts like any other."""

from collections.abc import Sequence

from msgspec.structs import replace

from coatcheck.model import Availability, Offer, Product, Variant, Witness
from coatcheck.sources.html.document import Document
from coatcheck.sources.html.language.reading import read_button
from coatcheck.sources.html.language.readings import together
from coatcheck.sources.html.seen.finding import Statement
from coatcheck.sources.html.seen.kinds import the_one_named
from coatcheck.sources.html.seen.statements import NOT_FILLED, NOTHING_TO_CHOOSE, Statements

NAME = "page-text"
BUTTON = "buy-button"
OFF = " (can't be pressed)"
UNKNOWN = Availability.UNKNOWN
LIMITED = Availability.LIMITED_AVAILABILITY
SHOWN = 80  # characters of a statement that are shown as evidence
MOST_SHOWN = 5


def read_page_words(document: Document, read: Statements) -> list[Product]:
    """Read the page's product by its visible words; empty where nothing on the page speaks of stock, UNKNOWN where they only cast doubt.

    Two accounts where the page contradicts itself: one for what can be had, one for what can't.
    """
    telling = (button for button in read.buttons if button.meaning not in (UNKNOWN, Availability.IN_STOCK))
    said = [*read.stated, *telling]
    meaning = together({statement.meaning for statement in said})
    if not said:
        doubtful = read.doubts or read.unread
        return [account(document, NAME, UNKNOWN, doubtful)] if doubtful else []
    if meaning is not UNKNOWN:
        return [account(document, NAME, meaning, _texts(said))]
    sides = ([each for each in said if each.meaning.buyable is side] for side in (True, False))
    return [account(document, NAME, together({each.meaning for each in side}), _texts(side)) for side in sides]


def read_buy_button(document: Document, read: Statements, believed: bool) -> Product | None:
    """Read the page's product by a button that buys it, with no word beside it that says otherwise; else None.

    Scripts may switch it off later, so it proves nothing alone: `believed` is whether the page says more of an offer.
    """
    if read.stated or {button.meaning for button in read.buttons} - {UNKNOWN} - {Availability.IN_STOCK}:
        return None
    if not read.buttons:
        return None
    sells = believed and not read.doubts and any(button.meaning is Availability.IN_STOCK for button in read.buttons)
    return account(
        document, BUTTON, Availability.IN_STOCK if sells else UNKNOWN, [_on(button) for button in read.buttons]
    )


def _on(button: Statement) -> str:
    """What is written on a button; one that would buy and can't be pressed is told from one that can."""
    unsure = button.meaning is UNKNOWN and not button.words.endswith((NOT_FILLED, NOTHING_TO_CHOOSE))
    off = unsure and read_button(button.words).buyable
    return f"{button.words[: SHOWN - len(OFF)]}{OFF}" if off else button.words


def doubted(product: Product, read: Statements) -> Product:
    """Return a product as the page's words leave it: nothing that they speak against is certain to be there.

    Words that name no variant count where every variant can be had, since the one that is chosen may be meant; those that
    name one are of that one alone.
    """
    spoken = {variant.id: text for text in read.of_choices if (variant := the_one_named(text, product)) is not None}
    whole = all(variant.offer.availability.buyable for variant in product.variants) and bool(read.doubts)
    variants = (
        _doubted(variant, read.doubts if whole else [spoken[variant.id]] if variant.id in spoken else [])
        for variant in product.variants
    )
    claim = replace(product.offer, availability=UNKNOWN) if product.offer and whole else product.offer
    return replace(product, variants=tuple(variants), offer=claim)


def _doubted(variant: Variant, doubts: Sequence[str]) -> Variant:
    if not doubts or not variant.offer.availability.buyable:
        return variant
    said = dict.fromkeys((*variant.offer.witnesses, *_witnesses(NAME, doubts)))
    return replace(variant, offer=replace(variant.offer, availability=UNKNOWN, witnesses=tuple(said)))


def settled(account: Product, read: Statements) -> Product:
    """Return an account of structured data, as the page's words settle it where its own word is doubtful.

    Shopware writes LimitedAvailability beside "no longer available". OUT_OF_STOCK, then, where the elements named for
    it state nothing but an absence, and no button buys it. Any other account is as it was.
    https://github.com/shopware/shopware/blob/trunk/src/Storefront/Resources/views/storefront/component/delivery-information.html.twig
    """
    words = {witness.says for variant in account.variants for witness in variant.offer.witnesses}
    if len(account.variants) > 1 or words != {LIMITED.value} or not _is_plain_absence(read):
        return account
    offer = replace(account.variants[0].offer, availability=Availability.OUT_OF_STOCK)
    return replace(account, variants=(replace(account.variants[0], offer=offer),))


def _is_plain_absence(read: Statements) -> bool:
    absent = {statement.meaning.buyable for statement in read.stated} == {False}
    return read.named and absent and not any(button.meaning.buyable for button in read.buttons)


def _texts(statements: Sequence[Statement]) -> list[str]:
    return [statement.words for statement in statements]


def account(document: Document, witness: str, availability: Availability, texts: Sequence[str]) -> Product:
    """Return the page's product, by these of its words."""
    title = next(iter(document.headings), "")
    offer = Offer(availability=availability, witnesses=_witnesses(witness, texts))
    variant = Variant(id=document.identity, title=title, offer=offer)
    return Product(id=variant.id, title=title, url=document.canonical, variants=(variant,))


def _witnesses(name: str, texts: Sequence[str]) -> tuple[Witness, ...]:
    return tuple(Witness(name=name, says=text[:SHOWN]) for text in dict.fromkeys(texts) if text)[:MOST_SHOWN]
