"""What a worker remembers between two looks, so that a quiet one reads no state. Safe to call from several threads."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from threading import Lock

from coatcheck.model import Batch, State, Watch
from coatcheck.ports import Store

KEPT = 20_000  # states; beyond, it begins again


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


class States:
    """The states of watches; a remembered one is the present one exactly while its version is the batch's."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: dict[str, State] = {}
        self._lock = Lock()

    def current(self, batch: Batch, watches: Sequence[Watch]) -> dict[str, State]:
        """The states of these watches of the batch, read from the store where they are not at hand."""
        states: dict[str, State] = {}
        for watch in watches:
            version = batch.versions.get(watch.id, 0)
            kept = self._kept.get(watch.id)
            if kept and kept.version == version:
                states[watch.id] = kept
            elif not version:
                states[watch.id] = State(watch_id=watch.id)
        unread = [watch.id for watch in watches if watch.id not in states]
        return states | (self.read(unread) if unread else {})

    def read(self, watch_ids: Sequence[str]) -> dict[str, State]:
        """The states of these watches as they are stored now."""
        stored = self._store.states(watch_ids)
        self.keep(stored.values())
        return {watch_id: stored.get(watch_id) or State(watch_id=watch_id) for watch_id in watch_ids}

    def keep(self, states: Iterable[State]) -> None:
        """Remember these as the present ones."""
        with self._lock:
            if len(self._kept) > KEPT:
                self._kept.clear()
            self._kept.update({state.watch_id: state for state in states})


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
