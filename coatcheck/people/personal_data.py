"""What is kept about a person: all of it shown, or gone without a trace."""

from msgspec.structs import replace

from coatcheck.model import ChannelAddress, Delivery, Frozen, Status, Subscriber, Subscription, Suggestion
from coatcheck.people.links import subscriber_id
from coatcheck.people.membership import change_subscriber, everybody_at
from coatcheck.ports import PeopleStore, Store


class Person(Frozen, frozen=True):
    """All that is kept about somebody."""

    subscriber: Subscriber
    subscriptions: tuple[Subscription, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()


def export_person(store: Store, subscriber_id: str) -> Person | None:
    """Return everything kept about a person, or None where nothing is."""
    subscriber = store.subscriber(subscriber_id)
    if subscriber is None:
        return None
    return Person(
        subscriber=subscriber,
        subscriptions=tuple(store.subscriptions_of(subscriber_id)),
        deliveries=tuple(store.deliveries_of(subscriber_id)),
        suggestions=tuple(store.suggestions_of(subscriber_id)),
    )


def erase_person(store: PeopleStore, subscriber_id: str) -> bool:
    """Delete everything about a person; whether there was anything.

    Of somebody who said stop, the keyed hash stays (without the address), so that the stop stays too: at any moment, so that
    nothing that ends this half-way takes it back.
    """
    known = store.subscriber(subscriber_id)
    if known is None:
        return False
    known = change_subscriber(store, known, _remains)
    store.erase_person(subscriber_id, keep_subscriber=known.status is Status.OPTED_OUT)
    return True


def _remains(known: Subscriber) -> Subscriber:
    """What is kept of somebody who said stop; anybody else as they are."""
    if known.status is not Status.OPTED_OUT:
        return known
    nowhere = ChannelAddress(channel=known.to.channel, address="")
    stop = Subscriber(id=known.id, to=nowhere, created_at=known.created_at, status=known.status)
    return replace(stop, status_at=known.status_at, revision=known.revision)


def erase_address(store: PeopleStore, secret_key: str, to: ChannelAddress) -> bool:
    """Delete an address wherever it is kept; whether it was anywhere.

    Whoever signed up with it is erased. Whose second way it is keeps the first, and what they signed up for there.
    """
    there = everybody_at(store, secret_key, to)
    for person in there:
        if person.fallback == to:
            change_subscriber(store, person, lambda known: replace(known, fallback=None))
    return erase_person(store, subscriber_id(secret_key, to)) or bool(there)
