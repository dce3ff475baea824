"""One batch: lease, look, commit. What fails on the way is found again by the next tick."""

from collections import deque
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from coatcheck.config import Settings
from coatcheck.model import MINUTE, Watch
from coatcheck.ports import Bus, Clock, Fetcher, SourceOf, Store
from coatcheck.ports.messages import PollBatch
from coatcheck.ports.time_budgets import HANDLER, STORE_CALL
from coatcheck.truth.clock import believed
from coatcheck.truth.gaps import stopped
from coatcheck.watching.agents import heard
from coatcheck.watching.looking import LastLooks, Remembered
from coatcheck.watching.reading import Counted
from coatcheck.watching.schedule import due, offset
from coatcheck.watching.states import States
from poller.cache import KEPT, Turns, Watches
from poller.commit import Commit, Lease
from poller.endings import Endings
from poller.run import Rounds, Run


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
        self._turns = Turns(settings.host_concurrency)
        self._endings = Endings(store, clock)
        self._answers: dict[str, Remembered] = {}
        self._read = Counted(store, clock)

    def poll(self, message: PollBatch) -> None:
        """Look at the batch's due watches, but for those that are looked at just now. A repeated message does nothing."""
        began = self.clock.now()
        until = began + timedelta(seconds=HANDLER)
        batch = self.store.lease_batch(message.batch, message.slot, self.owner, began, until)
        if batch is None:
            return
        lease = Lease(until, self._is_baseline(message), self._unseen_since(message))
        commit = Commit(batch, lease, self._states, self.store, self.bus, self.clock, self.settings.site)
        rounds = self._rounds(message, began)
        while rounds:
            begins = rounds[0][0]
            wait = (begins - self.clock.now()).total_seconds()
            if wait > 0:
                self.clock.sleep(min(wait, (begins - began).total_seconds()))  # however far the clock was put back
            left = min((until - self.clock.now()).total_seconds(), HANDLER) - STORE_CALL
            if left <= 0:
                return
            run = Run(
                rounds,
                commit,
                self._turns,
                self._endings,
                self.source_of,
                self.fetcher,
                self.clock,
                self._read,
                self._heard,
            )
            run.go(left, self._memory())

    def _heard(self, watches: Sequence[Watch]) -> Mapping[str, datetime]:
        return heard(self.store, watches)

    def _rounds(self, message: PollBatch, began: datetime) -> Rounds:
        """Which watches are looked at when, in order; those that were passed over for lack of time at once."""
        after = believed(message.batch.slot, message.slot)
        window = min((message.slot - after).total_seconds(), MINUTE.total_seconds()) if after else 0.0
        rounds: dict[float, list[Watch]] = {}
        for watch in self._in(message):
            looks = len(due(watch, after, message.slot)) or int(self._turns.is_late(watch))
            for number in range(looks):
                rounds.setdefault(offset(looks, number, window), []).append(watch)
        return deque((began + timedelta(seconds=start), rounds[start]) for start in sorted(rounds))

    def _memory(self) -> LastLooks:
        """Return what is remembered of the last answers."""
        if len(self._answers) > KEPT:
            self._answers.clear()
        return self._answers

    def _in(self, message: PollBatch) -> list[Watch]:
        """List the batch's watches."""
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
