"""On which days and at which hours something comes back, if on any: what chance could bring about is no rhythm. Pure.

Only time in which a restock would have been seen counts, by the watch's own clock. A day counts once, however often something came back
on it, since one afternoon's flapping proves nothing of the next week. A window is believed where even the best of all that were tried would hardly
come about by chance: a binomial test, Bonferroni-corrected. https://en.wikipedia.org/wiki/Bonferroni_correction
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import accumulate
from math import exp, lgamma, log, log1p
from zlib import crc32
from zoneinfo import ZoneInfo

from coatcheck.model import Frozen

MOSTLY = 2 / 3  # of the restocks lie in a window of which we say "mostly"
DOUBT = 0.005  # the chance, of days and of hours each, that a rhythm is found where there is none
MOST_DAYS, MOST_HOURS = 5, 8  # a longer window says little
WEEKS = 3  # in which a weekday has to be seen before it is one's habit

Interval = tuple[datetime, datetime]


class Window(Frozen, frozen=True):
    """Days of the week (0 is Monday) and hours of the day; both may pass the end. The default is always."""

    first_day: int = 0
    days: int = 7
    first_hour: int = 0
    hours: int = 24

    def holds(self, weekday: int, hour: int) -> bool:
        """Return whether an hour of a weekday lies in it."""
        return (weekday - self.first_day) % 7 < self.days and (hour - self.first_hour) % 24 < self.hours

    @property
    def cells(self) -> list[tuple[int, int]]:
        """List its hours, each by its weekday and hour."""
        days = [(self.first_day + number) % 7 for number in range(self.days)]
        return [(day, (self.first_hour + number) % 24) for day in days for number in range(self.hours)]


ALWAYS = Window()


class Slice(Frozen, frozen=True):
    """A part of one hour by a clock on the wall."""

    start: datetime  # in UTC
    weekday: int
    hour: int
    length: float  # hours


def slices(start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[Slice]:
    """Cut a time into the hours of a clock on the wall. A day on which the clocks change has 23 or 25 of them."""
    while start < end:
        local = start.astimezone(zone)
        into = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
        until = min(end, start + timedelta(hours=1) - into)
        yield Slice(start, local.weekday(), local.hour, (until - start).total_seconds() / 3600)
        start = until


class Calendar:
    """The hours of a clock on the wall, of a stretch of time."""

    def __init__(self, start: datetime, end: datetime, zone: ZoneInfo) -> None:
        self._parts = list(slices(start, end, zone))
        self._starts = [part.start for part in self._parts]
        self._sums: dict[Window, list[float]] = {}

    def hours(self, window: Window, start: datetime, end: datetime) -> float:
        """Return how many hours of the window begin between two moments."""
        if window not in self._sums:
            lengths = (part.length if window.holds(part.weekday, part.hour) else 0.0 for part in self._parts)
            self._sums[window] = list(accumulate(lengths, initial=0.0))
        sums = self._sums[window]
        return sums[bisect_left(self._starts, end)] - sums[bisect_left(self._starts, start)]


class Seen:
    """What was seen up to a moment: the hours in which a restock would have shown, and on which days one did."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self.by_day = [0.0] * 7  # hours that were watched, by weekday
        self.by_hour = [0.0] * 24
        self.cells: dict[tuple[int, int], float] = defaultdict(float)  # the same by both
        self.days: dict[date, list[datetime]] = {}  # each day on which something came back, with when it did
        self.chosen: dict[
            date, datetime
        ] = {}  # one of these, by lot: the first would make every rhythm one of the morning

    def watch(self, part: Slice) -> None:
        """Note that this part was watched."""
        self.by_day[part.weekday] += part.length
        self.by_hour[part.hour] += part.length
        self.cells[part.weekday, part.hour] += part.length

    def restock(self, moment: datetime) -> None:
        """Note that something came back then."""
        local = moment.astimezone(self._zone)
        day = local.date()
        self.days.setdefault(day, []).append(local)
        self.chosen[day] = min(self.chosen.get(day, local), local, key=_lot)

    @property
    def hours(self) -> float:
        """How many hours were watched."""
        return sum(self.by_day)

    def watched(self, window: Window) -> float:
        """Return how many hours of the window were watched."""
        return sum(self.cells.get(cell, 0.0) for cell in window.cells)

    def days_in(self, window: Window) -> int:
        """Count the days on which something came back in the window."""
        return sum(any(_lies_in(window, each) for each in moments) for moments in self.days.values())

    def days_outside(self, window: Window) -> int:
        """Count the days on which something came back at another time."""
        return sum(not all(_lies_in(window, each) for each in moments) for moments in self.days.values())


def rhythm(seen: Seen) -> Window:
    """Return the days and hours at which it mostly comes back; `ALWAYS` where nothing speaks for any."""
    chosen, days, hours = seen.chosen.values(), None, None
    if len({each.isocalendar()[:2] for each in chosen}) >= WEEKS:
        days = _window(_counts(7, (each.weekday() for each in chosen)), seen.by_day, MOST_DAYS)
        hours = _window(_counts(24, (each.hour for each in chosen)), seen.by_hour, MOST_HOURS)
    return Window(*(days or (0, 7)), *(hours or (0, 24)))


def _lot(moment: datetime) -> int:
    """Draw a moment's lot, always the same."""
    return crc32(moment.isoformat().encode())


def _lies_in(window: Window, local: datetime) -> bool:
    return window.holds(local.weekday(), local.hour)


def _counts(size: int, places: Iterable[int]) -> list[int]:
    counts = [0] * size
    for place in places:
        counts[place] += 1
    return counts


def _window(counts: Sequence[int], watched: Sequence[float], most: int) -> tuple[int, int] | None:
    """Return the first place and the length of the window that chance explains least; None where it may explain it."""
    size, number, total = len(counts), sum(counts), sum(watched)
    if not total:
        return None
    found: list[tuple[float, float, int, int]] = []
    for first in range(size):
        inside, share = 0, 0.0
        for length in range(1, most + 1):
            place = (first + length - 1) % size
            inside, share = inside + counts[place], share + watched[place]
            if inside >= MOSTLY * number:
                found.append((_at_least(inside, number, share / total), share, first, length))
    best = min(found, default=None)
    return best[2:] if best and best[0] * size * most < DOUBT else None


def _at_least(hits: int, tries: int, chance: float) -> float:
    """Return how probable so many hits or more are (https://en.wikipedia.org/wiki/Binomial_distribution)."""
    if chance >= 1 or not hits:
        return 1.0
    if chance <= 0:
        return 0.0
    # By logarithms: no float holds the ways of a thousand tries.
    said, unsaid, all_ways = log(chance), log1p(-chance), lgamma(tries + 1)

    def just(count: int) -> float:
        ways = all_ways - lgamma(count + 1) - lgamma(tries - count + 1)
        return exp(ways + count * said + (tries - count) * unsaid)

    return sum(map(just, range(hits, tries + 1)))
