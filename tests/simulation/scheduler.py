"""One thread, one heap, one random generator: everything that happens, happens here, in an order the seed decides.

The product's code stays plain and synchronous. Each piece of work runs in a greenlet, and gives way to the
scheduler in every port call: that is the only place where time passes, another worker runs, or a process dies.
"""

import heapq
import itertools
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random

from greenlet import getcurrent, greenlet

START = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)  # ten in the morning where everybody lives: no quiet hours


class Killed(BaseException):
    """SIGKILL: the process is gone in the middle of whatever it did. Nothing the product writes may catch it."""


class RunAway(AssertionError):
    """A schedule took more steps than any honest one does (invariant I6: bounded work)."""


class Process:
    """What dies together. A killed process is started again, with nothing in its memory."""

    def __init__(self, name: str, scheduler: "Scheduler", boot: Callable[["Process"], None]) -> None:
        self.name = name
        self.scheduler = scheduler
        self.boot = boot
        self.life = 0
        self.alive = False
        self.start()

    def start(self) -> None:
        self.life += 1
        self.alive = True
        self.boot(self)

    def kill(self) -> None:
        """Die now; be there again some seconds later."""
        if self.alive:
            self.alive = False
            self.scheduler.trace(f"{self.name} killed")
            self.scheduler.at(self.scheduler.random.uniform(0.5, 20), self.start)


class Task(greenlet):
    """A piece of work inside one life of a process."""

    def __init__(self, process: Process, work: Callable[[], object], hub: greenlet) -> None:
        super().__init__(self._work, hub)
        self.work = work
        self.process = process
        self.life = process.life

    @property
    def dead_by_now(self) -> bool:
        return not self.process.alive or self.process.life != self.life

    def _work(self) -> None:
        with suppress(Killed):
            self.work()


class Scheduler:
    """The clock and the queue of what comes next."""

    def __init__(self, seed: int, steps: int = 60_000) -> None:
        self.random = Random(seed)
        self.moment = self._end = START
        self.steps_left = steps
        self.log: list[str] = []
        self._heap: list[tuple[datetime, int, Callable[[], object]]] = []
        self._numbers = itertools.count()
        self._hub = getcurrent()

    def now(self) -> datetime:
        """The present moment: the product's clock."""
        return self.moment

    def sleep(self, seconds: float) -> None:
        """Give way for so many seconds: the product's clock, and every port."""
        task = getcurrent()
        assert isinstance(task, Task), "only work inside a process may wait"
        if task.dead_by_now:
            raise Killed
        moment = self.moment + timedelta(seconds=seconds)
        if self._is_next(moment):  # nobody else has anything to do before: no need to go there and back
            self.steps_left -= 1
            self.moment = moment
            return
        self._push(moment, partial(self._resume, task))
        self._hub.switch()
        if task.dead_by_now:
            raise Killed

    def at(self, seconds: float, what: Callable[[], object]) -> None:
        """Do this so many seconds from now."""
        self._push(self.moment + timedelta(seconds=seconds), what)

    def spawn(self, process: Process, work: Callable[[], object]) -> None:
        """Begin a piece of work in a process now."""
        task = Task(process, work, self._hub)
        self.at(0, partial(self._resume, task))

    def process(self) -> Process:
        """Whose work is running."""
        task = getcurrent()
        assert isinstance(task, Task)
        return task.process

    def run(self, seconds: float) -> None:
        """Let so much simulated time pass."""
        end = self._end = self.moment + timedelta(seconds=seconds)
        while self._heap and self._heap[0][0] <= end:
            self.steps_left -= 1
            if self.steps_left < 0:
                raise RunAway("too many steps: something retries without end")
            self.moment, _, what = heapq.heappop(self._heap)
            what()
        self.moment = end

    def trace(self, line: str) -> None:
        """Note what happened, for whoever replays the seed."""
        self.log.append(f"{(self.moment - START).total_seconds():9.3f} {line}")

    def _push(self, moment: datetime, what: Callable[[], object]) -> None:
        heapq.heappush(self._heap, (moment, next(self._numbers), what))

    def _is_next(self, moment: datetime) -> bool:
        return moment <= self._end and self.steps_left > 0 and not (self._heap and self._heap[0][0] <= moment)

    def _resume(self, task: Task) -> None:
        if task.dead:
            return
        if task.dead_by_now and not task:  # never started: it died waiting for its turn
            return
        task.switch()
