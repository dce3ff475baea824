"""The outbox: events are committed first and published after; what was not published is found on the batch."""

from collections.abc import Mapping

from msgspec import structs

from coatcheck.model import Batch, RestockEvent
from coatcheck.ports import Bus, Store
from coatcheck.wire import FanOut


def publish_events(batch: Batch, store: Store, bus: Bus, known: Mapping[str, RestockEvent] | None = None) -> Batch:
    """Publish the batch's unpublished events, oldest first, and take them off; to do so again is harmless.

    `known`: events at hand by id, which need not be read. Returns the batch without them. Raises `BusUnavailable`
    with nothing taken off.
    """
    if not batch.unpublished:
        return batch
    at_hand = known or {}
    events = [at_hand.get(event_id) or store.event(event_id) for event_id in batch.unpublished]
    bus.publish([FanOut(event=event) for event in events if event])
    store.mark_published(batch.id, batch.unpublished)
    return structs.replace(batch, unpublished=())
