"""One message, from its envelope to its handler: a span of the trace that its publisher was in."""

from collections.abc import Callable

from coatcheck.errors import BusUnavailable, Conflict, StoreUnavailable, Transient
from coatcheck.ports.messages import DeliveryBatch, Envelope, FanOut, Message, PollBatch, decode
from coatcheck.process import trace

# What a handler raises that is over by itself: whoever reads the log needs its words, and no place in the code.
PASSING = (StoreUnavailable, Conflict, BusUnavailable, Transient)


def hand_on(envelope: Envelope, handle: Callable[[Message], None]) -> None:
    """Read the message and have it handled. Raises `Undecodable`, and what the handler raises."""
    message = decode(envelope)
    with trace.span(type(message).__name__, envelope.attributes, **_about(message)):
        handle(message)


def _about(message: Message) -> dict[str, str | int]:
    """Return what is worth knowing of a message where its span is looked at."""
    match message:
        case PollBatch():
            return {"batch": message.batch.id}
        case FanOut():
            return {"event": message.event.id, "part": f"{message.part.begin}-{message.part.end}", "page": message.page}
        case DeliveryBatch():
            return {"deliveries": len(message.ids)}
    return {}
