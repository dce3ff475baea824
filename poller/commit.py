"""What looks prove is judged, stored and published: news as soon as it was read, everything else with its round."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from msgspec.structs import replace

from coatcheck.errors import StoreUnavailable
from coatcheck.model import Batch, Glance, Look, Snapshot, State, Verdict, Watch
from coatcheck.ports import Bus, Clock, Store
from coatcheck.retry import write_again
from coatcheck.watching.health_log import log_turn
from coatcheck.watching.pictures import keep_picture
from coatcheck.watching.recording import ask_of_doubt, close_settled, committed, judge, publish, tell_of_trouble
from coatcheck.watching.states import States

log = logging.getLogger(__name__)


class Lease(NamedTuple):
    """The terms on which one handler works."""

    until: datetime  # nothing is stored after this
    baseline: bool  # what came back while nobody looked is no news
    unseen: datetime | None  # since when nobody has looked, where that is long ago


class Judged(NamedTuple):
    """What a look proves of a watch, as both were."""

    look: Look
    watch: Watch
    state: State
    verdict: Verdict | None


class Commit:
    """Stores looks of one batch, for as long as its lease runs."""

    def __init__(
        self, batch: Batch, lease: Lease, states: States, store: Store, bus: Bus, clock: Clock, site: str = ""
    ) -> None:
        self.batch, self._lease = batch, lease
        self._remembered, self._store, self._bus, self._clock = states, store, bus, clock
        self._site = site  # the address at which the operator is asked
        self._watches: dict[str, Watch] = {}
        self._states: Mapping[str, State] = {}
        self._judged: dict[str, Judged] = {}  # the last look at each watch

    def begin(self, watches: Sequence[Watch]) -> Mapping[str, State]:
        """Take these watches in, whose looks come next; their states as stored."""
        states = self._remembered.current(self.batch, watches)
        self._watches |= {watch.id: watch for watch in watches}
        self._states = {**self._states, **states}
        return states

    def is_news(self, look: Look) -> bool:
        """Return whether this look changes anything that is stored."""
        return self._judge(look, self._states) is not None

    def store(self, looks: Sequence[Look], seen: Sequence[Look] = ()) -> None:
        """Judge these looks and store what they prove, again where somebody else wrote first; then publish it.

        `seen`: the looks that go into the snapshot of their minute.
        """
        snapshot = _snapshot(self.batch.id, seen) if seen else None

        def write(copy: tuple[Batch, Mapping[str, State]]) -> None:
            batch, states = copy
            verdicts = [verdict for verdict in (self._judge(look, states) for look in looks) if verdict]
            if self._clock.now() >= self._lease.until:
                return self._leave()
            if not verdicts and not snapshot:
                return None
            self._close_alerts(verdicts, states)
            self._mind_doubts(verdicts, states)
            verdicts = [committed(verdict, self._clock) for verdict in verdicts]
            self.batch, stored = self._store.commit_looks(batch, snapshot, verdicts)
            self._follow(verdicts, stored, states)
            return None

        def read() -> tuple[Batch, Mapping[str, State]]:
            states: Mapping[str, State] = self._remembered.read([look.watch_id for look in looks])
            return self._store.batches([self.batch.id]).get(self.batch.id, self.batch), states

        write_again(write, read, self._leave, first=(self.batch, self._states), sleep=self._clock.sleep)
        self._keep_pictures(looks)

    def _judge(self, look: Look, states: Mapping[str, State]) -> Verdict | None:
        """Judge a look, and no second time while the watch and its state are what they were."""
        watch, state = self._watches[look.watch_id], states[look.watch_id]
        known = self._judged.get(look.watch_id)
        if known and known.look is look and known.watch is watch and known.state is state:
            return known.verdict
        verdict = judge(watch, state, look, self._lease.unseen, self._lease.baseline)
        if verdict and verdict.state.maybe_back and not state.maybe_back:
            watch = self._watches[look.watch_id] = self._taught(watch)
            verdict = judge(watch, state, look, self._lease.unseen, self._lease.baseline)
        self._judged[look.watch_id] = Judged(look, watch, state, verdict)
        return verdict

    def _taught(self, watch: Watch) -> Watch:
        """The watch with what the operator taught it since this round began: nobody is asked again what they have just answered."""
        stored = self._store.watch(watch.id)
        return replace(watch, learned=stored.learned) if stored else watch

    def _follow(self, verdicts: Sequence[Verdict], stored: Sequence[State], before: Mapping[str, State]) -> None:
        """Everything that a stored verdict brings with it."""
        for verdict in verdicts:
            log_turn(self._watches[verdict.state.watch_id], before[verdict.state.watch_id], verdict)
        self._remembered.keep(stored)
        self._states = {**self._states, **{state.watch_id: state for state in stored}}
        self._open_alerts(stored)
        publish(self.batch.id, verdicts, self._bus)

    def _leave(self) -> None:
        log.warning("A batch could not be stored in time and is left to the next tick", extra={"batch": self.batch.id})

    def _keep_pictures(self, looks: Iterable[Look]) -> None:
        """Keep what a browser saw where nothing was proven; what can't be kept is evidence, and no reason to look again."""
        try:
            for look in looks:
                keep_picture(self._store, look)
        except StoreUnavailable as error:
            log.warning("A picture could not be kept: %s", error, extra={"batch": self.batch.id})

    def _open_alerts(self, states: Iterable[State]) -> None:
        for state in states:
            tell_of_trouble(self._store, self._watches[state.watch_id], state, self._clock.now())

    def _close_alerts(self, verdicts: Iterable[Verdict], states: Mapping[str, State]) -> None:
        """Before the commit: a crash between the two then closes an alert twice, and never leaves one open."""
        for verdict in verdicts:
            close_settled(self._store, states[verdict.state.watch_id], verdict.state, self._clock.now())

    def _mind_doubts(self, verdicts: Iterable[Verdict], states: Mapping[str, State]) -> None:
        """Ask the operator whether a watch is back; before the commit, so that a crash asks twice."""
        for state in (verdict.state for verdict in verdicts):
            watch, before = self._watches[state.watch_id], states[state.watch_id]
            ask_of_doubt(self._store, watch, before, state, self._site, self._clock.now())


def _snapshot(batch_id: str, looks: Sequence[Look]) -> Snapshot:
    glances = tuple(
        Glance(
            watch_id=each.watch_id,
            at=each.ended_at,
            health=each.health,
            availability={variant.id: variant.offer.availability for variant in each.variants},
        )
        for each in looks
    )
    minute = max(each.ended_at for each in looks).replace(second=0, microsecond=0)
    return Snapshot(batch=batch_id, minute=minute, glances=glances)
