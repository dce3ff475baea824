"""States of watches that a process remembers, so that nothing is read again that has not changed. Safe to call from several threads."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from threading import Lock

from coatcheck.model import Batch, State, Watch
from coatcheck.ports import LookStore, Store

KEPT = 20_000  # states; beyond, it begins again


def state_of(store: LookStore, watch_id: str) -> State:
    """Return a watch's state as it is stored, or the state of version 0 before its first look."""
    return store.states([watch_id]).get(watch_id) or State(watch_id=watch_id)


class States:
    """The states of watches; a remembered one is the present one exactly while its version is the batch's."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: dict[str, State] = {}
        self._lock = Lock()

    def current(self, batch: Batch, watches: Sequence[Watch]) -> dict[str, State]:
        """Return the states of these watches of the batch, read from the store where they are not at hand."""
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

    def among(self, batches: Mapping[str, Batch], watches: Sequence[Watch]) -> dict[str, State]:
        """Return the states of these watches, each with its batch; those whose batch is not there are read."""
        states: dict[str, State] = {}
        for name, some in by_batch(watches).items():
            batch = batches.get(name)
            states |= self.current(batch, some) if batch else self.read([watch.id for watch in some])
        return states

    def read(self, watch_ids: Sequence[str]) -> dict[str, State]:
        """Read the states of these watches as they are stored now."""
        stored = self._store.states(watch_ids)
        self.keep(stored.values())
        return {watch_id: stored.get(watch_id) or State(watch_id=watch_id) for watch_id in watch_ids}

    def keep(self, states: Iterable[State]) -> None:
        """Remember these as the present ones."""
        with self._lock:
            if len(self._kept) > KEPT:
                self._kept.clear()
            self._kept.update({state.watch_id: state for state in states})


def by_batch(watches: Iterable[Watch]) -> dict[str, list[Watch]]:
    """Group the watches by the batch that they are polled with."""
    groups: dict[str, list[Watch]] = defaultdict(list)
    for watch in watches:
        groups[watch.batch].append(watch)
    return groups
