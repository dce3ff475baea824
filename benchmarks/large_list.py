"""A long list in the cloud: four notifiers on Google's emulators tell everybody once, whatever is killed.

    python -m benchmarks.large_list --people 100000 --kills 20

Each notifier is a process of its own, which pulls from Pub/Sub what is pushed to it in the cloud; texts go to the stand-in for
Twilio. Firestore's emulator is no measure of Firestore's speed: what counts are operations a person, the work of our own
processes, and the documents that many write. With `--texts-per-day` below the number of people, the budget is used up
on the way, and has to be exact to the text where nobody is killed.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

import msgspec
from google.pubsub_v1 import PublisherClient
from google.pubsub_v1.services.publisher.transports import PublisherGrpcTransport

from benchmarks.life import THREADS, Spans, Work, channel, open_services, subscriber_client
from coatcheck.bootstrap import Services
from coatcheck.errors import StoreUnavailable
from coatcheck.model import Frozen
from coatcheck.ports.messages import TOPICS, Tick
from coatcheck.store.firestore.people import SUBSCRIBER_DOCUMENTS, SUBSCRIPTION_DOCUMENTS
from coatcheck.watching.outbox import publish_again, publish_events
from console.cloud.emulators import both
from tests.fakes.crowd import BATCH, come_back, everybody
from tests.fakes.twilio import Control, running

NOTIFIERS = 4
MINUTE = 60  # seconds between two ticks
ROOM = 2048, 20  # megabytes of Firestore's emulator, and people for each further one


class Told(Frozen, frozen=True):
    """What came of it all."""

    people: int
    killed: int
    texts: dict[int, int]  # how many people got so many
    seconds: float  # until the last text that was to be sent
    used: int  # texts, by the day's budget
    limit: int
    lives: list[Work]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", help=argparse.SUPPRESS)  # of the benches, where all are run
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--texts-per-day", type=int, default=10_000_000)
    parser.add_argument("--within", type=float, default=3600, help="seconds")
    options = parser.parse_args()
    told = measure(options.people, options.kills, options.texts_per_day, options.within)
    show(told)
    due = min(told.people, told.limit)
    if told.texts != {number: count for number, count in ((0, told.people - due), (1, due)) if count}:
        sys.exit("Not everybody has the one text that is due to them.")
    if not told.killed and told.used != due:
        sys.exit(f"The budget says {told.used:,} texts, and {due:,} were sent.")


def measure(people: int, kills: int, limit: int, within: float) -> Told:
    """Tell so many, or as many as the day's budget has texts for."""
    project, memory = f"large-{uuid4().hex[:10]}", ROOM[0] + people // ROOM[1]
    with tempfile.TemporaryDirectory() as name, both(Path(name), memory, works_long=True), running() as twilio:
        folder, began = Path(name), time.time()
        make_topics(project)
        services = open_services(project, twilio.base, limit)
        with closing(services):
            seed(services.store, people, services.clock.now())
            print(f"{people:,} people are on the list after {time.time() - began:.0f} s", flush=True)
            started = time.monotonic()
            publish_events(BATCH, [come_back(services.store, services.clock.now())], services.bus)
            lives = Lives(folder, [project, twilio.base, str(limit)])
            try:
                told_at, killed = watch(services, twilio, lives, min(people, limit), kills, started + within)
            finally:
                lives.end()
            texts = Counter(twilio.told().values())
            texts[0] = people - sum(texts.values())
            used = insist(lambda: services.store.taken("texts", timedelta(days=1), services.clock.now()))
        done = [msgspec.json.decode(file.read_bytes(), type=Work) for file in folder.glob("work-*")]
        return Told(people, killed, dict(+texts), told_at - started, used, limit, done)


def watch(services: Services, twilio: Control, lives: "Lives", due: int, kills: int, until: float) -> tuple[float, int]:
    """Tick and kill until all is told, or until then; when the last text was there, and how many were killed."""
    killed, told_at, ticked = 0, 0.0, 0.0
    while (now := time.monotonic()) < until:
        if now - ticked >= MINUTE:
            ticked = now
            tick(services)
        told = twilio.count()
        if killed < kills and told * (kills + 1) >= due * (killed + 1):  # all along the list
            lives.kill_one()
            killed += 1
        told_at = told_at or (now if told >= due else 0.0)
        if told_at and killed >= kills and is_over(services):
            break
        if int(now) % 30 == 0:
            print(f"{told:,} texts", flush=True)
        time.sleep(1)
    return told_at or time.monotonic(), killed


def tick(services: Services) -> None:
    """What the planner does once a minute, where the store can say what its outbox holds."""
    services.bus.publish([Tick(slot=services.clock.now())])
    with suppress(StoreUnavailable):
        publish_again(services.store.batches([BATCH])[BATCH], services.store, services.bus, services.clock)


def is_over(services: Services) -> bool:
    """Whether nothing is under way any more: what waits for another day's budget waits for hours."""
    store, soon = services.store, services.clock.now() + timedelta(minutes=30)
    try:
        return not store.due_deliveries(soon, 1) and not store.batches([BATCH])[BATCH].outbox
    except StoreUnavailable:
        return False


def insist(ask: Callable[[], int]) -> int:
    """Ask the emulator until it answers in time."""
    while True:
        with suppress(StoreUnavailable):
            return ask()


class Lives:
    """The notifiers' processes, each started again when it is killed."""

    def __init__(self, folder: Path, arguments: Sequence[str]) -> None:
        self._folder, self._arguments, self._random = folder, arguments, Random(1)
        self._running = [self._start() for _ in range(NOTIFIERS)]

    def _start(self) -> "subprocess.Popen[bytes]":
        file = self._folder / f"work-{uuid4().hex}"
        return subprocess.Popen([sys.executable, "-m", "benchmarks.life", *self._arguments, str(file)])

    def kill_one(self) -> None:
        place = self._random.randrange(NOTIFIERS)
        self._running[place].kill()
        self._running[place].wait()
        self._running[place] = self._start()

    def end(self) -> None:
        """Let them return what they hold of the budget, as Cloud Run does."""
        for life in self._running:
            life.terminate()
        for life in self._running:
            life.wait()


def seed(store: Any, people: int, now: datetime) -> None:
    database, since = store._database, now - timedelta(days=1)
    groups = [
        [SUBSCRIBER_DOCUMENTS.put(database, person), SUBSCRIPTION_DOCUMENTS.put(database, waits)]
        for person, waits in everybody(people, since)
    ]
    database.settle(groups)


def make_topics(project: str) -> None:
    """Make every topic, and for each that a notifier reads the subscription that it pulls from."""
    publisher = PublisherClient(transport=PublisherGrpcTransport(channel=channel()))
    subscriber = subscriber_client()
    for topic in sorted(set(TOPICS.values())):
        path = publisher.topic_path(project, topic)
        publisher.create_topic(name=path, timeout=20)
        if topic in THREADS:
            name = subscriber.subscription_path(project, topic)
            subscriber.create_subscription(name=name, topic=path, ack_deadline_seconds=60, timeout=20)


def longest_queue(spans: Spans) -> int:
    """Return how many writes of one document were under way at once, at the most."""
    changes = sorted([(began, 1) for began, _ in spans] + [(ended, -1) for _, ended in spans])
    return max(accumulate(change for _, change in changes), default=0)


def show(told: Told) -> None:
    people, lives = told.people, told.lives
    shared: dict[str, Spans] = {}
    for life in lives:
        for name, spans in life.shared.items():
            shared.setdefault(name, []).extend(spans)
    reads, writes, cpu, busy = (
        sum(getattr(life, name) for life in lives) for name in ("reads", "writes", "cpu", "busy")
    )
    messages, again = sum(life.messages for life in lives), sum(life.again for life in lives)
    numbers = ", ".join(f"{count:,} people got {number}" for number, count in sorted(told.texts.items()))
    sent = sum(number * count for number, count in told.texts.items())
    print(f"{NOTIFIERS} notifiers, killed {told.killed} times; the last text after {told.seconds:.0f} s")
    print(f"texts each: {numbers}; {sent / max(told.seconds, 1):.0f} texts a second")
    print(f"{messages:,} messages, {again:,} of them had to come again")
    print(f"the day's budget says {told.used:,} of {told.limit:,} texts (what a killed process held is counted)")
    print(f"a person: {reads / people:.1f} reads, {writes / people:.1f} writes", end=" ")
    print("(a commit that is tried again counts again; the last second of a killed life does not)")
    print(f"{people / max(cpu, 0.001):,.0f} people a second of the notifiers' CPU, senders and starts among it")
    print(f"{people / max(busy, 0.001):,.1f} people a second of handlers at work, which wait for the emulators")
    for name, spans in sorted(shared.items(), key=lambda item: -len(item[1]))[:3]:
        rate = len(spans) / max(told.seconds, 1)
        print(
            f"written most: {name}, {len(spans)} times, {rate:.2f} a second, {longest_queue(spans)} at once at the most"
        )


if __name__ == "__main__":
    main()
