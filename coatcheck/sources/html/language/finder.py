"""Where words on stock may stand in a long text: one pass of RE2, whose time grows with the text alone.

It may find a place where nothing is said; it misses none where `reading.py` reads something.
https://github.com/google/re2/wiki/Syntax
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import re2

from coatcheck.sources.html.language import closures, hedges, refusals, words_around
from coatcheck.sources.html.language.labels import MARKS as LABELS
from coatcheck.sources.html.language.labels import UNITS
from coatcheck.sources.html.language.marks import Marks, narrow, plain
from coatcheck.sources.html.language.qualifying_words import NOTHING, USED_UP
from coatcheck.sources.html.language.sentences import words
from coatcheck.sources.html.language.stock_phrases import DISCONTINUED, SOLD, SOLD_OUT, meanings, phrases
from coatcheck.sources.html.language.used_up import pairs, used_up

# In bytes: anything but ASCII's letters and digits, or nothing. That lets letters of other scripts in as well, which only
# makes for a place where nothing is said, and keeps the pattern small.
_BETWEEN_WORDS = "[^0-9a-z]*"
_SPREAD = r"\b[a-z](?:[^0-9a-z]{1,4}[a-z]){3}\b"  # "S O L D"; letters may stand in elements of their own
_BLANKS = r"(?:\s|\xc2\xa0|\xe3\x80\x80){0,3}"
_LONGEST_SPREAD = 3  # letters of 完 売 and its like
_NUMBERS = {"#": "[0-9]+", "0": "0[0.,]*"}

_OPTIONS = re2.Options()
_OPTIONS.encoding = re2.Options.Encoding.LATIN1
_OPTIONS.never_capture = True
_OPTIONS.max_mem = 128 << 20  # at most; with too little RE2 falls back to a search a hundred times slower


def find(text: bytes) -> Iterator[tuple[int, int]]:
    """Find where words on stock or a refusal may begin and end, in a text as `lowered` writes it."""
    return (match.span() for match in _pattern().finditer(text))


def lowered(text: str) -> bytes:
    """Return a text in lower case, as UTF-8: letter for letter."""
    return narrow(text).replace("İ", "i").lower().replace("ς", "σ").encode(errors="replace")


def absences() -> str:
    """Return a pattern of the words with which shops say that something is gone, in every language of the tables."""
    gone = {tuple(words(phrase)) for phrase in (*phrases(SOLD_OUT), *phrases(DISCONTINUED))}
    shortest = (phrase for phrase in gone if not any(part in gone for part in _parts(phrase)))
    return _any_of([*map(_as_pattern, shortest), *(_of_mark(mark) for mark in Marks(SOLD).listed)])


def lights() -> str:
    """Return a pattern of the names of a red light."""
    return _any_of(map(re2.escape, words_around.RED.listed))


@cache
def _pattern() -> Any:
    together = frozenset(used_up())
    listed = {tuple(words(phrase.replace("#", " 1 "))) for phrase, _ in meanings() if phrase not in together}
    shortest = [phrase for phrase in listed if phrase[-1] != "0" and not any(part in listed for part in _parts(phrase))]
    counted = {_as_pattern(phrase[-2:-1]) for phrase in listed if phrase[-1] == "0"}
    counted |= {_as_pattern(tuple(words(label))) for label in LABELS.listed}
    values = (Marks(NOTHING), words_around.RED, words_around.ON_REQUEST)
    nothing = {_of_mark(mark) for table in values for mark in table.listed} | {
        _as_pattern((USED_UP,)),
        _NUMBERS["0"],
    }
    none = f"(?:{_any_of(counted)}){_BETWEEN_WORDS}(?:{_any_of(nothing)})"  # "stock: 0", "Availability: no"
    units = _any_of(_of_mark(mark) for mark in UNITS.listed)
    none += f"|(?:{_any_of(nothing)}){_BETWEEN_WORDS}(?:{units})"  # "No units on hand"
    sold = sorted(_of_mark(mark) for mark in Marks(SOLD).listed)
    spread = sorted(_BLANKS.join(map(re2.escape, mark)) for [mark] in filter(_is_spread, shortest))
    gone = sorted(map(_in_turn, pairs()))
    pattern = "|".join([none, _SPREAD, *sorted(map(_as_pattern, shortest)), *gone, *sold, *spread, *_refusals()])
    return re2.compile(pattern.encode(), _OPTIONS)


def _in_turn(pair: tuple[list[str], list[str]]) -> str:
    """Two words one after the other: "stock exhausted"."""
    first, second = (_any_of(_as_pattern(tuple(words(phrase))) for phrase in part) for part in pair)
    return f"(?:{first}){_BETWEEN_WORDS}(?:{second})"


def _is_spread(phrase: tuple[str, ...]) -> bool:
    """Whether blanks may stand between a phrase's letters, each of which is a syllable or a word: 품 절."""
    return (
        len(phrase) == 1
        and len(phrase[0]) <= _LONGEST_SPREAD
        and all("\u3040" <= letter <= "\ud7a3" for letter in phrase[0])
    )


def _refusals() -> list[str]:
    """Refusals, those of two words with anything of their line between them: "can't currently be *bought*"."""
    alone = (
        *(refusals.REFUSED, refusals.NOT_SHIPPED, refusals.NOTIFY, refusals.LOG_IN),
        refusals.REPLACED,  # with a link before it, mostly
        *(closures.AWAY, closures.CLOSED, closures.OPENS, closures.RESUME),
    )
    pairs = (
        (refusals.NOT, (refusals.BOUGHT, refusals.SHIPPED, refusals.SHIPMENT)),
        (refusals.SHIPMENT, (refusals.NOT,)),
        (refusals.SALES, (refusals.ENDED,)),
        (refusals.ENDED, (refusals.SALES,)),
        (refusals.EVENTS, (refusals.OVER,)),
    )
    return [
        *(_of_mark(mark) for table in alone for mark in table.listed),
        *(rf"(?:{_listed(first)})[^\n]*?(?:{'|'.join(map(_listed, seconds))})" for first, seconds in pairs),
        *_hedges(),
    ]


def _hedges() -> Iterator[str]:
    """Two words that refuse a purchase or leave it open, in either order, with anything of their line between: "*Call* us to *order* it"."""
    for first, second in (*closures.PAIRS, *hedges.PAIRS):
        one, other = map(_listed, (first, second))
        yield rf"(?:{one})[^\n]*?(?:{other})"
        yield rf"(?:{other})[^\n]*?(?:{one})"
    yield from map(_listed, (hedges.DRAWN, hedges.GONE, hedges.NEXT_ONES))


def _listed(table: Marks) -> str:
    return _any_of(_of_mark(mark) for mark in table.listed)


def _any_of(patterns: Iterable[str]) -> str:
    return "|".join(sorted(set(patterns)))


def _parts(phrase: tuple[str, ...]) -> set[tuple[str, ...]]:
    """The shorter runs of words within a phrase."""
    ends = range(1, len(phrase) + 1)
    return {phrase[start:end] for end in ends for start in range(end)} - {phrase}


def _as_pattern(phrase: tuple[str, ...]) -> str:
    """A phrase by itself. RE2 knows of a word's ends only where they are written in ASCII."""
    start, end = (r"\b" if letter.isascii() and letter.isalnum() else "" for letter in (phrase[0][0], phrase[-1][-1]))
    return start + _BETWEEN_WORDS.join(map(_written, phrase)) + end


def _of_mark(mark: str) -> str:
    """A mark of a table, which with a star may have any ending."""
    pattern = _as_pattern(tuple(words(mark)))
    return pattern.removesuffix(r"\b") if mark.endswith("*") else pattern


def _written(word: str) -> str:
    return _NUMBERS.get(word) or "".join(map(_spelled, word)).replace("ss", "(?:ss|ß)")


@cache
def _spelled(letter: str) -> str:
    """A letter with its accent or without."""
    forms = {"'": "'’‘", "✗": "✗✘✖✕╳⨯❌❎☒×"}.get(letter) or dict.fromkeys((letter, plain(letter)))
    return _any_of(re2.escape(form) for form in forms) if len(forms) == 1 else f"(?:{_any_of(map(re2.escape, forms))})"
