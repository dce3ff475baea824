"""When a watch is due. Pure: nothing about it is stored, so nothing is written after a look."""

from datetime import UTC, datetime, timedelta
from math import ceil
from zlib import crc32

from coatcheck.model import Watch
from coatcheck.truth.clock import believed

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
LAST_ROUND = 30.0  # seconds after a batch's first round in which its last one begins: the rest is for fetching


def due(watch: Watch, after: datetime | None, until: datetime) -> list[datetime]:
    """The watch's moments after the one and up to the other, oldest first; no `after`: nobody has looked yet.

    They are its creation, then every `interval` seconds at a phase given by its id, so that watches spread evenly.
    After a gap only the last minute counts, or the last moment if that lies before: late, but never in a storm. Where
    nobody has looked yet one moment is enough. What a wrong clock wrote far in the future counts as none.
    """
    after, created = believed(after, until), believed(watch.created_at, until) or EPOCH
    if not watch.active or created > until:
        return []
    most = max(1, ceil(60 / watch.interval)) if after else 1
    after = after or EPOCH
    since = max(after, created)
    last, step = _grid(watch, until), timedelta(seconds=watch.interval)
    moments = [last - back * step for back in range(most) if last - back * step > since]
    if created > after:
        moments.append(created)
    return moments[:most][::-1]


def _grid(watch: Watch, until: datetime) -> datetime:
    """The last moment of the watch's grid that is not after this one. In whole milliseconds, so that it never wavers."""
    interval = watch.interval * 1000
    phase = crc32(watch.id.encode()) % interval
    passed = (until - EPOCH) // MILLISECOND - phase
    return EPOCH + (phase + passed // interval * interval) * MILLISECOND


def offset(looks: int, number: int, window: float) -> float:
    """Seconds from a batch's first round at which a watch with so many looks gets this one (counted from 0).

    `window` is the seconds that these looks stand for; they are spread over it as far as the handler's time allows.
    """
    return number * min(window / looks, LAST_ROUND / max(1, looks - 1))
