"""Judging a look, and publishing what it proves: for a batch of looks, for one that a shop sent by itself, and for an agent's."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from coatcheck.errors import BusUnavailable
from coatcheck.model import Look, State, Verdict, Watch
from coatcheck.ports import Bus, Clock, Store
from coatcheck.retry import refuse, write_again
from coatcheck.truth.clock import believed
from coatcheck.truth.diff import diff, is_read_anew
from coatcheck.truth.doubt import doubt_alert, doubt_key, with_doubts
from coatcheck.truth.gaps import gap, with_gap
from coatcheck.truth.health import alert, alert_key, is_news
from coatcheck.truth.whole import by_size
from coatcheck.watching.evidence import as_taught, doubts
from coatcheck.watching.health_log import log_turn
from coatcheck.watching.outbox import publish_events
from coatcheck.watching.states import state_of

log = logging.getLogger(__name__)


def judge(
    watch: Watch,
    state: State,
    look: Look,
    unseen: datetime | None = None,
    baseline: bool = False,
    pushed: bool = False,
) -> Verdict | None:
    """Decide what this look changes of the state, a time without looks noted; None where it changes nothing. Pure.

    `unseen`: since when nobody has looked at the watch's batch, where that is long ago. `baseline`, `pushed`: see `diff`.
    """
    anew = is_read_anew(watch, state)
    look = look if anew else by_size(state, look)
    found = {} if pushed or baseline or anew else doubts(watch, state, look)
    look = look if pushed else as_taught(watch, state, look)
    verdict = with_doubts(diff(watch, state, look, baseline, pushed), state, look, found)
    if verdict is None and pushed:
        return None
    since = gap(watch, state, look, unseen)
    return with_gap(verdict, state, look, since) if since else verdict


def committed(verdict: Verdict, clock: Clock) -> Verdict:
    """Return the verdict as it is handed to the store now: its event, if it has one, notes the moment."""
    return replace(verdict, event=replace(verdict.event, committed_at=clock.now())) if verdict.event else verdict


def publish(batch_id: str, verdicts: Iterable[Verdict], bus: Bus) -> None:
    """Publish the events of these stored verdicts; while the bus is down they wait in the outbox for the next tick."""
    events = [verdict.event for verdict in verdicts if verdict.event]
    if not events:
        return
    for event in events:
        variants = [each.title for each in event.variants if each.title]  # a product without sizes has a nameless one
        back = any((each.price_before, each.quantity_before) == (None, None) for each in event.variants)
        log.info(
            "Back in stock" if back else "A lower price, or more pieces",
            extra={"title": event.title, "variants": variants, "event": event.id},
        )
    try:
        publish_events(batch_id, events, bus)
    except BusUnavailable as error:
        log.warning("Events wait for the next tick: %s", error, extra={"batch": batch_id})


def close_settled(store: Store, before: State, after: State, now: datetime) -> None:
    """Close what the operator was told of a watch, where that is over: its trouble, or the question whether it is back."""
    if is_news(before) and not after.failures:
        store.close_alert(alert_key(after.watch_id), now)
    if before.maybe_back and not after.maybe_back:
        store.close_alert(doubt_key(after.watch_id), now)


def tell_of_trouble(store: Store, watch: Watch, after: State, now: datetime) -> None:
    """Tell the operator of a watch that has failed for long enough."""
    if is_news(after):
        store.open_alert(alert(watch, after, now))


def ask_of_doubt(store: Store, watch: Watch, before: State, after: State, site: str, now: datetime) -> None:
    """Ask the operator whether a watch is back, where that is in doubt since this look. `site`: where they are asked."""
    if after.maybe_back and not before.maybe_back:
        store.open_alert(doubt_alert(watch, after, site, now))


def record(watch: Watch, look: Look, store: Store, bus: Bus | None, clock: Clock) -> Verdict | None:
    """Store what this look of a shop's own changes, and publish its event; None where it changes nothing.

    `bus`: None where a process has none; the event then waits in the outbox for the next tick.
    The look may tell of some of the watch's variants only. Raises `Conflict` where others kept writing first: let the shop send it again.
    """
    verdict = _store(watch, look, store, clock, pushed=True)
    if verdict and bus is not None:
        publish(watch.batch, [verdict], bus)
    return verdict


def _is_overtaken(state: State, look: Look, now: datetime) -> bool:
    """Whether a later look was stored before this one, which came late: by minutes even, when `diff` would doubt the clock."""
    observed = believed(state.observed_until, now)
    return observed is not None and look.started_at <= observed


def record_baseline(watch: Watch, look: Look, store: Store, clock: Clock) -> Verdict | None:
    """Store what this look changes, of which nobody is told; None where it changes nothing.

    Raises `Conflict` where others kept writing first.
    """
    return _store(watch, look, store, clock, baseline=True)


class Absence(NamedTuple):
    """When the look before was made, None where that is not known; and after how long what came back meanwhile is no news (0: it always is)."""

    since: datetime | None
    limit: timedelta


def record_look(
    watch: Watch, look: Look, absence: Absence, store: Store, bus: Bus, clock: Clock, site: str
) -> Verdict | None:
    """Store what this look of an agent changes, with all that a look of our own brings with it; None where it changes nothing.

    Raises `Conflict` where others kept writing first.
    """

    def write(state: State) -> Verdict | None:
        if _is_overtaken(state, look, clock.now()):
            return None
        since = (
            max(absence.since, believed(state.observed_until, look.ended_at) or absence.since)
            if absence.since
            else None
        )
        baseline = bool(absence.limit and since and look.started_at - since >= absence.limit)
        verdict = judge(watch, state, look, since, baseline)
        if verdict:
            close_settled(store, state, verdict.state, clock.now())
            ask_of_doubt(store, watch, state, verdict.state, site, clock.now())
            verdict = committed(verdict, clock)
            store.commit_verdict(watch.batch, verdict)
            log_turn(watch, state, verdict)
            tell_of_trouble(store, watch, verdict.state, clock.now())
        return verdict

    ending = refuse(f"Others kept changing {watch.id}.")
    verdict = write_again(write, lambda: state_of(store, watch.id), ending, sleep=clock.sleep)
    publish(watch.batch, [verdict] if verdict else [], bus)
    return verdict


def _store(
    watch: Watch, look: Look, store: Store, clock: Clock, pushed: bool = False, baseline: bool = False
) -> Verdict | None:
    def write(state: State) -> Verdict | None:
        if _is_overtaken(state, look, clock.now()):
            return None
        verdict = judge(watch, state, look, pushed=pushed, baseline=baseline)
        if verdict:
            verdict = committed(verdict, clock)
            store.commit_verdict(watch.batch, verdict)
            close_settled(store, state, verdict.state, clock.now())
        return verdict

    ending = refuse(f"Others kept changing {watch.id}.")
    return write_again(write, lambda: state_of(store, watch.id), ending, sleep=clock.sleep)
