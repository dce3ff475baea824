"""Many people who wait for one jacket, and its restock, written straight into a store."""

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
    since = at - timedelta(days=1)
    for index in range(people):
        key, to = f"person{index}", ChannelAddress(channel="sms", address=number(index))
        store.put_subscriber(Subscriber(id=key, to=to, created_at=since, status=Status.ACTIVE, any_hour=True))
        waits = Subscription(
            id=subscription_id(key, "jacket"),
            subscriber_id=key,
            watch_id="jacket",
            created_at=since,
            wants=("M",),
            armed=("M",),
            armed_at=since,
        )
        store.put_subscription(waits)
    event = jacket_is_back(at)
    back = State(watch_id="jacket", version=1, variants=(VariantState(id="M", title="M", in_stock=True),))
    store.commit_verdict(BATCH, Verdict(state=back, event=event))
    return event
