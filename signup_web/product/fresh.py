"""What was read from the store a moment ago, for whoever wants it now."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Generic

from coatcheck.ports import Clock
from signup_web.product.single_flight import Found, Key, SingleFlight


class Fresh(Generic[Key, Found]):
    """Reads by key, at most once in a while for all who ask. What one thread is reading another does not read beside it."""

    def __init__(self, read: Callable[[list[Key]], Mapping[Key, Found]], lasting: timedelta, clock: Clock) -> None:
        """`read` brings something for every key, or raises; `lasting` is how old it may be when it is given out."""
        self._read = read
        self._lasting = lasting
        self._clock = clock
        self._kept: dict[Key, tuple[datetime, Found]] = {}
        self._read_once = SingleFlight(self._refreshed)

    def __call__(self, keys: Iterable[Key]) -> dict[Key, Found]:
        """Return what was read for each key. Raises what `read` raises."""
        wanted = dict.fromkeys(keys)
        fresh = self._fresh(wanted)
        return fresh | self._read_once({key: None for key in wanted if key not in fresh})

    def _fresh(self, keys: Iterable[Key]) -> dict[Key, Found]:
        now = self._clock.now()
        kept = {key: self._kept[key] for key in keys if key in self._kept}
        return {key: found for key, (at, found) in kept.items() if timedelta() <= now - at < self._lasting}

    def _refreshed(self, wanted: Mapping[Key, None]) -> dict[Key, Found]:
        """Read these; what another thread read just before is not read again."""
        now, fresh = self._clock.now(), self._fresh(wanted)
        if old := [key for key in wanted if key not in fresh]:
            found = self._read(old)
            fresh |= {key: found[key] for key in old}
            self._kept |= {key: (now, found[key]) for key in old}
        return fresh
