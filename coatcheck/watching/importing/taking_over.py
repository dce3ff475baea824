"""What was found in another program's list, and what every reader of one needs. Pure."""

from typing import BinaryIO

from coatcheck.errors import Invalid
from coatcheck.model import Frozen
from coatcheck.watching.as_code.entries import Placed
from coatcheck.watching.as_code.trees import LARGEST
from coatcheck.watching.catalogue import LONGEST_INTERVAL, LONGEST_TITLE, SHORTEST_INTERVAL
from coatcheck.watching.tags import LONGEST_TAG, MOST_TAGS

MOST = 10_000  # watches


class Imported(Frozen, frozen=True):
    """Entries of our own, without a source where a look has to find it; and a line for each thing that can't be taken over."""

    entries: tuple[Placed, ...]
    left: tuple[str, ...] = ()


def text_of(stream: BinaryIO) -> bytes:
    """Return what a file of text holds. Raises `Invalid` where that is too much."""
    content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Invalid(f"The file is larger than {LARGEST // 1_000_000} MB.")
    return content


def limited(entries: list[Placed]) -> tuple[Placed, ...]:
    """Return the entries. Raises `Invalid` where they are too many."""
    if len(entries) > MOST:
        raise Invalid(f"The list has more than {MOST} watches.")
    return tuple(entries)


def fitting_title(title: object) -> str:
    """Return what a watch may be called; a title has 200 characters at the most."""
    return " ".join(str(title or "").split())[:LONGEST_TITLE]


def fitting_interval(seconds: int, place: str, left: list[str]) -> int:
    """Return the next interval that we look at; a note in `left` where that is another."""
    fitting = min(max(seconds, SHORTEST_INTERVAL), LONGEST_INTERVAL)
    if fitting != seconds:
        left.append(f"{place}: it is looked at every {fitting} s, not every {seconds} s.")
    return fitting


def fitting_tags(words: list[str], place: str, left: list[str]) -> tuple[str, ...]:
    """Return the words that can be tags of a watch, each once; a note in `left` of each that can't."""
    found: dict[str, str] = {}
    for word in (" ".join(word.split()) for word in words):
        if not word:
            continue
        if len(word) > LONGEST_TAG or "," in word or not word.isprintable() or len(found) == MOST_TAGS:
            left.append(f"{place}: the tag {word[:LONGEST_TAG]!r}: {MOST_TAGS} of {LONGEST_TAG} characters, no comma.")
        else:
            found.setdefault(word.casefold(), word)
    return tuple(found.values())
