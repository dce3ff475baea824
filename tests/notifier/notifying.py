"""A notifier at work: a real store in a real file, Twilio's own library, a stand-in for Twilio on loopback, and a clock that is set by hand."""

import re
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from coatcheck import channels
from coatcheck.config import Settings
from coatcheck.model import (
    NO_CONDITIONS,
    Alert,
    ChannelAddress,
    Conditions,
    Delivery,
    DeliveryState,
    Frequency,
    Health,
    Restocked,
    RestockEvent,
    State,
    Status,
    Subscriber,
    Subscription,
    VariantState,
    Verdict,
    delivery_id,
    event_id,
    subscription_id,
)
from coatcheck.ports import Channel, Store
from coatcheck.ports.messages import DeliveryBatch, FanOut, Message, Tell, Tick
from coatcheck.watching.outbox import publish_events
from notifier.context import Context
from notifier.deliver import deliver
from notifier.fanout import fan_out
from notifier.sweep import sweep, tell
from tests.fakes.ports import NOON, HandClock, Line
from tests.fakes.twilio import Control

JACKET = "jacket"
BATCH = "b1"
SECRET_KEY = "0123456789abcdef0123456789abcdef"
LONG = 60  # seconds between two ticks


class World:
    """The shop's truth, the people, and one notifier between them."""

    def __init__(self, store: Store, twilio: Control, **settings: Any) -> None:
        self.store, self.twilio, self.clock, self.bus = store, twilio, HandClock(), Line()
        fields = {
            "channels": ("sms",),
            "public_url": "https://coatcheck.example",
            "senders": 4,
            "texts_per_day": 10_000,
        }
        self.settings = Settings(**{**fields, **twilio.settings(), **settings})
        self.open: dict[str, Channel] = {}
        self.context = self.new_context()
        self.version = self.people = 0

    def new_context(self, **parts: Any) -> Context:
        """A notifier as after a restart: it remembers nothing."""
        ports: dict[str, Any] = {"store": self.store, "bus": self.bus, "clock": self.clock, "settings": self.settings}
        return Context(**{**ports, "channel_of": self.channel, "secret_key": SECRET_KEY, **parts})

    def channel(self, name: str) -> Channel:
        if name not in self.open:
            self.open[name] = channels.open_channel(name, self.settings, _no_fetcher)
        return self.open[name]

    # People and the shop

    def join(self, name: str, *wants: str, number: str = "", **fields: Any) -> Subscriber:
        """Somebody who waits for these variants (M, if none is said), and has waited for an hour."""
        self.people += 1
        address = number or f"+1415555{1000 + self.people}"
        person = Subscriber(
            id=name,
            to=ChannelAddress(channel="sms", address=address),
            created_at=NOON,
            status=Status.ACTIVE,
            zone="America/Los_Angeles",
        )
        self.subscribe(name, *(wants or ("M",)))
        return self.store.put_subscriber(replace(person, **fields))

    def subscribe(
        self,
        name: str,
        *wants: str,
        waiting_since: datetime | None = None,
        every: bool = False,
        conditions: Conditions = NO_CONDITIONS,
    ) -> Subscription:
        since = waiting_since or self.clock.now() - timedelta(hours=1)
        frequency = Frequency.EVERY if every else Frequency.ONCE
        key = subscription_id(name, JACKET)
        made = Subscription(
            id=key,
            subscriber_id=name,
            watch_id=JACKET,
            created_at=since,
            wants=wants,
            armed=wants,
            armed_at=since,
            frequency=frequency,
            conditions=conditions,
        )
        return self.store.put_subscription(made)

    def subscription(self, name: str) -> Subscription:
        found = self.store.subscription(subscription_id(name, JACKET))
        assert found
        return found

    def stock(self, price: str | None = None, **sizes: bool | None) -> None:
        """The last proven truth: `stock(M=True, L=False)`."""
        self._commit(sizes, price=price)

    def shop_blocks(self) -> None:
        old = self.store.states([JACKET])[JACKET]
        self._commit({variant.id: variant.in_stock for variant in old.variants}, health=Health.BLOCKED)

    def restock(
        self,
        *sizes: str,
        quantity: int | None = None,
        price: str | None = "120.00",
        before: str | None = None,
        currency: str = "USD",
    ) -> RestockEvent:
        """These sizes come back now, or are there for less than `before`; nobody has been told yet."""
        back = tuple(
            Restocked(id=size, title=size, price=price, currency=currency, quantity=quantity, price_before=before)
            for size in sizes
        )
        event = RestockEvent(
            id=event_id(JACKET, self.version + 1),
            watch_id=JACKET,
            at=self.clock.now(),
            title="Jacket",
            url="https://shop.example/jacket",
            variants=back,
        )
        self._commit(dict.fromkeys(sizes, True), event=event, price=price)
        publish_events(BATCH, [event], self.bus)
        return event

    def _commit(
        self,
        sizes: dict[str, bool | None],
        health: Health = Health.HEALTHY,
        event: RestockEvent | None = None,
        price: str | None = None,
    ) -> None:
        old = self.store.states([JACKET]).get(JACKET)
        self.version += 1
        variants = tuple(
            VariantState(id=size, title=size, in_stock=there, price=price, currency="USD" if price else None)
            for size, there in sizes.items()
        )
        new = State(watch_id=JACKET, version=self.version, variants=variants, health=health)
        verdict = Verdict(state=replace(new, revision=old.revision if old else ""), event=event)
        self.store.commit_verdict(BATCH, verdict)

    def outbox(self) -> tuple[str, ...]:
        """Events that not everybody has a delivery of."""
        return self.store.batches([BATCH])[BATCH].outbox

    # Work

    def work(self) -> None:
        """Handle every message there is, and those that come of them."""
        while self.bus.messages:
            self.handle(self.bus.messages.pop(0))

    def handle(self, message: Message) -> None:
        match message:
            case FanOut():
                fan_out(message, self.context)
            case DeliveryBatch():
                deliver(message, self.context)
            case Tick():
                sweep(message, self.context)
            case Tell():
                tell(message, self.context)

    def wait(self, seconds: float) -> None:
        """Let time pass, with a tick at its end, and the work that comes of it."""
        self.clock.sleep(seconds)
        self.bus.publish([Tick(slot=self.clock.now())])
        self.work()

    def tell_everybody(self, *sizes: str) -> RestockEvent:
        event = self.restock(*(sizes or ("M",)))
        self.work()
        return event

    # Findings

    def delivery(self, name: str, event: RestockEvent) -> Delivery:
        found = self.store.delivery(delivery_id(event.id, name))
        assert found
        return found

    def state_of(self, name: str, event: RestockEvent) -> DeliveryState:
        return self.delivery(name, event).state

    def texts(self, person: Subscriber) -> list[str]:
        """What this person got, in order."""
        return [text["body"] for text in self.twilio.accepted() if text["to"] == person.to.address]

    def sizes_told(self, person: Subscriber) -> list[list[str]]:
        """The sizes that each of them names before its link."""
        return [re.findall(r"\b(?:S|M|L|XL)\b", text.partition("https://")[0]) for text in self.texts(person)]

    def alerts(self) -> dict[str, Alert]:
        return {alert.key: alert for alert in self.store.alerts() if not alert.closed_at}


def _no_fetcher() -> Any:
    raise AssertionError("nothing is fetched here")


def settle(world: World, minutes: int = 10) -> None:
    """Let so many minutes of ticks pass."""
    for _ in range(minutes):
        world.wait(LONG)


def made(world: World, *names: str) -> DeliveryBatch:
    """The message that sends what was made for these people; nothing is sent yet."""
    for name in names:
        world.join(name)
    world.restock("M")
    world.handle(world.bus.messages.pop(0))
    batch = world.bus.messages.pop(0)
    assert isinstance(batch, DeliveryBatch)
    return batch


def first(world: World, batch: DeliveryBatch) -> Delivery:
    found = world.store.delivery(batch.ids[0])
    assert found
    return found


def person(world: World, name: str = "ann") -> Subscriber:
    found = world.store.subscriber(name)
    assert found
    return found
