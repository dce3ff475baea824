"""What changed, of all watches together, in an order in which nothing is missed: what is told late comes late, and comes once. Pure."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from heapq import merge
from itertools import islice, takewhile
from typing import Annotated

from msgspec import Meta

from coatcheck.model import Change, Frozen

# For so long somebody's look may be on its way to us (`watching.agents.LEASED_FOR`): of what is newer the cursor says what was given.
LATE = timedelta(minutes=15)
BEFORE_ALL = datetime(1971, 1, 1, tzinfo=UTC)  # nothing was watched yet
MOST = 80  # watches that a cursor names, so that it fits into an address

Placed = tuple[datetime, str, int, Change]


class Cursor(Frozen, frozen=True, array_like=True):
    """Where a feed was left: all up to `until` was given, and of what is newer, of these watches all up to these versions."""

    until: Annotated[datetime, Meta(tz=True)]
    given: dict[str, int] = {}


class Part(Frozen, frozen=True):
    """Some changes, and where it goes on. `more`: whether there are more already."""

    changes: tuple[Change, ...]
    cursor: Cursor
    more: bool


def part(changes: Iterable[Sequence[Change]], after: Cursor, limit: int, now: datetime) -> Part:
    """Return what comes next: the oldest first, of each watch in order of version. `changes`: those of each watch, in order of version."""
    late = [_late(each, after.until) for each in changes]
    new = list(islice(merge(*(_new(each, after) for each in late)), limit + 1))
    shown, more = new[:limit], len(new) > limit
    given = dict(after.given)
    for _, watch_id, version, _ in shown:
        given[watch_id] = version
    until = max(min(shown[-1][0] if more else now, now) - LATE, after.until)
    return Part(tuple(change for *_, change in shown), _cursor(late, given, until), more)


def _late(changes: Sequence[Change], until: datetime) -> Sequence[Change]:
    """Leave out what is surely no newer than that: a change is told of within `LATE`, so none stands further than that from its place in time."""
    if until < BEFORE_ALL:
        return changes
    return changes[bisect_left(changes, until - 2 * LATE, key=lambda change: change.at) :]


def _placed(changes: Sequence[Change]) -> Iterator[Placed]:
    """Give each change its place: no version comes before an earlier one, whatever their clocks said."""
    at = None
    for change in changes:
        at = max(at or change.at, change.at)
        yield at, change.watch_id, change.version, change


def _new(changes: Sequence[Change], after: Cursor) -> Iterator[Placed]:
    return (each for each in _placed(changes) if each[0] > after.until and each[2] > after.given.get(each[1], 0))


def _cursor(changes: Iterable[Sequence[Change]], given: Mapping[str, int], until: datetime) -> Cursor:
    """Name what was given since; where that is of too many watches, what is oldest is not waited for any longer."""
    last: dict[str, datetime] = {}
    for of_watch in changes:
        known = _placed(_late(of_watch, until))
        for at, watch_id, _, _ in takewhile(lambda each: each[2] <= given.get(each[1], 0), known):
            if at > until:
                last[watch_id] = at
    newest = sorted(last, key=lambda watch_id: last[watch_id], reverse=True)
    if len(newest) > MOST:
        until = last[newest[MOST]]
    return Cursor(until, {watch_id: given[watch_id] for watch_id in newest[:MOST] if last[watch_id] > until})
