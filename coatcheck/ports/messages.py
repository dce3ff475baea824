"""Messages and their form on the wire: JSON in the data, type and version in the attributes.

| message | topic | who reads it |
| --- | --- | --- |
| `Tick` | ticks | poller plans, and publishes what an outbox still holds; notifier sweeps |
| `PollBatch` | polls | poller looks at the batch |
| `FanOut` | restocks | notifier makes deliveries, a page at a time |
| `DeliveryBatch` | deliveries | notifier sends |
| `Tell` | deliveries | notifier tells the operator |
"""

import base64
import binascii
from collections.abc import Mapping
from datetime import datetime

import msgspec

from coatcheck.errors import Undecodable
from coatcheck.model import ALL_IDS, Alert, Batch, ChannelAddress, DeadLetter, Frozen, IdRange, RestockEvent, digest
from coatcheck.process import trace

VERSION = "1"
NO_SLOT = b"{}"  # Cloud Scheduler sends the same text every minute: it stands for the one in which Pub/Sub took it


class Tick(Frozen, frozen=True):
    """The clock struck: `slot` is the moment it was due, the same in every repeat."""

    slot: datetime


class PollBatch(Frozen, frozen=True):
    """Look at the watches of this batch that are due up to this slot; `batch` is the copy the planner read."""

    batch: Batch
    slot: datetime


class FanOut(Frozen, frozen=True):
    """Tell the next page of an event's subscribers; `after` is the place where the last page ended.

    `batch`: the one whose outbox holds the event until its last page is done. `part`: the subscriptions that this is
    about; a long list is worked through in several. `page`: how many of its pages were made one after the other before.
    `places`: that of the next text in the line of each sender, which began then, where their pace is kept. `again`: whether the
    planner published it, because the outbox still held it.
    """

    event: RestockEvent
    after: str = ""
    batch: str = ""
    part: IdRange = ALL_IDS
    page: int = 0
    places: tuple[int, ...] = ()
    began: datetime | None = None
    again: bool = False


class DeliveryBatch(Frozen, frozen=True):
    """Send these deliveries, oldest first."""

    ids: tuple[str, ...]


class Tell(Frozen, frozen=True):
    """Tell the operator of this alert, and of the others that are the same matter: that it began, still lasts, or is over.

    `to`: somebody else who is to hear of it; None for COATCHECK_OPERATOR.
    """

    alert: Alert
    others: tuple[Alert, ...] = ()
    to: ChannelAddress | None = None


Message = Tick | PollBatch | FanOut | DeliveryBatch | Tell

TOPICS: dict[type[Message], str] = {
    Tick: "ticks",
    PollBatch: "polls",
    FanOut: "restocks",
    DeliveryBatch: "deliveries",
    Tell: "deliveries",
}
TYPES: dict[str, type[Message]] = {kind.__name__: kind for kind in TOPICS}


class Envelope(Frozen, frozen=True):
    """A message as it travels. `id` is the bus's own; never dedupe on it, a repeat may have another."""

    data: bytes
    attributes: dict[str, str]
    id: str = ""
    attempt: int = 1
    published_at: datetime | None = None


def encode(message: Message) -> Envelope:
    """Write the message as it travels, with a `trace` that stays the same however often it is repeated, and what its readers' spans belong to."""
    data = msgspec.json.encode(message)
    kind = type(message).__name__
    name = digest(kind, data.decode())
    return Envelope(data=data, attributes={"type": kind, "version": VERSION, "trace": name, **trace.carried()})


def decode(envelope: Envelope) -> Message:
    """Read the message in an envelope. Raises `Undecodable` for an unknown type or version, or a wrong shape."""
    kind = TYPES.get(envelope.attributes.get("type", ""))
    version = envelope.attributes.get("version")
    if kind is None or version != VERSION:
        name = envelope.attributes.get("type", "no type")
        raise Undecodable(f"no reader for {name!r} of version {version!r}")
    if kind is Tick and envelope.data == NO_SLOT and envelope.published_at:
        return Tick(slot=envelope.published_at.replace(second=0, microsecond=0))
    try:
        return msgspec.json.decode(envelope.data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Undecodable(f"{kind.__name__}: {error}") from error


class _Buried(msgspec.Struct):
    attributes: dict[str, str]
    data: str


def dead_letter(topic: str, envelope: Envelope, reason: str, at: datetime) -> DeadLetter:
    """Make a dead letter of a message that is given up: readable by people, and by `reopen`. A repeat makes the same."""
    data = envelope.data.decode(errors="backslashreplace")
    attributes = {name: text for name, text in envelope.attributes.items() if name not in trace.CARRIED}
    body = msgspec.json.encode(_Buried(attributes, data)).decode()
    return DeadLetter(id=digest(topic, body), topic=topic, body=body, reason=reason, at=at)


def reopen(letter: DeadLetter) -> Message:
    """Read the message in a dead letter, to be published again. Raises `Undecodable` if it is still none."""
    try:
        buried = msgspec.json.decode(letter.body, type=_Buried)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Undecodable(f"not a message: {error}") from error
    return decode(Envelope(data=buried.data.encode(), attributes=buried.attributes))


class _PushedMessage(msgspec.Struct):
    data: str = ""
    attributes: dict[str, str] = {}
    messageId: str = ""
    publishTime: datetime | None = None


class _Push(msgspec.Struct):
    message: _PushedMessage
    deliveryAttempt: int = 1


def parse_push(body: bytes) -> Envelope:
    """Read the envelope in a wrapped push (https://cloud.google.com/pubsub/docs/push#receive_push). Raises `Undecodable`."""
    try:
        push = msgspec.json.decode(body, type=_Push)
        data = base64.b64decode(push.message.data, validate=True)
    except (msgspec.DecodeError, binascii.Error, UnicodeDecodeError, RecursionError) as error:
        raise Undecodable(f"not a Pub/Sub push: {error}") from error
    message = push.message
    return Envelope(data, message.attributes, message.messageId, push.deliveryAttempt, message.publishTime)


def wrap_push(envelope: Envelope, subscription: str) -> Mapping[str, object]:
    """Write the JSON object that Pub/Sub would push for this envelope."""
    return {
        "message": {
            "data": base64.b64encode(envelope.data).decode(),
            "attributes": envelope.attributes,
            "messageId": envelope.id,
            "publishTime": envelope.published_at.isoformat() if envelope.published_at else None,
        },
        "subscription": subscription,
        "deliveryAttempt": envelope.attempt,
    }
