"""What is watched."""

from typing import Protocol

from coatcheck.model import Watch


class WatchStore(Protocol):
    def add_watch(self, watch: Watch) -> Watch:
        """Store a new watch. Raises `Conflict` where its id or slug is taken."""

    def put_watch(self, watch: Watch) -> Watch:
        """Replace a stored watch by a changed copy of it; raises `Conflict` where its revision is old."""

    def remove_watch(self, watch_id: str) -> None:
        """Forget a watch, its state and its subscriptions; its history stays until it expires."""

    def watch(self, watch_id: str) -> Watch | None: ...

    def watch_by_slug(self, slug: str) -> Watch | None: ...

    def watches(self) -> list[Watch]:
        """Return all watches, oldest first. Another process's change shows within a minute."""
