"""Rules by which a sentence is read: is it of the stock of this product at all, and does it plainly say no? Pure."""

import re
from collections.abc import Sequence

from coatcheck.model import Availability
from coatcheck.sources.html.language import words_around as words
from coatcheck.sources.html.language.hedges import is_for_some_alone, is_had_elsewhere, is_hedged
from coatcheck.sources.html.language.labels import MARKS as LABELS
from coatcheck.sources.html.language.labels import UNITS, is_label
from coatcheck.sources.html.language.qualifying_words import USED_UP
from coatcheck.sources.html.language.readings import ABSENT, DOUBTFUL, HEDGED, NOTHING_SAID, Reading
from coatcheck.sources.html.language.refusal import Refusal
from coatcheck.sources.html.language.refusals import refusal
from coatcheck.sources.html.language.sentences import EMPTY_BOX, Sentence
from coatcheck.sources.html.language.stock_rules import is_said_in_passing

_ALL_OF = re.compile(
    r"(?<![\d.,])([1-9]\d*)\s?(?:[^\W\d]+\s)?(?:/|of|von|van|sur|de|di|af|av|z|из|з)\s?\1(?![\d.,])|(?<![\d.,])100\s?%"
)  # "12 of 12 sold", "20 exemplaires sur 20 vendus"
LONGEST_SENTENCE = 25  # words
_LETTERED = frozenset({"xs", "s", "m", "l", "xl", "xxl"})  # sizes
MOST_OF_A_HINT = 10  # words that send people to another colour or size
MOST_BETWEEN_PLACES = 4  # words between the web and a shop of brick
MOST_OF_A_PLACE = 6  # words that name a shop of brick
_AT = frozenset({"at", "bei", "chez", "hos", "presso"})
_AT_A_NAME = re.compile(rf"\b(?i:{'|'.join(sorted(_AT))})\s+[A-ZÀ-ÖØ-Þ]")


def tells_a_story(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as nothing where there is too much to read, or nothing at all."""
    return NOTHING_SAID if not 0 < len(sentence.words) <= LONGEST_SENTENCE else None


def refuses(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as a doubt where the shop refuses to sell, unless absence itself is told: "Can't be shipped to your country"."""
    doubt = refusal(sentence)
    absent = bool(sentence.phrases) and sentence.meanings <= ABSENT and is_said_in_passing(sentence, own) is None
    absent = absent and not (
        doubt is Refusal.PLAIN and words.OTHER_THINGS.among(sentence.clause.rest)
    )  # "Not available for delivery"
    return Reading(doubt=doubt) if doubt and not absent else None


def is_sold(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as absence where a single piece was bought: "This item has been sold", "12 of 12 sold"; a lone "Sold" is one only where the stock is stated, and else a faint doubt."""
    listed = sentence.words
    if _ALL_OF.search(sentence.text) and words.TAKEN.among(listed[-1:]):
        return Reading(Availability.OUT_OF_STOCK)
    sold = words.SOLD.places(listed) or ([(0, 1)] if sentence.text.strip(" !.。！") in words.SOLD.listed else [])
    if len(sold) != 1:
        return None
    if not own and len(listed) == sold[0][1] - sold[0][0]:
        return HEDGED
    beside = [*listed[: sold[0][0]], *listed[sold[0][1] :]]
    return Reading(Availability.OUT_OF_STOCK) if all(map(words.BESIDE_SOLD.is_word, beside)) else None


def is_a_label_of_nothing(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as absence where nothing stands beside the stock's label: "Stock: 0", "Verfügbarkeit: Nein", "在庫 なし", or a red light."""
    if len(sentence.words) > 2 and words.NOTHING.is_word(sentence.words[0]) and UNITS.is_word(sentence.words[1]):
        return (
            Reading(Availability.OUT_OF_STOCK) if is_label(" ".join(sentence.words[2:])) else None
        )  # "No units on hand"
    *label, value = _without_units(sentence.words)
    light = not sentence.phrases and words.RED.is_word(value)  # "Available: red" is a colour
    if not label or not (light or words.NOTHING.is_word(value) or value in (*words.NOTHING.listed, USED_UP)):
        return None
    name = sentence.text.replace("：", ":").partition(":")[0]
    whole = LABELS.places(label)[:1] == [(0, len(label))]
    return Reading(Availability.OUT_OF_STOCK) if whole or is_label(name) else None


def _without_units(listed: Sequence[str]) -> list[str]:
    """Words without the unit in which pieces are counted, behind a nought: "stock 0" of "Stock: 0 pcs"."""
    counted = len(listed) > 2 and listed[-2] == "0" and (UNITS.is_word(listed[-1]) or listed[-1] == "#")  # "0/10"
    return list(listed[:-1] if counted else listed) or [""]


def is_of_another_kind(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as a doubt where other colours or sizes alone are there: "Only available in other colours"."""
    text = words.unparted(sentence)
    kept = words.ONLY.among(sentence.words, text) and words.OTHER_KINDS.among(sentence.words, text)
    return DOUBTFUL if kept and len(sentence.words) <= MOST_OF_A_HINT else None


def is_to_be_asked_for(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as a doubt where it is there on request, and nothing else is named that might be: "Verfügbarkeit auf Anfrage", not "Samples on request"."""
    text = words.unparted(sentence)
    asked = words.ON_REQUEST.places(sentence.words)
    if not asked and not words.ON_REQUEST.anywhere(text):
        return None
    start, end = asked[0] if asked else (0, 0)
    beside = [*sentence.words[:start], *sentence.words[end:]]
    if not beside:
        return DOUBTFUL if own else HEDGED
    said = {place for phrase in sentence.phrases for place in range(phrase.start, phrase.end)}
    named = [word for place, word in enumerate(sentence.words) if place not in said and not start <= place < end]
    labelled = is_label(" ".join(beside)) or (sentence.phrases and all(map(words.COMPANIONS.is_word, named)))
    return DOUBTFUL if labelled and not sentence.meanings & ABSENT else None


def is_about_something_else(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as nothing where no phrase about stock stands in it, or as a slight doubt where it speaks of buying all the same."""
    if sentence.phrases:
        return None
    return HEDGED if is_hedged(sentence) else NOTHING_SAID


def is_to_be_ticked(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as nothing certain where an empty box stands before it: "☐ In stock"."""
    if EMPTY_BOX not in sentence.text:
        return None
    return NOTHING_SAID if sentence.meanings <= ABSENT else HEDGED


def is_denied(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as absence where "no" or its like stands beside "in stock" alone: "In stock ✗", "Nil in stock", "-2 in stock"."""
    if not all(meaning.buyable for meaning in sentence.meanings):
        return None
    behind = words.NOTHING.among(sentence.after, sentence.text if sentence.is_spaceless and sentence.after else "")
    is_alone = len(sentence.after) == 1 or sentence.after == ["n", "a"]
    if _is_denied_of_this(sentence):
        return Reading(Availability.OUT_OF_STOCK)
    if (behind and is_alone) or (len(sentence.before) == 1 and words.NIL.is_word(sentence.before[0])):
        return Reading(Availability.OUT_OF_STOCK)
    return None


def _is_denied_of_this(sentence: Sentence) -> bool:
    """Whether "no" stands before it, and nothing else that could be meant: "Il prodotto non è attualmente disponibile"."""
    denying = [word for word in sentence.before if words.NOTHING.is_word(word) and not words.COMPANIONS.is_word(word)]
    beside = (word for word in sentence.rest if not words.COMPANIONS.is_word(word) and word not in denying)
    return len(denying) == 1 and not sentence.is_spaceless and "?" not in sentence.text and not any(beside)


def speaks_of_shops(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as nothing where it is about shops of brick: "1 in stock at our Chicago store", and as theirs alone where it says so: "仅限门店有货"."""
    named = words.STORES.among(sentence.words, words.unparted(sentence)) or _names_a_shop(sentence.after)
    if not named or Availability.IN_STORE_ONLY in sentence.meanings:
        return None
    if _is_in_shops_alone(sentence):
        return Reading(Availability.IN_STORE_ONLY)
    if sentence.meanings <= ABSENT:  # "Sold out online, check your store"
        return None if words.ONLINE.among(sentence.words) else NOTHING_SAID
    return None if _is_in_both(sentence) else NOTHING_SAID


def _is_in_both(sentence: Sentence) -> bool:
    """Whether it is there on the web as well: "In stock online and in stores", "Disponível na loja online"."""
    if not _is_on_the_web(sentence):
        return False
    if sentence.is_spaceless:
        return True
    places = [*words.ONLINE.places(sentence.words), *words.STORES.places(sentence.words)]
    between = sentence.words[min(places)[1] : max(places)[0]]
    return not between or (len(between) <= MOST_BETWEEN_PLACES and words.AND.among(between))


def speaks_of_one_place(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as nothing certain where it is said of one shop by its name: "Out of stock at Burlington", not "At Present".

    The name may be a link's, which is a text of its own: then "Out of stock at" is left.
    """
    at, *place = sentence.after[: MOST_OF_A_PLACE + 1] or [""]
    if at not in _AT or len(place) == MOST_OF_A_PLACE or (place and not _is_named(place[0], sentence)):
        return None
    return HEDGED if sentence.meanings <= ABSENT else NOTHING_SAID


def _is_named(first: str, sentence: Sentence) -> bool:
    """Whether what begins with this word is called by a name."""
    named = _AT_A_NAME.search(sentence.text) and not sentence.text.isupper()
    return bool(named) and not words.COMPANIONS.is_word(first)


def _names_a_shop(after: Sequence[str]) -> bool:
    """Whether a shop of brick is named behind a phrase: "in our Leeds shop", not "in our shop" nor "in our online shop"."""
    listed = list(after)
    placed = (
        listed[:1] in (["in"], ["at"]) and listed[1:2] in (["our"], ["the"]) and 4 <= len(listed) <= MOST_OF_A_PLACE
    )
    return placed and listed[-1] in ("shop", "store", "branch", "showroom") and not words.ONLINE.among(listed)


def _is_in_shops_alone(sentence: Sentence) -> bool:
    """Whether the product is there, and in shops alone: "Disponível apenas na loja física", not "Gift wrapping available in store only"."""
    text = words.unparted(sentence)
    present = all(meaning.buyable for meaning in sentence.meanings) and words.ONLY.among(sentence.rest, text)
    if not present or words.NOT.among(sentence.before, text) or _is_on_the_web(sentence):
        return False
    return len(sentence.after) <= MOST_OF_A_PLACE and (bool(text) or all(map(_is_of_a_place, sentence.before)))


def _is_of_a_place(word: str) -> bool:
    """Whether a word may stand before "available" without naming another thing."""
    known = any(marks.is_word(word) for marks in (words.ONLY, words.STORES, words.COMPANIONS))
    return known or len(word) < words.SHORTEST_NAME


def _is_on_the_web(sentence: Sentence) -> bool:
    """Whether a sentence speaks of the web, and doesn't deny it: not "Available only in store, not online"."""
    places = words.ONLINE.places(sentence.words)
    denied = any(start and words.NOTHING.is_word(sentence.words[start - 1]) for start, _ in places)
    return (bool(places) or words.ONLINE.anywhere(words.unparted(sentence))) and not denied


def is_kept_for_some(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as nothing certain where it is there for some people alone: "Available to invited customers only"."""
    of_others = words.OTHER_THINGS.among(sentence.rest) or sentence.meanings & ABSENT
    kept = is_for_some_alone(sentence) or is_had_elsewhere(sentence)
    return HEDGED if kept and not of_others else None


def is_of_the_chosen(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as a doubt where a size or colour is gone that isn't named but chosen: "This size is sold out", "La combinaison sélectionnée est indisponible"."""
    text = words.unparted(sentence)
    if not sentence.meanings <= ABSENT or words.THIS.among(sentence.words, text):
        return None
    if not (words.KINDS.among(sentence.rest, text) and words.YOURS.among(sentence.rest, text)):
        return None
    return None if not text and any(map(_names_one, sentence.rest)) else DOUBTFUL


def _names_one(word: str) -> bool:
    """Whether a word names the size or colour that it is about."""
    if word == "#" or word in _LETTERED:
        return True
    known = any(table.is_word(word) for table in (words.KINDS, words.YOURS, words.COMPANIONS))
    return len(word) >= words.SHORTEST_NAME and not known


def leaves_it_open(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as nothing where two phrases are alternatives: "In stock or out of stock?"."""
    return NOTHING_SAID if len(sentence.meanings) > 1 and words.ALTERNATIVES.among(sentence.rest) else None


def speaks_of_goods_at_large(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as nothing where it sets a rule for many: "Made to order items can't be returned", "In-stock orders ship today"."""
    if sentence.meanings <= ABSENT and words.is_said_of_all(sentence):
        return None
    named = words.GOODS.among(sentence.after[:1]) or (
        words.GOODS.among(sentence.before[-1:]) and len(sentence.after) > 2
    )
    return NOTHING_SAID if named or words.POLICIES.among(sentence.rest, words.unparted(sentence)) else None


def speaks_of_the_site(sentence: Sentence, own: bool) -> Reading | None:
    """Read it as nothing where a site says of itself what may be said of anything: "This site is currently unavailable"."""
    subject = sentence.before if not sentence.is_spaceless else sentence.words
    return (
        NOTHING_SAID
        if words.is_said_of_anything(sentence) and words.SITES.among(subject, words.unparted(sentence))
        else None
    )
