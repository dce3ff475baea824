"""Recording outcomes: an accepted send stays accepted, whatever happens to the bookkeeping."""

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from coatcheck.errors import StoreUnavailable
from coatcheck.model import Delivery, DeliveryState
from coatcheck.process.log import mask
from coatcheck.retry import write_again
from notifier.context import Context
from notifier.outcomes import Outcome

OUT = frozenset({DeliveryState.SENT, DeliveryState.DELIVERED, DeliveryState.UNDELIVERED})
TRIES = 4
PAUSE = 0.25  # seconds before the next try, doubled each time

log = logging.getLogger(__name__)


def record(outcomes: Sequence[Outcome], context: Context, addresses: Mapping[str, str]) -> None:
    """Store these copies, but for what is stored already. Raises `StoreUnavailable` after some tries: what was sent is then found by asking the provider."""
    changed = [outcome for outcome in outcomes if isinstance(outcome, Delivery)]
    if not changed:
        return
    stored = {delivery.id for delivery in _put(changed, context)}
    for delivery in changed:
        if delivery.id not in stored:
            _settle(delivery, context)
    _explain(changed, addresses)


def _put(changed: Sequence[Delivery], context: Context) -> list[Delivery]:
    for attempt in range(TRIES):
        try:
            return context.store.put_deliveries(changed)
        except StoreUnavailable:
            if attempt == TRIES - 1:
                raise
            context.clock.sleep(PAUSE * 2**attempt)
    return []


def _settle(delivery: Delivery, context: Context) -> None:
    """Somebody else wrote first. A status callback knows as much as we do; else an accepted send is written over it."""

    def write(stored: Delivery | None) -> None:
        if stored is None or stored.state in OUT or delivery.state not in OUT or delivery.provider_id in stored.lost:
            return
        context.store.put_delivery(replace(delivery, revision=stored.revision))

    def ending() -> None:
        log.error("An accepted message could not be recorded", extra={"delivery": delivery.id})

    write_again(write, lambda: context.store.delivery(delivery.id), ending)


def _explain(changed: Sequence[Delivery], addresses: Mapping[str, str]) -> None:
    """Say who was not told, and why."""
    reasons: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for delivery in changed:
        if delivery.state not in OUT:
            address = mask(addresses.get(delivery.id, ""))
            reasons[delivery.event.id, delivery.state, delivery.error or ""].append(address)
    for (event, state, reason), people in reasons.items():
        about = {"event": event, "state": state, "reason": reason, "people": len(people), "who": people}
        log.info("Not told, or not yet", extra=about)
