"""What the pages tell of a watch, read from the store, and remembered while it is true."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from coatcheck.model import Batch, Change, Ended, Frozen, Health, LookFrom, State, Watch
from coatcheck.ports import Clock, Store
from coatcheck.truth.ending import is_over
from coatcheck.truth.gaps import pause, stopped
from coatcheck.watching.agents import heard
from coatcheck.watching.schedule import looked_at
from coatcheck.watching.states import States
from signup_web.product.fresh import Fresh
from signup_web.product.history import DAYS, Record
from signup_web.product.single_flight import SingleFlight

FRESH = timedelta(seconds=1)  # how old what is known of a change may be; with the script's 3.3 it makes less than 5
# The same for what a batch's revision does not tell of: when a look was made that changed nothing
AGAIN = timedelta(seconds=5)
SHOWN = timedelta(days=DAYS + 1)  # the longest strip, and the day in progress

Revision = tuple[str, str, str]  # a watch's id, its revision and its batch's


class Facts(Frozen, frozen=True):
    """A watch, what is known of it, and its changes of the last `DAYS`. `checked_at`: when it was last looked at."""

    watch: Watch
    state: State
    changes: tuple[Change, ...] = ()
    checked_at: datetime | None = None

    def stale(self, now: datetime) -> bool:
        """Return whether our own looks have stopped coming."""
        if self.checked_at is None:
            return False
        due = max(self.checked_at, self.state.retry_at or self.checked_at)  # one that fails is looked at more rarely
        return bool(self.unwatched_since) or stopped(self.watch, due, now)

    @property
    def unwatched_since(self) -> datetime | None:
        """The start of a pause that goes on, or that no look has ended yet."""
        return pause(self.watch, self.state)

    def proven(self, now: datetime) -> bool:
        """Return whether what the state says is true now, as far as anybody can tell."""
        return self.state.version > 0 and self.state.health is Health.HEALTHY and not self.stale(now)

    def over(self, now: datetime) -> bool:
        """Return whether it is an event of which everything is past."""
        return self.watch.ended is Ended.OVER or is_over(self.state, now)

    def open(self, now: datetime) -> bool:
        """Return whether people may sign up: what was complete is looked at again then."""
        looked_at = self.watch.active or self.watch.ended is Ended.COMPLETE
        return looked_at and self.state.health is not Health.GONE and not self.over(now)

    def record(self, now: datetime) -> Record:
        """Return what the history is made of."""
        return Record(
            watch=self.watch,
            changes=self.changes,
            began=max(self.watch.created_at, now - SHOWN),
            now=now,
            proven_until=(self.checked_at or now) if self.stale(now) else now,
            healthy=self.state.health is Health.HEALTHY,
        )


class Remembered(Frozen, frozen=True):
    """Facts as they were read."""

    at: datetime
    revision: Revision
    facts: Facts

    def are_true(self, revision: Revision, batch: Batch | None, now: datetime) -> bool:
        """Return whether they are as the store has them. Looks of agents, and those rarer than a minute, leave a batch as it is."""
        watch = self.facts.watch
        tells_all = batch is not None and watch.look_from is LookFrom.HERE and watch.interval <= 60
        return self.revision == revision and (tells_all or timedelta() <= now - self.at < AGAIN)


class FactsCache:
    """Facts by slug, read again when their watch or its batch changed; which is asked once a second at most. One for each process.

    What one thread is reading another does not read beside it; who wants other facts, or known ones, does not wait.
    """

    def __init__(self, store: Callable[[], Store], states: Callable[[], States], clock: Clock) -> None:
        self._store = store
        self._states = states
        self._clock = clock
        self._watches = Fresh(lambda _: {None: self._store().watches()}, FRESH, clock)
        self._batches = Fresh(self._read_batches, FRESH, clock)
        self._read_once = SingleFlight(self._refreshed)
        self._remembered: dict[str, Remembered] = {}

    def listed(self) -> list[Facts]:
        """Return all watches that everybody may see, oldest first."""
        return self.of([watch for watch in self._all() if watch.listed])

    def by_slug(self, slug: str) -> Facts | None:
        """Return the facts of one watch, listed or not."""
        watch = next((watch for watch in self._all() if watch.slug == slug), None)
        watch = watch or self._store().watch_by_slug(slug)
        return self.of([watch])[0] if watch else None

    def of(self, watches: list[Watch]) -> list[Facts]:
        """Return the facts of these watches, in the same order; those that are not known are read together."""
        batches = self._batches({watch.batch for watch in watches})
        wanted = {_revision(watch, batches[watch.batch]): (watch, batches[watch.batch]) for watch in watches}
        known = self._known(wanted)
        facts = known | self._read_once({key: pair for key, pair in wanted.items() if key not in known})
        return [facts[_revision(watch, batches[watch.batch])] for watch in watches]

    def _all(self) -> list[Watch]:
        return self._watches([None])[None]

    def _read_batches(self, ids: list[str]) -> dict[str, Batch | None]:
        found = self._store().batches(sorted(filter(None, ids)))
        return {each: found.get(each) for each in ids}

    def _known(self, wanted: Mapping[Revision, tuple[Watch, Batch | None]]) -> dict[Revision, Facts]:
        now, known = self._clock.now(), {}
        for key, (watch, batch) in wanted.items():
            remembered = self._remembered.get(watch.id)
            if remembered and remembered.are_true(key, batch, now):
                known[key] = remembered.facts
        return known

    def _refreshed(self, wanted: Mapping[Revision, tuple[Watch, Batch | None]]) -> dict[Revision, Facts]:
        """Read the facts of these; what another thread read just before is not read again."""
        known = self._known(wanted)
        old = {key: pair for key, pair in wanted.items() if key not in known}
        return known | (self._read(old) if old else {})

    def _read(self, wanted: Mapping[Revision, tuple[Watch, Batch | None]]) -> dict[Revision, Facts]:
        now, store, read = self._clock.now(), self._store(), dict[Revision, Facts]()
        watches = [watch for watch, _ in wanted.values()]
        batches = {batch.id: batch for _, batch in wanted.values() if batch}
        states, seen = self._states().among(batches, watches), heard(store, watches)
        for key, (watch, batch) in wanted.items():
            state = states.get(watch.id) or State(watch_id=watch.id)
            read[key] = Facts(
                watch=watch,
                state=state,
                changes=self._changes(watch, state, now),
                checked_at=self._checked_at(watch, state, batch, seen.get(watch.id)),
            )
            self._remembered[watch.id] = Remembered(now, key, read[key])
        return read

    def _changes(self, watch: Watch, state: State, now: datetime) -> tuple[Change, ...]:
        """Read the changes up to this version, those known already not read again."""
        known = self._remembered.get(watch.id)
        kept = [change for change in known.facts.changes if change.at >= now - SHOWN] if known else []
        if known and known.facts.state.version == state.version:
            return tuple(kept)
        since = kept[-1].at if kept else now - SHOWN
        seen = {change.version for change in kept}
        return (*kept, *(change for change in self._store().changes(watch.id, since) if change.version not in seen))

    def _checked_at(self, watch: Watch, state: State, batch: Batch | None, seen: datetime | None) -> datetime | None:
        """As `looked_at` has it; where looks are rarer than the snapshots' minutes those tell which were really made."""
        at = looked_at(watch, state, batch, self._clock.now(), seen)
        if at is None or state.failures or watch.look_from is LookFrom.AGENT or batch is None or watch.interval <= 60:
            return at
        known = self._remembered.get(watch.id)
        last = max(filter(None, (state.observed_until, known.facts.checked_at if known else None)), default=at)
        looks = self._store().snapshots(
            batch.id, max(last, at - timedelta(seconds=watch.interval + 60)), batch.slot or at
        )
        return max([last, *(each.at for look in looks for each in look.glances if each.watch_id == watch.id)])


def _revision(watch: Watch, batch: Batch | None) -> Revision:
    return watch.id, watch.revision, batch.revision if batch else ""
