"""What was counted, day by day: one document for each day, in one of so many places of the store."""

from datetime import UTC, date, datetime, time, timedelta

import msgspec
from msgspec.structs import replace

from coatcheck.model import Frozen
from coatcheck.ports import OperationStore
from coatcheck.ports.stored_values import counted_day
from coatcheck.truth.clock import believed
from coatcheck.watching.promise.looks import Looks, Seen, at_most, joined
from coatcheck.watching.promise.messages import Messages, summed

PLACES = 32  # a month and today: the day after writes over the oldest
LONGEST_BACK = 30  # days
HOUR = timedelta(hours=1)


class Day(Frozen, frozen=True):
    """A day by UTC, as far as it was counted."""

    date: date
    until: datetime  # up to which everything was counted
    looks: tuple[Looks, ...] = ()
    messages: Messages = Messages()  # as they were an hour after they were made
    seen: dict[str, Seen] = {}  # each watch as it was seen last, by its id
    again: Messages = Messages()  # the same messages, as they were two days later
    again_until: datetime | None = None  # up to which these were counted

    @property
    def end(self) -> datetime:
        """When the next day begins."""
        return datetime.combine(self.date, time(), UTC) + timedelta(days=1)

    @property
    def fates(self) -> Messages:
        """What became of the day's messages: as they were two days later, once all of them were counted again."""
        return self.again if self.again_until == self.end else self.messages


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


def is_next_again(day: Day, hour: datetime) -> bool:
    """Return whether the messages of this hour, which lies in the day, are the next that are counted again. Pure."""
    return hour == day.end - timedelta(days=1) or hour == day.again_until


def with_hour_again(day: Day, hour: datetime, messages: Messages) -> Day:
    """Return the day with the messages of its next hour as they are two days later. Pure."""
    before = day.again if hour == day.again_until else Messages()
    return replace(day, again=summed(before, messages), again_until=hour + HOUR)


def _place(date: date) -> int:
    return date.toordinal() % PLACES
