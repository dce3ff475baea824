"""What became of a text: `POST /sms/status?d=<delivery>`, in Twilio's form. It comes late, twice, and in any order.

https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
"""

import logging
from datetime import timedelta

from flask import Blueprint, Response, request
from msgspec.structs import replace

from coatcheck import people, switches
from coatcheck.channels.sms import ACCOUNT, ADDRESS, OPTED_OUT
from coatcheck.deliveries import second_way, taken_back
from coatcheck.errors import BusUnavailable, Conflict
from coatcheck.model import WAITING, Delivery, DeliveryState, subscription_id
from coatcheck.wire import DeliveryBatch
from signup_web import context
from signup_web.security import csrf
from signup_web.twilio_door import signed_by_twilio

callbacks = Blueprint("callbacks", __name__)

HELD = timedelta(minutes=5)  # before what the networks refused is looked at again
TRIES = 6  # of a write that somebody else's crossed
RANK = {"accepted": 0, "queued": 0, "sending": 1, "sent": 2, "delivered": 3, "read": 4, "undelivered": 3, "failed": 3}
STATES = {
    "delivered": DeliveryState.DELIVERED,
    "read": DeliveryState.DELIVERED,
    "undelivered": DeliveryState.UNDELIVERED,
    "failed": DeliveryState.UNDELIVERED,
}

log = logging.getLogger(__name__)


@callbacks.post("/sms/status")
@csrf.exempt  # type: ignore[untyped-decorator]  # the signature is the proof
@signed_by_twilio
def status() -> Response:
    """Note a text's new status. One that is known already, or of a delivery that is gone, is passed over."""
    key, said = request.args.get("d", ""), request.form.get("MessageStatus", "")
    changed = _note(key, said, request.form.get("MessageSid", ""), request.form.get("ErrorCode") or None)
    if changed and changed.state is DeliveryState.UNDELIVERED:
        _undelivered(changed)
    elif changed and changed.state is DeliveryState.DELIVERED and changed.sent_at:
        switches.delivered(context.store(), changed.channel, changed.sent_at, context.now())
    return Response(status=204)


def _note(key: str, said: str, sid: str, error_code: str | None) -> Delivery | None:
    store, now = context.store(), context.now()
    for _ in range(TRIES):
        delivery = store.delivery(key)
        if delivery and delivery.state is DeliveryState.UNDELIVERED and (sid, said) == _last_word(delivery):
            return delivery  # what follows from it may have been cut short
        after = delivery and moved(delivery, said, sid, error_code)
        if not delivery or not after:
            log.info("A status was passed over", extra={"delivery": key, "status": said})
            return None
        try:
            return store.put_delivery(replace(after, updated_at=now, sent_at=delivery.sent_at or now))
        except Conflict:
            continue
    raise Conflict(f"the delivery {key} changes too often")


def _last_word(delivery: Delivery) -> tuple[str | None, str | None]:
    return delivery.provider_id, delivery.provider_status


def moved(delivery: Delivery, said: str, sid: str, error_code: str | None) -> Delivery | None:
    """The delivery after this news; None where it is no news. Pure.

    Statuses only rise. News of a text also proves that the provider has it, whatever our own record says so far.
    """
    rank = RANK.get(said)
    known = RANK.get(delivery.provider_status or "", -1) if delivery.provider_id in (None, sid) else -1
    final = delivery.state in (DeliveryState.DELIVERED, DeliveryState.UNDELIVERED)
    if rank is None or rank <= known or (final and rank < RANK["read"]):
        return None
    state = STATES.get(said, DeliveryState.SENT if delivery.state in WAITING else delivery.state)
    return replace(
        delivery,
        state=state,
        provider_id=sid or delivery.provider_id,
        provider_status=said,
        error_code=error_code,
        error=f"the network did not deliver it ({said})" if state is DeliveryState.UNDELIVERED else None,
        next_at=None,
        owner="",
        lease_until=None,
    )


def _undelivered(delivery: Delivery) -> None:
    """Remember what the code says of the person, and try their second way."""
    store, now = context.store(), context.now()
    said = delivery.error_code or ""
    code = int(said) if said.isdigit() else 0
    if code in OPTED_OUT:
        people.opt_out_by_provider(store, context.services().secret_key, delivery, now, str(code))
        return
    if code in ACCOUNT:  # the networks filter us, or the sender is not registered: nobody is getting texts
        switches.filtered(store, delivery.channel, f"the networks refuse our texts ({code})", now)
    subscriber = store.subscriber(delivery.subscriber_id)
    if subscriber is None:
        return
    second = second_way(delivery, subscriber, now)
    if code in ADDRESS and second is None:
        people.mark_refused(store, delivery, now, f"the network refuses this number ({code})")
    if second is None:
        if code in ACCOUNT:
            _hold(delivery)
        elif code not in ADDRESS:
            _wait_again(delivery)
        return
    try:
        store.put_delivery(second)
        context.services().bus.publish([DeliveryBatch(ids=(second.id,))])
    except Conflict:
        return  # an earlier copy of this callback made it
    except BusUnavailable as error:
        log.warning("A second way waits for the sweep: %s", error, extra={"delivery": second.id})


def _wait_again(delivery: Delivery) -> None:
    """A phone that was off, say: this restock is missed, the next one is told."""
    store = context.store()
    subscription = store.subscription(subscription_id(delivery.subscriber_id, delivery.event.watch_id))
    if subscription and not delivery.rearmed:
        store.put_delivery(replace(delivery, rearmed=True), taken_back(delivery, subscription))


def _hold(delivery: Delivery) -> None:
    """Nobody got it, through no fault of the person's: it is sent again when texts get through."""
    now = context.now()
    held = replace(delivery, state=DeliveryState.HELD, next_at=now + HELD, sent_at=None, updated_at=now)
    context.store().put_deliveries([held])
