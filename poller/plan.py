"""A tick: the due watches become batches to look at, and what was left behind is sent on its way."""

from collections.abc import Iterable
from datetime import timedelta

from coatcheck.config import Settings
from coatcheck.model import Alert, Batch, Watch
from coatcheck.ports import Bus, Clock, Store
from coatcheck.ports.messages import PollBatch, Tell, Tick
from coatcheck.telling.alerts import matters, trouble
from coatcheck.truth.clock import believed
from coatcheck.truth.doubt import doubt_key
from coatcheck.truth.health import alert_key
from coatcheck.watching.outbox import publish_again
from coatcheck.watching.schedule import due
from coatcheck.watching.states import by_batch
from poller.endings import resume_waited_for

USUAL = Settings()
CLOCK = "clock"  # the alert of a clock that was put back


def plan(tick: Tick, store: Store, bus: Bus, clock: Clock, settings: Settings = USUAL) -> None:
    """Publish what this tick asks for. Whatever fails here is found again by the next tick.

    `settings`: who hears of trouble, when not, and how often again.
    """
    known = store.watches()
    resume_waited_for(known, store, clock.now())  # from the next tick on
    watches = [watch for watch in known if watch.active]
    groups = by_batch(watches)
    stored = store.batches(list(groups))
    _mind_the_clock(stored.values(), store, clock)
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
    _close_what_is_not_watched(watches, store, clock)
    if not settings.in_maintenance(clock.now()):
        _tell(store, bus, clock, settings)


def _mind_the_clock(batches: Iterable[Batch], store: Store, clock: Clock) -> None:
    """Tell the operator of looks that a clock, now put right, wrote into the future; the next looks end it."""
    now = clock.now()
    ahead = [batch.slot - now for batch in batches if batch.slot and not believed(batch.slot, now)]
    told = next((alert for alert in store.alerts() if alert.key == CLOCK and not alert.closed_at), None)
    if ahead:
        text = f"The clock was {max(ahead).total_seconds() / 3600:.1f} hours ahead when looks were made, or is behind now. Looks go on; times in the history may be wrong."
        store.open_alert(Alert(key=CLOCK, text=text, opened_at=now))
    elif told and told.told_at:
        store.close_alert(CLOCK, now)


def _close_what_is_not_watched(watches: Iterable[Watch], store: Store, clock: Clock) -> None:
    """Let trouble be over that a watch had which is not looked at any more."""
    watched = {key(watch.id) for watch in watches for key in (alert_key, doubt_key)}
    of_watches = (alert_key(""), doubt_key(""))
    for alert in store.alerts():
        if not alert.closed_at and alert.key.startswith(of_watches) and alert.key not in watched:
            store.close_alert(alert.key, clock.now())


def _tell(store: Store, bus: Bus, clock: Clock, settings: Settings) -> None:
    """Have the operator told what they did not hear yet, and whoever else minds it."""
    now, again = clock.now(), timedelta(hours=settings.remind_hours) or None
    for matter in matters(store.alerts()):
        for alert in matter.joining:
            store.mark_told(alert, now)
        if told := matter.to_tell(now, again):
            others = settings.told_of(trouble(told[0]))
            bus.publish([Tell(alert=told[0], others=told[1:], to=to) for to in (None, *others)])
