"""A tick: the due watches become batches to look at, and what was left behind is sent on its way."""

from collections import defaultdict
from collections.abc import Iterable

from coatcheck.model import Batch, Watch
from coatcheck.ports import Bus, Clock, Store
from coatcheck.ports.messages import PollBatch, Tell, Tick
from coatcheck.truth.health import alert_key
from coatcheck.watching.outbox import publish_again
from poller.schedule import due


def plan(tick: Tick, store: Store, bus: Bus, clock: Clock) -> None:
    """Publish what this tick asks for. Whatever fails here is found again by the next tick."""
    watches = [watch for watch in store.watches() if watch.active]
    groups = _by_batch(watches)
    stored = store.batches(list(groups))
    for batch in stored.values():
        publish_again(batch, store, bus, clock)
    batches = {name: stored.get(name) or Batch(id=name) for name in groups}
    bus.publish(
        [
            PollBatch(batch=batch, slot=tick.slot)
            for name, batch in batches.items()
            if any(due(watch, batch.slot, tick.slot) for watch in groups[name])
        ]
    )
    _tell(watches, store, bus, clock)


def _by_batch(watches: Iterable[Watch]) -> dict[str, list[Watch]]:
    groups: dict[str, list[Watch]] = defaultdict(list)
    for watch in watches:
        groups[watch.batch].append(watch)
    return groups


def _tell(watches: Iterable[Watch], store: Store, bus: Bus, clock: Clock) -> None:
    """Tell the operator what was not told yet; a watch that is not looked at any more has no trouble."""
    watched = {alert_key(watch.id) for watch in watches}
    for alert in store.alerts():
        if not alert.closed_at and alert.key.startswith(alert_key("")) and alert.key not in watched:
            store.close_alert(alert.key, clock.now())
        elif not alert.told_at or alert.closed_at:
            bus.publish([Tell(alert=alert)])
