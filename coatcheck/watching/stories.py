"""Reading what a person's timelines are made of: see `telling/timeline.py`."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from coatcheck.errors import Invalid
from coatcheck.model import (
    Change,
    ChannelAddress,
    Delivery,
    RestockEvent,
    State,
    Subscriber,
    Subscription,
    Watch,
    event_id,
)
from coatcheck.people.membership import everybody_at
from coatcheck.ports import Channel, Store
from coatcheck.telling.daily import parts
from coatcheck.telling.timeline import Story
from coatcheck.watching.agents import heard
from coatcheck.watching.schedule import looked_at

TOLD = timedelta(days=30)  # how far back
MOST_EVENTS = 40  # of a watch, the newest: each is read by itself


def people_at(store: Store, secret_key: str, channels: Iterable[Channel], address: str) -> list[Subscriber]:
    """Find whoever is reached at an address by any of these channels, first way or second. An address that is none of a channel's finds nobody by it."""
    found: dict[str, Subscriber] = {}
    for channel in channels:
        try:
            to = ChannelAddress(channel.name, channel.normalize(address))
        except Invalid:
            continue
        found.update({person.id: person for person in everybody_at(store, secret_key, to)})
    return list(found.values())


def stories(store: Store, person: Subscriber, now: datetime, watch_id: str | None = None) -> list[Story]:
    """Read what is stored of a person and each watch they want something of (or this one alone), the oldest sign-up first."""
    wanted = [each for each in store.subscriptions_of(person.id) if watch_id in (None, each.watch_id)]
    deliveries = [part for each in store.deliveries_of(person.id) for part in parts(each)] if wanted else []
    pairs = [(each, watch) for each in wanted if (watch := store.watch(each.watch_id))]
    return [_story(store, person, each, watch, deliveries, now) for each, watch in pairs]


def _story(
    store: Store,
    person: Subscriber,
    subscription: Subscription,
    watch: Watch,
    deliveries: Sequence[Delivery],
    now: datetime,
) -> Story:
    since = max(subscription.created_at, now - TOLD)
    state = store.states([watch.id]).get(watch.id) or State(watch_id=watch.id)
    batch = store.batches([watch.batch]).get(watch.batch) if watch.batch else None
    changes = store.changes(watch.id, since)
    return Story(
        person=person,
        subscription=subscription,
        watch=watch,
        state=state,
        since=since,
        changes=tuple(changes),
        events=tuple(_events(store, changes)),
        deliveries=tuple(each for each in deliveries if each.event.watch_id == watch.id),
        on_their_way=batch.outbox if batch else (),
        looked_at=looked_at(watch, state, batch, now, heard(store, [watch]).get(watch.id)),
    )


def _events(store: Store, changes: Sequence[Change]) -> list[RestockEvent]:
    """Read the news that came of these changes, as far as any did: something was in stock after each that brought some."""
    hopeful = [each for each in changes if any(move.in_stock for move in each.transitions)][-MOST_EVENTS:]
    found = [store.event(event_id(each.watch_id, each.version)) for each in hopeful]
    return [event for event in found if event]
