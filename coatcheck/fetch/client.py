"""The fetcher: one engine for each call, lent from a pool, so that several threads fetch side by side."""

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence, Set
from threading import Lock

from coatcheck.config import Settings
from coatcheck.errors import LookFailed
from coatcheck.fetch.engine import Engine
from coatcheck.fetch.handle import Handles
from coatcheck.fetch.introduction import introduction
from coatcheck.fetch.kept import Kept, Key, key
from coatcheck.fetch.politeness import Politeness
from coatcheck.fetch.sharing import alike, answer_to, common
from coatcheck.fetch.transfer import Transfer
from coatcheck.ports import Answer, Clock, Request

MAXIMUM_ENGINES = 64  # each with connections of its own to the shops of a batch


class Client:
    """Fetches for one process. See `ports.Fetcher`."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._handles = Handles(introduction(settings))
        self._allow_hosts = frozenset(host.lower() for host in settings.allow_hosts)
        self._seconds = settings.fetch_seconds
        self._politeness = Politeness(settings.fetch_concurrency, settings.host_concurrency, settings.host_pause)
        self._clock = clock
        self._kept = Kept()
        self._idle: list[Engine] = []
        self._engines = 0
        self._lock = Lock()
        self._gate = Lock()

    def fetch(self, requests: Sequence[Request], seconds: float) -> Iterator[tuple[int, Answer | LookFailed] | None]:
        transfers: dict[Transfer, list[int]] = {}
        shared: dict[Key, Transfer] = {}  # those under way whose answer whoever asks for the same is given, too
        ready: deque[tuple[int, Answer | LookFailed]] = deque()  # what needs no transfer
        taken = 0

        def more() -> list[Transfer]:
            """Return what was asked for since the last time, and nobody has or gets."""
            nonlocal taken
            first, taken = taken, len(requests)
            begun = []
            for places in alike(requests, first):
                request = common([requests[place] for place in places])
                if kept := self._kept.get(request, self._clock.now()):
                    ready.extend((place, answer_to(requests[place], request, kept)) for place in places)
                elif request.max_age is not None and key(request) in shared:
                    transfers[shared[key(request)]].extend(places)
                else:
                    try:
                        made = Transfer(request, self._allow_hosts, self._seconds)
                    except LookFailed as failure:
                        ready.extend((place, failure) for place in places)
                        continue
                    transfers[made] = places
                    begun.append(made)
                    if request.max_age is not None:
                        shared[key(request)] = made
            return begun

        until = time.monotonic() + seconds
        while True:
            begun = more()
            while ready:
                yield ready.popleft()
            if not begun and taken == len(requests):
                return
            for transfer in self._run(begun, more, until - time.monotonic()):
                while ready:
                    yield ready.popleft()
                if transfer is None:
                    yield None
                    continue
                result = transfer.take()
                shared.pop(key(transfer.request), None)
                if isinstance(result, Answer):
                    self._kept.put(result)
                for place in transfers.pop(transfer):
                    yield place, answer_to(requests[place], transfer.request, result)
                del result

    def _run(
        self, transfers: Sequence[Transfer], more: Callable[[], Sequence[Transfer]], seconds: float
    ) -> Iterator[Transfer | None]:
        if transfers:
            engine = self._borrow({transfer.url.netloc for transfer in transfers})
            try:
                yield from engine.run(transfers, more, seconds)
            finally:
                with self._lock:
                    self._idle.append(engine)

    def _borrow(self, hosts: Set[str]) -> Engine:
        """Take the free engine that was at most of these hosts and so has connections to them; a new one if none was."""
        with self._lock:
            best = max(self._idle, key=lambda engine: len(engine.hosts & hosts), default=None)
            if best and (best.hosts & hosts or self._engines >= MAXIMUM_ENGINES):
                self._idle.remove(best)
                return best
            self._engines += 1
        return Engine(self._handles, self._politeness, self._clock, self._gate)

    def close(self) -> None:
        with self._lock:
            while self._idle:
                self._idle.pop().close()
        self._handles.close()
