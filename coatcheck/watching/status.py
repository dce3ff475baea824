"""How CoatCheck is doing: what an operator, a monitor or a visitor has to know, read from the store."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from coatcheck.model import Alert, Batch, DeliveryState, Ended, Frozen, Health, Sight, State, Watch
from coatcheck.ports import Store
from coatcheck.telling.alerts import matters, summary
from coatcheck.telling.product_names import marks, named
from coatcheck.truth.clock import believed
from coatcheck.truth.proven import never_seen
from coatcheck.watching.agents import heard, is_lapsed
from coatcheck.watching.schedule import looked_at
from coatcheck.watching.states import States

WELL = frozenset({Health.HEALTHY, Health.OVER})
NO_TICK = timedelta(minutes=5)  # without a round of looks for so long something is wrong


class WatchStatus(Frozen, frozen=True):
    """One watch: whether it is looked at, how its last look went, since when, and why."""

    id: str
    title: str  # with what tells it apart from others of that title
    slug: str
    shop: str  # the host it is looked at on
    tags: tuple[str, ...]
    interval: int
    active: bool
    listed: bool
    ended: Ended | None  # an event's watch that paused by itself
    health: Health
    since: datetime | None  # when it began to be so; of a paused watch, when the pause began
    reason: str | None
    failures: int
    checked_at: datetime | None  # when it was last looked at itself; None: it never was
    sizes: int = 0
    note: str = ""  # what it was never seen to say: no trouble, and still to be known


class AgentStatus(Frozen, frozen=True):
    """One agent: when it was last heard, and what it saw of each watch."""

    id: str
    name: str
    paired_at: datetime | None
    heard_at: datetime | None
    sights: dict[str, Sight]
    refused: int  # looks at watches that it was not given


class Report(Frozen, frozen=True):
    """All of it. `ok`: ticks come, every active watch is healthy, and no alert is open, as one is while there are dead letters of ours."""

    at: datetime
    ok: bool
    last_tick: datetime | None  # None: nothing was ever looked at
    tick_age: float | None  # seconds
    late: bool  # looks should have been made in the last minutes, and were not
    watches: tuple[WatchStatus, ...]
    health: dict[Health, int]  # active watches in each, of those that were looked at
    unseen: int  # active watches that were not looked at yet
    paused: int  # watches that are not looked at, but for events that have ended
    ended: int  # watches of events that are over or complete
    deliveries: dict[DeliveryState, int]
    dead_letters: int  # ours, and those that a stranger's server did not take
    alerts: tuple[Alert, ...]
    agents: tuple[AgentStatus, ...] = ()


def report(store: Store, now: datetime, states: States | None = None) -> Report:
    """Return the report as of now; `alerts` are the open ones, one for each matter, oldest first.

    `states`: what is remembered of them.
    """
    watches = store.watches()
    batches = store.batches(sorted({watch.batch for watch in watches if watch.batch}))
    known = (states or States(store)).among(batches, watches)
    apart = marks(watches)
    seen = heard(store, watches)
    lines = tuple(
        _line(watch, apart[watch.id], known[watch.id], batches.get(watch.batch), seen.get(watch.id), now)
        for watch in watches
    )
    slots = [batch.slot for batch in batches.values() if batch.slot]
    last_tick = max((slot for slot in slots if believed(slot, now)), default=max(slots, default=None))
    health: dict[Health, int] = {}
    for line in lines:
        if line.active and line.checked_at:
            health[line.health] = health.get(line.health, 0) + 1
    alerts = tuple(summary(matter.open) for matter in matters(store.alerts()) if matter.open)
    late = _late(watches, last_tick, now)
    return Report(
        at=now,
        ok=not late and not alerts and set(health) <= WELL,
        last_tick=last_tick,
        tick_age=(now - last_tick).total_seconds() if last_tick else None,
        late=late,
        watches=lines,
        health=health,
        unseen=sum(line.active and not line.checked_at for line in lines),
        paused=sum(not line.active and not line.ended for line in lines),
        ended=sum(bool(line.ended) for line in lines),
        deliveries=store.delivery_counts(),
        dead_letters=store.dead_letter_count(),
        alerts=alerts,
        agents=agents_status(store, now),
    )


def agents_status(store: Store, now: datetime) -> tuple[AgentStatus, ...]:
    """Return every agent that works or can be paired, oldest first."""
    found = [agent for agent in store.agents() if not is_lapsed(agent, now)]
    return tuple(
        AgentStatus(each.id, each.name, each.paired_at, each.heard_at, each.sights, each.refused) for each in found
    )


def looked_at_since(report: Report, moment: datetime) -> int:
    """Count the active watches that were looked at after this moment."""
    return sum(line.active and line.checked_at is not None and line.checked_at > moment for line in report.watches)


def late_watches(report: Report) -> int:
    """Count the active watches that were looked at once, and then for longer than their interval and five minutes not any more."""
    return sum(
        line.active
        and line.checked_at is not None
        and report.at - line.checked_at > timedelta(seconds=line.interval) + NO_TICK
        for line in report.watches
    )


def public(report: Report) -> Report:
    """Return what everybody may see: listed watches only, without notes, and of an alert only that there is one."""
    return replace(
        report,
        agents=(),
        watches=tuple(replace(line, note="") for line in report.watches if line.listed),
        alerts=tuple(replace(alert, text="", key="", shop="", cause="") for alert in report.alerts),
    )


def _line(
    watch: Watch, mark: str, state: State, batch: Batch | None, seen: datetime | None, now: datetime
) -> WatchStatus:
    return WatchStatus(
        id=watch.id,
        title=named(watch.title or state.title or watch.url, mark),
        slug=watch.slug,
        shop=watch.shop,
        tags=watch.tags,
        interval=watch.interval,
        active=watch.active,
        listed=watch.listed,
        ended=watch.ended,
        health=state.health,
        since=state.health_since if watch.active else watch.paused_at,
        reason=state.reason,
        failures=state.failures,
        checked_at=looked_at(watch, state, batch, now, seen),
        sizes=len(state.variants),
        note=never_seen(state),
    )


def _late(watches: list[Watch], last_tick: datetime | None, now: datetime) -> bool:
    """Whether looks should have been made, and were not."""
    active = [watch for watch in watches if watch.active]
    if not active:
        return False
    if last_tick and not believed(last_tick, now):
        return True  # a clock was wrong: nobody can say when the last look was
    patience = NO_TICK + timedelta(seconds=min(watch.interval for watch in active))
    return now - (last_tick or min(watch.created_at for watch in active)) > patience
