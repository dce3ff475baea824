"""A quick look over a page's source: may it say of its stock what the account at hand does not?

It may say yes for nothing. It says no to a phrase that tags or punctuation part ("sold <b>out</b>", "sold-out").
RE2 looks for hundreds of phrases in one pass, and its time grows with the page alone: https://github.com/google/re2/wiki/Syntax
"""

import re
from functools import cache
from typing import Any

import re2

from coatcheck.model import Availability
from coatcheck.sources.html.phrases import IN_STOCK, MEANINGS

_BLANKS = r"(?:\s|\x{a0}|&nbsp;|&#160;)+"
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


def may_say_more(markup: str, language: str, of: Availability) -> bool:
    """Whether a source, without scripts, holds another witness or, in English or its language, words against this availability."""
    return _pattern(language, of.buyable is False).search(markup.encode(errors="replace")) is not None


@cache
def _pattern(language: str, gone: bool) -> Any:
    tables = [IN_STOCK] if gone else _NOT_PLAIN_STOCK
    lines = [table[name] for table in tables for name in {"en", language} if name in table]
    phrases = {phrase.partition("#")[0].strip() for line in lines for phrase in line.split(";")} - {""}
    return re2.compile("|".join([*_WITNESSES, *map(_as_pattern, sorted(phrases))]), _OPTIONS)


def _as_pattern(phrase: str) -> str:
    """A phrase by itself, however its words are parted. RE2 knows of a word's end in ASCII only."""
    start, end = (r"\b" if letter.isascii() and letter.isalnum() else "" for letter in (phrase[0], phrase[-1]))
    return start + _BLANKS.join(map(re.escape, phrase.split())) + end
