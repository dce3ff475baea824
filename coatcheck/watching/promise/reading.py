"""The figures as they are read for a page: a day of which nothing is counted any more is read once."""

from datetime import date, datetime, timedelta

from coatcheck.ports import Store
from coatcheck.watching.canary.records import flips
from coatcheck.watching.promise.days import LONGEST_BACK, Day, day
from coatcheck.watching.promise.report import Promise, promise

CHANGES = timedelta(days=2)  # after its end, in which a day is still counted


class Figures:
    """Reads what was counted, and remembers what can't change any more. Safe to call from several threads."""

    def __init__(self) -> None:
        self._over: dict[date, Day] = {}

    def read(self, store: Store, now: datetime) -> Promise:
        """Return the figures as of now; shops whose watches are not listed are not named."""
        dates = [now.date() - timedelta(days=back) for back in reversed(range(LONGEST_BACK))]
        self._over = {date: kept for date, kept in self._over.items() if date in dates and date < now.date()}
        days = [found for date in dates if (found := self._day(store, date, now))]
        shops = {watch.shop for watch in store.watches() if watch.listed}
        return promise(days, flips(store), shops, now)

    def _day(self, store: Store, date: date, now: datetime) -> Day | None:
        """Return a day. One that is still counted is read again, also where a wrong clock counted it to its end: it is counted anew."""
        if known := self._over.get(date):
            return known
        found = day(store, date)
        if found and found.until >= found.end and found.end + CHANGES <= now:
            self._over = {**self._over, date: found}
        return found
