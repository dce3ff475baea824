"""A quick look over a page's source: may it say of its stock what the account at hand does not?

It may say yes for nothing; it says no only where none of the phrases that `words.py` knows stands in the source, however
tags, punctuation and entities part or spell them. RE2 looks for hundreds of phrases in one pass, and its time grows with
the page alone: https://github.com/google/re2/wiki/Syntax
"""

from functools import cache
from html.entities import codepoint2name
from typing import Any

import re2

from coatcheck.model import Availability
from coatcheck.sources.html.language.reading import plain, words
from coatcheck.sources.html.language.stock_phrases import meanings

# Anything but letters and digits: punctuation, blanks, tags, entities; or nothing, in scripts that don't part words.
_BETWEEN_WORDS = r"(?:[\x00-%'-/:;=-@\[-`{-\x7f\x{80}-\x{bf}\x{2000}-\x{2fff}\x{3000}-\x{303f}\x{ff00}-\x{ff20}]|<[^>]*>|&[#0-9a-z]*;)*"
_NUMBERS = {"#": "[0-9]+", "0": "0[0.,]*"}
_APOSTROPHE = "(?:['’‘]|&(?:apos|[lr]squo|#0*39|#x0*27|#821[67]|#x201[89]);)"
# Letters that are written in an unusual way, so that the words have to be read: in parts, as entities
# (numbers from À on; U+2000 to U+2BFF are signs), Turkish capitals. https://html.spec.whatwg.org/multipage/named-characters.html
_NAMES = [name for number, name in codepoint2name.items() if chr(number).isalpha()]
_UNUSUAL = (
    r"[\x{300}-\x{36f}\x{653}-\x{655}\x{1100}-\x{11ff}\x{3099}\x{309a}İ]",
    "&#0*(?:19[2-9]|[2-9][0-9]{2}|[1-7][0-9]{3}|1[2-9][0-9]{3}|[2-9][0-9]{4});",
    "&#x0*(?:[c-f][0-9a-f]|[1-9a-f][0-9a-f]{2}|1[0-9a-f]{3}|[3-9a-f][0-9a-f]{3});",
    f"&(?:{'|'.join(_NAMES)});",
)
# Where other witnesses stand: scripts' data in attributes, microdata, the product tags of social networks.
_WITNESSES = (
    "data-product",
    "qtyinstock",
    "itemprop[^>]*availab",
    ":availability",
    "twitter:(?:label|data)[^>]*availab",
    "availab[^>]*twitter:",
)

_OPTIONS = re2.Options()
_OPTIONS.case_sensitive = False
_OPTIONS.never_capture = True
_OPTIONS.max_mem = 64 << 20  # at most; with less than a third of it, RE2 falls back to a search a hundred times slower


def may_say_more(markup: str, of: Availability) -> bool:
    """Whether a source, without scripts, holds another witness or words, in any language, against this availability."""
    return _pattern(of.buyable is False).search(markup.encode(errors="replace")) is not None


@cache
def _pattern(gone: bool) -> Any:
    against = [phrase for phrase, meaning in meanings() if (meaning.buyable if gone else _is_not_plain_stock(meaning))]
    listed = {tuple(words(phrase.replace("#", " 1 "))) for phrase in against}
    shortest = [phrase for phrase in listed if phrase[-1] != "0" and not any(part in listed for part in _parts(phrase))]
    counted = sorted({_as_pattern(phrase[-2:-1]) for phrase in listed if phrase[-1] == "0"})
    none = [f"(?:{'|'.join(counted)}){_BETWEEN_WORDS}{_NUMBERS['0']}"] if counted else []  # "in stock: 0"
    return re2.compile("|".join([*_WITNESSES, *_UNUSUAL, *none, *sorted(map(_as_pattern, shortest))]), _OPTIONS)


def _is_not_plain_stock(meaning: Availability) -> bool:
    return not meaning.buyable or meaning.advance


def _parts(phrase: tuple[str, ...]) -> set[tuple[str, ...]]:
    """The shorter runs of words within a phrase."""
    ends = range(1, len(phrase) + 1)
    return {phrase[start:end] for end in ends for start in range(end)} - {phrase}


def _as_pattern(phrase: tuple[str, ...]) -> str:
    """A phrase by itself. RE2 knows of a word's ends only where they are written in ASCII."""
    ends = (_spelled(phrase[0][0]), _spelled(phrase[-1][-1]))
    start, end = (r"\b" if letter.isascii() and letter.isalnum() else "" for letter in ends)
    return start + _BETWEEN_WORDS.join(map(_written, phrase)) + end


def _written(word: str) -> str:
    return _NUMBERS.get(word) or "".join(map(_spelled, word))


@cache
def _spelled(letter: str) -> str:
    """A letter with its accent or without."""
    if letter == "'":
        return _APOSTROPHE
    return letter if plain(letter) == letter else f"[{letter}{plain(letter)}]"
