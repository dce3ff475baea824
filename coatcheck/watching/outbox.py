"""The outbox: an event is committed first, and stays on its batch until everybody who waited for it has a delivery.

The notifier takes it off. Until then the planner publishes it again: whatever was lost on the way, by a bus or by a
process that died in the middle of a fan-out, is made up for.
"""

from collections.abc import Iterable
from datetime import timedelta

from coatcheck.model import Batch, RestockEvent
from coatcheck.ports import Bus, Clock, Store
from coatcheck.ports.messages import FanOut

PATIENCE = timedelta(seconds=10)  # what was published just now is on its way


def publish_events(batch_id: str, events: Iterable[RestockEvent], bus: Bus) -> None:
    """Publish these events of a batch, in order; to do so again is harmless. Raises `BusUnavailable`."""
    bus.publish([FanOut(event=event, batch=batch_id) for event in events])


def publish_again(batch: Batch, store: Store, bus: Bus, clock: Clock) -> None:
    """Publish what a batch's outbox has held for some seconds."""
    limit = clock.now() - PATIENCE
    found = (store.event(event_id) for event_id in batch.outbox)
    events = [event for event in found if event and event.at <= limit]
    if events:
        publish_events(batch.id, events, bus)
