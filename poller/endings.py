"""Ending the watches of events: those that are over, and those for which nobody waits any more."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from msgspec.structs import replace

from coatcheck.errors import Conflict
from coatcheck.model import Ended, State, Watch
from coatcheck.ports import Clock, Store
from coatcheck.truth.ending import is_complete, needs_no_look
from coatcheck.watching.catalogue import end_watch, set_active

COUNTED = timedelta(minutes=5)  # how often it is asked whether somebody waits

log = logging.getLogger(__name__)


class Endings:
    """Ends watches, and knows when it last asked who waits for them. One for each process."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._counted: dict[str, datetime] = {}  # by watch id

    def going_on(self, watches: Sequence[Watch], states: Mapping[str, State]) -> list[Watch]:
        """Return those that are to be looked at; the others have ended, without a request to the shop."""
        now = self._clock.now()
        return [watch for watch in watches if not self._ends(watch, states[watch.id], now)]

    def _ends(self, watch: Watch, state: State, now: datetime) -> bool:
        why = Ended.OVER if needs_no_look(watch, state, now) else self._completed(watch, state, now)
        if why is None:
            return False
        if _changed(lambda: end_watch(self._store, watch, why, now), watch):
            log.info("A watch has ended", extra={"watch": watch.slug or watch.id, "why": why})
        return True

    def _completed(self, watch: Watch, state: State, now: datetime) -> Ended | None:
        last = self._counted.get(watch.id)
        if state.over_at is None or (last and timedelta() <= now - last < COUNTED):
            return None
        self._counted[watch.id] = now
        waiting = any(self._store.waiting_counts(watch.id).values())
        if waiting and watch.waited_at is None:
            _changed(lambda: self._store.put_watch(replace(watch, waited_at=now)), watch)
        return Ended.COMPLETE if is_complete(watch, state, waiting) else None


def resume_waited_for(watches: Sequence[Watch], store: Store, now: datetime) -> None:
    """Look again at what was complete, where somebody waits again."""
    for watch in watches:
        if watch.ended is Ended.COMPLETE and any(store.waiting_counts(watch.id).values()):
            _changed(partial(set_active, store, watch, True, now), watch)


def _changed(change: Callable[[], Watch], watch: Watch) -> bool:
    """Store a change of the watch; where somebody else changed it meanwhile a later tick does."""
    try:
        change()
    except Conflict:
        log.info("A watch was changed by somebody else: a later tick decides", extra={"watch": watch.id})
        return False
    return True
