"""How long does a restock wait for other watches of its own host? 200 watches of one slow shop, with the defaults.

Each answer takes 2.7 s, and politeness lets six be under way at once, so a whole round takes 90 s at the least. Printed are
how long after its own answer each restock was published, what a round took beside what politeness allows, and how
many watches were called unreachable because of our own queue. Asked: 1 s for the first, 1.3 times, none.
"""

import json
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread

from benchmarks.one_machine import PATIENCE, serve, until
from coatcheck.bootstrap import Services
from coatcheck.bus.local import LocalBus
from coatcheck.config import Settings
from coatcheck.model import Health, Watch
from coatcheck.watching.catalogue import add_watch
from console.clock import Ticker
from console.pipeline import WORKERS

WATCHES = 200
SECONDS = 2.7  # for each answer
TICK = 5


class Shop:
    """One host with many products, each sold out until `back`; it takes its time for each answer."""

    def __init__(self) -> None:
        self.back = False
        self.seconds = 0.0
        self.answered: dict[str, float] = {}  # when each product's restock was first told, by time.monotonic

    @contextmanager
    def open(self) -> Iterator[str]:
        shop = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                back = shop.back
                time.sleep(shop.seconds)
                handle = self.path.rpartition("/")[2].removesuffix(".js")
                variant = {"id": 1, "title": "M", "available": back, "price": 12000}
                body = json.dumps({"id": 1, "title": handle, "handle": handle, "variants": [variant]}).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
                if back:
                    shop.answered.setdefault(handle, time.monotonic())

            def log_message(self, *arguments: object) -> None: ...

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()


def main() -> None:
    shop = Shop()
    published: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder, shop.open() as url:
        settings = Settings(store=f"sqlite:///{Path(folder) / 'bench.db'}", allow_hosts=("127.0.0.1",))
        bus = LocalBus(bury=print, workers=WORKERS)
        services = Services(settings, bus=bus)
        handles = _watched(services, url)
        every = serve(services, bus, published, WATCHES)
        ticker = Ticker(bus, TICK)
        until(lambda: len(services.store.states(list(handles))) == WATCHES)
        shop.seconds, shop.back = SECONDS, True
        began = time.monotonic()
        ended = every.wait(PATIENCE)
        took = time.monotonic() - began
        states = services.store.states(list(handles)).values()
        ticker.close()
        bus.close()
        services.close()
    _print(shop, {handles[watch]: at for watch, at in published.items()}, took if ended else None)
    wrong = [state for state in states if state.health is not Health.HEALTHY]
    print(f"called anything but healthy: {len(wrong)}")


def _watched(services: Services, url: str) -> dict[str, str]:
    """The handles of the watches, by their ids."""
    now = datetime.now(UTC)
    handles = {}
    for number in range(WATCHES):
        handle = f"coat-{number}"
        watch = Watch(
            "",
            f"{url}/products/{handle}",
            "shopify",
            now,
            now,
            title=handle,
            slug=handle,
            interval=60,
            allow_private=True,
        )
        handles[add_watch(services.store, watch).id] = handle
    return handles


def _print(shop: Shop, published: dict[str, float], took: float | None) -> None:
    least = WATCHES / Settings().host_concurrency * SECONDS
    waits = sorted(at - shop.answered[handle] for handle, at in published.items())
    counts = defaultdict(int, published=len(published))
    print(f"restocks published: {counts['published']} of {WATCHES}")
    if waits:
        print(f"after their own answers: median {median(waits):.2f} s, worst {waits[-1]:.2f} s")
    print(f"a round: {f'{took:.0f} s' if took else 'not over'}; politeness allows {least:.0f} s")
    if took:
        print(f"{took / least:.2f} times")
