"""How old what is known gets between two looks: the looks of an hour against the intervals that were promised. Pure.

A snapshot keeps the last look of each minute, so nothing is known to less than a minute; where two fell into one, the age
is the longer.
"""

from collections.abc import Iterable, Mapping, Sequence
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
    failed: bool = False  # the last look proved nothing: the next may be late on purpose


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
    glances: dict[str, list[Glance]] = {}
    for glance in (glance for snapshot in snapshots for glance in snapshot.glances if glance.watch_id in known):
        glances.setdefault(glance.watch_id, []).append(glance)
    for watch_id, looked in glances.items():
        watch = known[watch_id]
        key = (watch.shop if watch.listed else "", watch.interval)
        seen[watch_id] = found.setdefault(key, _Counter()).count(watch, seen.get(watch_id), looked)
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

    def count(self, watch: Watch, last: Seen | None, glances: Sequence[Glance]) -> Seen:
        """Count these looks at a watch, one or more; return it as it is seen after them."""
        soonest = _soonest(watch)
        seen = self._count(watch, last, glances[0], soonest)
        for glance in glances[1:]:
            seen = self._count(watch, seen, glance, soonest)
        return seen

    def _count(self, watch: Watch, last: Seen | None, glance: Glance, soonest: timedelta) -> Seen:
        """Count one look more, and the time since the one before. An early one makes the next no quicker; after a gap or a jump it begins anew."""
        at, good = glance.at, self._count_health(glance)
        if last is None:
            return Seen(at, good, good is None)
        if at <= last.at:
            self.backwards += 1
            return Seen(at, good, good is None)
        if _is_gap(watch, last, at):
            self._count_gap(watch, last, at)
            return Seen(at, good, good is None)
        if good is None or last.good is None:
            return Seen(at, good or last.good, good is None)
        if at - last.good < soonest:
            self.early += 1
            return Seen(at, last.good)
        self.ages.append(at - last.good)
        return Seen(at, good)

    def _count_health(self, glance: Glance) -> datetime | None:
        """Count whether it proved something; when it did."""
        if glance.health is Health.HEALTHY:
            self.good += 1
            return glance.at
        if glance.health is not Health.OVER:
            self.failed[glance.health] = self.failed.get(glance.health, 0) + 1
        return None

    def looks(self, shop: str, interval: int) -> Looks:
        """Return what was counted."""
        ages, unseen = tally(self.ages, MOST_AGES), tally(self.unseen, MOST_AGES)
        return Looks(shop, interval, self.good, self.failed, ages, unseen, self.paused, self.early, self.backwards)

    def _count_gap(self, watch: Watch, last: Seen, at: datetime) -> None:
        if watch.paused_at and last.at < watch.paused_at <= at:
            self.paused += 1
        else:
            self.unseen.append(at - last.at)


def _is_gap(watch: Watch, last: Seen, at: datetime) -> bool:
    """Whether looks were missing; one that a shop in trouble is spared is none."""
    return stopped(watch, last.at, at) and not (last.failed and at - last.at <= WAITS)


def _soonest(watch: Watch) -> timedelta:
    """Say how soon after another any schedule brings a look: in the cloud one is made with the minute's tick, whatever its interval."""
    due = max(timedelta(seconds=watch.interval), MINUTE)
    return max(due / 2, due - timedelta(seconds=EARLY + watch.interval % 60))


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
