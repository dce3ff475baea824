"""How old what is known gets between two looks: the looks of an hour against the intervals that were promised. Pure.

A snapshot keeps the last look of each minute, so nothing is known to less than a minute; where two fell into one, the age
is the longer.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from msgspec.structs import replace

from coatcheck.model import MINUTE, Frozen, Glance, Health, Snapshot, Watch
from coatcheck.truth.gaps import stopped
from coatcheck.watching.promise.tally import NONE, Tally, added, tally

EARLY = 25  # seconds that a tick and a slow answer before may take off an interval
MOST_AGES = 100  # different ages of one shop and interval in a day that are kept to the millisecond
MOST_LINES = 200  # shops and intervals of a day that are told apart, those with the most looks
WAITS = timedelta(minutes=75)  # the longest that a shop in trouble is left alone on purpose, see `truth/health.py`


class Seen(Frozen, frozen=True):
    """When a watch was last looked at, and when by a look that proved something; None: by none since counting began."""

    at: datetime
    good: datetime | None = None


class Looks(Frozen, frozen=True):
    """What the looks of all watches of one shop with one interval came to."""

    shop: str  # the host; "": of watches that are not listed
    interval: int  # seconds, as promised
    good: int = 0  # looks that proved something
    failed: dict[Health, int] = {}  # looks that proved nothing, by what was wrong
    ages: Tally = NONE  # from one good look to the next
    unseen: Tally = NONE  # times in which nobody looked, though somebody should have
    paused: int = 0  # times that began with a pause
    early: int = (
        0  # looks that came before they were due: asked for by hand, or by a clock that was set; no age is theirs
    )
    backwards: int = 0  # looks that seem older than the one before: the clock was set back


Key = tuple[str, int]  # the shop and the interval


class Looked(Frozen, frozen=True):
    """What an hour's looks came to, and each watch as it was seen last."""

    looks: tuple[Looks, ...] = ()
    seen: dict[str, Seen] = {}


def count_looks(snapshots: Iterable[Snapshot], watches: Iterable[Watch], before: Mapping[str, Seen]) -> Looked:
    """Count the looks in these snapshots, which follow what was seen `before`; those at watches that are gone are passed over."""
    known = {watch.id: watch for watch in watches}
    found: dict[Key, _Counter] = {}
    seen = {key: last for key, last in before.items() if key in known}
    for glance in (glance for snapshot in snapshots for glance in snapshot.glances if glance.watch_id in known):
        watch = known[glance.watch_id]
        key, last = (watch.shop if watch.listed else "", watch.interval), seen.get(watch.id)
        found.setdefault(key, _Counter()).count(watch, last, glance)
        seen[watch.id] = _next(watch, last, glance)
    return Looked(tuple(found[key].looks(*key) for key in sorted(found)), seen)


def joined(looks: Iterable[Looks]) -> tuple[Looks, ...]:
    """Add up what was counted of the same shop and interval."""
    found: dict[Key, Looks] = {}
    for each in looks:
        key = each.shop, each.interval
        found[key] = _sum(found[key], each) if key in found else each
    return tuple(found[key] for key in sorted(found))


def at_most(looks: tuple[Looks, ...], lines: int = MOST_LINES) -> tuple[Looks, ...]:
    """Return so many lines, or a few more: of the shops with the fewest looks nothing is left but what they came to together."""
    if len(looks) <= lines:
        return looks
    by_looks = sorted(looks, key=lambda each: each.good + sum(each.failed.values()), reverse=True)
    return joined([*by_looks[:lines], *(replace(each, shop="") for each in by_looks[lines:])])


class _Counter:
    """Counts the looks of one shop and interval."""

    def __init__(self) -> None:
        self.good = self.paused = self.early = self.backwards = 0
        self.failed: dict[Health, int] = {}
        self.ages: list[timedelta] = []
        self.unseen: list[timedelta] = []

    def count(self, watch: Watch, last: Seen | None, glance: Glance) -> None:
        """Count one look more, and the time since the one before."""
        good = glance.health is Health.HEALTHY
        self.good += good
        if not good and glance.health is not Health.OVER:
            self.failed[glance.health] = self.failed.get(glance.health, 0) + 1
        if last is None:
            return
        if glance.at <= last.at:
            self.backwards += 1
        elif _is_gap(watch, last, glance.at):
            self._count_gap(watch, last, glance.at)
        elif good and last.good:
            self._count_age(watch, last.good, glance.at)

    def looks(self, shop: str, interval: int) -> Looks:
        """Return what was counted."""
        ages, unseen = tally(self.ages, MOST_AGES), tally(self.unseen, MOST_AGES)
        return Looks(shop, interval, self.good, self.failed, ages, unseen, self.paused, self.early, self.backwards)

    def _count_gap(self, watch: Watch, last: Seen, at: datetime) -> None:
        if watch.paused_at and last.at < watch.paused_at <= at:
            self.paused += 1
        else:
            self.unseen.append(at - last.at)

    def _count_age(self, watch: Watch, last: datetime, at: datetime) -> None:
        if _is_early(watch, last, at):
            self.early += 1
        else:
            self.ages.append(at - last)


def _next(watch: Watch, last: Seen | None, glance: Glance) -> Seen:
    """Return the watch as it is seen after this look. An early one makes the next no quicker; after a gap or a jump it begins anew."""
    good = glance.at if glance.health is Health.HEALTHY else None
    if last is None or glance.at <= last.at or _is_gap(watch, last, glance.at):
        return Seen(glance.at, good)
    if good and last.good and _is_early(watch, last.good, good):
        return Seen(glance.at, last.good)
    return Seen(glance.at, good or last.good)


def _is_gap(watch: Watch, last: Seen, at: datetime) -> bool:
    """Whether looks were missing; one that a shop in trouble is spared is none."""
    waits = last.good is None or last.good < last.at
    return stopped(watch, last.at, at) and not (waits and at - last.at <= WAITS)


def _is_early(watch: Watch, last: datetime, at: datetime) -> bool:
    """Whether no schedule brings a look that soon: in the cloud one is made with the minute's tick, whatever its interval."""
    due = max(timedelta(seconds=watch.interval), MINUTE)
    return at - last < max(due / 2, due - timedelta(seconds=EARLY + watch.interval % 60))


def _sum(one: Looks, other: Looks) -> Looks:
    return Looks(
        shop=one.shop,
        interval=one.interval,
        good=one.good + other.good,
        failed={
            health: count for health in Health if (count := one.failed.get(health, 0) + other.failed.get(health, 0))
        },
        ages=added(one.ages, other.ages, MOST_AGES),
        unseen=added(one.unseen, other.unseen, MOST_AGES),
        paused=one.paused + other.paused,
        early=one.early + other.early,
        backwards=one.backwards + other.backwards,
    )
