"""When a watch is due, and when it was looked at last. Pure: nothing about it is stored, so nothing is written after a look."""

from datetime import datetime, timedelta
from math import ceil
from zlib import crc32

from msgspec import structs

from coatcheck.model import Batch, LookFrom, State, Watch
from coatcheck.truth.clock import believed
from coatcheck.truth.gaps import pause, stopped
from coatcheck.truth.health import waits
from coatcheck.truth.leases import EPOCH

MILLISECOND = timedelta(milliseconds=1)
LAST_ROUND = 30.0  # seconds after a batch's first round in which its last one begins: the rest is for fetching


def due(watch: Watch, after: datetime | None, until: datetime) -> list[datetime]:
    """List the watch's moments after the one and up to the other, oldest first; no `after`: nobody has looked yet.

    They are its creation, each moment at which the operator saved it or asked for a look, and every `interval` seconds at a
    phase given by its id, so that watches spread evenly. After a gap only the last minute counts, or the last moment if that lies before: late, but never in a storm. Where
    nobody has looked yet one moment is enough. What a wrong clock wrote far in the future counts as none.
    """
    after, created = believed(after, until), believed(watch.created_at, until) or EPOCH
    if not watch.active or created > until:
        return []
    most = max(1, ceil(60 / watch.interval)) if after else 1
    after = after or EPOCH
    since = max(after, created)
    last, step = _grid(watch, until), timedelta(seconds=watch.interval)
    moments = {last - back * step for back in range(most) if last - back * step > since}
    moments |= {moment for moment in (created, *asked(watch)) if after < moment <= until}
    return sorted(moments)[-most:]


def asked(watch: Watch) -> list[datetime]:
    """Say when the operator last saved the watch, and last asked for a look at it."""
    return [moment for moment in (watch.updated_at, watch.look_at) if moment]


def is_ready(watch: Watch, state: State, now: datetime) -> bool:
    """Return whether a watch that is due may be looked at: one that fails waits longer each time, unless the operator asked since."""
    looked = believed(state.observed_until, now)
    return not waits(state, now) or looked is None or max(asked(watch)) > looked


def looked_at(
    watch: Watch, state: State | None, batch: Batch | None, now: datetime, seen: datetime | None = None
) -> datetime | None:
    """Say when the watch itself was last looked at; None where it never was.

    Looks that prove nothing, or change anything, are stored with the state. Any other was made at the last moment of the
    watch that its batch was leased for. A watch that is paused, or was and has not been looked at since, has no such moment
    after the pause began. Of a watch that agents look at, `seen` says when the last did.
    """
    if state is None or not state.version:
        return None
    if watch.look_from is LookFrom.AGENT or (seen and not stopped(watch, seen, now)):
        return max(filter(None, (seen, state.observed_until)), default=None)
    slot = believed(batch.slot, now) if batch else None
    if state.failures or slot is None:
        return state.observed_until
    until = min(filter(None, (slot, pause(watch, state))))
    moments = due(structs.replace(watch, active=True), None, until)
    return max(filter(None, (*moments, state.observed_until)), default=None)


def _grid(watch: Watch, until: datetime) -> datetime:
    """Return the last moment of the watch's grid that is not after this one. In whole milliseconds, so that it never wavers."""
    interval = watch.interval * 1000
    phase = crc32(watch.id.encode()) % interval
    passed = (until - EPOCH) // MILLISECOND - phase
    return EPOCH + (phase + passed // interval * interval) * MILLISECOND


def offset(looks: int, number: int, window: float) -> float:
    """Return the seconds from a batch's first round at which a watch with so many looks gets this one (counted from 0).

    `window` is the seconds that these looks stand for; they are spread over it as far as the handler's time allows.
    """
    return number * min(window / looks, LAST_ROUND / max(1, looks - 1))
