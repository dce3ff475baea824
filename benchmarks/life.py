"""One life of a notifier on the emulators: it pulls what is pushed to it in the cloud, until it is killed or told to end.

What it did is noted once a second in a file: see `benchmarks.large_list`.
"""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any
from unittest.mock import patch

import grpc
import msgspec
from google.api_core.exceptions import GoogleAPIError
from google.cloud.firestore_v1.services.firestore import FirestoreClient
from google.pubsub_v1 import SubscriberClient
from google.pubsub_v1.services.subscriber.transports import SubscriberGrpcTransport

from benchmarks.counting import Counter, counted
from coatcheck.bootstrap import Services
from coatcheck.bus.pubsub import PubSub
from coatcheck.config import Settings
from coatcheck.errors import CoatCheckError
from coatcheck.ports.messages import Envelope, Message, decode
from coatcheck.process.log import set_up
from coatcheck.store.firestore import FirestoreStore
from coatcheck.store.firestore.database import Database
from console.cloud.emulators import PUBSUB
from notifier.app import handler
from tests.fakes.twilio import Control

THREADS = {"ticks": 1, "restocks": 2, "deliveries": 4}  # of what a notifier reads; more would wait for two processors
PATIENCE = 120.0  # seconds: the emulator has no index, and sorts everybody who still waits for each page
DAYS = 5000 * 60.0  # minutes: nothing becomes stale here
KEPT = timedelta(days=400)

Spans = list[tuple[float, float]]  # when writes began and ended


class Work(msgspec.Struct):
    """What one life of a notifier did: operations, its handlers' time, and the writes of each document that many write."""

    reads: int = 0
    writes: int = 0
    messages: int = 0
    again: int = 0  # messages that had to come again
    cpu: float = 0  # seconds of the whole process, its senders among them
    busy: float = 0  # seconds for which handlers were at work, waiting for the emulators for the most part
    shared: dict[str, Spans] = {}


def open_services(project: str, twilio: str, limit: int) -> Services:
    """Open what a notifier of this project works with; it waits longer for the emulator than it would for Firestore."""
    settings = Settings(
        store=f"firestore://{project}",
        bus=f"pubsub://{project}",
        channels=("sms",),
        secret_key="0123456789" * 4,
        texts_per_day=limit,
        stale_minutes=DAYS,
        **Control(twilio).settings(),  # type: ignore[arg-type]
    )
    services = Services(settings, PubSub(project))
    services.store = FirestoreStore(Database(project, "(default)", KEPT, KEPT, read=PATIENCE))
    return services


def channel() -> Any:
    """Return a way to Pub/Sub's emulator."""
    return grpc.insecure_channel(os.environ[PUBSUB.variable])


def subscriber_client() -> SubscriberClient:
    return SubscriberClient(transport=SubscriberGrpcTransport(channel=channel()))


def live(project: str, twilio: str, limit: str, file: str) -> None:
    """Handle what comes."""
    set_up("plain", "ERROR")
    done, lock, ended = Work(), Lock(), Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    services = open_services(project, twilio, int(limit))
    with counted() as counter, documents_counted(done.shared, lock):
        handle = handler(services)

        def pull(topic: str) -> None:
            subscriber = subscriber_client()
            path = subscriber.subscription_path(project, topic)
            while not ended.is_set():
                try:
                    answer = subscriber.pull(subscription=path, max_messages=1, timeout=30)
                except GoogleAPIError:
                    continue
                for received in answer.received_messages:
                    started = time.monotonic()
                    went_well = attempt(handle, received.message)
                    with suppress(GoogleAPIError):
                        if went_well:
                            subscriber.acknowledge(subscription=path, ack_ids=[received.ack_id], timeout=30)
                        else:  # it comes again, as a push would
                            subscriber.modify_ack_deadline(
                                subscription=path, ack_ids=[received.ack_id], ack_deadline_seconds=1, timeout=30
                            )
                    with lock:
                        done.messages += 1
                        done.again += not went_well
                        done.busy += time.monotonic() - started

        for topic, threads in THREADS.items():
            for _ in range(threads):
                Thread(target=pull, args=(topic,), daemon=True).start()
        while not ended.wait(1):
            note(done, counter, lock, Path(file))
        services.close()
        note(done, counter, lock, Path(file))
        os._exit(0)  # whatever is still pulled comes again


def attempt(handle: Callable[[Message], None], message: Any) -> bool:
    """Whether the message was handled; one that was not comes again."""
    try:
        handle(decode(Envelope(message.data, dict(message.attributes))))
    except CoatCheckError:
        return False
    return True


def note(done: Work, counter: Counter, lock: Lock, file: Path) -> None:
    with lock:
        done.reads, done.writes, done.cpu = counter.reads, counter.writes + counter.deletes, time.process_time()
        text = msgspec.json.encode(done)
    new = file.with_name(f"new-{file.name}")
    new.write_bytes(text)
    new.rename(file)


@contextmanager
def documents_counted(found: dict[str, Spans], lock: Lock) -> Iterator[None]:
    """Note when each document that is not one person's was written."""
    commit: Any = FirestoreClient.commit

    def counting(client: Any, *args: Any, request: Any, **options: Any) -> Any:
        began = time.time()
        try:
            return commit(client, *args, request=request, **options)
        finally:
            with lock:
                for name in filter(None, map(_shared, request["writes"])):
                    found.setdefault(name, []).append((began, time.time()))

    with patch.object(FirestoreClient, "commit", counting):
        yield


def _shared(write: Any) -> str:
    collection, _, key = (write.update.name or write.delete).partition("/documents/")[2].partition("/")
    return "" if collection in ("deliveries", "subscriptions", "subscribers") else f"{collection}/{key[:20]}"


if __name__ == "__main__":
    live(*sys.argv[1:])
