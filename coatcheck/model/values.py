"""What all values have in common, and the names that must come out the same everywhere."""

import hashlib
from datetime import timedelta
from typing import Any

import msgspec


class Frozen(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A value: equal by content, never changed in place. (Type checkers need `frozen=True` said again below.)

    Values can't hold each other in circles, so the garbage collector need not look at them.
    """


MAXIMUM_BATCH = 200  # watches; one batch is one lease, one snapshot and one handler's work
MINUTE = timedelta(minutes=1)


def digest(*parts: str, length: int = 16) -> str:
    """Make a short stable name for these parts, spread evenly (Firestore dislikes ids in order)."""
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()[:length]


def complete(value: Any) -> Any:
    """Return a value as plain dicts and lists with every key of each struct, those with their usual value, too: for whoever reads it as JSON."""
    if isinstance(value, msgspec.Struct):
        return {name: complete(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, dict):
        return {key: complete(part) for key, part in value.items()}
    return [complete(part) for part in value] if isinstance(value, (list, tuple)) else value


def event_id(watch_id: str, version: int) -> str:
    """Name the restock that made this version of the watch's state."""
    return f"{watch_id}-{version}"


def delivery_id(event: str, subscriber_id: str) -> str:
    """Name the one message per person and event."""
    return f"{event}.{subscriber_id}"


def subscription_id(subscriber_id: str, watch_id: str) -> str:
    """Name the one subscription per person and watch."""
    return digest(subscriber_id, watch_id)
