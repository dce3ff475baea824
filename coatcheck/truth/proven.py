"""What a watch was never seen to say: until it has said "in stock" once, nobody knows that it can. Pure."""

from coatcheck.model import State

NEVER_ANYTHING = "Nothing was proven yet, neither in stock nor sold out: we can't promise that we will know either."
NEVER_IN_STOCK = "Never seen in stock yet: we can't promise that we will know it."
NO_TICKETS = "No ticket was ever seen on sale yet: we can't promise that we will know it."


def never_seen(state: State) -> str:
    """Return what the operator has to know of a watch that was never seen in stock; "" where one of its variants was, or before its first look.

    One variant speaks for all: the same part of the page says it of each.
    """
    if not state.variants or any(variant.in_stock or variant.in_since for variant in state.variants):
        return ""
    if state.is_event:
        return NO_TICKETS
    return NEVER_ANYTHING if all(variant.in_stock is None for variant in state.variants) else NEVER_IN_STOCK
