"""Many people who wait for one jacket, and its restock, written straight into a store."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from coatcheck.model import (
    ChannelAddress,
    Restocked,
    RestockEvent,
    State,
    Status,
    Subscriber,
    Subscription,
    VariantState,
    Verdict,
    subscription_id,
)
from coatcheck.ports import Store

BATCH = "b1"


def number(index: int) -> str:
    """The phone number of one of them."""
    return f"+1415{2000000 + index}"


def jacket_is_back(at: datetime) -> RestockEvent:
    """The restock that all of them wait for."""
    jacket = Restocked(id="M", title="M", price="120.00", currency="USD")
    return RestockEvent(id="jacket-1", watch_id="jacket", at=at, title="Alpine Down Jacket", url="", variants=(jacket,))


def restock(store: Store, people: int, now: datetime | None = None) -> RestockEvent:
    """So many people wait for M since yesterday; M is back now. The event is on the outbox of BATCH."""
    at = now or datetime.now(UTC)
    for person, waits in everybody(people, at - timedelta(days=1)):
        store.put_subscriber(person)
        store.put_subscription(waits)
    return come_back(store, at)


def everybody(people: int, since: datetime) -> Iterator[tuple[Subscriber, Subscription]]:
    """So many people who have waited for M since then, each a moment longer than the next."""
    for index in range(people):
        key, to = f"person{index}", ChannelAddress(channel="sms", address=number(index))
        came = since + timedelta(milliseconds=index)
        waits = Subscription(
            id=subscription_id(key, "jacket"),
            subscriber_id=key,
            watch_id="jacket",
            created_at=came,
            wants=("M",),
            armed=("M",),
            armed_at=came,
        )
        yield Subscriber(id=key, to=to, created_at=came, status=Status.ACTIVE, any_hour=True), waits


def come_back(store: Store, at: datetime) -> RestockEvent:
    """M is back, and the event is on the outbox of BATCH."""
    event = jacket_is_back(at)
    back = State(watch_id="jacket", version=1, variants=(VariantState(id="M", title="M", in_stock=True),))
    store.commit_verdict(BATCH, Verdict(state=back, event=event))
    return event
