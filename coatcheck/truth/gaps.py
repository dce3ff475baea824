"""Times in which nobody looked. History has to say so, or it would claim what nobody saw. Pure."""

from datetime import datetime, timedelta

from msgspec import structs

from coatcheck.model import Change, Look, State, Verdict, Watch
from coatcheck.truth.clock import believed

MISSED_LOOKS = 3
SLACK = timedelta(minutes=2)  # a clock that ticks once a minute, and a look that takes its time


def stopped(watch: Watch, last: datetime, now: datetime) -> bool:
    """Return whether looks at a watch have stopped coming, if the last was made at `last`: nobody can say then what is in stock."""
    return now - last > MISSED_LOOKS * timedelta(seconds=watch.interval) + SLACK


def pause(watch: Watch, state: State) -> datetime | None:
    """Return when the current pause began, or a past one that no look has ended yet; None if there is no such pause."""
    noted = watch.active and watch.resumed_at and state.observed_until and state.observed_until >= watch.resumed_at
    return None if noted or not state.version else watch.paused_at


def gap(watch: Watch, state: State, look: Look, since: datetime | None) -> datetime | None:
    """Return from when on looks are missing before this one; None if none are.

    `since`: when the last round of looks at any watch of the batch began, where that is long ago.
    """
    found = (_paused(watch, state, look), _missed(watch, state, look, since) if since else None)
    return min(filter(None, found), default=None)


def _paused(watch: Watch, state: State, look: Look) -> datetime | None:
    over = watch.active and watch.resumed_at and look.started_at >= watch.resumed_at
    return pause(watch, state) if over else None


def _missed(watch: Watch, state: State, look: Look, since: datetime) -> datetime | None:
    last = max(since, believed(state.observed_until, look.ended_at) or since)
    return last if state.version > 0 and stopped(watch, last, look.started_at) else None


def with_gap(verdict: Verdict | None, state: State, look: Look, since: datetime) -> Verdict:
    """Note the time without looks in the verdict, or in one of its own where the look changes nothing."""
    if verdict is None:
        after = structs.replace(state, version=state.version + 1, observed_until=look.ended_at)
        verdict = Verdict(state=after)
    change = verdict.change or Change(watch_id=state.watch_id, version=verdict.state.version, at=look.ended_at)
    return structs.replace(verdict, change=structs.replace(change, unseen_since=since))
