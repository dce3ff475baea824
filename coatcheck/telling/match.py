"""Who is told of what, and what they wait for afterwards. Pure."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from coatcheck.model import (
    ANY,
    NO_CONDITIONS,
    Conditions,
    Frequency,
    Health,
    Reason,
    Restocked,
    RestockEvent,
    State,
    Status,
    Subscriber,
    Subscription,
    VariantState,
)
from coatcheck.telling.conditions import is_over, why_no_news
from coatcheck.truth.clock import believed

Matched = tuple[RestockEvent, Subscription]

# Of several variants that are not told for different reasons, the one that comes last here was nearest to being told.
NEARNESS = (
    Reason.OTHER_VARIANT,
    Reason.NOT_ARMED,
    Reason.COOLDOWN,
    Reason.NO_NEWS,
    Reason.UNKNOWN_PRICE,
    Reason.QUANTITY,
    Reason.PRICE,
)


def news_for(
    event: RestockEvent,
    subscription: Subscription,
    person: Subscriber | None,
    cooldown: timedelta,
    now: datetime,
) -> Matched | Reason:
    """Return what this person is told of the event, as `match` has it; or why they are told nothing."""
    if person is None or person.status is not Status.ACTIVE:
        return Reason(person.status) if person else Reason.NO_ADDRESS
    if not waited(event, subscription, now):
        return Reason.CAME_LATER
    return match(event, subscription, cooldown) or _nearest(event, subscription, cooldown)


def waited(event: RestockEvent, subscription: Subscription, now: datetime) -> bool:
    """Return whether this person waited when it happened: who came later saw that it is there.

    A moment that a wrong clock wrote into the future says nothing of when they came: they count as waiting.
    """
    since = believed(subscription.armed_at, now)
    return since is None or since <= event.at


def match(event: RestockEvent, subscription: Subscription, cooldown: timedelta) -> Matched | None:
    """Return the event with only the variants this person waits for, and their subscription once told; None if they wait for none.

    Whoever is told of M still waits for L. "Any" is told once and waits for nothing more; of an event it is each place and day, as they open. Whoever texted RESET after the
    event, and before this news of it, waits for the next one. "Every restock" stays armed, and hears nothing for the
    watch's cooldown after the last event it was told of, but of showings that are new; what is told daily has no cooldown.
    What else is news for them: see `why_no_news`.
    """
    armed = subscription.armed
    every = subscription.frequency is not Frequency.ONCE
    cools = _cools(event, subscription, cooldown)
    wanted = tuple(each for each in event.variants if _why_not(each, subscription, cools) is None)
    if not wanted:
        return None
    ahead = event.to_open if ANY in armed else {key: name for key, name in event.to_open.items() if key in armed}
    part = replace(event, variants=wanted, to_open=ahead)
    if every:
        return part, replace(subscription, told_at=event.at)
    if subscription.asked_at and event.at < subscription.asked_at:
        return part, replace(subscription, armed=subscription.wants, armed_at=subscription.asked_at, told_at=event.at)
    told = {variant.id for variant in wanted}
    left = tuple(ahead) if ANY in armed else tuple(want for want in armed if want not in told)
    since = subscription.armed_at if left else None
    return part, replace(subscription, armed=left, armed_at=since, told_at=event.at)


def _cools(event: RestockEvent, subscription: Subscription, cooldown: timedelta) -> bool:
    """Whether they were told of this, or of another just before. The news of a day come in any order: of those only the very last is known by its time."""
    if subscription.frequency is Frequency.ONCE or subscription.told_at is None:
        return False
    if subscription.frequency is Frequency.DAILY:
        return event.at == subscription.told_at
    return event.at <= subscription.told_at + cooldown


def _why_not(variant: Restocked, subscription: Subscription, cools: bool) -> Reason | None:
    """Why this variant is not told; None where it is."""
    if ANY not in subscription.armed and variant.id not in subscription.armed:
        wanted = ANY in subscription.wants or variant.id in subscription.wants
        return Reason.NOT_ARMED if wanted else Reason.OTHER_VARIANT
    if cools and not variant.has_new:
        return Reason.COOLDOWN
    return why_no_news(variant, subscription)


def _nearest(event: RestockEvent, subscription: Subscription, cooldown: timedelta) -> Reason:
    cools = _cools(event, subscription, cooldown)
    reasons = [_why_not(variant, subscription, cools) for variant in event.variants]
    return max(filter(None, reasons), key=NEARNESS.index, default=Reason.OTHER_VARIANT)


def still_there(
    event: RestockEvent, state: State | None, conditions: Conditions = NO_CONDITIONS
) -> RestockEvent | None:
    """Return the event without the variants that are proven to be gone again, or to cost too much by now; None if all of them are."""
    known = {variant.id: variant for variant in state.variants} if state else {}
    left = tuple(each for each in event.variants if not _is_gone(each, known.get(each.id), conditions))
    return replace(event, variants=left) if left else None


def as_known(event: RestockEvent, state: State | None) -> RestockEvent:
    """Return the event with the prices that are known by now."""
    known = {variant.id: variant for variant in state.variants} if state else {}

    def priced(told: Restocked) -> Restocked:
        now = known.get(told.id)
        return replace(told, price=now.price, currency=now.currency) if now and now.price else told

    return replace(event, variants=tuple(map(priced, event.variants)))


def _is_gone(told: Restocked, known: VariantState | None, conditions: Conditions) -> bool:
    return known is not None and (known.in_stock is False or is_over(conditions, told, known))


def proven(event: RestockEvent, state: State | None) -> bool:
    """Return whether the watch's last look went well and says that all of the event's variants are in stock."""
    if state is None or state.health is not Health.HEALTHY:
        return False
    there = {variant.id for variant in state.variants if variant.in_stock}
    return all(variant.id in there for variant in event.variants)
