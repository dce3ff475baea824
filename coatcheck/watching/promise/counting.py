"""Once an hour the last hour's looks and messages are counted, by one process for all: a page then reads sums, and no snapshot or delivery.

The messages of the same hour two days before are counted again: by then they are decided, also those that waited for their hour, or for the next day's texts.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from coatcheck.errors import StoreError
from coatcheck.model import Snapshot, Watch
from coatcheck.ports import Clock, Store
from coatcheck.truth.leases import window_end
from coatcheck.watching.canary.identity import CHANNEL, products
from coatcheck.watching.promise.days import HOUR, Day, day, is_next_again, keep, last_day, with_hour, with_hour_again
from coatcheck.watching.promise.looks import count_looks
from coatcheck.watching.promise.messages import Messages, count_messages

SETTLED = HOUR  # after which a message's fate is counted: by then nearly all of them are sent, or no news any more
DECIDED = timedelta(days=2)  # after that when it is counted again: a daily message may wait longer than a day
STORED = timedelta(minutes=5)  # after an hour's end: what was seen in its last minute is stored by then
MOST = 24  # hours that are caught up with at once
LAST = timedelta(microseconds=1)  # before an hour's end

log = logging.getLogger(__name__)


class Counting:
    """Asks the store at most once an hour and process whether somebody else has done it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._hour: datetime | None = None

    def count(self) -> None:
        """Count the hours that are over and not counted yet, if nobody has. What fails is counted with the next hour: no tick waits for it."""
        now = self._clock.now()
        hour = begun(now - STORED)
        if hour == self._hour:
            return
        self._hour = hour
        try:
            if self._store.once(f"count:{hour.isoformat()}", now, 2 * HOUR):
                catch_up(self._store, now)
        except StoreError as error:
            log.warning("The last hour could not be counted, and is with the next: %s", error)


def begun(moment: datetime) -> datetime:
    """Say when this moment's hour began."""
    return window_end(moment, HOUR) - HOUR


def catch_up(store: Store, now: datetime) -> None:
    """Count every hour that is over since it was last done, up to 24 at once. Where it never was, begin with the last one."""
    end, watches = begun(now - STORED), products(store.watches())
    last = last_day(store, now) or Day(end.date(), end - HOUR)
    for _ in range(MOST):
        if last.until >= end:
            return
        _count_again(store, last.until - DECIDED)
        last = _with_next(store, last, watches)
        keep(store, last)


def _with_next(store: Store, last: Day, watches: list[Watch]) -> Day:
    """Return the day with the next hour, or the next day with its first."""
    hour = last.until
    looked = count_looks(_snapshots(store, watches, hour), watches, last.seen)
    return with_hour(last, hour.date(), hour + HOUR, looked.looks, _messages(store, hour), looked.seen)


def _count_again(store: Store, hour: datetime) -> None:
    """Count the messages of an hour once more. Where that was done before, or the hour before it was left out, nothing is counted."""
    counted = day(store, hour.date())
    if counted and is_next_again(counted, hour):
        keep(store, with_hour_again(counted, hour, _messages(store, hour)))


def _messages(store: Store, hour: datetime) -> Messages:
    """Count the messages that were made in the hour before this one."""
    made = store.deliveries_made(hour - SETTLED, hour - SETTLED + HOUR)
    return count_messages(delivery for delivery in made if delivery.channel != CHANNEL)


def _snapshots(store: Store, watches: Iterable[Watch], hour: datetime) -> list[Snapshot]:
    """Read an hour's snapshots of all batches, each batch's in the order of time."""
    batches = sorted({watch.batch for watch in watches if watch.batch})
    return [snapshot for batch in batches for snapshot in store.snapshots(batch, hour, hour + HOUR - LAST)]
