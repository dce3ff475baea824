"""What was counted, day by day: one document for each day, in one of so many places of the store."""

from datetime import date, datetime, timedelta

import msgspec

from coatcheck.model import Frozen
from coatcheck.ports import OperationStore
from coatcheck.ports.stored_values import counted_day
from coatcheck.truth.clock import believed
from coatcheck.watching.promise.looks import Looks, Seen, at_most, joined
from coatcheck.watching.promise.messages import Messages, summed

PLACES = 32  # a month and today: the day after writes over the oldest
LONGEST_BACK = 30  # days


class Day(Frozen, frozen=True):
    """A day by UTC, as far as it was counted."""

    date: date
    until: datetime  # up to which everything was counted
    looks: tuple[Looks, ...] = ()
    messages: Messages = Messages()
    seen: dict[str, Seen] = {}  # each watch as it was seen last, by its id


def day(store: OperationStore, date: date) -> Day | None:
    """Return what was counted of this day; None where nothing was, or it is too long ago."""
    text = store.value(counted_day(_place(date)))
    kept = msgspec.json.decode(text, type=Day) if text else None
    return kept if kept and kept.date == date else None


def last_day(store: OperationStore, now: datetime) -> Day | None:
    """Return the last day up to now of which something was counted; None where nothing was for a month.

    One that a wrong clock counted into the future counts as none: it is counted anew, from what is stored.
    """
    back = (day(store, now.date() - timedelta(days=days)) for days in range(LONGEST_BACK + 1))
    return next((found for found in back if found and believed(found.until, now)), None)


def keep(store: OperationStore, counted: Day) -> None:
    """Store what was counted of a day, in the place of what was stored of it before."""
    store.put_value(counted_day(_place(counted.date)), msgspec.json.encode(counted).decode())


def with_hour(
    before: Day, date: date, until: datetime, looks: tuple[Looks, ...], messages: Messages, seen: dict[str, Seen]
) -> Day:
    """Return the day with one hour more, or the first hour of the next one. Pure."""
    if before.date != date:
        before = Day(date, until)
    return Day(date, until, at_most(joined((*before.looks, *looks))), summed(before.messages, messages), seen)


def _place(date: date) -> int:
    return date.toordinal() % PLACES
