"""A long list, narrowed, put in order and cut into pages by what its address asks for. Pure."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from msgspec.structs import replace

from coatcheck.model import Frozen

PAGE = 50  # things
FEW = 8  # things that are seen at a glance: nobody has to search among them
LONGEST_SEARCH = 100  # characters
LONGEST_NAME = 260  # characters of a shop or tag: a host has 253, and a port
MOST_DIGITS = 6  # of a page's number

BY_STATE, BY_NAME, NEWEST = "", "name", "newest"
SORTS = (BY_STATE, BY_NAME, NEWEST)

Thing = TypeVar("Thing")


class Line(Frozen, Generic[Thing], frozen=True):
    """One thing, and what it is found by."""

    thing: Thing
    title: str
    state: str
    shop: str
    tags: tuple[str, ...] = ()


class Wanted(Frozen, frozen=True):
    """What the address asks for; "" for all."""

    q: str = ""
    state: str = ""
    shop: str = ""
    tag: str = ""
    sort: str = BY_STATE
    page: int = 1

    @property
    def narrows(self) -> bool:
        """Return whether something may be left out."""
        return bool(self.q or self.state or self.shop or self.tag)

    def parameters(self, **changes: Any) -> dict[str, Any]:
        """Return what an address has to say for this, or for this with changes; the first page unless that is among them."""
        asked = {"q": self.q, "state": self.state, "shop": self.shop, "tag": self.tag, "sort": self.sort, **changes}
        return {name: value for name, value in asked.items() if value}


class Listing(Frozen, Generic[Thing], frozen=True):
    """One page of the list, and what there is to choose from."""

    wanted: Wanted
    shown: tuple[Thing, ...]
    total: int  # things on all of its pages
    pages: int
    counts: dict[str, int]  # by state, in the states' order: how many there are, whatever state is asked for
    shops: tuple[str, ...]  # of all things, in order of name, and what is asked for
    tags: tuple[str, ...]
    is_long: bool  # whether all of it is more than one sees at a glance


def wanted(arguments: Mapping[str, str], states: Iterable[str]) -> Wanted:
    """Read what an address asks for; what it can't mean it does not ask for."""
    state, sort, page = (arguments.get(name, "") for name in ("state", "sort", "page"))
    return Wanted(
        q=" ".join(arguments.get("q", "")[:LONGEST_SEARCH].split()),
        state=state if state in set(states) else "",
        shop=arguments.get("shop", "")[:LONGEST_NAME],
        tag=arguments.get("tag", "")[:LONGEST_NAME],
        sort=sort if sort in SORTS else BY_STATE,
        page=int(page) if page.isascii() and page.isdecimal() and len(page) <= MOST_DIGITS else 1,
    )


def matching(lines: Sequence[Line[Thing]], wanted: Wanted) -> list[Line[Thing]]:
    """Return what is asked for, in the order of the lines, on whatever page."""
    return [line for line in _narrowed(lines, wanted) if wanted.state in ("", line.state)]


def listing(lines: Sequence[Line[Thing]], wanted: Wanted, states: Sequence[str]) -> Listing[Thing]:
    """Return the page that is asked for; the last one where there are fewer.

    `lines` come oldest first. `states`: all that there are, what has to be seen first at the front.
    """
    found = _ordered(matching(lines, wanted), wanted.sort, states)
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(1, wanted.page), pages)
    counts = Counter(line.state for line in _narrowed(lines, wanted))
    return Listing(
        wanted=replace(wanted, page=page),
        shown=tuple(line.thing for line in found[(page - 1) * PAGE : page * PAGE]),
        total=len(found),
        pages=pages,
        counts={state: counts[state] for state in states if counts[state] or state == wanted.state},
        shops=_choices({line.shop for line in lines}, wanted.shop),
        tags=_choices({tag for line in lines for tag in line.tags}, wanted.tag),
        is_long=len(lines) > FEW,
    )


def _narrowed(lines: Sequence[Line[Thing]], wanted: Wanted) -> list[Line[Thing]]:
    """Leave out what the search, the shop or the tag excludes."""
    words, tag = _plain(wanted.q).split(), _plain(wanted.tag)
    return [line for line in lines if wanted.shop in ("", line.shop) and _has(line, words, tag)]


def _has(line: Line[Any], words: Sequence[str], tag: str) -> bool:
    if tag and tag not in map(_plain, line.tags):
        return False
    text = _plain(" ".join((line.title, line.shop, *line.tags))) if words else ""
    return all(word in text for word in words)


def _ordered(lines: Sequence[Line[Thing]], sort: str, states: Sequence[str]) -> Sequence[Line[Thing]]:
    if sort == NEWEST:
        return lines[::-1]
    return sorted(lines, key=lambda line: _plain(line.title) if sort == BY_NAME else states.index(line.state))


def _choices(there: set[str], asked: str) -> tuple[str, ...]:
    return tuple(sorted((there | {asked}) - {""}, key=lambda name: (_plain(name), name)))


def _plain(text: str) -> str:
    """Write a text as people search for it: in small letters and without accents ("Ärmel" is found by "armel")."""
    return "".join(each for each in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(each))
