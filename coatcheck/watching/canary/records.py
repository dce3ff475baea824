"""What became of the canary's flips in the last month, in one value of the store."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from coatcheck.model import Frozen
from coatcheck.ports import OperationStore
from coatcheck.ports.stored_values import CANARY_FLIPS
from coatcheck.watching.canary.flips import HOUR, flip

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


def passed_over(known: Sequence[Flip], due: datetime, secret_key: str) -> list[datetime]:
    """List the flips between the last one that was judged and this one, of a month at the most: nobody was there to judge them. Pure."""
    last = max((each.at for each in known if each.at < due), default=due)
    first = max(last, due - KEPT)
    hours = range(1, (due - first) // HOUR + 1)
    return [at for hour in hours if first < (at := flip(due - hour * HOUR, secret_key)) < due]


def note(store: OperationStore, known: Sequence[Flip], *judged: Flip) -> tuple[Flip, ...]:
    """Add flips to those that are known, and return them all; what is a month older than the last is forgotten."""
    every = {each.at: each for each in (*known, *judged)}
    last = max(each.at for each in judged)
    kept = tuple(every[at] for at in sorted(every) if last - KEPT < at)
    store.put_value(CANARY_FLIPS, msgspec.json.encode(kept).decode())
    return kept
