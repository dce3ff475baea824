"""A long list in the cloud: four notifiers on Google's emulators tell everybody once, whatever is killed.

    python -m benchmarks.large_list --people 100000 --kills 20

Each notifier is a process of its own, which pulls from Pub/Sub what is pushed to it in the cloud; texts go to the stand-in for
Twilio. Firestore's emulator is no measure of Firestore's speed: what counts are operations a person, the work of our own
processes, and the document that is written most.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from threading import Lock, Thread
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import grpc
import msgspec
from google.api_core.exceptions import GoogleAPIError
from google.cloud.firestore_v1.services.firestore import FirestoreClient
from google.pubsub_v1 import PublisherClient, SubscriberClient
from google.pubsub_v1.services.publisher.transports import PublisherGrpcTransport
from google.pubsub_v1.services.subscriber.transports import SubscriberGrpcTransport

from benchmarks.counting import counted
from coatcheck.bootstrap import Services
from coatcheck.bus.pubsub import PubSub
from coatcheck.config import Settings
from coatcheck.errors import CoatCheckError
from coatcheck.model import WAITING
from coatcheck.ports.messages import TOPICS, Envelope, Tick, decode
from coatcheck.process.log import set_up
from coatcheck.store.firestore.people import SUBSCRIBER_DOCUMENTS, SUBSCRIPTION_DOCUMENTS
from coatcheck.watching.outbox import publish_again, publish_events
from console.cloud.emulators import PUBSUB, both
from notifier.app import handler
from tests.e2e.told_once import FastClock
from tests.fakes.crowd import BATCH, come_back, everybody
from tests.fakes.twilio import Control, running

NOTIFIERS, THREADS = 4, 8
READ = ("ticks", "restocks", "deliveries")
SPEED = 3.0  # how many seconds pass for the notifiers in one of ours: a lost claim is found after minutes
DAYS = 5000 * 60.0  # minutes: nothing becomes stale here


class Work(msgspec.Struct):
    """What one life of a notifier did: operations, seconds of its handlers, and writes to each document that many write."""

    reads: int = 0
    writes: int = 0
    messages: int = 0
    again: int = 0  # messages that had to come again
    seconds: float = 0
    hottest: dict[str, int] = {}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", help=argparse.SUPPRESS)  # of the benches, where all are run
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--within", type=float, default=3600, help="seconds")
    parser.add_argument("--work", nargs=5, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        project, twilio, began, folder, name = options.work
        work(project, twilio, float(began), Path(folder), name)
    elif not measure(options.people, options.kills, options.within):
        sys.exit(1)


def measure(people: int, kills: int, within: float) -> bool:
    """Tell so many, print what it took, and return whether each was told once."""
    random, project = Random(1), f"large-{uuid4().hex[:10]}"
    with tempfile.TemporaryDirectory() as name, both(Path(name)), running() as twilio:
        folder, began = Path(name), time.time()
        clock = FastClock(began, SPEED)
        make_topics(project)
        settings = settings_of(project, twilio.base)
        services = Services(settings, bus=PubSub(project), clock=clock)
        with closing(services):
            store, bus = services.store, services.bus
            seed(store, people, clock)
            print(f"{people:,} people are on the list after {time.time() - began:.0f} s", flush=True)
            started = time.monotonic()
            event = come_back(store, clock.now())
            publish_events(BATCH, [event], bus)
            lives = [start(project, twilio.base, began, folder) for _ in range(NOTIFIERS)]
            killed, told_at = 0, 0.0
            pause = max(1.0, people / 200 / max(kills, 1))
            try:
                while time.monotonic() - started < within:
                    bus.publish([Tick(slot=clock.now())])
                    publish_again(store.batches([BATCH])[BATCH], store, bus, clock)
                    if killed < kills:
                        place = random.randrange(NOTIFIERS)
                        lives[place].kill()
                        lives[place].wait()
                        lives[place] = start(project, twilio.base, began, folder)
                        killed += 1
                    told = twilio.told()
                    told_at = told_at or (len(told) >= people and time.monotonic() - started)
                    states = store.delivery_counts()
                    waiting = people - sum(count for state, count in states.items() if state not in WAITING)
                    if not waiting and killed >= kills and not store.batches([BATCH])[BATCH].outbox:
                        break
                    time.sleep(pause if killed < kills else 2)
            finally:
                for life in lives:
                    life.kill()
                    life.wait()
            texts = Counter(twilio.told().values())
            texts[0] = people - sum(texts.values())
            used = store.taken("texts", timedelta(days=1), clock.now())
        show(
            people,
            killed,
            +texts,
            told_at,
            used,
            [msgspec.json.decode(f.read_bytes(), type=Work) for f in folder.glob("work-*")],
        )
        return +texts == Counter({1: people})


def settings_of(project: str, twilio: str) -> Settings:
    return Settings(
        store=f"firestore://{project}",
        bus=f"pubsub://{project}",
        channels=("sms",),
        secret_key="0123456789" * 4,
        texts_per_day=10_000_000,
        stale_minutes=DAYS,
        **Control(twilio).settings(),  # type: ignore[arg-type]
    )


def seed(store: Any, people: int, clock: FastClock) -> None:
    database, since = store._database, clock.now() - timedelta(days=1)
    groups = [
        [SUBSCRIBER_DOCUMENTS.put(database, person), SUBSCRIPTION_DOCUMENTS.put(database, waits)]
        for person, waits in everybody(people, since)
    ]
    database.settle(groups)


def make_topics(project: str) -> None:
    """Make every topic, and for each that a notifier reads the subscription that it pulls from."""
    publisher = PublisherClient(transport=PublisherGrpcTransport(channel=_channel()))
    subscriber = _subscriber()
    for topic in sorted(set(TOPICS.values())):
        path = publisher.topic_path(project, topic)
        publisher.create_topic(name=path, timeout=20)
        if topic in READ:
            name = subscriber.subscription_path(project, topic)
            subscriber.create_subscription(name=name, topic=path, ack_deadline_seconds=60, timeout=20)


def _channel() -> Any:
    return grpc.insecure_channel(os.environ[PUBSUB.variable])


def _subscriber() -> SubscriberClient:
    return SubscriberClient(transport=SubscriberGrpcTransport(channel=_channel()))


def start(project: str, twilio: str, began: float, folder: Path) -> "subprocess.Popen[bytes]":
    """One life of a notifier."""
    name = f"work-{uuid4().hex}"
    command = [sys.executable, "-m", "benchmarks.large_list", "--work", project, twilio, str(began), str(folder), name]
    return subprocess.Popen(command)


def work(project: str, twilio: str, began: float, folder: Path, name: str) -> None:
    """Handle what comes until killed, and note once a second what was done."""
    set_up("plain", "ERROR")
    done, lock = Work(), Lock()
    services = Services(settings_of(project, twilio), bus=PubSub(project), clock=FastClock(began, SPEED))
    with counted() as counter, documents_counted(done.hottest, lock):
        handle = handler(services)

        def pull(topic: str) -> None:
            subscriber = _subscriber()
            path = subscriber.subscription_path(project, topic)
            while True:
                try:
                    answer = subscriber.pull(subscription=path, max_messages=1, timeout=30)
                except GoogleAPIError:
                    continue
                for received in answer.received_messages:
                    message = received.message
                    started = time.thread_time()
                    try:
                        handle(decode(Envelope(message.data, dict(message.attributes))))
                        subscriber.acknowledge(subscription=path, ack_ids=[received.ack_id], timeout=30)
                    except CoatCheckError:  # it comes again, as a push would
                        with lock:
                            done.again += 1
                        subscriber.modify_ack_deadline(
                            subscription=path, ack_ids=[received.ack_id], ack_deadline_seconds=1, timeout=30
                        )
                    with lock:
                        done.messages += 1
                        done.seconds += time.thread_time() - started

        for topic, threads in (("ticks", 1), ("restocks", THREADS // 2), ("deliveries", THREADS)):
            for _ in range(threads):
                Thread(target=pull, args=(topic,), daemon=True).start()
        while True:
            time.sleep(1)
            with lock:
                done.reads, done.writes = counter.reads, counter.writes + counter.deletes
                text = msgspec.json.encode(done)
            (folder / f"{name}.new").write_bytes(text)
            (folder / f"{name}.new").rename(folder / name)


@contextmanager
def documents_counted(found: dict[str, int], lock: Lock) -> Iterator[None]:
    """Count the writes of each document that is not one person's."""
    commit: Any = FirestoreClient.commit

    def counting(client: Any, *args: Any, request: Any, **options: Any) -> Any:
        with lock:
            for write in request["writes"]:
                collection, _, key = (write.update.name or write.delete).partition("/documents/")[2].partition("/")
                if collection not in ("deliveries", "subscriptions", "subscribers"):
                    found[f"{collection}/{key[:20]}"] = found.get(f"{collection}/{key[:20]}", 0) + 1
        return commit(client, *args, request=request, **options)

    with patch.object(FirestoreClient, "commit", counting):
        yield


def show(people: int, killed: int, texts: Counter[int], seconds: float, used: int, lives: list[Work]) -> None:
    hottest: Counter[str] = Counter()
    for life in lives:
        hottest.update(life.hottest)
    reads, writes, busy = (sum(getattr(life, name) for life in lives) for name in ("reads", "writes", "seconds"))
    print(f"{NOTIFIERS} notifiers, killed {killed} times; everybody had a text after {seconds:.0f} s")
    print("texts each:", ", ".join(f"{count:,} people got {number}" for number, count in sorted(texts.items())))
    print(
        f"{sum(life.messages for life in lives):,} messages, {sum(life.again for life in lives):,} of them had to come again"
    )
    print(f"the day's budget says {used:,} texts (what a killed process held is counted)")
    print(
        f"a person: {reads / people:.1f} reads, {writes / people:.1f} writes (a commit that is tried again counts again; the last second of a killed life does not)"
    )
    print(
        f"{people / max(busy, 0.001):,.0f} people a second of the handlers' own CPU time (their sender threads not counted)"
    )
    for name, count in hottest.most_common(3):
        print(f"written most: {name}, {count} times, {count / max(seconds, 1):.2f} a second")


if __name__ == "__main__":
    main()
