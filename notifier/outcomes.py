"""What becomes of a delivery after each thing that can happen to it. Pure."""

from datetime import datetime, timedelta
from enum import Enum, auto

from msgspec.structs import replace

from coatcheck.errors import MaybeSent, SendFailed, Transient
from coatcheck.model import Delivery, DeliveryState, digest
from coatcheck.ports import Receipt
from coatcheck.ports.time_budgets import CLAIM_LEASE, RECONCILE

FIRST_RETRY, LONGEST_RETRY = 5.0, 300.0  # seconds
FIRST_LOOKUP, NEXT_LOOKUP = 10.0, 60.0


class Stored(Enum):
    """In place of a delivery: it is stored already, with all that follows from it, and nothing is left to record."""

    STORED = auto()


Outcome = Delivery | Stored  # what became of a delivery


def sent(delivery: Delivery, receipt: Receipt, now: datetime) -> Delivery:
    """Mark it as taken by the provider, whose own later words may say more."""
    state = DeliveryState.DELIVERED if receipt.status == "delivered" else DeliveryState.SENT
    told = replace(delivery, provider_id=receipt.provider_id, provider_status=receipt.status, sent_at=now)
    return replace(ended(told, state, None, now), error_code=None)


def ended(
    delivery: Delivery, state: DeliveryState, reason: str | None, now: datetime, code: str | None = None
) -> Delivery:
    """Mark it as over, in this state."""
    return replace(
        delivery, state=state, error=reason, error_code=code, next_at=None, owner="", lease_until=None, updated_at=now
    )


def held(delivery: Delivery, until: datetime, reason: str, now: datetime) -> Delivery:
    """Look at it again then; nothing is wrong with it."""
    return replace(ended(delivery, DeliveryState.HELD, reason, now), next_at=until)


def pending(delivery: Delivery, at: datetime, reason: str | None, now: datetime, code: str | None = None) -> Delivery:
    """Send it then: it was surely not sent."""
    fresh = replace(delivery, lookups=0, unsure_since=None)
    return replace(ended(fresh, DeliveryState.PENDING, reason, now, code), next_at=at)


def unsure(delivery: Delivery, error: MaybeSent, now: datetime) -> Delivery:
    """Ask the provider shortly, when its list knows: it was maybe sent."""
    doubtful = ended(delivery, DeliveryState.UNSURE, error.reason, now, error.code)
    return replace(doubtful, next_at=now + timedelta(seconds=FIRST_LOOKUP), lookups=0, unsure_since=now)


def unknown(delivery: Delivery, now: datetime) -> Delivery:
    """Ask again, as the provider knows nothing of it; send it again once it had its time (`RECONCILE`) and two chances.

    A delivery whose sender died is in doubt since its claim, a lease ago at least.
    """
    since = delivery.unsure_since or now - timedelta(seconds=CLAIM_LEASE)
    asked = replace(delivery, lookups=delivery.lookups + 1, unsure_since=since)
    if asked.lookups >= 2 and now - since >= timedelta(seconds=RECONCILE):
        return pending(asked, now, "unknown to the provider: sent again", now)
    doubtful = ended(asked, DeliveryState.UNSURE, asked.error, now, asked.error_code)
    return replace(doubtful, next_at=now + timedelta(seconds=NEXT_LOOKUP))


def unasked(delivery: Delivery, error: Transient, now: datetime) -> Delivery:
    """Ask later, as the provider could not be asked."""
    wait = timedelta(seconds=max(NEXT_LOOKUP, error.retry_after or 0))
    return replace(ended(delivery, DeliveryState.UNSURE, error.reason, now, error.code), next_at=now + wait)


def doubtful(delivery: Delivery, reason: str) -> Delivery:
    """Count a send that was maybe made, where nobody can be asked, with what made it so."""
    return replace(delivery, doubts=delivery.doubts + 1, error=reason)


def retried(delivery: Delivery, error: SendFailed, now: datetime) -> Delivery:
    """Send it again: later with each try, never before the provider's own `retry_after`."""
    wait = max(backoff(delivery), error.retry_after or 0)
    return pending(delivery, now + timedelta(seconds=wait), error.reason, now, error.code)


def backoff(delivery: Delivery) -> float:
    """Return the seconds before the next try: 5, 10, 20, ... up to 300, each spread by a half either way."""
    base = min(LONGEST_RETRY, FIRST_RETRY * 2.0 ** min(delivery.attempts - 1, 10))
    return base * (0.5 + int(digest(delivery.id, str(delivery.attempts), length=4), 16) / 0xFFFF)
