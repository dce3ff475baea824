"""What the notifier works with: the ports, and how sends are made side by side."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from functools import cached_property
from queue import SimpleQueue
from typing import Any, Protocol, TypeVar

from coatcheck.config import Settings
from coatcheck.ports import Bus, ChannelOf, Clock, Receipt, Store
from coatcheck.telling.budget import Budget
from coatcheck.telling.templates import Templates
from notifier.switch_cache import SwitchCache

Item = TypeVar("Item")
Result = TypeVar("Result")


OURS = Templates({}, "")  # no words of the operator's


class Together(Protocol):
    """Does the same work for many items."""

    def __call__(self, work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[list[Result]]:
        """Return the results in groups, as they come; what `work` raises is raised here."""


def in_turn(work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[list[Result]]:
    """Do one after the other, without threads."""
    for item in items:
        yield [work(item)]


def _nothing(item: object) -> bool:
    return False


class Senders:
    """So many threads, shared by all handlers of a process."""

    def __init__(self, threads: int, apart: Callable[[Any], bool] = _nothing) -> None:
        """`apart`: whether an item may wait for a server that a stranger named. A quarter as many threads do these, and nothing else."""
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="sender")
        self._slow_pool = ThreadPoolExecutor(max(1, threads // 4), thread_name_prefix="slow-sender")
        self._apart = apart

    def __call__(self, work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[list[Result]]:
        done: SimpleQueue[Callable[[], Result]] = SimpleQueue()
        for item in items:
            pool = self._slow_pool if self._apart(item) else self._pool
            pool.submit(copy_context().run, work, item).add_done_callback(lambda future: done.put(future.result))
        left = len(items)
        while left:
            group = [done.get()]
            while not done.empty():
                group.append(done.get())
            left -= len(group)
            yield [result() for result in group]


@dataclass(frozen=True)
class Context:
    """The ports and settings of one notifier."""

    store: Store
    bus: Bus
    clock: Clock
    settings: Settings
    channel_of: ChannelOf
    secret_key: str
    together: Together = in_turn
    templates: Templates = OURS
    taken: dict[str, Receipt] = field(default_factory=dict)  # what providers took and is not stored yet, by delivery

    @cached_property
    def switches(self) -> SwitchCache:
        return SwitchCache(self.store, self.clock)

    @cached_property
    def budget(self) -> Budget:
        return Budget(self.store, self.settings.texts_per_day)
