"""A page as a template: the stretches of it that stay from one look to the next, and the tags between them that don't. Pure.

    <h1>Coat</h1><form action="/cart?sid=  8f3c0aa1b2  " class="cart"><p>In stock</p>

A later look finds whether a page has the same stretches in one pass over its bytes, and then asks of the tags alone whether anything in them is new to a reader
(`essence.py`). A tag is one that begins an element, or all of a script, style, comment or drawing; and what follows it up to the next.
"""

import re
from array import array
from bisect import bisect
from collections.abc import Collection, Sequence
from itertools import accumulate, chain, compress, count
from operator import ne
from typing import NamedTuple

from coatcheck.sources.html.parsing.essence import ALONE, Essence, Names, Surroundings, essence, surroundings
from coatcheck.sources.html.parsing.parts import PART, SCRIPT, data_of, part

MOST_CHANGED = 300  # tags of a page, each of which takes a hundredth of what judging a page does
MOST_MORE = 10_000  # bytes, beside twice as many as before
_PART, _NEXT = re.compile(PART.pattern.encode()), re.compile(rb"<(?!/)")
_BETWEEN = b"<\0>"  # two tags, so that nothing of one can be taken for the other's: no page holds it
# In which a byte below 128 is that sign, wherever it stands
_PLAIN = re.compile(r"utf-8|utf8|(?:us-)?ascii|iso-?8859-[0-9]{1,2}|latin-?1|windows-125[0-9]|cp125[0-9]|koi8-[ru]", re.IGNORECASE)  # fmt: skip


class Template(NamedTuple):
    """A page without its tags that change."""

    lengths: Sequence[int]  # bytes of the stretches, but for the last one
    stretches: (
        int  # their hash, as Python makes it: another one in each process, so that nobody can make two pages of one
    )
    charset: str
    around: Surroundings = ALONE
    essence: int = 0  # the hash of what stays of the tags
    names: Names = ()  # those in what was read of the page
    tags: int = 0  # bytes of the tags, scripts and all

    def fits(self, body: bytes, charset: str) -> bool:
        """Return whether a page differs from the one that the template was made of in nothing that any reader reads."""
        stretches, tags, scripts = _parted(body, self.lengths)
        if hash(b"".join(stretches)) != self.stretches or charset != self.charset:
            return False
        if not self.lengths:
            return True
        if (
            _size(tags, scripts) > 2 * self.tags + MOST_MORE
        ):  # what is asked of a tag is more than can be asked of a page
            return False
        found = _essence(tags, scripts, charset, self.around)
        return hash(found.source) == self.essence and found.bears(self.names) and b"\0" not in body


def template(body: bytes, charset: str, changed: Collection[int], addresses: str, said: bytes) -> Template:
    """Make a page a template in which these pieces change; one in which nothing does, where nobody can tell whether that means anything.

    `addresses`: by which we came to it; `said`: what was read of it.
    """
    lengths = _lengths(body, changed) if _PLAIN.fullmatch(charset) and b"\0" not in body else ()
    stretches, tags, changing = _parted(body, lengths)
    if not lengths or not stretches or (stretches[-1] and b">" not in stretches[-1]):
        return Template((), hash(body), charset)
    scripts, markup = part(_BETWEEN[1:].join(stretches).decode(charset, "replace"))
    others = "\0".join((addresses, *chain.from_iterable(scripts)))
    around = surroundings(markup.encode(errors="replace"), others.encode(errors="replace"))
    found = _essence(tags, changing, charset, around)
    names, size = found.among(said), _size(tags, changing)
    return Template(lengths, hash(b"".join(stretches)), charset, around, hash(found.source), names, size)


def pieces(body: bytes) -> bytes:
    """Return two bytes for each piece of a page that an opening bracket begins: for another piece others, but for one in 65,536."""
    hashes = memoryview(array("q", map(hash, body.split(b"<")))).cast("B").cast("H")
    return hashes[::4].tobytes()


def changed(before: bytes, now: bytes) -> frozenset[int]:
    """Return which pieces are other ones in another page of as many."""
    return frozenset(compress(count(), map(ne, memoryview(before).cast("H"), memoryview(now).cast("H"))))


def _parted(body: bytes, lengths: Sequence[int]) -> tuple[list[bytes], bytes, list[re.Match[bytes]]]:
    """The stretches of these lengths, each with the bracket behind it; the tags between them, and those of them that are scripts apart. Nothing for a page that ends before."""
    stretches, tags, scripts, end, last = list[bytes](), list[bytes](), list[re.Match[bytes]](), 0, _last(body)
    for length in lengths:
        start = end + length
        if start >= last:  # so that what stands between two tags could end the one before it
            return [], b"", []
        stretches.append(body[end : start + 1])
        found, end = _tag(body, start, last)
        if found is not None and found.lastindex == SCRIPT and found.end() < last:  # and so is ended
            scripts.append(found)
            tags += b" ", body[found.end() : end], _BETWEEN
        else:
            tags += body[start:end], _BETWEEN
    stretches.append(body[end:])
    return stretches, b"".join(tags if stretches[-1] else tags[:-1]), scripts


def _size(tags: bytes, scripts: Sequence[re.Match[bytes]]) -> int:
    return len(tags) + sum(found.end() - found.start() for found in scripts)


def _tag(body: bytes, start: int, last: int) -> tuple[re.Match[bytes] | None, int]:
    """What is parted from the rest of the page, if the tag is such a one that begins there, and where it ends."""
    found = _PART.match(body, start, last)
    following = _NEXT.search(body, found.end() if found else start + 1)
    return found, following.start() if following else len(body)


def _essence(tags: bytes, scripts: list[re.Match[bytes]], charset: str, around: Surroundings) -> Essence:
    """What stays of tags, as readers see them."""
    within, markup = part(tags.decode(charset, "replace"))
    apart = [(found[1].decode(charset, "replace"), found[2].decode(charset, "replace")) for found in scripts]
    return essence(markup.encode(errors="replace"), (*data_of(apart), *within), around)


def _last(body: bytes) -> int:
    """Behind which no tag ends, as in `part`."""
    return body.rfind(b">") + 1


def _lengths(body: bytes, changed: Collection[int]) -> Sequence[int]:
    """The lengths of the stretches between the tags that these pieces belong to; none where one belongs to none, or there are too many."""
    if not changed or len(changed) > MOST_CHANGED or 0 in changed:
        return ()
    last = _last(body)
    ends = list(accumulate(map(len, body.split(b"<"))))
    parts = [found.span() for found in _PART.finditer(body, 0, last)]
    lengths, end = array("I"), 0
    for start in sorted(_starts(body, [ends[piece - 1] + piece - 1 for piece in sorted(changed)], parts)):
        if start < 0:
            return ()
        lengths.append(start - end)
        _, end = _tag(body, start, last)
    return lengths


def _starts(body: bytes, brackets: Sequence[int], parts: Sequence[tuple[int, int]]) -> set[int]:
    """Where the tags begin to which these brackets belong, in the page's order; -1 among them where one belongs to none."""
    known: dict[int, int] = {}
    for bracket in brackets:
        place = bracket
        while place >= 0 and place not in known:  # no end of a tag is passed twice
            before = bisect(parts, (place, len(body))) - 1
            if before >= 0 and place < parts[before][1]:
                known[bracket] = parts[before][0]
                break
            if body[place + 1 : place + 2] != b"/":
                known[bracket] = place
                break
            place = body.rfind(b"<", 0, place)
        else:
            known[bracket] = known.get(place, -1)
    return set(known.values())
