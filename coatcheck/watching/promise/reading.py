"""The figures as they are read for a page: a day that is over is read once."""

from datetime import UTC, date, datetime, timedelta

from coatcheck.ports import Store
from coatcheck.watching.canary.records import flips
from coatcheck.watching.promise.days import LONGEST_BACK, Day, day
from coatcheck.watching.promise.report import Promise, promise

A_DAY = timedelta(days=1)


class Figures:
    """Reads what was counted, and remembers what can't change any more. Safe to call from several threads."""

    def __init__(self) -> None:
        self._over: dict[date, Day] = {}

    def read(self, store: Store, now: datetime) -> Promise:
        """Return the figures as of now; shops whose watches are not listed are not named."""
        dates = [now.date() - timedelta(days=back) for back in reversed(range(LONGEST_BACK))]
        days = [found for date in dates if (found := self._day(store, date))]
        shops = {watch.shop for watch in store.watches() if watch.listed}
        return promise(days, flips(store), shops, now)

    def _day(self, store: Store, date: date) -> Day | None:
        if known := self._over.get(date):
            return known
        found = day(store, date)
        if found and found.until >= datetime.combine(date, datetime.min.time(), UTC) + A_DAY:
            self._over = {key: kept for key, kept in self._over.items() if date - key < 2 * LONGEST_BACK * A_DAY}
            self._over[date] = found
        return found
