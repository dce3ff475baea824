"""What one quiet minute, one restock and one sign-up cost in Firestore and Pub/Sub, counted while the services work.

    python -m benchmarks.operations

The real use cases run on the emulators; only the shop and the clock are stand-ins.
"""

import os
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import grpc
import msgspec
from google.pubsub_v1 import PublisherClient
from google.pubsub_v1.services.publisher.transports import PublisherGrpcTransport

import notifier.app
import poller.app
import signup_web.app
from benchmarks.counting import Counter, counted
from coatcheck.bootstrap import Services
from coatcheck.bus.pubsub import PubSub
from coatcheck.channels.console import Console
from coatcheck.config import Settings
from coatcheck.errors import LookFailed
from coatcheck.model import ANY, ChannelAddress, Consent, ConsentKind, Frozen, Watch, digest
from coatcheck.people import membership
from coatcheck.ports import Answer, Note, Receipt, Request
from coatcheck.ports.messages import TOPICS, Message, Tick
from console.cloud.emulators import PUBSUB, both
from console.demo.phone import sign

SIZES = ("S", "M", "L", "XL")
SITE = "https://site.example"
TOKEN = "token"
START = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Operations(Frozen, frozen=True):
    """What was billed."""

    reads: int
    writes: int
    deletes: int
    publishes: int


class StillClock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.time = START

    def now(self) -> datetime:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


class QuickShop:
    """A Shopify shop that answers at once: every product in the same sizes, one of them sometimes back."""

    def __init__(self, clock: StillClock) -> None:
        self.clock = clock
        self.in_stock: set[str] = set()  # paths

    def fetch(self, requests: Sequence[Request], seconds: float) -> Iterable[tuple[int, Answer | LookFailed]]:
        return enumerate(self._answer(request) for request in requests)

    def close(self) -> None:
        """Nothing is open."""

    def _answer(self, request: Request) -> Answer:
        variants = [
            {
                "id": number,
                "title": size,
                "option1": size,
                "available": size == "M" and request.url in self.in_stock,
                "price": 12000,
            }
            for number, size in enumerate(SIZES, start=1)
        ]
        body = msgspec.json.encode({"id": 1, "title": request.url[-20:], "handle": "x", "variants": variants})
        fingerprint, now = digest(body.decode()), self.clock.now()
        unchanged = fingerprint == request.known
        return Answer(request, request.url, 200, {}, b"" if unchanged else body, now, now, fingerprint, unchanged)


class Texts(Console):
    """Prints into nothing, and counts as a phone: its messages cost money, and the day's budget is asked."""

    is_text = wakes = True

    def send(self, address: str, note: Note) -> Receipt:
        super().send(address, note)
        return Receipt(provider_id="SM1", status="queued")


class Relay:
    """Publishes to Pub/Sub and hands every message to its services in this process."""

    def __init__(self, project: str) -> None:
        self._bus = PubSub(project)
        self.waiting: deque[Message] = deque()

    def publish(self, messages: Sequence[Message]) -> None:
        self._bus.publish(messages)
        self.waiting.extend(messages)

    def close(self) -> None:
        self._bus.close()


class World:
    """Poller and notifier on the emulators, and everything they do counted."""

    def __init__(self, counter: Counter, watches: int) -> None:
        project = f"count-{uuid4().hex[:10]}"
        create_topics(project)
        self.counter, self.clock, self.bus = counter, StillClock(), Relay(project)
        settings = Settings(
            store=f"firestore://{project}",
            bus=f"pubsub://{project}",
            secret_key="0123456789" * 4,
            public_url=SITE,
            twilio_auth_token=TOKEN,
        )
        self.services = Services(settings, bus=self.bus, clock=self.clock)
        store: Any = self.services.store
        store._board._clock = lambda: self.clock.now().timestamp()  # its looks are a minute apart, too
        self.services.fetcher = self.shop = QuickShop(self.clock)
        self.services._channels["console"] = Texts(StringIO())
        self._polls, self._tells = poller.app.handler(self.services), notifier.app.handler(self.services)
        self.watches = [self._add(number) for number in range(watches)]
        self._site = signup_web.app.create_app(self.services).test_client()
        for _ in range(2):
            self.minute()

    def minute(self) -> Operations:
        """One tick of the clock and all that comes of it."""
        self.counter.clear()
        self.clock.sleep(60)
        self.bus.publish([Tick(self.clock.now())])
        while self.bus.waiting:
            message = self.bus.waiting.popleft()
            topic = TOPICS[type(message)]
            if topic in ("ticks", "polls"):
                self._polls(message)
            if topic in ("ticks", "restocks", "deliveries"):
                self._tells(message)
        return self.counted()

    def counted(self) -> Operations:
        counter = self.counter
        return Operations(counter.reads, counter.writes, counter.deletes, counter.publishes)

    def sign_up(self, number: int) -> Operations:
        """Somebody who wants one size of the first watch."""
        self.counter.clear()
        to = ChannelAddress(channel="console", address=f"person-{number}")
        subscriber = membership.subscriber_at(self.services.store, self.services.secret_key, to, self.clock.now())
        consent = Consent(at=self.clock.now(), kind=ConsentKind.CONFIRMED, method="web")
        membership.join(self.services.store, subscriber, self.watches[0].id, [ANY], consent)
        return self.counted()

    def restock(self) -> Operations:
        """The minute in which the first watch is back in stock."""
        self.shop.in_stock.add(f"{self.watches[0].url}.js")
        return self.minute()

    def status(self) -> Operations:
        """The provider reports that one text of the last restock is on its way, and then that it arrived."""
        site = signup_web.app.create_app(self.services).test_client()
        (delivery,) = self.services.store.recent_deliveries(1)
        self.counter.clear()
        for status in ("sent", "delivered"):
            path = f"/sms/status?d={delivery.id}"
            form = {"MessageSid": "SM1", "MessageStatus": status}
            signature = {"X-Twilio-Signature": sign(TOKEN, SITE + path, form)}
            site.post(path, data=form, headers=signature)
        return self.counted()

    def visit(self, path: str) -> Operations:
        """Somebody, or a monitor, who looks at a page of the site. Its process is another than the poller's."""
        self.counter.clear()
        assert self._site.get(path).status_code == 200
        return self.counted()

    def open_pages(self, pages: int, products: int) -> Operations:
        """A minute of so many open pages on these products, each asking every three seconds what changed."""
        tags: dict[str, str] = {}
        self.counter.clear()
        for number in range(20 * pages):
            self.clock.sleep(3 / pages)
            path = f"/p/jacket-{number % products}/live"
            answer = self._site.get(path, headers={"If-None-Match": tags.get(path, "")})
            assert answer.status_code in (200, 304)
            tags[path] = answer.headers["ETag"]
        return self.counted()

    def close(self) -> None:
        self.services.close()

    def _add(self, number: int) -> Watch:
        url = f"https://shop.example/products/jacket-{number}"
        now = self.clock.now()
        watch = Watch(
            id=digest(url), url=url, source="shopify", created_at=now, updated_at=now, title=f"Jacket {number}"
        )
        batch = digest("batch", str(number // 200), length=12)
        return self.services.store.add_watch(msgspec.structs.replace(watch, slug=f"jacket-{number}", batch=batch))


def create_topics(project: str) -> None:
    """Every topic there is, on the emulator."""
    channel = grpc.insecure_channel(os.environ[PUBSUB.variable])
    publisher = PublisherClient(transport=PublisherGrpcTransport(channel=channel))
    for topic in sorted(set(TOPICS.values())):
        publisher.create_topic(name=publisher.topic_path(project, topic), timeout=10)
    channel.close()


@contextmanager
def world(watches: int) -> Iterator[World]:
    """A world with so many watches, all of them looked at twice and sold out."""
    with counted() as counter:
        made = World(counter, watches)
        try:
            yield made
        finally:
            made.close()


def main() -> None:
    print(f"{'':<44}{'reads':>7}{'writes':>8}{'deletes':>9}{'messages':>10}")
    with tempfile.TemporaryDirectory() as directory, both(Path(directory)):
        for watches in (100, 1000):
            with world(watches) as made:
                show(f"a quiet minute of {watches} watches", made.minute())
                for path, name in (("/", "the home page"), ("/status.json", "the status")):
                    made.visit(path)
                    made.minute()
                    show(f"{name} of {watches} watches", made.visit(path))
        with world(100) as made:
            for number in range(50):
                signed_up = made.sign_up(number)
            show("a sign-up, its code entered", signed_up)
            show("the minute of a restock that 50 people wait for", made.restock())
            show("what the provider reports of one text", made.status())
            for pages, products in ((1, 1), (1000, 1), (1000, 100)):
                made.minute()
                made.open_pages(products, products)  # the process knows them
                cost = made.open_pages(pages, products)
                show(
                    f"a minute of {pages:,} open page{'s'[: pages > 1]}, {products} product{'s'[: products > 1]}", cost
                )


def show(name: str, cost: Operations) -> None:
    print(f"{name:<47}{cost.reads:>4}{cost.writes:>8}{cost.deletes:>9}{cost.publishes:>10}")


if __name__ == "__main__":
    main()
