"""How one machine grows: a sign-up, a product's page and the fan-out of a restock, at more subscribers and at more watches.

    python -m benchmarks.growth --subscribers 1000,10000,100000 --watches 100,1000,10000

Everything is in one SQLite file, in one process. Times are medians of CPU, so that other work on the machine and the disk
count little, and stand beside each other: what is flat is flat on any machine. Everybody waits for the first watch; nothing is sent.
"""

import argparse
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from msgspec.structs import replace

import signup_web.app
from coatcheck.bootstrap import Services
from coatcheck.config import Settings
from coatcheck.model import ChannelAddress, Consent, ConsentKind, Frozen, State, VariantState, Verdict, Watch, digest
from coatcheck.people import membership
from coatcheck.ports.messages import DeliveryBatch, FanOut, Message
from coatcheck.store.sqlite.people import SUBSCRIBERS, store_subscription
from notifier.app import handler
from tests.fakes.crowd import BATCH, come_back, everybody

TIMES = 40  # each thing is done
SMALL = "1000,3000", "100,300"


class Grown(Frozen, frozen=True):
    """What it took at one size; milliseconds of CPU, and megabytes of the file and its log."""

    subscribers: int
    watches: int
    sign_up: float
    page: float
    person: float  # of the fan-out
    megabytes: float


class Kept:
    """A bus that keeps the pages of fan-outs."""

    def __init__(self) -> None:
        self.waiting: list[FanOut] = []
        self.told = 0

    def publish(self, messages: Sequence[Message]) -> None:
        for message in messages:
            if isinstance(message, FanOut):
                self.waiting.append(message)
            elif isinstance(message, DeliveryBatch):
                self.told += len(message.ids)

    def close(self) -> None:
        """Nothing is open."""


def grow(folder: Path, subscribers: int, watches: int) -> Grown:
    """Measure at this size, in a new file."""
    bus, now = Kept(), datetime.now(UTC)
    settings = Settings(store=f"sqlite:///{folder}/{subscribers}-{watches}.db", secret_key="0123456789" * 4)
    services = Services(settings, bus=bus)
    try:
        fill(services.store, subscribers, watches, now)
        numbers = count()
        sign_up = taken(lambda: join(services, next(numbers), now))
        site = signup_web.app.create_app(services).test_client()
        slugs = (f"jacket-{number % watches}" for number in count(1, 7))
        page = taken(lambda: shown(site, next(slugs)))
        bus.waiting.append(FanOut(event=come_back(services.store, now), batch=BATCH))
        handle, began = handler(services), process_time()
        while bus.waiting:
            handle(bus.waiting.pop(0))
        person = (process_time() - began) * 1000 / max(bus.told, 1)
        size = sum(path.stat().st_size for path in folder.glob(f"{subscribers}-{watches}.db*")) / 1e6
        return Grown(subscribers, watches, sign_up, page, person, size)
    finally:
        services.close()


def fill(store: Any, subscribers: int, watches: int, now: datetime) -> None:
    """Write watches with their states, and people who wait for the first of them, in few transactions."""
    for number in range(watches):
        name = "jacket" if not number else f"jacket-{number}"
        store.add_watch(
            Watch(
                id=name,
                url=f"https://shop.example/products/{name}",
                source="shopify",
                created_at=now,
                updated_at=now,
                title=f"Jacket {number}",
                slug=f"jacket-{number}",
                batch=BATCH if not number else digest(str(number // 200), length=12),
            )
        )
        if number:
            sizes = tuple(VariantState(id=size, title=size, in_stock=size == "L") for size in ("S", "M", "L"))
            store.commit_verdict(BATCH, Verdict(state=State(watch_id=name, version=1, variants=sizes)))
    with store._database.writing() as connection:
        for person, waits in everybody(subscribers, now - timedelta(days=1)):
            SUBSCRIBERS.put(connection, person)
            store_subscription(connection, waits)


def join(services: Services, number: int, now: datetime) -> None:
    to = ChannelAddress("console", f"new-{number}")
    person = membership.subscriber_at(services.store, services.secret_key, to, now)
    consent = Consent(at=now, kind=ConsentKind.CONFIRMED, method="web")
    membership.join(services.store, replace(person, any_hour=True), "jacket", ["M"], consent)


def shown(site: Any, slug: str) -> None:
    assert site.get(f"/p/{slug}").status_code == 200


def taken(work: Callable[[], object]) -> float:
    """Return the median of what it took, in milliseconds of CPU."""
    times = []
    for _ in range(TIMES):
        began = process_time()
        work()
        times.append((process_time() - began) * 1000)
    return median(times)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", help=argparse.SUPPRESS)  # of the benches, where several are run
    parser.add_argument("--subscribers", default=SMALL[0])
    parser.add_argument("--watches", default=SMALL[1])
    options = parser.parse_args()
    people, watches = ([int(each) for each in text.split(",")] for text in (options.subscribers, options.watches))
    print("| subscribers | watches | sign-up | product page | fan-out a person | database |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    sizes = [*((number, watches[0]) for number in people), *((people[0], number) for number in watches[1:])]
    for subscribers, number in sizes:
        with tempfile.TemporaryDirectory() as folder:
            show(grow(Path(folder), subscribers, number))


def show(grown: Grown) -> None:
    print(
        f"| {grown.subscribers:,} | {grown.watches:,} | {grown.sign_up:.1f} ms | {grown.page:.1f} ms "
        f"| {grown.person:.2f} ms | {grown.megabytes:.1f} MB |",
        flush=True,
    )


if __name__ == "__main__":
    main()
