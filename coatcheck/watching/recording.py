"""One look from outside the poller's rounds (a shop's signed webhook) goes the same way: judged, stored, published."""

import logging
from random import uniform

from coatcheck.errors import BusUnavailable, Conflict
from coatcheck.model import Look, State, Verdict, Watch
from coatcheck.ports import Bus, Clock, Store
from coatcheck.truth.diff import diff
from coatcheck.truth.gaps import gap, with_gap
from coatcheck.watching.outbox import publish_events

TRIES = 6  # of a commit that somebody else's write crossed
CROSSED = 0.2  # seconds at the most before the next of them

log = logging.getLogger(__name__)


def record(watch: Watch, look: Look, store: Store, bus: Bus, clock: Clock) -> Verdict | None:
    """Store what this look changes, and publish its event; None where it changes nothing.

    The look may tell of some of the watch's variants only. Raises `Conflict` where others kept writing first: let the shop send it again.
    """
    for _ in range(TRIES):
        state = store.states([watch.id]).get(watch.id) or State(watch_id=watch.id)
        verdict = diff(watch, state, look, pushed=True)
        if verdict is None:
            return None
        if since := gap(watch, state, look, None):
            verdict = with_gap(verdict, state, look, since)
        try:
            store.commit_verdict(watch.batch, verdict)
        except Conflict:
            clock.sleep(uniform(0, CROSSED))
            continue
        _publish(watch, verdict, bus)
        return verdict
    raise Conflict(f"Others kept changing {watch.id}.")


def _publish(watch: Watch, verdict: Verdict, bus: Bus) -> None:
    if verdict.event is None:
        return
    try:
        publish_events(watch.batch, [verdict.event], bus)
    except BusUnavailable as error:
        log.warning("An event waits for the next tick: %s", error, extra={"event": verdict.event.id})
