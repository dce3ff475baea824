"""People: signing up, being told again, and saying stop.

Each use case reads, changes and stores, and starts again where somebody else wrote first; all of them may be repeated.
What a person agreed to or withdrew goes into their ledger (`Subscriber.consents`) in the same write as its effect.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from msgspec.structs import replace

from coatcheck.languages import language
from coatcheck.model import (
    ANY,
    ChannelAddress,
    Conditions,
    Consent,
    ConsentKind,
    Frequency,
    Status,
    Subscriber,
    Subscription,
    Topic,
    subscription_id,
)
from coatcheck.people.consent import is_phone, said_later, with_status
from coatcheck.people.links import subscriber_id
from coatcheck.ports import PeopleStore
from coatcheck.retry import refuse, write_again

# Finding people


def subscriber_at(store: PeopleStore, secret_key: str, to: ChannelAddress, now: datetime) -> Subscriber:
    """Return whoever is reached there: as stored, else a new one (unconfirmed, not stored yet).

    The address must be in its channel's normal form. A number's own time zone becomes the person's.
    """
    key = subscriber_id(secret_key, to)
    stored = store.subscriber(key)
    return replace(stored, to=to) if stored else Subscriber(id=key, to=to, created_at=now, zone=zone_at(to))


def zone_at(to: ChannelAddress) -> str:
    """Return the time zone where a number belongs; UTC for every other address."""
    if not is_phone(to):
        return "UTC"
    from coatcheck.people.phone import zone

    return zone(to.address)


def everybody_at(store: PeopleStore, secret_key: str, to: ChannelAddress) -> list[Subscriber]:
    """List those who are reached there: whoever signed up with this address, then those whose second way it is. Stored ones only."""
    own = store.subscriber(subscriber_id(secret_key, to))
    return [*([own] if own else []), *store.subscribers_with_fallback(to)]


# Signing up


def join(
    store: PeopleStore,
    subscriber: Subscriber,
    watch_id: str,
    wants: Iterable[str],
    consent: Consent,
    frequency: Frequency | None = None,
    any_hour: bool | None = None,
    conditions: Conditions | None = None,
    daily_hour: int | None = None,
    zone: str = "",
) -> Subscription:
    """Let this person be told of these variants (ids, or ANY) beside those they wanted before, all armed.

    The consent is the proof that the address is theirs: they wrote from it, or entered the code sent there.
    None leaves frequency, hours and conditions as they are (once; quiet at night; none), "" the time zone.
    """

    def activate(person: Subscriber) -> Subscriber:
        hours = person.any_hour if any_hour is None else any_hour
        person = replace(person, to=subscriber.to, topic=str(Topic((watch_id,))), any_hour=hours)
        person = with_hour(person, daily_hour, zone)
        if consent.method == "web":  # where they read it in the language of their choice
            person = replace(person, language=language())
        return with_status(person, Status.ACTIVE, consent)

    person = change_subscriber(store, subscriber, activate)

    def arm(old: Subscription | None) -> Subscription:
        new = old or Subscription(
            id=subscription_id(person.id, watch_id),
            subscriber_id=person.id,
            watch_id=watch_id,
            created_at=consent.at,
            wants=(),
        )
        asked = new.conditions if conditions is None else conditions
        new = replace(new, wants=merged(new.wants, wants), frequency=frequency or new.frequency, conditions=asked)
        return armed(new, consent.at)

    return _change_subscription(store, subscription_id(person.id, watch_id), arm)


def with_hour(person: Subscriber, daily_hour: int | None, zone: str) -> Subscriber:
    """Return the person with this hour for their daily message, and this time zone; None and "" leave what they have."""
    hour = person.daily_hour if daily_hour is None else daily_hour
    return replace(person, daily_hour=hour, zone=zone or person.zone)


def merged(old: Iterable[str], new: Iterable[str]) -> tuple[str, ...]:
    """Join both, without repeats; ANY stands for all."""
    both = tuple(dict.fromkeys([*old, *new]))
    return (ANY,) if ANY in both else both


def armed(subscription: Subscription, now: datetime) -> Subscription:
    """Let the subscription wait for everything it wants; whoever waited already keeps their place in the line."""
    return replace(subscription, armed=subscription.wants, armed_at=subscription.armed_at or now)


def asked_again(subscription: Subscription, now: datetime) -> Subscription:
    """Do the same for somebody who asks to be told again: news that is on its way already doesn't count for it."""
    return replace(armed(subscription, now), asked_at=now)


def disarmed(subscription: Subscription) -> Subscription:
    return replace(subscription, armed=(), armed_at=None)


def _armed_since(subscription: Subscription, moment: datetime) -> bool:
    return subscription.armed_at is not None and subscription.armed_at > moment


def choose(store: PeopleStore, subscription: Subscription, wants: Iterable[str], now: datetime) -> Subscription:
    """Want exactly these from now on: what is new is armed, what is gone is not told. Raises `Conflict`.

    Whoever wants every restock, one by one or daily, waits for all of it, whatever they were told before.
    """
    wanted = merged((), wants)
    if wanted == subscription.wants and subscription.frequency is Frequency.ONCE:
        return store.put_subscription(subscription)
    every = subscription.frequency is not Frequency.ONCE
    waits = tuple(want for want in wanted if every or want in subscription.armed or want not in subscription.wants)
    since = (subscription.armed_at or now) if waits else None
    return store.put_subscription(replace(subscription, wants=wanted, armed=waits, armed_at=since))


# Stopping, coming back, being told again


def opt_out(store: PeopleStore, subscriber_id: str, at: datetime, method: str, evidence: str = "") -> Subscriber | None:
    """Never write to this person again, until they come back themselves; returns None where nobody is known by that id.

    `at` is the provider's time where it gave one: a stop that is older than a later start changes nothing.
    """
    known = store.subscriber(subscriber_id)
    return known and opt_out_subscriber(
        store, known, Consent(at=at, kind=ConsentKind.OPT_OUT, method=method, evidence=evidence)
    )


def opt_out_subscriber(store: PeopleStore, subscriber: Subscriber, consent: Consent) -> Subscriber:
    """Do the same for a subscriber at hand, stored or not: somebody who never signed up can say stop, too."""
    person = change_subscriber(store, subscriber, lambda person: with_status(person, Status.OPTED_OUT, consent))
    stopped = person.status_at or consent.at
    if person.status is Status.OPTED_OUT:  # or was, when we looked: what a start armed since then is left alone
        _change_all(store, person.id, lambda waiting: waiting if _armed_since(waiting, stopped) else disarmed(waiting))
    return person


def opt_in(store: PeopleStore, subscriber: Subscriber, consent: Consent) -> list[Subscription]:
    """Take back somebody who said stop: everything they wanted is armed again, and returned."""
    person = change_subscriber(
        store, subscriber, lambda person: with_status(replace(person, to=subscriber.to), Status.ACTIVE, consent)
    )
    if person.status is not Status.ACTIVE:
        return []
    stopped = max((each.at for each in person.consents if each.kind == ConsentKind.OPT_OUT), default=person.created_at)
    return _change_all(
        store,
        person.id,
        lambda known: asked_again(known if _armed_since(known, stopped) else disarmed(known), consent.at),
    )


def rearm(store: PeopleStore, subscriber_id: str, now: datetime, watch_id: str | None = None) -> list[Subscription]:
    """Tell this person again (RESET) of everything they want, or of one watch. Does nothing for whom may not be written to."""
    person = store.subscriber(subscriber_id)
    if person is None or person.status is not Status.ACTIVE:
        return []
    return _change_all(store, subscriber_id, lambda subscription: asked_again(subscription, now), watch_id)


def tell_daily(store: PeopleStore, subscriber: Subscriber, hour: int | None, now: datetime) -> list[Subscription]:
    """Gather all that this person wants into one message a day, at this hour; None tells them one by one again, once each."""
    frequency = Frequency.ONCE if hour is None else Frequency.DAILY
    change_subscriber(store, subscriber, lambda person: with_hour(person, hour, ""))
    return _change_all(store, subscriber.id, lambda known: armed(replace(known, frequency=frequency), now))


def mark_unreachable(store: PeopleStore, subscriber_id: str, at: datetime, reason: str) -> Subscriber | None:
    """Record that the provider refuses this address for good. A stop weighs more: it stays."""
    known = store.subscriber(subscriber_id)

    def change(person: Subscriber) -> Subscriber:
        if person.status is Status.OPTED_OUT or said_later(person, at):
            return person
        return replace(person, status=Status.UNREACHABLE, status_at=at, status_reason=reason)

    return known and change_subscriber(store, known, change)


# Changing what is stored


def change_subscriber(
    store: PeopleStore, subscriber: Subscriber, change: Callable[[Subscriber], Subscriber]
) -> Subscriber:
    """Store what `change` makes of the subscriber, read anew where somebody else wrote first."""

    def write(known: Subscriber) -> Subscriber:
        changed = change(known)
        return known if changed == known else store.put_subscriber(changed)

    def read() -> Subscriber:
        return store.subscriber(subscriber.id) or replace(subscriber, revision="")

    return write_again(write, read, refuse("the subscriber changes too often"), first=subscriber)


def _change_subscription(
    store: PeopleStore, key: str, change: Callable[[Subscription | None], Subscription]
) -> Subscription:
    def write(stored: Subscription | None) -> Subscription:
        changed = change(stored)
        return changed if changed == stored else store.put_subscription(changed)

    return write_again(write, lambda: store.subscription(key), refuse("the subscription changes too often"))


def _change_all(
    store: PeopleStore, subscriber_id: str, change: Callable[[Subscription], Subscription], watch_id: str | None = None
) -> list[Subscription]:
    return [
        _change_subscription(store, stored.id, lambda now, stored=stored: change(now or stored))  # type: ignore[misc]
        for stored in store.subscriptions_of(subscriber_id)
        if watch_id in (None, stored.watch_id)
    ]
