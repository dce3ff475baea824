"""What a browser saw in looks that proved nothing: the last picture of a watch, for a day, in one of so many places of the store.

However many watches fail, no more is kept than there are places. Two watches may share one: then the later picture stays.
"""

from datetime import datetime, timedelta

import msgspec

from coatcheck.model import Frozen, Look, digest
from coatcheck.ports import Store
from coatcheck.ports.stored_values import ValueName, picture

KEPT = timedelta(days=1)
PLACES = 64
LARGEST = 128 * 1024  # bytes


class Picture(Frozen, frozen=True):
    """A JPEG of what the browser saw at this moment."""

    watch_id: str
    at: datetime
    jpeg: bytes


def keep_picture(store: Store, look: Look) -> None:
    """Keep what the browser saw in a look that proved nothing; nothing is done where none drew the page."""
    if look.picture and len(look.picture) <= LARGEST:
        kept = Picture(look.watch_id, look.ended_at, look.picture)
        store.put_value(_place(look.watch_id), msgspec.json.encode(kept).decode())


def picture_of(store: Store, watch_id: str, now: datetime) -> Picture | None:
    """Return what the browser saw when the watch failed last; None where that is longer ago than a day, or nothing was drawn."""
    kept = _read(store, _place(watch_id))
    return kept if kept and kept.watch_id == watch_id and now - kept.at < KEPT else None


def forget_pictures(store: Store, now: datetime) -> None:
    """Delete what is older than a day."""
    for name in map(picture, range(PLACES)):
        kept = _read(store, name)
        if kept and now - kept.at >= KEPT:
            store.put_value(name, None)


def _place(watch_id: str) -> ValueName:
    return picture(int(digest(watch_id), 16) % PLACES)


def _read(store: Store, name: ValueName) -> Picture | None:
    text = store.value(name)
    return msgspec.json.decode(text, type=Picture) if text else None
