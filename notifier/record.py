"""Recording outcomes: an accepted send stays accepted, whatever happens to the bookkeeping."""

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from coatcheck.errors import StoreUnavailable
from coatcheck.model import WAITING, Delivery, DeliveryState
from coatcheck.process.log import mask
from coatcheck.retry import write_again
from coatcheck.watching.promise.messages import is_timed
from notifier.context import Context
from notifier.outcomes import Outcome, Stored

PROMISED = 60  # seconds from the look until everybody is told: what terraform/objective.tf holds us to
OUT = frozenset({DeliveryState.SENT, DeliveryState.DELIVERED, DeliveryState.UNDELIVERED})
OWED = WAITING | {DeliveryState.STALE}
TRIES = 4
PAUSE = 0.25  # seconds before the next try, doubled each time

log = logging.getLogger(__name__)


def record(outcomes: Sequence[Outcome], context: Context, addresses: Mapping[str, str]) -> None:
    """Store these copies, but for what is stored already, and say in the log who was not told. Raises `StoreUnavailable` after some tries: what was sent is then found by asking the provider."""
    changed = [outcome for outcome in outcomes if isinstance(outcome, Delivery)]
    stored = {delivery.id for delivery in _put(changed, context)} if changed else set()
    for delivery in changed:
        if delivery.id not in stored:
            _settle(delivery, context)
    given_up = [outcome.given_up for outcome in outcomes if isinstance(outcome, Stored) and outcome.given_up]
    _explain([*changed, *given_up], addresses)


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
        log.error(
            "An accepted message could not be recorded: it is in doubt, so its provider is asked, or it is sent again",
            extra={"delivery": delivery.id},
        )

    write_again(write, lambda: context.store.delivery(delivery.id), ending)


def say_told(sent: Sequence[Delivery]) -> None:
    """Say who was told, and how many seconds after the look the last of them; without that where it says nothing of us."""
    told: dict[str, list[Delivery]] = defaultdict(list)
    for delivery in sent:
        told[delivery.event.id].append(delivery)
    for event, deliveries in told.items():
        took = [_seconds(each, each.sent_at) for each in deliveries if each.sent_at and is_timed(each)]
        about = {"title": deliveries[0].event.title, "event": event, "people": len(deliveries)}
        log.info("Told", extra=about | _at_most(took))


def _explain(changed: Sequence[Delivery], addresses: Mapping[str, str]) -> None:
    """Say who was not told, and why; with the seconds since the look where they should have been."""
    reasons: dict[tuple[str, str, str], list[Delivery]] = defaultdict(list)
    for delivery in changed:
        if delivery.state not in OUT:
            reasons[delivery.event.id, delivery.state, delivery.error or ""].append(delivery)
    for (event, state, reason), deliveries in reasons.items():
        who = [mask(addresses.get(delivery.id, "")) for delivery in deliveries]
        about = {
            "title": deliveries[0].event.title,
            "event": event,
            "state": state,
            "reason": reason,
            "people": len(who),
        }
        late = [_seconds(each, each.updated_at) for each in deliveries if each.state in OWED and is_timed(each)]
        seconds = _at_most([each for each in late if each > PROMISED])
        log.info("Not told, or not yet", extra=about | {"who": who} | _next_try(deliveries) | seconds)


def _next_try(deliveries: Sequence[Delivery]) -> dict[str, str]:
    """Say when the first of them is looked at again; nothing where none is, as what became of them is final."""
    moments = [each.next_at for each in deliveries if each.next_at]
    return {"next_try": min(moments).isoformat(timespec="seconds")} if moments else {}


def _seconds(delivery: Delivery, until: datetime) -> float:
    return round((until - delivery.event.at).total_seconds(), 3)


def _at_most(seconds: Sequence[float]) -> dict[str, float]:
    return {"seconds": max(seconds)} if seconds else {}
