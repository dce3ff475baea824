"""The day's texts, leased from the store in blocks: no message writes a counter of all messages, and the limit is never passed.

A process that sends few texts takes what each message needs, and gives back at once what was not sent. One that sends
many takes what it will send in the next seconds, so that its texts cost the counter a write every few seconds however
many they are; it takes fewer the less is left, and none in advance near the end. What it takes counts as sent until it
is given back: what a killed process held is not sent that day. See docs/decisions/0024-large-lists.md.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Lock

from coatcheck.errors import StoreUnavailable
from coatcheck.ports import OperationStore
from coatcheck.ports.time_budgets import STORE_CALL
from coatcheck.telling.switches import DAY, TEXTS, used_up
from coatcheck.truth.clock import believed
from coatcheck.truth.leases import EPOCH, window_end

AHEAD = timedelta(seconds=5)  # for which a block lasts, at the pace of the one before
MOST = 1000  # texts in one block
IDLE = 2 * AHEAD  # after which the pace of before says nothing
SECOND = timedelta(seconds=1)
TOLD_EVERY = timedelta(minutes=1)  # that the budget is used up, which each message finds out


class Budget:
    """What one process may send of the day's texts (`texts_per_day`, by UTC). Safe to use from several threads."""

    def __init__(self, store: OperationStore, limit: int) -> None:
        self._store = store
        self._limit = limit
        self._lock = Lock()  # never held while the store is asked
        self._asking = Lock()  # held meanwhile: threads that need a block at once would be in each other's way
        self._day = self._leased_at = EPOCH
        self._held = self._spent = 0
        self._is_ahead = False
        self._told_at = EPOCH

    def take(self, texts: int, now: datetime) -> int:
        """Return how many of these texts may be sent: all of them, but at the end of the budget. Raises `StoreUnavailable`."""
        taken = self._from_block(texts, now)
        if taken == texts:
            return texts
        try:
            with self._alone():
                taken += self._from_block(texts - taken, now)  # another thread's block may be there by now
                return taken if taken == texts else taken + self._from_store(texts - taken, now)
        except BaseException:
            self.give_back(taken, now)
            raise

    def tell_of_end(self, now: datetime) -> None:
        """See to it that the operator hears that the day's texts are used up. Raises `StoreUnavailable`."""
        if abs(now - self._told_at) >= TOLD_EVERY:
            used_up(self._store, self._limit, now)
            self._told_at = now

    def give_back(self, texts: int, taken_at: datetime) -> None:
        """Keep texts that were taken then and surely not sent, for the next message. Those of another day are worth nothing."""
        with self._lock:
            if window_end(taken_at, DAY) == self._day:
                self._held += texts

    def settle(self, now: datetime) -> None:
        """Return to the store what no message needs: all that is held, unless it was leased for the next seconds."""
        with self._lock:
            if self._begin_day(now) and self._is_ahead and abs(now - self._leased_at) <= IDLE:
                return
        self.close(now)

    def close(self, now: datetime) -> None:
        """Return all that is held. Where the store can't be asked it counts as sent: nobody knows whether the store has it."""
        with self._lock:
            if not self._begin_day(now):
                return
            texts, self._held = self._held, 0
        if texts:
            self._store.take(TEXTS, -texts, self._limit, DAY, now)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if not self._asking.acquire(timeout=STORE_CALL):
            raise StoreUnavailable("The store was asked for texts of the day, and did not answer.")
        try:
            yield
        finally:
            self._asking.release()

    def _from_store(self, missing: int, now: datetime) -> int:
        wanted = self._pace(missing, now)
        granted = self._store.take_block(TEXTS, missing, wanted, self._limit, DAY, now)
        if granted >= missing:
            self._told_at = EPOCH  # it has some again: its next end is news
        self._keep(granted - missing, now)
        return min(granted, missing)

    def _from_block(self, texts: int, now: datetime) -> int:
        with self._lock:
            if not self._begin_day(now):
                return 0
            taken = min(texts, self._held)
            self._held -= taken
            self._spent += taken
            return taken

    def _pace(self, missing: int, now: datetime) -> int:
        """Return how many texts to ask the store for where so many are missing now."""
        with self._lock:
            if not self._begin_day(now):
                return 0
            wanted = ahead(self._spent, now - self._leased_at)
            self._leased_at, self._spent = now, missing
            return wanted

    def _keep(self, over: int, now: datetime) -> None:
        with self._lock:
            self._is_ahead = over > 0
        self.give_back(max(0, over), now)

    def _begin_day(self, now: datetime) -> bool:
        """Go on to this moment's day; return whether that is the present one: a thread that read its clock before midnight may come last.

        Of a day that is over nothing is held: the store is asked for what is missing, and no more. Nor of one that a wrong clock began.
        """
        day = window_end(now, DAY)
        if self._day < day or not believed(self._day - DAY, now):
            self._day, self._held = day, 0
        return self._day == day


def ahead(spent: int, since: timedelta) -> int:
    """Return how many texts the next seconds will need, where so many were sent since the last block; 0 where that was long ago."""
    return min(MOST, round(spent * (AHEAD / max(since, SECOND)))) if since <= IDLE else 0
