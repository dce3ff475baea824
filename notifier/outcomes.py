"""What becomes of a delivery after each thing that can happen to it. Pure."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from coatcheck.errors import MaybeSent, SendFailed, Transient
from coatcheck.model import Delivery, DeliveryState, Frozen, Reason, digest
from coatcheck.ports import Receipt
from coatcheck.ports.time_budgets import CLAIM_LEASE, RECONCILE
from coatcheck.telling.deliveries import stepped

FIRST_RETRY, LONGEST_RETRY = 5.0, 300.0  # seconds
FIRST_LOOKUP, NEXT_LOOKUP = 10.0, 60.0


class Stored(Frozen, frozen=True):
    """In place of a delivery: it is stored already, with all that follows from it, and nothing is left to record."""

    given_up: Delivery | None = None  # for the log to say so; None where it goes on


Outcome = Delivery | Stored  # what became of a delivery


def sent(delivery: Delivery, receipt: Receipt, now: datetime) -> Delivery:
    """Mark it as taken by the provider, whose own later words may say more."""
    state = DeliveryState.DELIVERED if receipt.status == "delivered" else DeliveryState.SENT
    told = replace(delivery, provider_id=receipt.provider_id, provider_status=receipt.status, sent_at=now)
    return ended(told, state, None, now)


def ended(
    delivery: Delivery,
    state: DeliveryState,
    reason: Reason | None,
    now: datetime,
    words: str | None = None,
    code: str | None = None,
) -> Delivery:
    """Mark it as over, in this state. `words` say more of the reason, and are the provider's where it gave any."""
    return _moved(delivery, state, None, reason, now, words, code)


def held(delivery: Delivery, until: datetime, reason: Reason, now: datetime, words: str | None = None) -> Delivery:
    """Look at it again then; nothing is wrong with it."""
    return _moved(delivery, DeliveryState.HELD, until, reason, now, words)


def pending(
    delivery: Delivery,
    at: datetime,
    reason: Reason,
    now: datetime,
    words: str | None = None,
    code: str | None = None,
) -> Delivery:
    """Send it then: it was surely not sent."""
    fresh = replace(delivery, lookups=0, unsure_since=None)
    return _moved(fresh, DeliveryState.PENDING, at, reason, now, words, code)


def unsure(delivery: Delivery, error: MaybeSent, now: datetime) -> Delivery:
    """Ask the provider shortly, when its list knows: it was maybe sent."""
    doubtful = replace(delivery, lookups=0, unsure_since=now)
    return _doubted(doubtful, FIRST_LOOKUP, error.reason, error.code, now)


def unknown(delivery: Delivery, now: datetime) -> Delivery:
    """Ask again, as the provider knows nothing of it; send it again once it had its time (`RECONCILE`) and two chances.

    A delivery whose sender died is in doubt since its claim, a lease ago at least.
    """
    since = delivery.unsure_since or now - timedelta(seconds=CLAIM_LEASE)
    asked = replace(delivery, lookups=delivery.lookups + 1, unsure_since=since)
    if asked.lookups >= 2 and now - since >= timedelta(seconds=RECONCILE):
        return pending(asked, now, Reason.UNSURE, now, "unknown to the provider: sent again")
    return _doubted(asked, NEXT_LOOKUP, asked.error, asked.error_code, now)


def unasked(delivery: Delivery, error: Transient, now: datetime) -> Delivery:
    """Ask later, as the provider could not be asked."""
    return _doubted(delivery, max(NEXT_LOOKUP, error.retry_after or 0), error.reason, error.code, now)


def doubtful(delivery: Delivery, reason: str) -> Delivery:
    """Count a send that was maybe made, where nobody can be asked, with what made it so."""
    return replace(delivery, doubts=delivery.doubts + 1, error=reason)


def retried(delivery: Delivery, error: SendFailed, now: datetime) -> Delivery:
    """Send it again: later with each try, never before the provider's own `retry_after`."""
    wait = max(backoff(delivery), error.retry_after or 0)
    reason = Reason.UNSURE if isinstance(error, MaybeSent) else Reason.NOT_TAKEN
    return pending(delivery, now + timedelta(seconds=wait), reason, now, error.reason, error.code)


def _doubted(delivery: Delivery, wait: float, words: str | None, code: str | None, now: datetime) -> Delivery:
    until = now + timedelta(seconds=wait)
    return _moved(delivery, DeliveryState.UNSURE, until, Reason.UNSURE, now, words, code)


def _moved(
    delivery: Delivery,
    state: DeliveryState,
    until: datetime | None,
    reason: Reason | None,
    now: datetime,
    words: str | None = None,
    code: str | None = None,
) -> Delivery:
    after = replace(
        delivery,
        state=state,
        error=words or reason,
        error_code=code,
        next_at=until,
        owner="",
        lease_until=None,
        updated_at=now,
    )
    return stepped(after, now, reason)


def backoff(delivery: Delivery) -> float:
    """Return the seconds before the next try: 5, 10, 20, ... up to 300, each spread by a half either way."""
    base = min(LONGEST_RETRY, FIRST_RETRY * 2.0 ** min(delivery.attempts - 1, 10))
    return base * (0.5 + int(digest(delivery.id, str(delivery.attempts), length=4), 16) / 0xFFFF)
