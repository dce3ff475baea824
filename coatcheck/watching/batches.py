"""Which watches are looked at together: a batch holds many, those of one host if it can be. Pure."""

from collections import Counter
from collections.abc import Iterable

from coatcheck.model import MAXIMUM_BATCH, Watch, digest
from coatcheck.watching.addresses import host_of


def choose_batch(watch: Watch, others: Iterable[Watch]) -> str:
    """Choose the batch for a new watch beside the others: see `Batches`."""
    return Batches(others).choose(watch)


class Batches:
    """How many watches each of a team's batches holds, in all and of each host. One that was moved to the team is in another's."""

    def __init__(self, watches: Iterable[Watch]) -> None:
        self._sizes: Counter[str] = Counter()
        self._of_host: Counter[tuple[str, str]] = Counter()
        for watch in watches:
            self.add(watch)

    def add(self, watch: Watch) -> None:
        """Count one more."""
        if watch.moved_at:
            return
        self._sizes[watch.batch] += 1
        self._of_host[watch.batch, host_of(watch.url)] += 1

    def choose(self, watch: Watch) -> str:
        """Choose the batch for a new watch: one that holds watches of its host, else any that has room, else a new one.

        The fullest with room comes first, so that there are few batches.
        """
        host, sizes = host_of(watch.url), self._sizes
        open_batches = [batch for batch, size in sizes.items() if batch and size < MAXIMUM_BATCH]
        new = digest("batch", watch.id, length=12)
        return max(open_batches, key=lambda batch: (self._of_host[batch, host], sizes[batch], batch), default=new)
