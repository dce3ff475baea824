"""Finding a region, a theatre or a movie by its name or its code, with what was probably meant where there is none. Pure."""

import difflib
import re
from collections.abc import Iterable, Sequence

from coatcheck.errors import Invalid
from coatcheck.model import Frozen

LONGEST = 100  # characters of a name that are compared
MOST_WORDS = 8  # of what is searched for
MOST_COMPARED = 5000  # things whose spelling is compared: no shop lists as many theatres, movies or regions
SHOWN = 5  # that are named where one has to be chosen
ALIKE = 0.7  # of 1: how much alike two words are that somebody may have mistyped


class Named(Frozen, frozen=True):
    """Something that has a name; `code` is "" where it is known by that alone. `also`: other names that people use."""

    name: str
    code: str = ""
    also: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Write it as people read it: its name, with the code behind."""
        return f"{self.name} ({self.code})" if self.code else self.name


def search(things: Sequence[Named], words: str) -> list[Named]:
    """List those whose name, code or other name has each of the words, or words that begin so, in their own order; all of them for no words."""
    asked = _words(words)[:MOST_WORDS]
    return [thing for thing in things if all(any(own.startswith(word) for own in _of(thing)) for word in asked)]


def exactly(things: Sequence[Named], words: str) -> list[Named]:
    """List those that have just this name or code, whatever its capitals and punctuation."""
    whole = _words(words)
    return [thing for thing in things if whole and any(_words(name) == whole for name in _names(thing))]


def nearest(things: Sequence[Named], words: str) -> list[Named]:
    """List up to five that were probably meant: their names have words that are spelled much alike, the most of them first.

    Empty where there are too many to compare.
    """
    if len(things) > MOST_COMPARED:
        return []
    vocabulary = sorted({own for thing in things for own in _of(thing)})
    meant = [set(difflib.get_close_matches(word, vocabulary, SHOWN, ALIKE)) for word in _words(words)[:MOST_WORDS]]
    hits = [(sum(bool(close & set(_of(thing))) for close in meant), thing) for thing in things]
    most = max((count for count, _ in hits), default=0)
    return [thing for count, thing in hits if count == most][:SHOWN] if most else []


def pick(things: Sequence[Named], words: str, kind: str) -> Named:
    """Return the one that is meant: by its code, its whole name, or words that only it has.

    Raises `Invalid` for several and for none, naming those that may be meant; `kind` is what such a thing is called.
    """
    found = exactly(things, words) or (search(things, words) if _words(words) else [])
    if len(found) == 1:
        return found[0]
    if found:
        rest = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        raise Invalid(f"Several are called {words!r}: {_listed(found[:SHOWN])}{rest}. Name the {kind} in full.")
    raise Invalid(f"There is no {kind} {words!r}. {did_you_mean(things, words)}".strip())


def did_you_mean(things: Sequence[Named], words: str) -> str:
    """Say what was probably meant; else all there are, where they are few; else ""."""
    close = nearest(things, words)
    if close:
        return f"Did you mean {_listed(close, ' or ')}?"
    return f"There are: {_listed(things)}." if 0 < len(things) <= SHOWN else ""


def _listed(things: Iterable[Named], between: str = ", ") -> str:
    return between.join(map(str, things))


def _names(thing: Named) -> list[str]:
    return [thing.name, thing.code, *thing.also]


def _of(thing: Named) -> list[str]:
    """The words of everything that it is called."""
    return [word for name in _names(thing) for word in _words(name)]


def _words(text: str) -> list[str]:
    """Words without punctuation and capitals."""
    return re.findall(r"\w+", text[:LONGEST].casefold())
