"""What a worker remembers between two looks. Safe to call from several threads."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import count
from math import inf
from threading import Lock

from coatcheck.model import Watch
from coatcheck.ports import Store

KEPT = 20_000  # answers; beyond, it begins again


class Watches:
    """The watches, read once for all batches of a tick."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read: tuple[datetime, list[Watch]] | None = None

    def at(self, slot: datetime) -> list[Watch]:
        """Return the watches as they were when somebody first asked for this slot's."""
        read = self._read
        if read is None or read[0] != slot:
            read = self._read = (slot, self._store.watches())
        return read[1]


class Turns:
    """Which watches are looked at just now, and which were passed over because their host had no time for them."""

    def __init__(self, host_concurrency: int) -> None:
        """`host_concurrency`: how much is asked of one host at once, and so from when on its watches wait for each other."""
        self._host_concurrency = host_concurrency
        self._under_way: dict[str, str] = {}  # their hosts, by watch id
        self._late: dict[str, int] = {}  # by watch id; the longer late, the smaller the number
        self._numbers = count()
        self._lock = Lock()

    def is_late(self, watch: Watch) -> bool:
        """Return whether the watch was to be looked at, and its turn has not come yet."""
        return watch.id in self._late

    def begin(self, watches: Sequence[Watch]) -> list[Watch]:
        """Choose those among these that are to be looked at now: from here on we do. Who has been late for longest comes first.

        Left out are those that are looked at already, and those whose host is kept busy by others: they are late.
        """
        begun = []
        with self._lock:
            busy = Counter(self._under_way.values())
            for watch in sorted(watches, key=lambda watch: self._late.get(watch.id, inf)):
                if watch.id in self._under_way:
                    continue
                if busy[watch.host] < self._host_concurrency:
                    begun.append(watch)
                else:
                    self._pass_over(watch.id)
            self._under_way |= {watch.id: watch.host for watch in begun}
        return begun

    def done(self, watch_id: str) -> None:
        """Note that a watch was looked at."""
        with self._lock:
            self._under_way.pop(watch_id, None)
            self._late.pop(watch_id, None)

    def end(self, watch_ids: Iterable[str]) -> None:
        """Note that nobody looks at these any more, and that their turn did not come."""
        with self._lock:
            for watch_id in watch_ids:
                if self._under_way.pop(watch_id, None) is not None:
                    self._pass_over(watch_id)

    def _pass_over(self, watch_id: str) -> None:
        self._late.setdefault(watch_id, next(self._numbers))
