"""Lengths of time, counted: what a median needs, in little room. Pure."""

from collections.abc import Iterable
from datetime import timedelta
from math import ceil

from coatcheck.model import Frozen

MOST = 500  # different lengths that are kept to the millisecond, where nothing else is said
MILLISECOND = timedelta(milliseconds=1)


class Tally(Frozen, frozen=True):
    """How often each length of time occurred, in whole milliseconds, and the longest of all.

    Where there are too many different ones, they are kept to three digits, or to fewer.
    """

    counts: dict[int, int] = {}
    worst: int = 0

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.counts.values())

    def share(self, part: float) -> int:
        """Return the shortest length, in milliseconds, that this part of all does not exceed (the nearest rank). Raises `ValueError` where there are none."""
        rank, passed = max(1, ceil(part * self.total)), 0
        for length in sorted(self.counts):
            passed += self.counts[length]
            if passed >= rank:
                return length
        raise ValueError("Nothing was counted.")


NONE = Tally()


def tally(lengths: Iterable[timedelta], most: int = MOST) -> Tally:
    """Count these lengths, of which none may be negative; `most`: so many different ones are kept to the millisecond."""
    counts: dict[int, int] = {}
    for length in lengths:
        whole = length // MILLISECOND
        counts[whole] = counts.get(whole, 0) + 1
    return _kept(counts, max(counts, default=0), most)


def together(tallies: Iterable[Tally]) -> Tally:
    """Count what these counted as one."""
    counts: dict[int, int] = {}
    worst = 0
    for each in tallies:
        worst = max(worst, each.worst)
        for length, times in each.counts.items():
            counts[length] = counts.get(length, 0) + times
    return Tally(counts, worst)


def added(one: Tally, other: Tally, most: int = MOST) -> Tally:
    """Count both as one, to be kept."""
    both = together((one, other))
    return _kept(both.counts, both.worst, most)


def _kept(counts: dict[int, int], worst: int, most: int) -> Tally:
    digits = 3
    while len(counts) > most and digits:
        rounded: dict[int, int] = {}
        for length, times in counts.items():
            step = 10 ** max(0, len(str(length)) - digits)
            near = round(length / step) * step
            rounded[near] = rounded.get(near, 0) + times
        counts, digits = rounded, digits - 1
    return Tally(counts, worst)
