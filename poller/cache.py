"""What a worker remembers between two looks. Safe to call from several threads."""

from collections.abc import Iterable, Sequence
from datetime import datetime
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
        """The watches as they were when somebody first asked for this slot's."""
        read = self._read
        if read is None or read[0] != slot:
            read = self._read = (slot, self._store.watches())
        return read[1]


class Turns:
    """Which watches are looked at just now, and which were passed over because no time was left for them."""

    def __init__(self) -> None:
        self._under_way: set[str] = set()
        self._late: set[str] = set()
        self._lock = Lock()

    def is_late(self, watch: Watch) -> bool:
        """Whether the watch was to be looked at, and its turn has not come yet."""
        return watch.id in self._late

    def begin(self, watches: Sequence[Watch]) -> list[Watch]:
        """Those among these that nobody looks at just now: from here on we do. Who is late comes first."""
        with self._lock:
            free = [watch for watch in watches if watch.id not in self._under_way]
            self._under_way.update(watch.id for watch in free)
            return sorted(free, key=lambda watch: watch.id not in self._late)

    def done(self, watch_id: str) -> None:
        """Note that a watch was looked at."""
        with self._lock:
            self._under_way.discard(watch_id)
            self._late.discard(watch_id)

    def end(self, watch_ids: Iterable[str]) -> None:
        """Note that nobody looks at these any more: whoever was not looked at by then is late."""
        with self._lock:
            late = self._under_way.intersection(watch_ids)
            self._late |= late
            self._under_way -= late
