"""What is offered, in the words for it: sizes of goods, theatres of a film, tickets of an event. Pure."""

from collections.abc import Iterable

from msgspec.structs import replace

from coatcheck.model import LISTED, Frozen, State


class OfferWords(Frozen, frozen=True):
    """How a page or text calls the variants of a watch, and what becomes of them."""

    size: str  # one of them
    sizes: str
    a_size: str
    all: str  # whichever; of an event each one
    there: str  # that one can be had
    gone: str
    restock: str  # the news
    when: str  # completes "We tell you"
    get: str  # the words of a link
    shop: str


GOODS = OfferWords(
    size="size",
    sizes="sizes",
    a_size="a size",
    all="any size",
    there="in stock",
    gone="sold out",
    restock="restock",
    when="when it is back",
    get="Get it at the shop",
    shop="Open the shop",
)
THEATRES = OfferWords(
    size="theatre",
    sizes="theatres",
    a_size="a theatre",
    all="all theatres",
    there="open",
    gone="not open",
    restock="ticket",
    when="when showings open",
    get="Get tickets",
    shop="Open the ticket shop",
)
PLACES = replace(
    THEATRES, size="place", sizes="places", a_size="a place", all="all places", when="when tickets are on sale"
)
TICKETS = OfferWords(
    size="ticket",
    sizes="tickets",
    a_size="a ticket",
    all="all tickets",
    there="on sale",
    gone="sold out",
    restock="ticket",
    when="when there are tickets",
    get="Get tickets",
    shop="Open the ticket shop",
)
EVERYTHING = frozenset({"any", "all", "everything", "both"}) | {
    f"{word} {name}"
    for word in ("any", "all")
    for words in (GOODS, THEATRES, PLACES, TICKETS)
    for name in (words.size, words.sizes)
}


def is_event(state: State | None) -> bool:
    """Return whether it is an event, and not goods."""
    return state is not None and (state.over_at is not None or any(variant.showings for variant in state.variants))


def offer_words(state: State | None) -> OfferWords:
    """Return the words for what a watch offers; those for goods before anything is known."""
    if state is None or not is_event(state):
        return GOODS
    offered = [variant for variant in state.variants if variant.id != LISTED]
    if not any("location" in variant.options for variant in offered):
        return TICKETS
    shown = [each for variant in offered for each in variant.showings]
    return THEATRES if not shown or any(each.in_language or each.video_format for each in shown) else PLACES


def common_words(states: Iterable[State]) -> OfferWords:
    """Return the words for all of these together."""
    found = {id(words): words for words in map(offer_words, states)}
    return found.popitem()[1] if len(found) == 1 else GOODS
