"""What does the site take? Requests a second beside a bare Flask page, a thousand open pages, and pages while texts are sent.

Each site is one gunicorn worker as the cloud has it, in a process of its own; ways take turns. The bare page is Flask and Jinja alone: a list as
long as our page, without a header, compression or a store. Asked: our page at least half as often as the bare one, a 304 at least as often.
Other work on the machine changes requests a second and their ratios less than CPU's: both are printed.
"""

import argparse
import os
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import count, cycle
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import NamedTuple

from flask import Flask

from benchmarks.site_load import Answer, Connection, Site, gunicorn
from coatcheck.bootstrap import Services
from coatcheck.bus.local import LocalBus
from coatcheck.config import Settings
from coatcheck.model import Availability, Batch, Look, Observation, Offer, Product, Variant, Watch
from coatcheck.ports import Store
from coatcheck.store import open_store
from coatcheck.truth.diff import diff

PAGE, LIVE = "/p/coat", "/p/coat/live"
GZIP = "Accept-Encoding: gzip\r\n"
LEAST_PAGE, LEAST_304 = 0.5, 1.0  # times the bare page
SIDE_BY_SIDE = 4  # connections
VISITS = 20  # pages a second while texts are sent
OPEN, EVERY = 1000, 3.0  # pages, and the seconds between two questions of one (signup_web/static/live.js)
COLOURS, SIZES = ("Black", "Olive", "Sand", "Navy", "Rust", "Stone"), ("XS", "S", "M", "L", "XL", "XXL")


Asked = Callable[[], tuple[str, str]]  # the path and the headers of the next request


class Rate(NamedTuple):
    """What one way took in one round."""

    a_second: float
    cpu: float  # milliseconds of the server for one request


def prepare(store: Store) -> None:
    """One product of 36 variants with 60 days of restocks, looked at just now."""
    now = datetime.now(UTC)
    began = now - timedelta(days=60)
    watch = Watch("coat", "https://shop.example/products/coat", "shopify", began, began, title="Alpine Down Coat", slug="coat", batch="coats", settle=1)  # fmt: skip
    watch = store.add_watch(watch)
    names = [f"{colour} / {size}" for colour in COLOURS for size in SIZES]
    for number in range(120):
        at = began + timedelta(hours=12 * number)
        back = {names[(number * 7 + each) % len(names)] for each in range(4)} if number % 2 else set()
        variants = tuple(_variant(name, name in back) for name in names)
        look = Look(watch.id, at, at, observation=Observation((Product("coat", watch.title, variants=variants),)))
        if verdict := diff(watch, store.states([watch.id]).get(watch.id), look):
            store.commit_verdict("coats", verdict)
    batch = store.batches(["coats"]).get("coats") or Batch("coats")
    store.lease_batch(batch, now, "bench", now, now)


def _variant(name: str, there: bool) -> Variant:
    colour, size = name.split(" / ")
    shown = Availability.IN_STOCK if there else Availability.OUT_OF_STOCK
    return Variant(name, name, {"color": colour, "size": size}, offer=Offer(shown, "120.00", "USD"))


def bare() -> Flask:
    """A page of BARE_BYTES bytes and nothing else."""
    app, length = Flask(__name__), int(os.environ["BARE_BYTES"])
    line = '<li class="size out"><h3>{{ each.name }}</h3><p class="state">{{ each.says }}</p></li>'
    template = app.jinja_env.from_string(f"<!doctype html><ul>{{% for each in items %}}{line}{{% endfor %}}</ul>")
    items = [{"name": f"Size {number}", "says": "Sold out"} for number in range(length // 72)]
    app.add_url_rule("/", "page", lambda: template.render(items=items))
    return app


# Requests a second


def rates(seconds: float, rounds: int) -> None:
    """Let each way take its turn, and print medians."""
    with TemporaryDirectory() as folder, ExitStack() as stack:
        store = f"sqlite:///{folder}/bench.db"
        _filled(store)
        ours = stack.enter_context(gunicorn("signup_web.app:create_app()", COATCHECK_STORE=store))
        page, live = ours.get(PAGE), ours.get(LIVE)
        theirs = stack.enter_context(gunicorn("benchmarks.site:bare()", BARE_BYTES=str(len(page.body))))
        numbers = count()
        ways = {
            "bare Flask + Jinja": (theirs, lambda: ("/", "")),
            "our page": (ours, lambda: (PAGE, "")),
            "our page, gzip": (ours, lambda: (PAGE, GZIP)),
            "our page, made anew each time": (ours, lambda: (f"{PAGE}?by={next(numbers)}", GZIP)),
            "our page, 304": (ours, lambda: (PAGE, GZIP + ours.condition(PAGE))),
            "what changes of it, 304": (ours, lambda: (LIVE, GZIP + ours.condition(LIVE))),
        }
        print(
            f"page {len(page.body):,} bytes ({len(ours.get(PAGE, GZIP).body):,} in gzip), what changes of it {len(live.body):,}, bare page {len(theirs.get('/').body):,}\n"
        )
        found: dict[str, list[Rate]] = {name: [] for name in ways}
        for _ in range(rounds):
            for name, (server, request) in ways.items():
                found[name].append(_rate(server, request, seconds))
    base = found["bare Flask + Jinja"]
    print(f"{'':<32}{'requests/s':>11}{'of bare':>9}{'CPU ms':>9}{'of bare':>9}   medians of {rounds} rounds")
    for name, all_ in found.items():
        speed = median(one.a_second / bare_.a_second for one, bare_ in zip(all_, base, strict=True))
        work = median(bare_.cpu / one.cpu for one, bare_ in zip(all_, base, strict=True))
        print(f"{name:<32}{median(one.a_second for one in all_):>11.0f}{speed:>9.2f}{median(one.cpu for one in all_):>9.2f}{work:>9.2f}")  # fmt: skip
        least = {"our page": LEAST_PAGE, "our page, gzip": LEAST_PAGE, "our page, 304": LEAST_304}.get(name)
        if least and speed < least:
            print(f"MISSED: {name} is to come at least {least:g} times as often as the bare page")


def _filled(store: str) -> None:
    opened = open_store(store)
    prepare(opened)
    opened.close()


def _rate(server: Site, request: Asked, seconds: float) -> Rate:
    def ask(connection: Connection) -> int:
        asked, end = 0, time.monotonic() + seconds
        while time.monotonic() < end:
            connection.get(*request())
            asked += 1
        return asked

    before, began = server.cpu(), time.monotonic()
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        asked = sum(pool.map(ask, [server.connect() for _ in range(SIDE_BY_SIDE)]))
    return Rate(asked / (time.monotonic() - began), (server.cpu() - before) * 1000 / asked)


# Open pages


def open_pages(seconds: float) -> None:
    """So many open pages on one site, each asking every three seconds; answers' times, and the server's share of a processor."""
    with TemporaryDirectory() as folder:
        store = f"sqlite:///{folder}/bench.db"
        _filled(store)
        with gunicorn("signup_web.app:create_app()", COATCHECK_STORE=store) as server:
            server.get(LIVE)
            before, began = server.cpu(), time.monotonic()
            answers = _at_a_pace(server.connect, lambda: (LIVE, GZIP + server.condition(LIVE)), OPEN / EVERY, seconds)
            passed = time.monotonic() - began
            work = (server.cpu() - before) / passed
    times = [answer.seconds for answer in answers]
    print(
        f"\n{OPEN:,} open pages: {len(answers) / passed:.0f} requests/s, {work:.2f} of a processor; median {median(times) * 1000:.0f} ms, p95 {quantiles(times, n=20)[-1] * 1000:.0f} ms, "
        f"{sum(answer.status == 304 for answer in answers) / len(answers):.1%} 304"
    )


def _at_a_pace(connect: Callable[[], Connection], request: Asked, a_second: float, seconds: float) -> list[Answer]:
    """Ask so often, whether or not the last answer came: each waits from the moment at which it was to be asked."""
    with ThreadPoolExecutor(16) as pool:
        idle = [connect() for _ in range(16)]
        began, asked = time.monotonic(), list[Future[Answer]]()
        connections = cycle(idle)
        for number in range(int(a_second * seconds)):
            due = began + number / a_second
            time.sleep(max(0.0, due - time.monotonic()))
            path, headers = request()
            asked.append(pool.submit(next(connections).get, path, headers, due))
        return [each.result() for each in asked]


# While texts are sent


def while_texts_are_sent(people: int) -> None:
    """Some pages a second from one process that is sending texts, too, as on one machine; and the same before it does."""
    from coatcheck.ports.messages import FanOut, Tick
    from console.serving import Server
    from notifier.app import TOPICS, handler
    from signup_web.app import create_app
    from tests.fakes.crowd import restock
    from tests.fakes.twilio import running

    with TemporaryDirectory() as folder, running() as stand_in:
        bus = LocalBus(bury=lambda letter: None, workers={"restocks": 2, "deliveries": 2})
        settings = Settings(store=f"sqlite:///{folder}/bench.db", secret_key="0123456789" * 4, channels=("sms",), texts_per_day=10 * people, **stand_in.settings())  # type: ignore[arg-type]  # fmt: skip
        services = Services(settings, bus=bus)
        prepare(services.store)
        event = restock(services.store, people)
        for topic in TOPICS:
            bus.subscribe(topic, handler(services))
        server = Server(create_app(services))

        def tell() -> float:
            began = time.monotonic()
            bus.publish([FanOut(event=event)])
            while not bus.drain(600):
                bus.publish([Tick(slot=datetime.now(UTC))])
            return people / (time.monotonic() - began)

        def visit(seconds: float) -> list[Answer]:
            return _at_a_pace(lambda: Connection(server.port), lambda: (PAGE, GZIP), VISITS, seconds)

        quiet, busy = visit(10), list[Answer]()
        bus.start()
        with ThreadPoolExecutor(1) as pool:
            telling = pool.submit(tell)
            while not telling.done():
                busy += visit(1)
        told, rate = len(stand_in.accepted()), telling.result()
        if told != people:
            raise SystemExit(f"{told} texts for {people} people")
        server.close()
        bus.close()
        services.close()
    for name, answers in (("before", quiet), (f"while {people:,} texts were sent, {rate:.0f} a second", busy)):
        times = [answer.seconds * 1000 for answer in answers]
        print(f"pages {name}: median {median(times):.0f} ms, p95 {quantiles(times, n=20)[-1]:.0f} ms, {len(times)} asked")  # fmt: skip


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=2.0, help="of each way in each round (%(default)s)")
    parser.add_argument("--rounds", type=int, default=5, help="(%(default)s)")
    parser.add_argument("--people", type=int, default=10_000, help="who get a text (%(default)s)")
    parser.add_argument("--only", choices=["rates", "open", "texts"])
    chosen = parser.parse_args(arguments or [])
    if chosen.only in (None, "rates"):
        rates(chosen.seconds, chosen.rounds)
    if chosen.only in (None, "open"):
        open_pages(10 * chosen.seconds)
    if chosen.only in (None, "texts"):
        while_texts_are_sent(chosen.people)


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
