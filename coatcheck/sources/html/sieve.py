"""A quick look over a page's source: may it say of its stock what the account at hand does not?

It may say yes for nothing; it says no only where none of the phrases that `words.py` knows stands in the source, however
tags, punctuation and entities part or spell them. RE2 looks for hundreds of phrases in one pass, and its time grows with
the page alone: https://github.com/google/re2/wiki/Syntax
"""

import re
from functools import cache
from html.entities import codepoint2name
from typing import Any
from unicodedata import normalize

import re2

from coatcheck.model import Availability
from coatcheck.sources.html.phrases import IN_STOCK, MEANINGS, phrases
from coatcheck.sources.html.words import plain, words

# Anything but letters and digits: punctuation, blanks, tags, entities; or nothing, in scripts that don't part words.
_BETWEEN_WORDS = r"(?:[\x00-%'-/:;=-@\[-`{-\x{bf}\x{2000}-\x{2bff}\x{3000}-\x{303f}\x{ff00}-\x{ff0f}\x{ff1a}-\x{ff20}]|<[^>]*>|&[#0-9a-z]*;)*"
_NUMBERS = {"#": "[0-9]+", "0": "0[0.,]*"}
_ALSO_WRITTEN = {"'": "’‘", "i": "İ", "σ": "ς"}
# Where other witnesses stand: scripts' data in attributes, microdata, the product tags of social networks.
_WITNESSES = (
    "data-product",
    "itemprop[^>]*availab",
    ":availability",
    "twitter:(?:label|data)[^>]*availab",
    "availab[^>]*twitter:",
)
_NOT_PLAIN_STOCK = [table for table, meaning in MEANINGS if not meaning.buyable or meaning.advance]

_OPTIONS = re2.Options()
_OPTIONS.case_sensitive = False
_OPTIONS.never_capture = True
_OPTIONS.max_mem = 64 << 20  # at most; with less than a third of it, RE2 falls back to a search a hundred times slower


def may_say_more(markup: str, of: Availability) -> bool:
    """Whether a source, without scripts, holds another witness or words, in any language, against this availability."""
    return _pattern(of.buyable is False).search(markup.encode(errors="replace")) is not None


@cache
def _pattern(gone: bool) -> Any:
    tables = [IN_STOCK] if gone else _NOT_PLAIN_STOCK
    listed = {tuple(words(phrase.replace("#", " 1 "))) for table in tables for phrase in phrases(table)}
    shortest = [phrase for phrase in listed if not any(part in listed for part in _parts(phrase))]
    return re2.compile("|".join([*_WITNESSES, *sorted(map(_as_pattern, shortest))]), _OPTIONS)


def _parts(phrase: tuple[str, ...]) -> set[tuple[str, ...]]:
    """The shorter runs of words within a phrase."""
    ends = range(1, len(phrase) + 1)
    return {phrase[start:end] for end in ends for start in range(end)} - {phrase}


def _as_pattern(phrase: tuple[str, ...]) -> str:
    """A phrase by itself. RE2 knows of a word's ends only where they are written in ASCII."""
    start, end = (r"\b" if _spelled(letter).isalnum() else "" for letter in (phrase[0][0], phrase[-1][-1]))
    spelled = (_NUMBERS.get(word) or "".join(map(_spelled, word)) for word in phrase)
    return start + _BETWEEN_WORDS.join(spelled) + end


@cache
def _spelled(letter: str) -> str:
    """A letter in all the ways a source may write it: with its accent, without, with one set over it, as an entity."""
    letters = letter + _ALSO_WRITTEN.get(letter, "")
    written = {form for one in letters for form in (one, plain(one), normalize("NFD", one), *_entities(one))}
    return letter if written == {letter} else f"(?:{'|'.join(sorted(map(re.escape, written)))})"


def _entities(letter: str) -> list[str]:
    """The entities for a letter that isn't written as it is; https://html.spec.whatwg.org/multipage/named-characters.html"""
    if letter.isalnum() and letter.isascii():
        return []
    number = ord(letter)
    named = ["apos"] if letter == "'" else [codepoint2name[number]] if number in codepoint2name else []
    return [f"&{name};" for name in (f"#{number}", f"#0{number}", f"#x{number:x}", *named)]
