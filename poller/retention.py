"""Once a day what is older than its retention is deleted."""

from datetime import date, timedelta

from coatcheck.config import Settings
from coatcheck.ports import Clock, Store
from coatcheck.watching.pictures import forget_pictures


class Retention:
    """Asks the store at most once a day and process whether somebody else has done it."""

    def __init__(self, store: Store, clock: Clock, settings: Settings) -> None:
        self._store, self._clock, self._settings = store, clock, settings
        self._day: date | None = None

    def keep(self) -> None:
        """Delete what is too old, if nobody has today."""
        now = self._clock.now()
        if now.date() == self._day:
            return
        if self._store.once(f"expire:{now.date()}", now, timedelta(days=2)):
            history, snapshots = self._settings.history_days, self._settings.snapshot_days
            self._store.expire(now, timedelta(days=history), timedelta(days=snapshots))
            forget_pictures(self._store, now)
        self._day = now.date()
