"""How a delivery comes into being: its id, its code, and the address it goes to. Pure."""

from datetime import datetime, timedelta
from hashlib import blake2b

from msgspec.structs import replace

from coatcheck.model import (
    ANY,
    NO_CONDITIONS,
    ChannelAddress,
    Conditions,
    Delivery,
    DeliveryState,
    Frequency,
    Reason,
    RestockEvent,
    Step,
    Subscriber,
    Subscription,
    delivery_id,
)

LETTERS = "23456789abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"  # none that look like another
CODE = 7
MOST_STEPS = 20  # that a delivery remembers
LONGEST = timedelta(days=1)  # for which an alert is worked on: after it the next restock is what there is to tell
LONGEST_DAILY = timedelta(hours=36)  # a used-up budget and the night after it may hold a daily message for over a day


def new_delivery(
    event: RestockEvent,
    subscriber: Subscriber,
    now: datetime,
    send_at: datetime | None = None,
    conditions: Conditions = NO_CONDITIONS,
    waits_for: Reason = Reason.WAVE,
) -> Delivery:
    """Make the delivery that tells this person of the event: the same id and code whenever it is made. Due at `send_at`, when the turn is that it waits for, or now."""
    made = _delivery(delivery_id(event.id, subscriber.id), event, subscriber, subscriber.to, now, send_at or now)
    waits = (Step(now, DeliveryState.PENDING, waits_for),) if send_at and send_at > now else ()
    return replace(made, conditions=conditions, steps=waits)


def is_too_late(delivery: Delivery, now: datetime) -> bool:
    """Return whether it was worked on for so long that it is no news any more."""
    return now - delivery.event.at > (LONGEST_DAILY if delivery.daily else LONGEST)


def stepped(delivery: Delivery, at: datetime, reason: Reason | None = None) -> Delivery:
    """Return the delivery with what has just become of it noted. What goes on for the same reason is one step, of the moment at which it began."""
    new = Step(at, delivery.state, reason)
    if delivery.steps and replace(delivery.steps[-1], at=at) == new:
        return delivery
    return replace(delivery, steps=(*delivery.steps, new)[-MOST_STEPS:])


def second_way(delivery: Delivery, subscriber: Subscriber, now: datetime) -> Delivery | None:
    """Make the delivery by the person's fallback; None where they gave none, or this already was it."""
    if subscriber.fallback is None or not is_first(delivery):
        return None
    key = f"{delivery.id}.{subscriber.fallback.channel}"
    second = _delivery(key, delivery.event, subscriber, subscriber.fallback, now, now)
    return replace(second, conditions=delivery.conditions, daily=delivery.daily)


def address(delivery: Delivery, subscriber: Subscriber) -> ChannelAddress | None:
    """Return where it goes; None where that address was taken away since."""
    return subscriber.to if is_first(delivery) else subscriber.fallback


def taken_back(delivery: Delivery, subscription: Subscription) -> Subscription:
    """Return the subscription as if this delivery had not been made; whoever texted RESET meanwhile waits already.

    The place in the line is that of the delivery: before everybody who came after its event.
    """
    if subscription.frequency is not Frequency.ONCE:
        told = subscription.told_at
        return replace(subscription, told_at=None if told == delivery.event.at else told)
    wanted = (ANY, *(variant.id for variant in delivery.event.variants))
    back = tuple(want for want in subscription.wants if want in wanted and want not in subscription.armed)
    if not back:
        return subscription
    since = min(subscription.armed_at or delivery.created_at, delivery.created_at)
    return replace(subscription, armed=(*subscription.armed, *back), armed_at=since)


def code(delivery: str) -> str:
    """Make a delivery's short name in its text and link. Two of a million deliveries share one with a chance of a third."""
    number = int.from_bytes(blake2b(delivery.encode(), digest_size=8).digest())
    letters = ""
    for _ in range(CODE):
        number, place = divmod(number, len(LETTERS))
        letters += LETTERS[place]
    return letters


def told_variants(delivery: Delivery) -> tuple[str, ...]:
    """List the variants it is counted for where waves are made: those of which the shop said how many came back.

    Empty for a second way: its person is counted already.
    """
    if not is_first(delivery):
        return ()
    return tuple(variant.id for variant in delivery.event.variants if variant.quantity is not None)


def teams(delivery: Delivery) -> frozenset[str]:
    """Name the teams of whose watches it tells: one, and several only where a daily message does."""
    return frozenset(event.team for event in delivery.daily or (delivery.event,))


def part_of_team(delivery: Delivery, team: str) -> Delivery | None:
    """Return a delivery as if it told of this team's watches alone; None where it tells of none of them."""
    if not delivery.daily:
        return delivery if delivery.event.team == team else None
    own = tuple(event for event in delivery.daily if event.team == team)
    if not own:
        return None
    return replace(delivery, daily=own, event=replace(own[0], id=delivery.event.id, at=delivery.event.at))


def is_first(delivery: Delivery) -> bool:
    """Return whether it goes to the address that the person signed up with, and not to their second way."""
    return delivery.id == delivery_id(delivery.event.id, delivery.subscriber_id)


def _delivery(
    key: str, event: RestockEvent, subscriber: Subscriber, to: ChannelAddress, now: datetime, send_at: datetime
) -> Delivery:
    return Delivery(
        id=key,
        event=event,
        subscriber_id=subscriber.id,
        channel=to.channel,
        created_at=now,
        updated_at=now,
        next_at=send_at,
        code=code(key),
    )
