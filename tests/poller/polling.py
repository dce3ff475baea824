"""A poller with everything around it: a shop on loopback, a bus that keeps what is published, a clock set by hand."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import SimpleNamespace
from typing import Any

import msgspec
from msgspec.structs import replace

from coatcheck.config import Settings
from coatcheck.errors import Unreadable
from coatcheck.fetch import open_fetcher
from coatcheck.model import Availability, Observation, Offer, Product, Variant, Watch
from coatcheck.ports import Answer, Request, Store, Target
from coatcheck.ports.messages import FanOut, PollBatch, Tick
from poller.plan import plan
from poller.poll import Poller
from tests.fakes.ports import HandClock, Line

START = datetime(2026, 1, 5, 12, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
MINUTE = timedelta(minutes=1)


class Shop:
    """A shop with one product: sizes and whether they can be had."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.stock: dict[str, bool] = {"S": False, "M": False}
        self.broken = False
        self.requests = 0
        self.before_answer: Callable[[], object] = lambda: None


def read(target: Target, answers: Sequence[Answer]) -> Observation:
    try:
        return sizes(msgspec.json.decode(answers[0].body, type=dict[str, bool]))
    except msgspec.DecodeError as error:
        raise Unreadable(f"The list of sizes is not there: {error}") from error


def sizes(stock: dict[str, bool]) -> Observation:
    """A coat in these sizes."""
    said = {True: Availability.IN_STOCK, False: Availability.SOLD_OUT}
    variants = tuple(Variant(id=size, title=size, offer=Offer(said[stock[size]])) for size in stock)
    return Observation(products=(Product(id="coat", title="Coat", variants=variants),))


SOURCE: Any = SimpleNamespace(
    __name__="tests.sizes", OPTIONS=(), request=lambda target: Request(url=target.url), read=read
)


@contextmanager
def serving() -> Iterator[Shop]:
    shop = Shop("")

    class Counter(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            shop.requests += 1
            shop.before_answer()
            body = b"<h1>Sorry</h1>" if shop.broken else json.dumps(shop.stock).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Counter)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    shop.url = f"http://127.0.0.1:{server.server_port}/coat"
    yield shop
    server.shutdown()
    thread.join()
    server.server_close()


class House:
    """Everything around a poller, and the ticks that drive it."""

    def __init__(self, store: Store, shop: Shop) -> None:
        self.store, self.shop, self.bus, self.clock = store, shop, Line(), HandClock(START, MILLISECOND)
        self.settings = Settings(allow_hosts=("127.0.0.1",))
        self.fetcher = open_fetcher(self.settings, self.clock)
        self.poller = self.worker("first")

    def worker(self, owner: str, store: Any = None) -> Poller:
        store = store or self.store
        return Poller(store, self.bus, self.fetcher, self.clock, lambda name: SOURCE, self.settings, owner)

    def watch(self, name: str = "coat", **fields: Any) -> Watch:
        watch = Watch(name, self.shop.url, "sizes", START, START, title="Coat", slug=name, batch="b", settle=1)
        return self.store.add_watch(replace(watch, **fields))

    def plan(self) -> list[PollBatch]:
        """One minute passes; what the planner publishes then."""
        self.clock.moment += MINUTE
        plan(Tick(slot=self.clock.moment), self.store, self.bus, self.clock)
        return self.bus.take(PollBatch)

    def tick(self) -> list[list[str]]:
        """One minute passes, with everything that follows; the sizes that are told of, event by event."""
        for message in self.plan():
            self.poller.poll(message)
        told = self.bus.take(FanOut)
        for message in told:  # as the notifier does, once everybody has a delivery
            self.store.take_off_outbox(message.batch, [message.event.id])
        return [[variant.title for variant in message.event.variants] for message in told]

    def state(self, name: str = "coat") -> Any:
        return self.store.states([name])[name]
