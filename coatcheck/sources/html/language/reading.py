"""What a short text of a page says about stock. Pure; the phrases are in `phrases.py`."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from unicodedata import normalize

from coatcheck.model import Availability
from coatcheck.sources.html.language.buy_phrases import BUY
from coatcheck.sources.html.language.caution_words import (
    ALTERNATIVES,
    COMPANIONS,
    CONDITIONS,
    DOUBTS,
    OTHER_THINGS,
    STORES,
    has,
)
from coatcheck.sources.html.language.dates import is_dated
from coatcheck.sources.html.language.stock_phrases import DELIVERY, meanings, phrases

LONGEST = 300  # characters; longer texts tell stories
LONGEST_SENTENCE = 25  # words
LONGEST_BUTTON = 8  # words
SPARE = 6  # words that may stand beside "in stock" in a sentence that isn't marked as the product's own
SPARE_OF_OWN = 12
LONGEST_ABSENCE = 12  # words of a sentence that says "sold out" and isn't marked as the product's own

UNKNOWN = Availability.UNKNOWN
_ABSENT = frozenset({Availability.OUT_OF_STOCK, Availability.DISCONTINUED, Availability.IN_STORE_ONLY})
_LATER = frozenset({Availability.PRE_ORDER, Availability.BACK_ORDER})

_SENTENCE_ENDS = re.compile(
    r"(?<=[^\d\s])(?<!\bstk)(?<!\bst)(?<!\bшт)(?<!\bszt)(?<!\bpcs)(?<!\bks)(?<!\bdb)[.!;|•·。！]+(?:\s|$)"
    r"|[!;|•·。！\n]|\s[-–—]\s(?!\S{1,5}$)",  # "in stock - no" is one sentence
    re.IGNORECASE,
)
_BETWEEN_WORDS = re.compile(r"[\s\-‐-―/,.:;!?¡¿()\[\]{}|•·…\"“”«»„<>+*=&#✓✔✗✕×：、]+")
_NUMBER = re.compile(r"^\d[\d.,]*$")
_COUNTED = re.compile(r"\(\s*\d+\s*\)\s*$|=")
_ACCENTS = re.compile(r"[\u0300-\u036f]+")
_SPACELESS = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")


def words(text: str) -> list[str]:
    """A text's words: lower case, plain apostrophes, # for every number above zero."""
    lowered = text.replace("İ", "i").casefold().replace("’", "'").replace("‘", "'")
    return [_number(word) for word in _BETWEEN_WORDS.split(lowered) if word]


def plain(word: str) -> str:
    """A word as phrases are compared: without accents, which many leave out in capitals, and with one kind of i."""
    if word.isascii():
        return word
    return normalize("NFC", _ACCENTS.sub("", normalize("NFD", word.replace("ı", "i"))))


def plain_words(text: str) -> tuple[str, ...]:
    """A text's words as phrases are compared."""
    return tuple(map(plain, words(text)))


def _phrase_words(phrase: str) -> tuple[str, ...]:
    return plain_words(phrase.replace("#", "1"))


def _number(word: str) -> str:
    return word if not _NUMBER.match(word) else ("#" if word.strip("0.,") else "0")


def read_words(text: str, own: bool) -> Availability:
    """What a text says; UNKNOWN where it says nothing certain about the present.

    `own`: it stands where the page states the product's availability, so that other words may stand beside it.
    """
    if len(text) > LONGEST:
        return UNKNOWN
    text = normalize("NFC", text)
    said = {_read_sentence(sentence, own) for sentence in _SENTENCE_ENDS.split(text)} - {UNKNOWN}
    return together(said)


def _read_sentence(sentence: str, own: bool) -> Availability:
    listed = words(sentence)
    if not listed or len(listed) > LONGEST_SENTENCE:
        return UNKNOWN
    spaceless = _SPACELESS.search(sentence)
    found = list(_spaceless(sentence) if spaceless else _spaced(listed))
    found = [each for each in found if not _tells_delivery(listed[each[0] : each[1]])] or found
    said = {meaning for _, _, meaning in found}
    if not said or (Availability.IN_STORE_ONLY not in said and has(listed, STORES)):
        return UNKNOWN
    rest = [word for place, word in enumerate(listed) if not any(start <= place < end for start, end, _ in found)]
    if len(said) > 1 and has(rest, ALTERNATIVES):
        return UNKNOWN
    single = not spaceless and all(len(set(listed[start:end]) - {"#", "0"}) == 1 for start, end, _ in found)
    if single and not own and not all(has([word], COMPANIONS) for word in rest):
        return UNKNOWN
    if said & _ABSENT:
        before = listed[: found[0][0]]
        doubtful = has(before, DOUBTS) or _COUNTED.search(sentence) or (single and "#" in rest)
        other = has(rest, OTHER_THINGS) or (not own and len(listed) > LONGEST_ABSENCE)
        return UNKNOWN if doubtful or other else together(said)
    if said <= _LATER:
        return together(said)
    (start, *_), (_, end, _) = found[0], found[-1]
    end -= listed[end - 1] == "#"  # which may be a day, and no number of pieces
    dated = is_dated(listed[:start], listed[end:], sentence)
    spare = SPARE_OF_OWN if own else SPARE
    return UNKNOWN if dated or len(rest) > spare or has(rest, CONDITIONS) else together(said)


def together(said: set[Availability]) -> Availability:
    """The most careful reading of several statements; UNKNOWN where they contradict each other."""
    if not said:
        return UNKNOWN
    present = said - _ABSENT
    if said & _ABSENT:
        if not present:
            return Availability.DISCONTINUED if Availability.DISCONTINUED in said else min(said)
        return min(present) if present <= _LATER else UNKNOWN
    for meaning in (Availability.PRE_ORDER, Availability.LIMITED_AVAILABILITY, Availability.IN_STOCK):
        if meaning in said:  # stock that could also be backordered is stock
            return meaning
    return min(said)


def read_button(text: str) -> Availability:
    """What a button that can be pressed promises: IN_STOCK for "add to cart", else what its words say."""
    said = read_words(text, own=False)
    if said is not UNKNOWN:
        return said
    listed = plain_words(text)
    beginnings = (listed[:length] for length in range(1, len(listed) + 1))
    bought = len(listed) <= LONGEST_BUTTON and any(beginning in _buying() for beginning in beginnings)
    return Availability.IN_STOCK if bought else UNKNOWN


def _tells_delivery(listed: list[str]) -> bool:
    return tuple(map(plain, listed)) in _deliveries()


def _spaced(listed: Iterable[str]) -> Iterator[tuple[int, int, Availability]]:
    """The phrases among these words, the longest first: (first word, word after the last, meaning)."""
    table, longest = _meanings()
    compared = tuple(map(plain, listed))
    place = 0
    while place < len(compared):
        for length in range(min(longest, len(compared) - place), 0, -1):
            meaning = table.get(compared[place : place + length])
            if meaning is not None:
                yield place, place + length, meaning
                place += length - 1
                break
        place += 1


def _spaceless(sentence: str) -> Iterator[tuple[int, int, Availability]]:
    """The same for scripts that don't part words; the whole sentence counts as one word."""
    for phrase, meaning in _spaceless_phrases():
        if phrase.search(sentence):
            sentence = phrase.sub(" ", sentence)
            yield 0, 1, meaning


@cache
def _meanings() -> tuple[dict[tuple[str, ...], Availability], int]:
    table: dict[tuple[str, ...], Availability] = {}
    for phrase, meaning in meanings():
        table.setdefault(_phrase_words(phrase), meaning)
    return table, max(map(len, table))


@cache
def _spaceless_phrases() -> list[tuple[re.Pattern[str], Availability]]:
    found = {phrase: meaning for phrase, meaning in reversed(meanings()) if _SPACELESS.search(phrase)}
    return [(_spaceless_pattern(phrase), found[phrase]) for phrase in sorted(found, key=len, reverse=True)]


def _spaceless_pattern(phrase: str) -> re.Pattern[str]:
    loose = re.sub(r"(?:\\ |[:：])+", r"[\\s:：]*", re.escape(phrase))
    return re.compile(loose.replace(r"\#", r"\s*[1-9]\d*\s*"))


@cache
def _deliveries() -> frozenset[tuple[str, ...]]:
    return frozenset(map(_phrase_words, phrases(DELIVERY)))


@cache
def _buying() -> frozenset[tuple[str, ...]]:
    return frozenset(map(_phrase_words, phrases(BUY)))
