"""What somebody wants to be told of: signing them up, showing it, ending it."""

from datetime import datetime
from typing import Annotated

from flask import abort, g
from msgspec import Meta

from coatcheck.model import ChannelAddress, Consent, ConsentKind, Frequency, Scope, Subscription
from coatcheck.people.links import subscriber_id
from signup_web import context
from signup_web.api.routes import Routes, Shape, show
from signup_web.api.shapes import Reached
from signup_web.api.watches import find

subscriptions = Routes("People")


class NewSubscription(Reached, frozen=True, kw_only=True):
    """Whom to tell of what. `sizes`: names of sizes; none: whichever comes back."""

    watch: str
    sizes: Annotated[list[str], Meta(max_length=200)] = []
    frequency: Annotated[Frequency, Meta(description="Once, at every restock, or once a day.")] = Frequency.ONCE
    any_hour: Annotated[bool, Meta(description="Tell them at night, too.")] = False


class ConditionsShown(Shape, frozen=True):
    """What has to be so beside being in stock."""

    maximum_price: str | None
    currency: str
    minimum_quantity: int
    price_drops: bool
    at_once: bool


class SubscriptionShown(Shape, frozen=True):
    """What one person wants of one watch. `armed`: what they still wait for."""

    id: str
    subscriber_id: str
    watch_id: str
    created_at: datetime
    wants: list[str]
    armed: list[str]
    armed_at: datetime | None
    told_at: datetime | None
    frequency: Frequency
    conditions: ConditionsShown


@subscriptions.post("/subscriptions", Scope.PEOPLE, status=201, once=False)
def subscribe(body: NewSubscription) -> SubscriptionShown:
    """Sign somebody up who asked for it. You vouch for their consent, and the ledger says so.

    Whoever wants other teams' things, too, keeps their own hours: `any_hour` changes nothing then.
    """
    from coatcheck.watching.vouching import sign_up

    services, watch, to = context.services(), find(body.watch), channel_address(body)
    consent = Consent(context.now(), ConsentKind.OPT_IN, "admin", evidence=evidence())
    everybody, key = services.deployment.store, services.secret_key
    at_any_hour = True if body.any_hour and not _wants_of_others(subscriber_id(key, to)) else None
    return subscription_shown(sign_up(everybody, key, watch, to, consent, body.sizes, body.frequency, at_any_hour))


@subscriptions.get("/subscriptions/{subscription_id}", Scope.PEOPLE)
def get_subscription(subscription_id: str) -> SubscriptionShown:
    """Show what somebody wants of one watch."""
    return subscription_shown(_stored(subscription_id))


@subscriptions.delete("/subscriptions/{subscription_id}", Scope.PEOPLE)
def unsubscribe(subscription_id: str) -> None:
    """Tell somebody no more of one watch."""
    context.store().remove_subscription(_stored(subscription_id).id)


def channel_address(given: Reached) -> ChannelAddress:
    """Return the address that is given, as it is kept. Raises `Invalid` where it is none."""
    channel = context.services().channel(given.channel)
    return ChannelAddress(given.channel, channel.normalize(given.address))


def evidence() -> str:
    """Say who answers for it, for the ledger of consents."""
    return f"API key {g.api_key.name}"


def subscription_shown(subscription: Subscription) -> SubscriptionShown:
    """Make the shape of a subscription."""
    return show(SubscriptionShown, subscription, conditions=show(ConditionsShown, subscription.conditions))


def _wants_of_others(person_id: str) -> bool:
    """Return whether somebody wants things of other teams."""
    everybody = context.deployment().store
    return len(everybody.subscriptions_of(person_id)) > len(context.store().subscriptions_of(person_id))


def _stored(subscription_id: str) -> Subscription:
    return context.store().subscription(subscription_id) or abort(404, "There is no such subscription.")
