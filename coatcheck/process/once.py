"""What a process opens on first use, and has one of however many threads are first."""

from collections.abc import Callable
from functools import cache
from threading import Lock
from typing import TypeVar

Opened = TypeVar("Opened")


def once(make: Callable[[], Opened]) -> Callable[[], Opened]:
    """Return a function that makes this when it is first called, while other threads wait, and returns the same ever after.

    Where it can't be made the next call tries again. (`functools.cache` alone makes as many as threads are first.)
    """
    made, making = cache(make), Lock()

    def get() -> Opened:
        with making:
            return made()

    return get
