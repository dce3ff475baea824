"""Pages that were made for one visitor and are the same for the next, kept for a while in this process."""

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

from coatcheck.model import Frozen
from coatcheck.ports import Clock
from signup_web.site.compression import SMALL, packed

SAID = timedelta(seconds=15)  # for which the words of a page are right: "3 minutes ago" goes on
MOST_BYTES = 16 * 1024 * 1024
MOST_ADDRESSES = 10_000
LONGEST_ADDRESS = 200  # characters; nobody has us keep longer ones


class Body(Frozen, frozen=True):
    """A page's bytes, and the same in gzip; None where that does not pay."""

    plain: bytes
    packed: bytes | None

    @classmethod
    def of(cls, page: str) -> "Body":
        plain = page.encode()
        return cls(plain, packed(plain) if len(plain) >= SMALL else None)

    @property
    def size(self) -> int:
        return len(self.plain) + len(self.packed or b"")


class KeptPages:
    """Bodies by their ETag, and the ETags of a moment ago by address. Safe to call from several threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = Lock()
        self._bodies: OrderedDict[str, Body] = OrderedDict()  # the last one asked for is at the end
        self._size = 0
        self._tags: dict[tuple[str, ...], tuple[datetime, object, str]] = {}

    def body(self, tag: str) -> Body | None:
        """Return the page of this ETag; None where it is not kept."""
        with self._lock:
            if tag in self._bodies:
                self._bodies.move_to_end(tag)
            return self._bodies.get(tag)

    def keep(self, tag: str, body: Body) -> None:
        """Keep this page, and let go of those that nobody asked for the longest time."""
        with self._lock:
            before = self._bodies.pop(tag, None)
            self._bodies[tag] = body
            self._size += body.size - (before.size if before else 0)
            while self._size > MOST_BYTES:
                self._size -= self._bodies.popitem(last=False)[1].size

    def tag(self, address: tuple[str, ...], facts: object) -> str:
        """Return the ETag of the page that was made of these very facts for this address not long ago; "" for none."""
        at, known, tag = self._tags.get(address, (self._clock.now(), None, ""))
        return tag if known is facts and timedelta() <= self._clock.now() - at < SAID else ""

    def note(self, address: tuple[str, ...], facts: object, tag: str) -> None:
        """Remember which page was made of these facts for this address."""
        if sum(map(len, address)) > LONGEST_ADDRESS:
            return
        if len(self._tags) >= MOST_ADDRESSES and address not in self._tags:
            self._tags.clear()
        self._tags[address] = (self._clock.now(), facts, tag)
