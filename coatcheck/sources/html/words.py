"""What a short text of a page says about stock. Pure; the phrases are in `phrases.py`."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from unicodedata import normalize

from coatcheck.model import Availability
from coatcheck.sources.html.cautions import CONDITIONS, DOUBTS, STORES
from coatcheck.sources.html.phrases import BUY, MEANINGS, phrases

LONGEST = 300  # characters; longer texts tell stories
LONGEST_SENTENCE = 25  # words
LONGEST_BUTTON = 8  # words
SPARE = 6  # words that may stand beside "in stock" in a sentence that isn't marked as the product's own
SPARE_BESIDE_ONE = 2  # the same where the phrase is a single word, like "available"
SPARE_OF_OWN = 12

UNKNOWN = Availability.UNKNOWN
_ABSENT = frozenset({Availability.OUT_OF_STOCK, Availability.DISCONTINUED, Availability.IN_STORE_ONLY})
_LATER = frozenset({Availability.PRE_ORDER, Availability.BACK_ORDER})

_SENTENCE_ENDS = re.compile(r"(?<=[^\d\s])[.!;|•·。！]+(?:\s|$)|[!;|•·。！\n]|\s[-–—]\s")
_BETWEEN_WORDS = re.compile(r"[\s\-‐-―/,.:;!?¡¿()\[\]{}|•·…\"“”«»„<>+*=&#✓✔✗✕×：、]+")
_NUMBER = re.compile(r"^\d[\d.,]*$")
_COUNTED = re.compile(r"\(\s*\d+\s*\)\s*$|=")
_DATED = re.compile(r"^(?:on|from|by|in|around|ab|am|le|el|il|dal|od|vanaf|desde|från|den|с|з)$")
_ACCENTS = re.compile(r"[\u0300-\u036f]+")
_SPACELESS = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")


def words(text: str) -> list[str]:
    """A text's words: lower case, plain apostrophes, # for every number above zero."""
    lowered = text.replace("İ", "i").casefold().replace("’", "'").replace("‘", "'")
    return [_number(word) for word in _BETWEEN_WORDS.split(lowered) if word]


def _phrase_words(phrase: str) -> tuple[str, ...]:
    return tuple(words(phrase.replace("#", "1")))


def plain(word: str) -> str:
    """A word as phrases are compared: without accents, which many leave out in capitals, and with one kind of i."""
    if word.isascii():
        return word
    return normalize("NFC", _ACCENTS.sub("", normalize("NFD", word.replace("ı", "i"))))


def _number(word: str) -> str:
    return word if not _NUMBER.match(word) else ("#" if word.strip("0.,") else "0")


def read_words(text: str, own: bool) -> Availability:
    """What a text says; UNKNOWN where it says nothing certain about the present.

    `own`: it stands where the page states the product's availability, so that other words may stand beside it.
    """
    if len(text) > LONGEST:
        return UNKNOWN
    said = {_read_sentence(sentence, own) for sentence in _SENTENCE_ENDS.split(text)} - {UNKNOWN}
    return together(said)


def _read_sentence(sentence: str, own: bool) -> Availability:
    listed = words(sentence)
    if not listed or len(listed) > LONGEST_SENTENCE:
        return UNKNOWN
    found = list(_spaceless(sentence) if _SPACELESS.search(sentence) else _spaced(listed))
    said = {meaning for _, _, meaning in found}
    if Availability.IN_STORE_ONLY not in said and _has(listed, STORES):
        return UNKNOWN
    if said & _ABSENT:
        before = listed[: found[0][0]]
        doubtful = _has(before, DOUBTS) or _COUNTED.search(sentence)
        return UNKNOWN if doubtful or (not own and len(listed) > 2 * SPARE) else together(said)
    if not said or said <= _LATER:
        return together(said)
    rest = [word for place, word in enumerate(listed) if not any(start <= place < end for start, end, _ in found)]
    spare = SPARE_OF_OWN if own else SPARE if any(end - start > 1 for start, end, _ in found) else SPARE_BESIDE_ONE
    _, end, _ = found[-1]
    dated = len(listed) > end and _DATED.match(listed[end])
    return UNKNOWN if dated or len(rest) > spare or _has(rest, CONDITIONS) else together(said)


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
    listed = _compared(words(text))
    beginnings = (listed[:length] for length in range(1, len(listed) + 1))
    bought = len(listed) <= LONGEST_BUTTON and any(beginning in _buying() for beginning in beginnings)
    return Availability.IN_STOCK if bought else UNKNOWN


def _compared(listed: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(plain, listed))


def _spaced(listed: Iterable[str]) -> Iterator[tuple[int, int, Availability]]:
    """The phrases among these words, the longest first: (first word, word after the last, meaning)."""
    meanings, longest = _meanings()
    compared = _compared(listed)
    place = 0
    while place < len(compared):
        for length in range(min(longest, len(compared) - place), 0, -1):
            meaning = meanings.get(compared[place : place + length])
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


def _has(listed: list[str], table: str) -> bool:
    exact, beginnings = _table(table)
    return any(word in exact or word.startswith(beginnings) for word in listed)


@cache
def _table(table: str) -> tuple[frozenset[str], tuple[str, ...]]:
    marks = [mark.strip() for mark in table.split(";")]
    return frozenset(mark for mark in marks if "*" not in mark), tuple(mark[:-1] for mark in marks if "*" in mark)


@cache
def _meanings() -> tuple[dict[tuple[str, ...], Availability], int]:
    meanings: dict[tuple[str, ...], Availability] = {}
    for table, meaning in MEANINGS:
        for phrase in phrases(table):
            meanings.setdefault(_compared(_phrase_words(phrase)), meaning)
    return meanings, max(map(len, meanings))


@cache
def _spaceless_phrases() -> list[tuple[re.Pattern[str], Availability]]:
    found = {
        phrase: meaning
        for table, meaning in reversed(MEANINGS)
        for phrase in phrases(table)
        if _SPACELESS.search(phrase)
    }
    ordered = sorted(found, key=len, reverse=True)
    return [(re.compile(re.escape(phrase).replace(r"\#", r"\s*[1-9]\d*\s*")), found[phrase]) for phrase in ordered]


@cache
def _buying() -> frozenset[tuple[str, ...]]:
    return frozenset(_compared(_phrase_words(phrase)) for phrase in phrases(BUY))
