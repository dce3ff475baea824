"""What a short text of a page says about stock. Pure; the phrases are in `stock_phrases.py`.

A sentence is read by the first of RULES that has something to say of it.
"""

from functools import cache, lru_cache
from unicodedata import normalize

from coatcheck.model import Availability
from coatcheck.sources.html.language import stock_rules, subject_rules
from coatcheck.sources.html.language import words_around as words
from coatcheck.sources.html.language.buy_phrases import ADD, BUY, CARTS, SEVERAL
from coatcheck.sources.html.language.marks import Marks
from coatcheck.sources.html.language.readings import (
    ABSENT,
    DOUBTFUL,
    NOTHING_SAID,
    UNKNOWN,
    Reading,
    Rule,
    together,
)
from coatcheck.sources.html.language.refusal import Refusal
from coatcheck.sources.html.language.refusals import asks_instead, says_when
from coatcheck.sources.html.language.sentences import CROSS, Sentence, phrase_words, plain_words, sentences
from coatcheck.sources.html.language.stock_phrases import phrases

LONGEST = 300  # characters; longer texts tell stories
LONGEST_BUTTON = 8  # words
_TICKS = frozenset("✓✔✅☑")

RULES: tuple[Rule, ...] = (
    subject_rules.tells_a_story,
    subject_rules.refuses,
    subject_rules.is_sold,
    subject_rules.is_a_label_of_nothing,
    subject_rules.is_of_another_kind,
    subject_rules.is_to_be_asked_for,
    subject_rules.is_about_something_else,
    subject_rules.is_to_be_ticked,
    subject_rules.is_denied,
    subject_rules.speaks_of_shops,
    subject_rules.speaks_of_one_place,
    subject_rules.is_kept_for_some,
    subject_rules.is_of_the_chosen,
    subject_rules.leaves_it_open,
    subject_rules.speaks_of_goods_at_large,
    subject_rules.speaks_of_the_site,
    stock_rules.is_still_to_come,
    stock_rules.is_said_in_passing,
    stock_rules.tells_absence,
    stock_rules.tells_an_order_in_advance,
    stock_rules.tells_stock,
)


def read_words(text: str, own: bool) -> Availability:
    """Read what a text says; UNKNOWN where it says nothing certain about the present.

    `own`: it stands where the page states the product's availability, so that other words may stand beside it.
    """
    return read(text, own).meaning


@lru_cache(8192)  # a page that is looked at again says mostly the same
def read(text: str, own: bool) -> Reading:
    """Return what a text says of stock, sentence by sentence; a doubt in one of them leaves no stock certain."""
    if len(text) > LONGEST:
        return NOTHING_SAID
    readings = [_read_sentence(Sentence(sentence), own) for sentence in sentences(normalize("NFC", text))]
    said = {reading.meaning for reading in readings} - {UNKNOWN}
    meaning, doubt = together(said), max((reading.doubt for reading in readings), default=Refusal.NONE)
    against = [reading for reading in readings if reading.doubt or reading.meaning in ABSENT]
    names = frozenset.intersection(*(reading.names for reading in against)) if against else frozenset()
    if said and meaning is UNKNOWN:
        return DOUBTFUL._replace(names=names)
    certain = doubt is not Refusal.PLAIN or not meaning.buyable
    return Reading(meaning if certain else UNKNOWN, doubt, names)


@lru_cache(4096)
def read_button(text: str) -> Availability:
    """Read what a button that can be pressed promises: IN_STOCK for "add to cart", else what its words say."""
    said = read(text, own=False)
    if plain_words(text) in _buying():  # the Dutch "nu kopen" is no Romanian "nu"
        return Availability.IN_STOCK
    if said.meaning is not UNKNOWN or said.doubt:
        return said.meaning
    sentence = Sentence(text)
    if (sold := subject_rules.is_sold(sentence, own=True)) is not None:
        return sold.meaning
    listed = plain_words(text)
    beginnings = [length for length in range(1, len(listed) + 1) if listed[:length] in _buying()]
    if len(listed) > LONGEST_BUTTON or not (beginnings or _puts_into_a_cart(sentence)):
        return UNKNOWN
    rest = sentence.words[beginnings[-1] if beginnings else 0 :]
    return UNKNOWN if words.SOON.among(rest) or words.STORES.among(rest, text) else Availability.IN_STOCK


@lru_cache(4096)
def speaks_of_stock(text: str) -> bool:
    """Return whether words on stock stand in a text, whatever they say."""
    return len(text) <= LONGEST and any(Sentence(sentence).phrases for sentence in sentences(text))


@lru_cache(4096)
def denies(text: str) -> bool:
    """Return whether a few words hold a no, a nought or a cross: "✗", "0", "Not any more"."""
    return any(words.NOTHING.among(sentence.words, sentence.text) for sentence in map(Sentence, sentences(text)))


def is_mark(text: str) -> bool:
    """Return whether a text is a sign for yes or no: "✓", "❌"."""
    return text in _TICKS or plain_words(text) == (CROSS,)


def is_red(text: str) -> bool:
    """Return whether a text is the name of a red light."""
    return words.RED.is_word(text.casefold().strip(" .!"))


@lru_cache(4096)
def says_this(text: str) -> bool:
    """Return whether a text speaks of "this product"."""
    return any(
        words.THIS.among(sentence.words, words.unparted(sentence)) for sentence in map(Sentence, sentences(text))
    )


@lru_cache(4096)
def is_of_anything(text: str) -> bool:
    """Return whether what a text says of stock may be said of a site as well: "Coming soon", "Currently unavailable"."""
    spoken = [sentence for sentence in map(Sentence, sentences(text)) if sentence.phrases]
    return bool(spoken) and all(map(words.is_said_of_anything, spoken))


@lru_cache(4096)
def doubt_of_button(text: str) -> Refusal:
    """Return how much what is written on a button speaks against stock."""
    doubt, sentence = read(text, own=False).doubt, Sentence(text)
    absent = bool(sentence.meanings & ABSENT) and len(sentence.words) <= LONGEST_BUTTON  # "Unavailable nearby"
    return doubt or (Refusal.SLIGHT if absent or asks_instead(sentence) or says_when(sentence) else Refusal.NONE)


def _puts_into_a_cart(sentence: Sentence) -> bool:
    """Whether one thing is put into a cart: "Legg varen i handlevognen", and not "Add all three to cart"."""
    text = sentence.text.casefold() if sentence.is_spaceless else ""
    puts = all(marks.among(sentence.words, text) for marks in (_ADD, _CARTS))
    return puts and not any(marks.among(sentence.words, text) for marks in (_SEVERAL, words.NOT, words.NOTHING))


_ADD, _CARTS, _SEVERAL = Marks(ADD), Marks(CARTS), Marks(SEVERAL)


@cache
def _buying() -> frozenset[tuple[str, ...]]:
    return frozenset(map(phrase_words, phrases(BUY)))


def _read_sentence(sentence: Sentence, own: bool) -> Reading:
    return next((reading for rule in RULES if (reading := rule(sentence, own)) is not None), NOTHING_SAID)
