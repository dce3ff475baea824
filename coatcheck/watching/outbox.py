"""The outbox: an event is committed first, and stays on its batch until everybody who waited for it has a delivery.

The notifier takes it off. Until then the planner publishes it again: whatever was lost on the way, by a bus or by a
process that died in the middle of a fan-out, is made up for. Of a list that is long the outbox holds, in the event's place,
each part of it that is not done.
"""

from collections.abc import Iterable
from datetime import timedelta

from coatcheck.model import ALL_IDS, Batch, IdRange, RestockEvent
from coatcheck.ports import Bus, Clock, Store
from coatcheck.ports.messages import FanOut

PATIENCE = timedelta(seconds=10)  # what was published just now is on its way


def publish_events(batch_id: str, events: Iterable[RestockEvent], bus: Bus) -> None:
    """Publish these events of a batch, in order; to do so again is harmless. Raises `BusUnavailable`."""
    bus.publish([FanOut(event=event, batch=batch_id) for event in events])


def publish_again(batch: Batch, store: Store, bus: Bus, clock: Clock) -> None:
    """Publish what a batch's outbox has held for some seconds."""
    limit = clock.now() - PATIENCE
    parts = [_read(name) for name in batch.outbox]
    events = {event_id: store.event(event_id) for event_id in dict.fromkeys(event_id for event_id, _ in parts)}
    found = ((events[event_id], part) for event_id, part in parts)
    messages = [
        FanOut(event=event, batch=batch.id, part=part, again=True)
        for event, part in found
        if event and event.at <= limit
    ]
    if messages:
        bus.publish(messages)


def name_on_outbox(event_id: str, part: IdRange) -> str:
    """Name this part of an event's list as the outbox holds it; the whole list is named as the event."""
    return event_id if part == ALL_IDS else f"{event_id}/{part.begin}-{part.end}"


def _read(name: str) -> tuple[str, IdRange]:
    event_id, _, part = name.partition("/")
    begin, _, end = part.partition("-")
    return event_id, IdRange(begin, end)
