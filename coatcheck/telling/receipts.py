"""What a provider says later of a message that it took: by a callback, or when it is asked. It comes late, twice, and in any order.

A message that the networks lost goes the person's second way. Without one it is sent again, twice at the most, where surely
nobody got it; where nobody can tell, its person waits for the next restock instead, rather than perhaps being told twice.
"""

import logging
from datetime import datetime, timedelta

from msgspec.structs import replace

from coatcheck.errors import BusUnavailable, Conflict, Rejected, Scope, SendFailed, Transient
from coatcheck.model import (
    WAITING,
    Consent,
    ConsentKind,
    Delivery,
    DeliveryState,
    Reason,
    Subscriber,
    Subscription,
    subscription_id,
)
from coatcheck.people import membership
from coatcheck.ports import Bus, PeopleStore, Receipt, Store
from coatcheck.ports.messages import DeliveryBatch
from coatcheck.retry import refuse, write_again
from coatcheck.telling import switches
from coatcheck.telling.deliveries import LONGEST, address, is_first, second_way, stepped, taken_back

HELD = timedelta(minutes=5)  # before what the networks refused is looked at again
# Before the second try and the third: longer than a claim's lease, so that no other try can be under way.
AGAIN = (timedelta(minutes=2), timedelta(minutes=10))
RANK = {"sending": 1, "sent": 2, "undelivered": 3, "failed": 3, "canceled": 3, "delivered": 4, "read": 5}  # others: 0
LOST, ARRIVED = RANK["undelivered"], RANK["delivered"]

log = logging.getLogger(__name__)


def record_status(
    store: Store, bus: Bus, secret_key: str, delivery_id: str, receipt: Receipt, now: datetime
) -> Delivery | None:
    """Note what became of a message, and do what follows from it; the delivery as stored, or None where it is no news.

    Everything else that follows is done before the delivery is stored: cut short, it is done when the news come again.
    """

    def write(delivery: Delivery | None) -> Delivery | None:
        after = delivery and moved(delivery, receipt)
        if not delivery or not after:
            log.info("A status was passed over", extra={"delivery": delivery_id, "status": receipt.status})
            return None
        after = replace(after, updated_at=now, sent_at=delivery.sent_at or now)
        after = stepped(after, now, Reason.LOST if receipt.failure else None)
        waits: Subscription | None = None
        if receipt.failure:
            after, waits = _lost(store, bus, secret_key, after, receipt.failure, now)
            log.info(
                "A message was lost", extra={"delivery": delivery_id, "code": after.error_code, "now": after.state}
            )
        elif after.state is DeliveryState.DELIVERED and receipt.provider_id not in delivery.lost:
            switches.delivered(store, after.channel, after.sent_at or now, now)
        return store.put_delivery(after, waits)

    ending = refuse(f"the delivery {delivery_id} changes too often")
    return write_again(write, lambda: store.delivery(delivery_id), ending)


def moved(delivery: Delivery, receipt: Receipt) -> Delivery | None:
    """Return the delivery after this news; None where it is no news. Pure.

    Statuses only rise. News of a text also proves that the provider has it, whatever our own record says so far.
    A text that was given up for lost may still turn out to have arrived; while another copy is on its way, nothing
    else that is said of it counts.
    """
    rank, key = RANK.get(receipt.status, 0), receipt.provider_id or ""
    if rank <= _known(delivery, key):
        return None
    state = DeliveryState.SENT if delivery.state in WAITING else delivery.state
    if rank >= LOST:
        state = DeliveryState.DELIVERED if rank >= ARRIVED else DeliveryState.UNDELIVERED
    failure = receipt.failure
    return replace(
        delivery,
        state=state,
        provider_id=key or delivery.provider_id,
        provider_status=receipt.status,
        lost=(*delivery.lost, key) if failure else delivery.lost,
        error_code=failure.code if failure else None,
        error=failure.reason if failure else None,
        next_at=None,
        owner="",
        lease_until=None,
    )


def _known(delivery: Delivery, key: str) -> int:
    """Return the rank that news of this message must pass."""
    if delivery.state is DeliveryState.DELIVERED:
        return max(ARRIVED, RANK.get(delivery.provider_status or "", 0))
    another = delivery.state is DeliveryState.SENT and delivery.provider_id not in (None, key)
    if another or delivery.state is DeliveryState.UNDELIVERED or key in delivery.lost:
        return LOST
    if delivery.state in WAITING:
        return -1
    return RANK.get(delivery.provider_status, 0) if delivery.provider_status and delivery.provider_id == key else -1


def _lost(
    store: Store, bus: Bus, secret_key: str, delivery: Delivery, failure: SendFailed, now: datetime
) -> tuple[Delivery, Subscription | None]:
    """Decide what becomes of a delivery that was lost, with the subscription where its person waits again; all else is stored."""
    scope = failure.scope if isinstance(failure, Rejected) else None
    if scope is Scope.OPTED_OUT:
        opt_out_by_provider(store, secret_key, delivery, now, f"{delivery.channel} {failure.code}")
        return delivery, None
    if scope is Scope.ACCOUNT:  # the networks filter us, or the sender is not registered: nobody is getting texts
        switches.filtered(store, delivery.channel, f"the networks refuse our texts ({failure.code})", now)
    person = store.subscriber(delivery.subscriber_id)
    if person is None or go_second_way(store, bus, delivery, person, now):
        return delivery, None
    if scope is Scope.ADDRESS:
        mark_refused(store, delivery, now, f"the network refuses this number ({failure.code})")
        return delivery, None
    if scope is Scope.ACCOUNT:
        return _again(delivery, DeliveryState.HELD, now + HELD), None
    if isinstance(failure, Transient) and len(delivery.lost) <= len(AGAIN) and now - delivery.event.at <= LONGEST:
        return _again(delivery, DeliveryState.PENDING, now + AGAIN[len(delivery.lost) - 1]), None
    subscription = store.subscription(subscription_id(delivery.subscriber_id, delivery.event.watch_id))
    return replace(delivery, rearmed=True), subscription and taken_back(delivery, subscription)


def _again(delivery: Delivery, state: DeliveryState, at: datetime) -> Delivery:
    """To be sent once more then, if everything that is looked at before a send allows it: above all, if the size is still there."""
    return stepped(replace(delivery, state=state, next_at=at, sent_at=None), delivery.updated_at, Reason.LOST)


def go_second_way(store: Store, bus: Bus, delivery: Delivery, person: Subscriber, now: datetime) -> bool:
    """Make a delivery by the person's second way, and pass it on; False where they gave none, or this was it."""
    second = second_way(delivery, person, now)
    if second is None:
        return False
    try:
        store.put_delivery(second)
        bus.publish([DeliveryBatch(ids=(second.id,))])
    except Conflict:
        log.debug("The second way is taken already", extra={"delivery": second.id})
    except BusUnavailable as error:
        log.warning("A second way waits for the sweep: %s", error, extra={"delivery": second.id})
    return True


def opt_out_by_provider(store: PeopleStore, secret_key: str, delivery: Delivery, at: datetime, evidence: str) -> None:
    """Record a STOP that the provider reports of whoever this delivery goes to: of the person, or of their second way alone where it went there."""
    person = store.subscriber(delivery.subscriber_id)
    to = person and address(delivery, person)
    if person and to and not is_first(delivery):
        person = membership.subscriber_at(store, secret_key, to, at)
    if person:
        consent = Consent(at=at, kind=ConsentKind.OPT_OUT, method="provider", evidence=evidence)
        membership.opt_out_subscriber(store, person, consent)


def mark_refused(store: PeopleStore, delivery: Delivery, at: datetime, reason: str) -> None:
    """Record that the provider refuses this delivery's address for good: a second way is forgotten, the first makes the person unreachable."""
    if is_first(delivery):
        membership.mark_unreachable(store, delivery.subscriber_id, at, reason)
    elif person := store.subscriber(delivery.subscriber_id):
        membership.change_subscriber(store, person, lambda person: replace(person, fallback=None))
