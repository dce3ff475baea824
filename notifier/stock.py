"""Before a send, look again: what is gone is not told, and whoever was not told waits again."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec.structs import replace

from coatcheck.channels import goes_anywhere
from coatcheck.model import Delivery, DeliveryState, Reason, RestockEvent, State, Subscription, subscription_id
from coatcheck.retry import write_again
from coatcheck.telling.dead_letters import bury_delivery
from coatcheck.telling.deliveries import is_too_late, taken_back
from coatcheck.telling.match import as_known, match, proven, still_there
from notifier import outcomes
from notifier.context import Context
from notifier.outcomes import Outcome, Stored

LOOK_AGAIN = timedelta(minutes=5)
BY_THE_SERVER = frozenset({Reason.NOT_TAKEN, Reason.REFUSED, Reason.UNSURE})  # why nothing was sent

log = logging.getLogger(__name__)


def confirm(delivery: Delivery, state: State | None, context: Context, now: datetime) -> Outcome:
    """Return the delivery, if it may be sent (SENDING, perhaps with fewer variants); else what became of it.

    `state` must have been read after the claim.
    """
    left = still_there(delivery.event, state, delivery.conditions)
    if left is None and delivery.rearmed:
        return _gone(delivery, now)
    if left is None or (left != delivery.event and not delivery.rearmed):
        return _take_back(delivery, context, now)
    fresh = now - delivery.event.at <= timedelta(minutes=context.settings.stale_minutes)
    if fresh or proven(left, state):
        return _decide_anew(delivery, as_known(left, state), context, now) if delivery.rearmed else delivery
    return hold(delivery, Reason.UNPROVEN, context, now)


def hold(delivery: Delivery, reason: Reason, context: Context, now: datetime, words: str | None = None) -> Outcome:
    """Look at it again in some minutes; give it up where that went on for too long."""
    if not is_too_late(delivery, now):
        return outcomes.held(delivery, now + LOOK_AGAIN, reason, now, words)
    return give_up(delivery, reason, words or reason, context, now)


def give_up(
    delivery: Delivery,
    reason: Reason,
    words: str,
    context: Context,
    now: datetime,
    code: str | None = None,
    state: DeliveryState = DeliveryState.STALE,
) -> Stored:
    """Store it as too old to be news, or refused, and bury it for the operator to see; its person waits again."""
    theirs = reason in BY_THE_SERVER and goes_anywhere(delivery.channel)
    bury_delivery(context.store, delivery, words, now, ours=not theirs)
    over = replace(outcomes.ended(delivery, state, reason, now, words, code), rearmed=True)
    _store(over, context, lambda subscription: taken_back(delivery, subscription))
    return Stored(given_up=over)


def _take_back(delivery: Delivery, context: Context, now: datetime) -> Stored:
    """Arm the subscription again, and decide anew afterwards: the restock after this one must not slip through between.

    Had it been proven out, then come back before the subscription was armed again, that event's fan-out passed
    this person by. The second look, after the arming, sees that it is back.
    """
    waiting = replace(outcomes.pending(delivery, now, Reason.SOLD_OUT, now), rearmed=True)
    _store(waiting, context, lambda subscription: taken_back(delivery, subscription))
    return Stored()


def _gone(delivery: Delivery, now: datetime) -> Delivery:
    return outcomes.ended(delivery, DeliveryState.SOLD_OUT, Reason.SOLD_OUT, now)


def _decide_anew(delivery: Delivery, left: RestockEvent, context: Context, now: datetime) -> Delivery:
    """Tell what is there and still waited for: what a fan-out would do now, for one person."""

    def write(subscription: Subscription | None) -> Delivery:
        # Decided now, the news is what a RESET since the event asked for.
        matched = match(left, replace(subscription, asked_at=None), timedelta()) if subscription else None
        if matched is None:
            return outcomes.ended(delivery, DeliveryState.SOLD_OUT, Reason.NOT_WANTED, now)
        part, disarmed = matched
        decided = replace(delivery, event=part, conditions=disarmed.conditions, rearmed=False)
        return context.store.put_delivery(decided, disarmed)

    return write_again(write, lambda: _subscription(delivery, context), lambda: _gone(delivery, now))


def _store(delivery: Delivery, context: Context, change: Callable[[Subscription], Subscription]) -> None:
    """Store the delivery with its changed subscription; where somebody always writes first, it is left to the sweep."""

    def write(subscription: Subscription | None) -> None:
        changed = change(subscription) if subscription else None
        context.store.put_delivery(delivery, changed if changed != subscription else None)

    def ending() -> None:
        log.warning("Somebody else keeps changing a delivery: it is left to the sweep", extra={"delivery": delivery.id})

    write_again(write, lambda: _subscription(delivery, context), ending)


def _subscription(delivery: Delivery, context: Context) -> Subscription | None:
    return context.store.subscription(subscription_id(delivery.subscriber_id, delivery.event.watch_id))
