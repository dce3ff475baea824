"""When the watch of an event has done its work: everything is past, or nobody waits for it any more. Pure."""

from datetime import datetime

from coatcheck.model import LISTED, Health, State, Watch


def is_over(state: State, now: datetime) -> bool:
    """Return whether all that was on offer is past."""
    return state.health is Health.OVER or (state.over_at is not None and state.over_at <= now)


def needs_no_look(watch: Watch, state: State, now: datetime) -> bool:
    """Return whether it is over, and the operator has not asked for a look since that was known: its days may have changed."""
    asked = max(filter(None, (watch.updated_at, watch.look_at)))
    return is_over(state, now) and (state.observed_until is None or asked <= state.observed_until)


def is_complete(watch: Watch, state: State, waiting: bool) -> bool:
    """Return whether an event's watch is done: nobody waits, and either somebody did, or all of its places and days have opened."""
    if waiting or state.over_at is None:
        return False
    return watch.waited_at is not None or has_opened(state)


def has_opened(state: State) -> bool:
    """Return whether every place and day has been open at some time."""
    there = [each for each in state.variants if not each.missing_since and each.id != LISTED]
    return bool(there) and all(each.in_since for each in there)
