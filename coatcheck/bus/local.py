"""The bus of one machine: threads and queues in this process, with the manners of Pub/Sub.

What is under way when the process dies is lost here, and comes again: the store's outbox and due deliveries have it.
"""

import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from heapq import heappop, heappush
from itertools import count
from random import uniform
from threading import Condition, Lock, Thread, current_thread
from time import monotonic

from msgspec import structs

from coatcheck.bus.handling import PASSING, hand_on
from coatcheck.errors import BusUnavailable, Undecodable
from coatcheck.model import DeadLetter
from coatcheck.ports.messages import TOPICS, Envelope, Message, dead_letter, encode

Handle = Callable[[Message], None]
Bury = Callable[[DeadLetter], None]

ATTEMPTS = 5
BACKOFF = 1.0  # seconds before the second attempt, doubled before each further one
LONGEST_BACKOFF = 60.0
LAST_WORDS = 1.0  # seconds that `close` gives to handlers that are still at work

log = logging.getLogger(__name__)


class LocalBus:
    """Every subscriber of a topic gets every message at least once, in the order published as far as retries allow.

    A handler that raises gets its message again, later each time, and after `attempts` tries the message is buried;
    one that no reader understands is buried at once. One that can't be buried is kept, and tried again.
    """

    def __init__(
        self, bury: Bury, workers: Mapping[str, int], attempts: int = ATTEMPTS, backoff: float = BACKOFF
    ) -> None:
        """`workers`: how many threads serve each subscriber of a topic; 1 where it is not named."""
        self._bury = bury
        self._workers = workers
        self._attempts = attempts
        self._backoff = backoff
        self._queues: list[Queue] = []
        self._threads: list[Thread] = []
        self._lock = Lock()  # guards every queue and `_closed`
        self._settled = Condition(self._lock)
        self._closed = False

    def subscribe(self, topic: str, handle: Handle) -> None:
        """Call `handle` with every message that is published to this topic from now on."""
        queue = Queue(topic, handle, self._lock)
        self._queues.append(queue)
        for number in range(self._workers.get(topic, 1)):
            name = f"{topic}-{len(self._queues)}-{number}"
            self._threads.append(Thread(target=self._work, args=(queue,), name=name, daemon=True))

    def start(self) -> None:
        """Begin to hand out what is published; until then it waits."""
        for thread in self._threads:
            thread.start()

    def publish(self, messages: Sequence[Message]) -> None:
        envelopes = [(TOPICS[type(message)], encode(message)) for message in messages]
        with self._lock:
            if self._closed:
                raise BusUnavailable("The bus was closed.")
            for topic, envelope in envelopes:
                for queue in self._queues:
                    if queue.topic == topic:
                        queue.put(envelope)

    def drain(self, seconds: float) -> bool:
        """Wait until nothing is queued or at work; False if that took longer than this."""
        with self._lock:
            return self._settled.wait_for(lambda: not any(queue.unsettled for queue in self._queues), seconds)

    def close(self) -> None:
        """Hand out nothing more; handlers at work get a second to end."""
        with self._lock:
            self._closed = True
            for queue in self._queues:
                queue.wake()
        deadline = monotonic() + LAST_WORDS
        for thread in self._threads:
            if thread.is_alive() and thread is not current_thread():
                thread.join(max(0.0, deadline - monotonic()))

    def _work(self, queue: "Queue") -> None:
        while (envelope := self._next(queue)) is not None:
            pause = self._attempt(queue, envelope)
            with self._lock:
                queue.settle()
                if pause is not None:
                    queue.put(structs.replace(envelope, attempt=envelope.attempt + 1), pause)
                self._settled.notify_all()

    def _next(self, queue: "Queue") -> Envelope | None:
        """Wait for the next envelope whose time has come; None when the bus is closed."""
        with self._lock:
            while not self._closed:
                if envelope := queue.take():
                    return envelope
            return None

    def _attempt(self, queue: "Queue", envelope: Envelope) -> float | None:
        """Handle it or bury it; return the seconds after which it has to come again, None where it has not."""
        trace = {"topic": queue.topic, "trace": envelope.attributes.get("trace", ""), "attempt": envelope.attempt}
        try:
            hand_on(envelope, queue.handle)
            self._goes_on(queue)
            return None
        except Undecodable as error:
            reason = str(error)
        except Exception as error:
            pause = self._pause(envelope.attempt)
            if envelope.attempt < self._attempts:
                self._say("Work has to be done again", queue, error, trace | {"again_in": f"{pause:.1f} s"})
                return pause
            reason = f"given up after {envelope.attempt} tries: {type(error).__name__}: {error}"
        letter = dead_letter(queue.topic, envelope, reason, datetime.now(UTC))
        try:
            self._bury(letter)
        except Exception as error:
            self._say("A dead letter could not be kept; it is tried again", queue, error, {"letter": letter.id})
            return self._pause(envelope.attempt)
        log.error("A message is given up: %s", reason, extra=trace)
        return None

    def _say(self, what: str, queue: "Queue", error: Exception, about: dict[str, object]) -> None:
        """Log a failure: with its place in the code where it is a fault, else once until it is over, be it met by a thousand messages."""
        if not isinstance(error, PASSING):
            log.warning("%s: %s", what, error, exc_info=error, extra=about)
            return
        with self._lock:
            is_news = queue.fails(f"{what}: {error}")
        log.log(logging.WARNING if is_news else logging.DEBUG, "%s: %s", what, error, extra=about)

    def _goes_on(self, queue: "Queue") -> None:
        with self._lock:
            unsaid = queue.succeeds()
        if unsaid:
            log.info("Work goes on; it failed %d more times in the same way", unsaid, extra={"topic": queue.topic})

    def _pause(self, attempt: int) -> float:
        """Seconds before the next attempt, spread so that what failed together does not come back together."""
        return min(self._backoff * 2.0 ** (attempt - 1), LONGEST_BACKOFF) * uniform(0.5, 1.5)


class Queue:
    """One subscriber's envelopes, by the moment from which each may be handed out. Whoever calls holds the lock."""

    def __init__(self, topic: str, handle: Handle, lock: Lock) -> None:
        self.topic = topic
        self.handle = handle
        self.unsettled = 0  # waiting, or taken and not settled yet
        self._failures: Counter[str] = Counter()  # by what was said of them, since a message was handled
        self._ready = Condition(lock)
        self._heap: list[tuple[float, int, Envelope]] = []
        self._numbers = count()

    def put(self, envelope: Envelope, pause: float = 0.0) -> None:
        """Add an envelope that may be taken after so many seconds."""
        heappush(self._heap, (monotonic() + pause, next(self._numbers), envelope))
        self.unsettled += 1
        self.wake()

    def take(self) -> Envelope | None:
        """Take the first envelope whose time has come; None after a while without one, or when woken for nothing."""
        left = self._heap[0][0] - monotonic() if self._heap else None
        if left is None or left > 0:
            self._ready.wait(left)
            return None
        return heappop(self._heap)[-1]

    def settle(self) -> None:
        """Note that a taken envelope is done with."""
        self.unsettled -= 1

    def fails(self, why: str) -> bool:
        """Note that a message could not be handled; returns whether nobody was told that yet."""
        self._failures[why] += 1
        return self._failures[why] == 1

    def succeeds(self) -> int:
        """Note that a message was handled; returns how many failures before it nobody was told of."""
        unsaid = self._failures.total() - len(self._failures)
        self._failures.clear()
        return unsaid

    def wake(self) -> None:
        """Let every worker look again."""
        self._ready.notify_all()
