"""Times in which nobody looked. History has to say so, or it would claim what nobody saw. Pure."""

from datetime import datetime, timedelta

from msgspec import structs

from coatcheck.model import Change, Look, State, Verdict, Watch

MISSED_LOOKS = 3
SLACK = timedelta(minutes=5)  # a restart, a late tick


def gap(watch: Watch, state: State, look: Look, since: datetime) -> datetime | None:
    """From when on looks are missing before this one, the last round of them begun at `since`; None where none are."""
    last = max(since, state.observed_until or since)
    allowed = MISSED_LOOKS * timedelta(seconds=watch.interval) + SLACK
    return last if state.version > 0 and look.started_at - last > allowed else None


def with_gap(verdict: Verdict | None, state: State, look: Look, since: datetime) -> Verdict:
    """The verdict (or, where the look changes nothing, one of its own) that notes the time without looks."""
    if verdict is None:
        after = structs.replace(state, version=state.version + 1, observed_until=look.ended_at)
        verdict = Verdict(state=after)
    change = verdict.change or Change(watch_id=state.watch_id, version=verdict.state.version, at=look.ended_at)
    return structs.replace(verdict, change=structs.replace(change, unseen_since=since))
