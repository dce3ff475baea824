"""What became of the canary's flips in the last month, in one value of the store."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from coatcheck.model import Frozen
from coatcheck.ports import OperationStore
from coatcheck.ports.stored_values import CANARY_FLIPS

KEPT = timedelta(days=31)


class Fate(StrEnum):
    """What became of a flip."""

    TOLD = "told"  # in time
    LATE = "late"  # told, and too late
    MISSED = "missed"
    UNSEEN = "unseen"  # nothing ran then, so nobody looked at anything


class Flip(Frozen, frozen=True):
    """One flip, judged when its time was over."""

    at: datetime
    fate: Fate
    told_at: datetime | None = None


def flips(store: OperationStore) -> tuple[Flip, ...]:
    """Return the flips that were judged, oldest first."""
    text = store.value(CANARY_FLIPS)
    return msgspec.json.decode(text, type=tuple[Flip, ...]) if text else ()


def note(store: OperationStore, known: Sequence[Flip], judged: Flip) -> None:
    """Add a flip to those that are known; what is older than a month is forgotten."""
    kept = [each for each in known if judged.at - KEPT < each.at != judged.at]
    body = msgspec.json.encode(sorted([*kept, judged], key=lambda each: each.at))
    store.put_value(CANARY_FLIPS, body.decode())
