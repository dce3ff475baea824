"""One batch: lease, look, judge, commit, publish. What fails on the way is found again by the next tick."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from threading import Lock
from typing import NamedTuple

from coatcheck.config import Settings
from coatcheck.errors import Invalid
from coatcheck.model import MINUTE, Batch, Glance, Health, Look, Snapshot, State, Verdict, Watch
from coatcheck.ports import Bus, Clock, Fetcher, Source, SourceOf, Store, Target
from coatcheck.ports.messages import PollBatch
from coatcheck.ports.time_budgets import HANDLER, STORE_CALL
from coatcheck.retry import write_again
from coatcheck.truth.clock import believed
from coatcheck.truth.gaps import stopped
from coatcheck.truth.health import alert, alert_key, is_news, waits
from coatcheck.watching.looking import Remembered, look
from coatcheck.watching.recording import judge, publish
from poller.cache import KEPT, States, Watches
from poller.health_log import log_turn
from poller.schedule import due, offset

log = logging.getLogger(__name__)


class _Lease(NamedTuple):
    """The terms on which one handler works."""

    until: datetime  # nothing is stored after this
    baseline: bool  # what came back while nobody looked is no news
    unseen: datetime | None  # since when nobody has looked, where that is long ago


class Poller:
    """The worker of one process, with what it remembers between two looks. Safe to call from several threads."""

    def __init__(
        self,
        store: Store,
        bus: Bus,
        fetcher: Fetcher,
        clock: Clock,
        source_of: SourceOf,
        settings: Settings,
        owner: str,
    ) -> None:
        """`owner` names this process in leases."""
        self.store, self.bus, self.fetcher, self.clock = store, bus, fetcher, clock
        self.source_of, self.settings, self.owner = source_of, settings, owner
        self._watches = Watches(store)
        self._states = States(store)
        self._answers: dict[str, Remembered] = {}
        self._busy: set[str] = set()
        self._lock = Lock()

    def poll(self, message: PollBatch) -> None:
        """Look at the batch's due watches. A repeated message does nothing, nor one for a batch that is at work."""
        with self._lock:
            if message.batch.id in self._busy:
                return
            self._busy.add(message.batch.id)
        try:
            self._poll(message)
        finally:
            with self._lock:
                self._busy.discard(message.batch.id)

    def _poll(self, message: PollBatch) -> None:
        began = self.clock.now()
        until = began + timedelta(seconds=HANDLER)
        batch = self.store.lease_batch(message.batch, message.slot, self.owner, began, until)
        if batch is None:
            return
        lease = _Lease(until, self._is_baseline(message), self._unseen_since(message))
        for start, watches in self._rounds(message):
            wait = (began + timedelta(seconds=start) - self.clock.now()).total_seconds()
            if wait > 0:
                self.clock.sleep(min(wait, start))  # however far the clock was put back meanwhile
            batch = self._round(batch, watches, lease)

    def _rounds(self, message: PollBatch) -> list[tuple[float, list[Watch]]]:
        """Which watches are looked at when, in seconds from the first round, in order."""
        after = believed(message.batch.slot, message.slot)
        window = min((message.slot - after).total_seconds(), MINUTE.total_seconds()) if after else 0.0
        rounds: dict[float, list[Watch]] = {}
        for watch in self._in(message):
            looks = len(due(watch, after, message.slot))
            for number in range(looks):
                rounds.setdefault(offset(looks, number, window), []).append(watch)
        return sorted(rounds.items(), key=lambda each: each[0])

    def _in(self, message: PollBatch) -> list[Watch]:
        """The batch's watches."""
        return [watch for watch in self._watches.at(message.slot) if watch.batch == message.batch.id]

    def _is_baseline(self, message: PollBatch) -> bool:
        """Whether nobody has looked for so long that what came back meanwhile is no news."""
        limit = timedelta(hours=self.settings.baseline_after_hours)
        after = believed(message.batch.slot, message.slot)
        if not limit or after is None or message.slot - after < limit:
            return False
        # The message may carry an old copy of the batch: only the snapshots prove that nobody looked.
        return not self.store.snapshots(message.batch.id, message.slot - limit, self.clock.now())

    def _unseen_since(self, message: PollBatch) -> datetime | None:
        """When the last look was made, where that is long ago; None where looks came as they should."""
        after = believed(message.batch.slot, message.slot)
        soon = self.clock.now() + MINUTE  # when this handler's last look has begun
        if after is None or not any(stopped(watch, after, soon) for watch in self._in(message)):
            return None
        made = self.store.snapshots(message.batch.id, after, self.clock.now())  # the message's copy may be an old one
        return max([after, *(snapshot.minute for snapshot in made)])

    def _round(self, batch: Batch, watches: Sequence[Watch], lease: _Lease) -> Batch:
        """Look at these watches once; returns the batch as it is stored then."""
        now = self.clock.now()
        seconds = min((lease.until - now).total_seconds(), HANDLER) - STORE_CALL
        states = self._states.current(batch, watches)
        ready = [watch for watch in watches if _is_ready(states[watch.id], now)]
        if not ready or seconds <= 0:
            return batch
        looks = self._look(ready, seconds)
        return self._commit(batch, {watch.id: watch for watch in ready}, states, looks, lease)

    def _look(self, watches: Sequence[Watch], seconds: float) -> list[Look]:
        if len(self._answers) > KEPT:
            self._answers.clear()
        sources = {name: self._source(name) for name in {watch.source for watch in watches}}
        targets: list[tuple[str, Source, Target]] = []
        refused: list[Look] = []
        for watch in watches:
            source = sources[watch.source]
            if isinstance(source, str):
                now = self.clock.now()
                refused.append(Look(watch.id, now, now, health=Health.UNREADABLE, reason=source))
            else:
                targets.append((watch.id, source, Target(watch.url, watch.options, watch.allow_private)))
        return refused + look(targets, self.fetcher, self.clock, seconds, self._answers)

    def _source(self, name: str) -> Source | str:
        """The source, or why there is none: a broken plugin must not keep the batch's other watches from being looked at."""
        try:
            return self.source_of(name)
        except Invalid as error:
            return str(error)
        except Exception as error:
            log.exception("A source could not be loaded", extra={"source": name})
            return f"The source {name} could not be loaded ({type(error).__name__})."

    def _commit(
        self,
        batch: Batch,
        watches: Mapping[str, Watch],
        states: Mapping[str, State],
        looks: Sequence[Look],
        lease: _Lease,
    ) -> Batch:
        """Judge the looks and store what they prove, again where somebody else wrote first."""
        snapshot = _snapshot(batch.id, looks)

        def write(copy: tuple[Batch, Mapping[str, State]]) -> Batch:
            batch, states = copy
            judged = (
                judge(watches[each.watch_id], states[each.watch_id], each, lease.unseen, lease.baseline)
                for each in looks
            )
            verdicts = [verdict for verdict in judged if verdict]
            if self.clock.now() >= lease.until:
                return _left(batch)
            self._close_alerts(verdicts, states)
            batch, stored = self.store.commit_looks(batch, snapshot, verdicts)
            self._states.keep(stored)
            for verdict in verdicts:
                log_turn(watches[verdict.state.watch_id], states[verdict.state.watch_id], verdict)
            self._open_alerts(watches, stored)
            publish(batch.id, verdicts, self.bus)
            return batch

        def read() -> tuple[Batch, Mapping[str, State]]:
            return self.store.batches([batch.id]).get(batch.id, batch), self._states.read(list(watches))

        return write_again(write, read, lambda: _left(read()[0]), first=(batch, states), sleep=self.clock.sleep)

    def _open_alerts(self, watches: Mapping[str, Watch], states: Sequence[State]) -> None:
        for state in states:
            if is_news(state):
                self.store.open_alert(alert(watches[state.watch_id], state, self.clock.now()))

    def _close_alerts(self, verdicts: Sequence[Verdict], states: Mapping[str, State]) -> None:
        """Before the commit: a crash between the two then closes an alert twice, and never leaves one open."""
        for verdict in verdicts:
            if not verdict.state.failures and is_news(states[verdict.state.watch_id]):
                self.store.close_alert(alert_key(verdict.state.watch_id), self.clock.now())


def _left(batch: Batch) -> Batch:
    log.warning("A batch could not be stored in time and is left to the next tick", extra={"batch": batch.id})
    return batch


def _is_ready(state: State, now: datetime) -> bool:
    return not waits(state, now)


def _snapshot(batch_id: str, looks: Sequence[Look]) -> Snapshot:
    glances = tuple(
        Glance(
            watch_id=each.watch_id,
            at=each.ended_at,
            health=each.health,
            availability={
                variant.id: variant.offer.availability
                for product in (each.observation.products if each.observation else ())
                for variant in product.variants
            },
        )
        for each in looks
    )
    minute = max(each.ended_at for each in looks).replace(second=0, microsecond=0)
    return Snapshot(batch=batch_id, minute=minute, glances=glances)
