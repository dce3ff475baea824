"""What is there already: told once to whoever asked for that when they signed up. Pure."""

from datetime import datetime

from msgspec.structs import replace

from coatcheck.model import (
    ANY,
    LISTED,
    Delivery,
    Health,
    Restocked,
    RestockEvent,
    State,
    Subscriber,
    Subscription,
    VariantState,
    Watch,
    event_id,
)
from coatcheck.telling.conditions import why_no_news
from coatcheck.telling.deliveries import new_delivery
from coatcheck.truth.pieces import at_least


def tell_what_is_there(
    watch: Watch, state: State, subscription: Subscription, person: Subscriber, mark: str, now: datetime
) -> Delivery | None:
    """Make the delivery that tells somebody what they wait for and is proven to be there; None where nothing is, or they did not ask.

    What becomes of it is decided when it is due (`rearmed`): by then they may have been told of a restock. The same `mark` makes
    the same delivery. `state` must be one that is still looked at.
    """
    if not subscription.conditions.at_once or state.health is not Health.HEALTHY:
        return None
    there = tuple(
        found
        for variant in state.variants
        if _is_waited_for(variant, subscription) and why_no_news(found := _there(variant), subscription) is None
    )
    if not there:
        return None
    event = RestockEvent(
        id=f"{event_id(watch.id, state.version)}-{mark}",
        watch_id=watch.id,
        at=now,
        title=watch.title or state.title,
        url=watch.url,
        variants=there,
        was_there=True,
        team=watch.team,
    )
    return replace(new_delivery(event, person, now, conditions=subscription.conditions), rearmed=True)


def _is_waited_for(variant: VariantState, subscription: Subscription) -> bool:
    armed = subscription.armed
    return bool(variant.in_stock) and variant.id != LISTED and (ANY in armed or variant.id in armed)


def _there(variant: VariantState) -> Restocked:
    """What is told of a variant that is there, in as many pieces as there surely are."""
    return Restocked(
        variant.id,
        variant.title,
        variant.options,
        variant.price,
        variant.currency,
        variant.url,
        at_least(variant.quantity),
        variant.showings,
    )
