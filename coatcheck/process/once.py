"""What a process opens on first use, and has one of however many threads are first."""

from collections.abc import Callable
from functools import cache, cached_property, wraps
from threading import Lock, RLock
from typing import Any, TypeVar

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


def opened_once(make: Callable[[Any], Opened]) -> cached_property[Opened]:
    """Make a property of what an object opens when it is first asked for, as `once` does.

    (Of several threads `functools.cached_property` lets each open its own since Python 3.12.)
    """
    name, making = make.__name__, RLock()

    @wraps(make)
    def opened(owner: Any) -> Opened:
        with making:
            kept = vars(owner)
            if name not in kept:
                kept[name] = make(owner)
            found: Opened = kept[name]
            return found

    return cached_property(opened)
