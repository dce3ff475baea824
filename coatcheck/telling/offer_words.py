"""What is offered, in the words for it: sizes of goods, theatres of a film, tickets of an event. Pure."""

from collections.abc import Iterable
from functools import cache, lru_cache

from msgspec.structs import asdict, replace

from coatcheck.languages import LANGUAGES, N_, gettext, language, speaking
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
    size=N_("size"),
    sizes=N_("sizes"),
    a_size=N_("a size"),
    all=N_("any size"),
    there=N_("in stock"),
    gone=N_("sold out"),
    restock=N_("restock"),
    when=N_("when it is back"),
    get=N_("Get it at the shop"),
    shop=N_("Open the shop"),
)
THEATRES = OfferWords(
    size=N_("theatre"),
    sizes=N_("theatres"),
    a_size=N_("a theatre"),
    all=N_("all theatres"),
    there=N_("open"),
    gone=N_("not open"),
    restock=N_("ticket"),
    when=N_("when showings open"),
    get=N_("Get tickets"),
    shop=N_("Open the ticket shop"),
)
PLACES = replace(
    THEATRES,
    size=N_("place"),
    sizes=N_("places"),
    a_size=N_("a place"),
    all=N_("all places"),
    when=N_("when tickets are on sale"),
)
TICKETS = OfferWords(
    size=N_("ticket"),
    sizes=N_("tickets"),
    a_size=N_("a ticket"),
    all=N_("all tickets"),
    there=N_("on sale"),
    gone=N_("sold out"),
    restock=N_("ticket"),
    when=N_("when there are tickets"),
    get=N_("Get tickets"),
    shop=N_("Open the ticket shop"),
)
KINDS = (GOODS, THEATRES, PLACES, TICKETS)


def is_event(state: State | None) -> bool:
    """Return whether it is an event, and not goods."""
    return state is not None and state.is_event


def offer_words(state: State | None) -> OfferWords:
    """Return the words for what a watch offers, in the language that is spoken; those for goods before anything is known."""
    return spoken(offer_kind(state))


def offer_kind(state: State | None) -> OfferWords:
    """Return which of the kinds a watch offers; goods before anything is known."""
    if state is None or not is_event(state):
        return GOODS
    offered = [variant for variant in state.variants if variant.id != LISTED]
    if not any("location" in variant.options for variant in offered):
        return TICKETS
    shown = [each for variant in offered for each in variant.showings]
    return THEATRES if not shown or any(each.in_language or each.video_format for each in shown) else PLACES


def common_words(states: Iterable[State]) -> OfferWords:
    """Return the words for all of these together, in the language that is spoken."""
    found = set(map(offer_kind, states))
    return spoken(found.pop() if len(found) == 1 else GOODS)


def spoken(kind: OfferWords) -> OfferWords:
    """Return these words in the language that is spoken."""
    return spoken_in(language(), kind)


@lru_cache(maxsize=64)
def spoken_in(code: str, kind: OfferWords) -> OfferWords:
    """Return these words in this language."""
    with speaking(code):
        return OfferWords(**{name: gettext(words) for name, words in asdict(kind).items()})


def is_everything(words: str) -> bool:
    """Return whether somebody says by these words, in small letters, that they want all there is."""
    return words in _everything()


@cache
def _everything() -> frozenset[str]:
    """Collect how people say so, in every language of ours."""
    words = {"any", "all", "everything", "both"}
    words |= {f"{word} {name}" for word in ("any", "all") for kind in KINDS for name in (kind.size, kind.sizes)}
    for code in LANGUAGES:
        words |= {spoken_in(code, kind).all.casefold() for kind in KINDS}
    return frozenset(words)
