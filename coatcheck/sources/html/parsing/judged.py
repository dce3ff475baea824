"""What pages were judged to be when they were judged last, by address: one that differs from then in nothing that any reader reads isn't judged anew."""

from array import array
from collections.abc import Sequence
from datetime import datetime
from threading import Lock
from typing import NamedTuple
from urllib.parse import unquote

from msgspec.json import encode

from coatcheck.model import Product
from coatcheck.ports import Answer
from coatcheck.sources.html.parsing.templates import Template, changed, pieces, template
from coatcheck.sources.limits import Limits

MOST_REMEMBERED = 40_000  # products and variants, of a few kilobytes at the most each, and kilobytes of templates
_FIRST, _EVERY = 2, 4  # times
Address = tuple[str, str, Limits]


class Looked(NamedTuple):
    """An answer, as a page."""

    answer: Answer
    charset: str
    limits: Limits

    @property
    def address(self) -> Address:
        """What was asked for, whatever was answered."""
        return self.answer.url, self.answer.request.url, self.limits


class Judgement(NamedTuple):
    """What a page was judged to be: None where nothing on it speaks of a product. `turns_at`: from when on the same page would be judged otherwise."""

    product: Product | None
    judged_at: datetime
    turns_at: datetime | None

    def holds_at(self, now: datetime) -> bool:
        """Return whether the same page would still be judged so: what was past stays so, and what was to come is until it turns."""
        return self.judged_at <= now and (self.turns_at is None or now < self.turns_at)


class Page(NamedTuple):
    """What is known of a page: what it was judged to be, and how it changes."""

    judgement: Judgement
    template: Template
    pieces: bytes
    changed: Sequence[int]  # pieces that weren't the same at each look

    @property
    def size(self) -> int:
        """How much of it there is to keep: the product, each of its variants, and each kilobyte of the others."""
        variants = len(self.judgement.product.variants) if self.judgement.product else 0
        names = len(self.template.around.names) + sum(len(name) for _, name in self.template.names)
        return 1 + variants + (len(self.pieces) + names) // 1024


class Judged:
    """The pages that were judged last, as many as may be kept. Safe to use from several threads."""

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        self._most, self._held = most, 0
        self._pages: dict[Address, Page] = {}
        self._times: dict[Address, int] = {}  # that a page was judged since it was last known
        self._lock = Lock()

    def get(self, looked: Looked) -> Judgement | None:
        """Return what a page was judged to be, if it would be judged so now."""
        address, answer = looked.address, looked.answer
        known = self._pages.get(address)
        if known is None or not known.judgement.holds_at(answer.ended_at):
            return None
        if not known.template.fits(answer.body, looked.charset):
            return None
        with self._lock:
            if address in self._times:  # still
                self._times[address] = 0
        return known.judgement

    def remember(self, looked: Looked, judgement: Judgement) -> None:
        """Keep what a page was judged to be, in place of what it was before and of the oldest ones; of one that is another one at each look ever more rarely."""
        address = looked.address
        with self._lock:
            self._times[address] = times = self._times.get(address, 0) + 1
        if times > _FIRST and times % _EVERY:
            return
        page = _learnt(looked, judgement, self._pages.get(address))
        with self._lock:
            self._forget(address)
            if page.size > self._most:
                return
            self._pages[address], self._times[address] = page, times
            self._held += page.size
            while self._held > self._most:
                self._forget(next(iter(self._pages)))

    def _forget(self, address: Address) -> None:
        forgotten = self._pages.pop(address, None)
        self._held -= forgotten.size if forgotten else 0
        self._times.pop(address, None)


JUDGED = Judged()


def _learnt(looked: Looked, judgement: Judgement, known: Page | None) -> Page:
    """What is known of a page now."""
    body, (*urls, limits) = looked.answer.body, looked.address
    now, changes = pieces(body), frozenset[int]()
    if known is not None and len(known.pieces) == len(now):
        changes = changed(known.pieces, now).union(known.changed)
    addresses = "\0".join((*urls, *map(unquote, urls), str(limits)))
    found = template(body, looked.charset, changes, addresses, encode(judgement.product))
    return Page(judgement, found, now, array("I", changes if found.lengths else ()))
