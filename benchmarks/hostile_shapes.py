"""The shapes of answers made to stop their reader: the same again and again, numbered, one in the other."""

from collections.abc import Callable
from typing import NamedTuple

from coatcheck import sources
from coatcheck.ports import Source

HEAD = b"<!doctype html><html><head><title>Coat</title></head><body><h1>Coat</h1>"
LD = b'<script type="application/ld+json">'


class Family(NamedTuple):
    """A kind of hostile answer: who reads it (a source, or its name), from which address, with which options, and how it is made at a size in bytes."""

    source: str | Source
    path: str
    make: Callable[[int], bytes]
    options: dict[str, str] = {}

    @property
    def reader(self) -> Source:
        return sources.load(self.source) if isinstance(self.source, str) else self.source


def repeated(unit: bytes, before: bytes = b"", after: bytes = b"") -> Callable[[int], bytes]:
    """The same again and again."""
    return lambda size: before + unit * max(1, (size - len(before) - len(after)) // len(unit)) + after


def numbered(unit: bytes, before: bytes = b"", after: bytes = b"") -> Callable[[int], bytes]:
    """The same with another number each time, in every place that says %d."""
    places = unit.count(b"%d")

    def make(size: int) -> bytes:
        count = max(1, (size - len(before) - len(after)) // (len(unit) + 4 * places))
        return before + b"".join(unit % ((number,) * places) for number in range(count)).rstrip(b",") + after

    return make


def nested(opening: bytes, closing: bytes, before: bytes = b"", after: bytes = b"") -> Callable[[int], bytes]:
    """One within the other, all of them closed."""

    def make(size: int) -> bytes:
        count = max(1, (size - len(before) - len(after)) // (len(opening) + len(closing)))
        return before + opening * count + closing * count + after

    return make


def joined(*parts: Callable[[int], bytes]) -> Callable[[int], bytes]:
    """Several such, of one share each."""
    return lambda size: b"".join(part(size // len(parts)) for part in parts)


def marked_up(unit: bytes, after: bytes = b"") -> Callable[[int], bytes]:
    return repeated(unit, HEAD, after)


def linked(unit: bytes, before: bytes = b"", after: bytes = b"") -> Callable[[int], bytes]:
    """JSON-LD: numbered parts between a beginning and an end."""
    return numbered(unit, HEAD + LD + before, after + b"</script>")


def begun(unit: bytes, before: bytes = b"", after: bytes = b"") -> Callable[[int], bytes]:
    """JSON-LD whose script goes on in the next part."""
    return numbered(unit, HEAD + LD + before, after)
