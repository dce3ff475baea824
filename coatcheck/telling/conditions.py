"""Under which conditions somebody wants to be told: whether they are met. What nobody knows meets none. Pure."""

from coatcheck.model import Conditions, Frequency, Reason, Restocked, Subscription, VariantState
from coatcheck.truth.prices import number


def is_within(conditions: Conditions, price: str | None, currency: str | None) -> bool | None:
    """Return whether a price is at or under the limit, or there is none; None where nobody can tell.

    Nobody can tell of other money than the limit was said in: nothing is converted.
    """
    limit, known = number(conditions.maximum_price), number(price)
    if limit is None:
        return True
    if known is None or (conditions.currency and currency != conditions.currency):
        return None
    return known <= limit


def unmet(conditions: Conditions, variant: Restocked) -> Reason | None:
    """Return what of somebody's conditions is not proven of this variant: that it costs no more, and is there in no fewer pieces; None where all is."""
    if conditions.minimum_quantity and (variant.quantity or 0) < conditions.minimum_quantity:
        return Reason.QUANTITY
    within = is_within(conditions, variant.price, variant.currency)
    return None if within else Reason.UNKNOWN_PRICE if within is None else Reason.PRICE


def why_no_news(variant: Restocked, subscription: Subscription) -> Reason | None:
    """Return why this is not what they want to hear of; None where it is: what came back always is, showings and prices for some.

    A price that fell is news for whoever asked to hear of each, and for whoever waits for it to reach their limit. Whoever hears
    of each restock hears of the limit when it is crossed, and not of each step below it.
    """
    every, conditions = subscription.frequency is not Frequency.ONCE, subscription.conditions
    if variant.was_open and not every:
        return Reason.NO_NEWS
    if missed := unmet(conditions, variant):
        return missed
    came_back = variant.price_before is None and variant.quantity_before is None
    return None if came_back or _is_better(variant, conditions, every) else Reason.NO_NEWS


def _is_better(variant: Restocked, conditions: Conditions, every: bool) -> bool:
    """Whether a lower price, or more pieces, are what they wait for; of all that is asked for, something was not so before."""
    if variant.price_before and conditions.price_drops:
        return True
    fell, grew = variant.price_before is not None, variant.quantity_before is not None
    dear = fell and is_within(conditions, variant.price_before, variant.currency) is not True
    few = grew and (variant.quantity_before or 0) < conditions.minimum_quantity
    waits = (fell and conditions.maximum_price is not None) or (grew and conditions.minimum_quantity > 0)
    return waits and (dear or few or not every)


def is_over(conditions: Conditions, told: Restocked, known: VariantState) -> bool:
    """Return whether it is proven that a variant costs more by now than somebody is told (than their limit, or the price it fell to), or is too few pieces."""
    if is_within(conditions, known.price, known.currency) is False:
        return True
    if known.quantity is not None and known.quantity < conditions.minimum_quantity:
        return True
    if not told.price_before or conditions.maximum_price or told.currency != known.currency:
        return False
    then, now = number(told.price), number(known.price)
    return then is not None and now is not None and now > then
