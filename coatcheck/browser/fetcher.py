"""The fetcher of both kinds: pages that are drawn are drawn by a browser, everything else goes to the client."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from threading import Lock
from typing import Protocol

import msgspec
from msgspec.structs import replace

from coatcheck.config import Settings
from coatcheck.errors import Blocked, Late, LookFailed, Unreadable
from coatcheck.fetch.address import parse
from coatcheck.fetch.introduction import introduction
from coatcheck.fetch.politeness import Politeness
from coatcheck.fetch.sharing import answer_to, common
from coatcheck.ports import Answer, Clock, Fetcher, Request

PULSE = 0.25  # seconds after which whoever walks through is heard, where nothing comes
LAST_PART = 0.2  # of a run, in which no page is begun any more
log = logging.getLogger(__name__)
DRAWING = 0.9  # of the time that is left is the page's own
Came = tuple[int, Answer | LookFailed]


class Drawer(Protocol):
    """A browser, wherever it is. Safe to call from several threads."""

    def draw(self, request: Request, seconds: float) -> Answer | LookFailed:
        """Draw the page within so many seconds. Never raises for what a shop does."""

    def close(self) -> None: ...


class Fetchers:
    """Fetches for one process. See `ports.Fetcher`."""

    def __init__(self, client: Fetcher, settings: Settings, clock: Clock) -> None:
        self._client, self._settings, self._clock = client, settings, clock
        self._politeness = Politeness(settings.pages_at_once, 1, settings.host_pause)
        self._threads = ThreadPoolExecutor(settings.pages_at_once, "drawing")  # none of them begins before it is needed
        self._drawer: Drawer | None = None
        self._opening = Lock()

    def _browser(self) -> Drawer:
        """Return the one browser of this process, which is opened by whoever needs it first."""
        with self._opening:
            if self._drawer is None:
                self._drawer = self._open()
            return self._drawer

    def _open(self) -> Drawer:
        if self._settings.renderer:
            from coatcheck.browser.renderer import Renderer

            return Renderer(self._settings, self._clock)
        from coatcheck.browser.machine import Machine

        return Machine(self._settings, self._clock, introduction(self._settings))

    def fetch(self, requests: Sequence[Request], seconds: float) -> Iterator[Came | None]:
        until = time.monotonic() + seconds
        drawings = _Drawings(self._browser, self._threads, self._politeness, self._settings.fetch_seconds, seconds)
        plain: list[Request] = []  # grows while they are fetched
        places: list[int] = []
        taken = 0

        def take() -> None:
            """Hand on what was asked for since the last time."""
            nonlocal taken
            first, taken = taken, len(requests)
            for place, request in enumerate(requests[first:], first):
                if request.drawing:
                    drawings.add(place, request)
                else:
                    plain.append(request)
                    places.append(place)

        while True:
            take()
            if plain:
                for came in self._client.fetch(plain, max(0.0, until - time.monotonic())):
                    yield came and (places[came[0]], came[1])
                    yield from drawings.come()
                    take()
                plain, places = [], []
            elif drawings.are_left():
                yield from drawings.come(PULSE) or (None,)
            elif taken == len(requests):
                return

    def close(self) -> None:
        """End the browser, if there is one, and close the client."""
        if self._drawer:
            self._drawer.close()
        self._threads.shutdown()
        self._client.close()


class _Drawings:
    """The pages of one run that are to be drawn: in turn, each once for all who asked for it."""

    def __init__(
        self,
        drawer: Callable[[], Drawer],
        threads: ThreadPoolExecutor,
        politeness: Politeness,
        longest: float,
        seconds: float,
    ) -> None:
        self._drawer, self._threads, self._politeness, self._longest = drawer, threads, politeness, longest
        self._until = time.monotonic() + seconds
        self._last_start = self._until - seconds * LAST_PART
        self._asked: dict[bytes, list[tuple[int, Request]]] = {}  # by what they ask for
        self._waiting: list[bytes] = []
        self._slow_down: set[str] = set()  # hosts that asked for it in this run
        self._done: SimpleQueue[tuple[bytes, Request, Answer | LookFailed]] = SimpleQueue()

    def add(self, place: int, request: Request) -> None:
        key = msgspec.json.encode(replace(request, known=""))
        if key not in self._asked:
            self._asked[key] = []
            self._waiting.append(key)
        self._asked[key].append((place, request))

    def are_left(self) -> bool:
        return bool(self._asked)

    def come(self, seconds: float = 0) -> list[Came]:
        """Begin what has its turn, and return what came within so many seconds."""
        waiting, self._waiting = self._waiting, []
        for key in waiting:
            self._begin(key)
        try:
            done = [self._done.get(timeout=seconds) if seconds else self._done.get_nowait()]
        except Empty:
            return self._given_up() if time.monotonic() >= self._until else []
        while not self._done.empty():
            done.append(self._done.get())
        return [came for each in done for came in self._taken(*each)]

    def _begin(self, key: bytes) -> None:
        """Begin to draw, or have it wait for its turn."""
        request = common([request for _, request in self._asked[key]])
        try:
            host = parse(request.url).netloc
        except LookFailed as failure:
            self._done.put((key, request, failure))
            return
        now = time.monotonic()
        if host in self._slow_down:
            self._done.put((key, request, Blocked(f"{host} asked for fewer requests (429) a moment ago.")))
        elif now > self._last_start or not self._politeness.begin(host, now).granted:
            self._waiting.append(key)
        else:
            seconds = min(self._longest, (self._until - now) * DRAWING)
            self._threads.submit(self._draw, key, request, host, seconds)

    def _draw(self, key: bytes, request: Request, host: str, seconds: float) -> None:
        result: Answer | LookFailed = Unreadable("The browser could not be asked to draw this page.")
        try:
            result = self._drawer().draw(request, seconds)
        except Exception:  # of ours: nobody else hears of what a thread of the pool raises
            log.exception("A page could not be drawn", extra={"url": request.url})
        finally:
            self._politeness.end(host, time.monotonic())
            self._done.put((key, request, result))

    def _taken(self, key: bytes, made: Request, result: Answer | LookFailed) -> list[Came]:
        if isinstance(result, Answer) and result.status == 429:
            self._slow_down.add(parse(made.url).netloc)
        return [(place, answer_to(request, made, result)) for place, request in self._asked.pop(key, ())]

    def _given_up(self) -> list[Came]:
        late = Late("There was no time left to draw the page.")
        left = [place for places in self._asked.values() for place, _ in places]
        self._asked, self._waiting = {}, []
        return [(place, late) for place in left]
