"""Leases, claims, windows and what is forgotten when: what every store decides alike, whatever it is made of. Pure: the time is an argument."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from msgspec import structs

from coatcheck.model import Batch, Delivery, DeliveryState, Snapshot, Status, Subscriber, Verdict
from coatcheck.truth.clock import believed

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SHARE = 16  # of what is left of a budget, one of so many parts may be leased in advance
UNCONFIRMED_KEPT = timedelta(days=30)  # after the last code that nobody entered: time to ask who sent it


def leased(stored: Batch, slot: datetime, owner: str, now: datetime, until: datetime) -> Batch | None:
    """Put the batch in the hands of `owner`; None where another's lease runs or the slot was leased before.

    A lease or slot that a wrong clock wrote far in the future counts as none.
    """
    lease, last = believed(stored.lease_until, now), believed(stored.slot, now)
    held = lease is not None and lease > now and stored.owner != owner
    served = last is not None and last >= slot
    if held or served:
        return None
    return structs.replace(stored, slot=slot, owner=owner, lease_until=until)


def with_verdicts(stored: Batch, verdicts: Sequence[Verdict]) -> Batch:
    """Return the batch with the versions of these states, and their events on its outbox."""
    versions = stored.versions | {verdict.state.watch_id: verdict.state.version for verdict in verdicts}
    events = [verdict.event.id for verdict in verdicts if verdict.event]
    outbox = tuple(dict.fromkeys((*stored.outbox, *events)))
    return structs.replace(stored, versions=versions, outbox=outbox)


def overlaid(stored: Snapshot, later: Snapshot) -> Snapshot:
    """Lay two snapshots of one minute over each other: of two looks at a watch the later stays."""
    glances = {glance.watch_id: glance for glance in (*stored.glances, *later.glances)}
    return structs.replace(later, glances=tuple(glances.values()))


def forgotten_at(subscriber: Subscriber) -> datetime | None:
    """Say when somebody who never proved their address is forgotten, with all they said; None for everybody else."""
    if subscriber.status is not Status.UNCONFIRMED:
        return None
    asked = [consent.at for consent in subscriber.consents]
    return max([subscriber.created_at, *asked]) + UNCONFIRMED_KEPT


def claimed(delivery: Delivery, owner: str, now: datetime, until: datetime) -> Delivery | None:
    """Put the delivery in the hands of `owner`; None where it is not due.

    Whoever held it before may have sent it, so a lapsed claim comes back as UNSURE.
    """
    if delivery.next_at is None or delivery.next_at > now:
        return None
    fresh = delivery.state in (DeliveryState.PENDING, DeliveryState.HELD)
    return structs.replace(
        delivery,
        state=DeliveryState.SENDING if fresh else DeliveryState.UNSURE,
        attempts=delivery.attempts + fresh,
        owner=owner,
        lease_until=until,
        next_at=until,
        updated_at=now,
    )


def block(left: int, needed: int, wanted: int) -> int:
    """Return how much of a budget to lease to somebody who needs so much now and wants so much: in advance only a share of what is left."""
    return max(0, min(left, max(needed, min(wanted, left // SHARE))))


def window_end(now: datetime, window: timedelta) -> datetime:
    """Say when the present window ends; windows of one length follow each other from 1970 on."""
    return EPOCH + ((now - EPOCH) // window + 1) * window
