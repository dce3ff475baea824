"""One look from outside the poller's rounds (a shop's signed webhook) goes the same way: judged, stored, published."""

import logging

from coatcheck.errors import BusUnavailable
from coatcheck.model import Look, State, Verdict, Watch
from coatcheck.ports import Bus, Clock, Store
from coatcheck.retry import refuse, write_again
from coatcheck.truth.diff import diff
from coatcheck.truth.gaps import gap, with_gap
from coatcheck.watching.outbox import publish_events

log = logging.getLogger(__name__)


def record(watch: Watch, look: Look, store: Store, bus: Bus, clock: Clock) -> Verdict | None:
    """Store what this look changes, and publish its event; None where it changes nothing.

    The look may tell of some of the watch's variants only. Raises `Conflict` where others kept writing first: let the shop send it again.
    """

    def write(state: State) -> Verdict | None:
        verdict = diff(watch, state, look, pushed=True)
        if verdict is None:
            return None
        if since := gap(watch, state, look, None):
            verdict = with_gap(verdict, state, look, since)
        store.commit_verdict(watch.batch, verdict)
        return verdict

    def read() -> State:
        return store.states([watch.id]).get(watch.id) or State(watch_id=watch.id)

    verdict = write_again(write, read, refuse(f"Others kept changing {watch.id}."), sleep=clock.sleep)
    if verdict:
        _publish(watch, verdict, bus)
    return verdict


def _publish(watch: Watch, verdict: Verdict, bus: Bus) -> None:
    if verdict.event is None:
        return
    try:
        publish_events(watch.batch, [verdict.event], bus)
    except BusUnavailable as error:
        log.warning("An event waits for the next tick: %s", error, extra={"event": verdict.event.id})
