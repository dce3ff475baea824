"""The conditions under which somebody wants to be told, as a form asks for them and as a page says them."""

import logging
from collections.abc import Mapping

from coatcheck.bootstrap import Services
from coatcheck.errors import BusUnavailable, Conflict, Invalid
from coatcheck.languages import gettext, ngettext
from coatcheck.model import ANY, NO_CONDITIONS, Conditions, State, Subscriber, Subscription, VariantState, digest
from coatcheck.ports.messages import DeliveryBatch
from coatcheck.telling.already import tell_what_is_there
from coatcheck.telling.amounts import currency_of, read_amount
from coatcheck.telling.conditions import is_within
from coatcheck.telling.offer_words import is_event
from coatcheck.telling.variant_names import label
from signup_web.product.facts import Facts
from signup_web.product.times import price

MOST_PIECES = 999
LIMIT, PIECES = "limit", "pieces"  # fields of the form that may be wrong

log = logging.getLogger(__name__)


def read_conditions(form: Mapping[str, str], state: State | None) -> tuple[Conditions, dict[str, str]]:
    """Read what was filled in, and what is wrong with which field. An event has no conditions."""
    if is_event(state):
        return NO_CONDITIONS, {}
    errors: dict[str, str] = {}
    currency = currency_of(state)
    limit, pieces = form.get(LIMIT, "").strip(), form.get(PIECES, "").strip()
    asked: str | None = None
    try:
        asked = read_amount(limit, currency) if limit else None
    except Invalid as error:
        errors[LIMIT] = str(error)
    if pieces and not (pieces.isdecimal() and len(pieces) < 4 and int(pieces) > 0):
        errors[PIECES] = gettext("Write a whole number of pieces, from 1 to {most}.", most=MOST_PIECES)
    return Conditions(
        maximum_price=asked,
        currency=currency if asked else "",
        minimum_quantity=int(pieces) if pieces and PIECES not in errors else 0,
        price_drops=bool(form.get("drops")),
        at_once=bool(form.get("at_once")),
    ), errors


def said(conditions: Conditions) -> list[str]:
    """Say each condition in a few words."""
    limit, pieces = price(conditions.maximum_price, conditions.currency), conditions.minimum_quantity
    return [
        *([gettext("at {price} or less", price=limit)] if limit else []),
        *([gettext("each time the price falls")] if conditions.price_drops else []),
        *([ngettext("at least {count} piece", "at least {count} pieces", pieces)] if pieces else []),
        *([gettext("also when it is there already")] if conditions.at_once else []),
    ]


def why_not(subscription: Subscription, state: State) -> list[str]:
    """Say of each size that somebody waits for, and that is there, why they are not told of it: a sentence each."""
    armed, conditions = subscription.armed, subscription.conditions
    there = [each for each in state.variants if each.in_stock and (ANY in armed or each.id in armed)]
    return [why for each in there if (why := _why_not(each, conditions))]


def _why_not(variant: VariantState, conditions: Conditions) -> str:
    within = is_within(conditions, variant.price, variant.currency)
    if within is False:
        costs = price(variant.price, variant.currency)
        return gettext("{size} is there for {price}: over your limit.", size=label(variant), price=costs)
    if within is None:
        return gettext(
            "{size} is there, but the shop names no price in the money of your limit: nobody can tell whether it is under it.",
            size=label(variant),
        )
    if conditions.minimum_quantity and variant.quantity is None:
        return gettext("{size} is there, but the shop does not say how many it has.", size=label(variant))
    if (variant.quantity or 0) < conditions.minimum_quantity:
        return gettext("{size} is there, in fewer pieces than you asked for.", size=label(variant))
    return ""


def tell_at_once(
    services: Services, facts: Facts, subscriber: Subscriber, subscription: Subscription, mark: str
) -> None:
    """Tell somebody who asked for it what is proven to be there already. The same `mark` tells nothing twice."""
    now = services.clock.now()
    if not facts.proven(now):
        return
    delivery = tell_what_is_there(facts.watch, facts.state, subscription, subscriber, digest(mark, length=8), now)
    if delivery is None:
        return
    try:
        services.store.put_delivery(delivery)
        services.bus.publish([DeliveryBatch(ids=(delivery.id,))])
    except Conflict:
        log.debug("It is told already", extra={"delivery": delivery.id})
    except BusUnavailable as error:
        log.warning("What is there already waits for the sweep: %s", error, extra={"delivery": delivery.id})
