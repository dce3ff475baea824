"""What a page's heading says that it is, if it shows no product: by the phrases of `page_phrases.py`. Pure."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from coatcheck.sources.html.language.marks import SPACELESS, plain
from coatcheck.sources.html.language.page_phrases import IN_FRONT, MAINTENANCE, NOT_FOUND

# A heading's parts: "Oops! Page not found | Shop", "404: not found"
_PARTS = re.compile(r"[|!?.…·•;,。！？、]+|\s[-–—]+\s")
_TITLED = re.compile(r"^\W*\w+(?:\s+\w+)?\s*:\s*")  # "Not Found: The Album" is a name, "Error: page not found" is none
# Of one that may be the name of a book, like "Robot or human? A novel", only the shop's name is parted: "Just a moment... | Shop"
_SHOP = re.compile(r"\s(?:[-–—]+|[|·•])\s")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_LONGEST = 200  # characters


@lru_cache(1024)
def is_not_found(heading: str) -> bool:
    """Return whether a heading says that there is no such page or product."""
    return _says(heading, "not found")


@lru_cache(1024)
def is_closed_shop(heading: str) -> bool:
    """Return whether a heading says that the whole shop is closed for a while."""
    return _says(heading, "maintenance")


@lru_cache(1024)
def is_in_front(heading: str) -> bool:
    """Return whether a heading is that of a queue, or of a check whether a person asks."""
    return _says(heading, "in front")


def _says(heading: str, kind: str) -> bool:
    whole, beginnings = _names(kind)
    between = _SHOP if kind == "in front" else _PARTS
    parts = [_TITLED.sub("", part).strip() for part in (heading, *between.split(heading[:_LONGEST]))]
    return any(_key(part) in whole or _key(part).startswith(beginnings) for part in parts if part)


@lru_cache(1024)  # asked for each kind of page
def _key(text: str) -> str:
    """A text as headings are compared; without blanks where none part words."""
    key = " ".join(plain(word) for word in _WORD.findall(text.casefold().replace("’", "'")))
    return key.replace(" ", "") if SPACELESS.search(key) else key


@cache
def _names(kind: str) -> tuple[frozenset[str], tuple[str, ...]]:
    listed = [phrase.strip() for line in _TABLES[kind].values() for phrase in line.split(";")]
    whole = frozenset(_key(phrase) for phrase in listed if not phrase.endswith("*"))
    return whole, tuple(_key(phrase[:-1]) for phrase in listed if phrase.endswith("*"))


_TABLES: Mapping[str, Mapping[str, str]] = {"not found": NOT_FOUND, "maintenance": MAINTENANCE, "in front": IN_FRONT}
