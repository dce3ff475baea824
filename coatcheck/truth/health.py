"""A watch whose looks prove nothing: how it is noted, when it is tried again, when the operator has to hear of it. Pure."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zlib import crc32

from msgspec import structs

from coatcheck.model import Alert, Health, Look, State, Watch

LONGEST_WAIT = 3600.0  # seconds; a shop that asks for more is asked again after an hour
LONGEST_BACKOFF = 900.0  # seconds; longer, and a restock of a few minutes would surely be missed
JITTER = 0.2  # part of the wait by which watches are spread

# Looks in a row after which the operator is told. A network that is away for a minute is nobody's news.
PATIENCE = {Health.UNREADABLE: 2, Health.BLOCKED: 2, Health.GONE: 2, Health.UNREACHABLE: 5}


def failing(watch: Watch, state: State, look: Look) -> State:
    """Return the state after a look that proved nothing: every variant as it was."""
    failures = state.failures + 1
    return structs.replace(
        state,
        health=look.health,
        health_since=look.ended_at if look.health is not state.health else state.health_since,
        reason=look.reason,
        failures=failures,
        retry_at=retry_at(watch, failures, look.retry_after, look.ended_at),
    )


def healthy(state: State, look: Look) -> State:
    """Return the state's health after a look that could be read."""
    if state.health is Health.HEALTHY and state.health_since and not state.failures:
        return state
    since = look.ended_at if state.health is not Health.HEALTHY or not state.health_since else state.health_since
    return structs.replace(state, health=Health.HEALTHY, health_since=since, reason=None, failures=0, retry_at=None)


def retry_at(watch: Watch, failures: int, retry_after: float | None, now: datetime) -> datetime | None:
    """Say when to look again after so many failures in a row; None: whenever it is due.

    The wait doubles with each failure after the first, up to a quarter of an hour, and one good look ends it. What the
    shop itself asked for is honoured up to an hour.
    """
    asked = min(max(retry_after or 0.0, 0.0), LONGEST_WAIT)
    doubled = watch.interval * 2.0 ** min(failures - 1, 20)
    own = min(doubled, LONGEST_BACKOFF) if failures > 1 and watch.interval < LONGEST_BACKOFF else 0.0
    wait = max(asked, own)
    if not wait:
        return None
    spread = crc32(f"{watch.id}:{failures}".encode()) / 2**32  # the same for the same watch and failure
    return now + timedelta(seconds=wait * (1 + JITTER * spread))


def waits(state: State, now: datetime) -> bool:
    """Return whether it is too early to look again; a moment later than any wait was written by a wrong clock and holds nobody."""
    longest = timedelta(seconds=LONGEST_WAIT * (1 + JITTER))
    return state.retry_at is not None and now < state.retry_at <= now + longest


def is_news(state: State) -> bool:
    """Return whether a watch has failed for long enough that its operator must know."""
    return state.failures >= PATIENCE.get(state.health, state.failures + 1)


def alert_key(watch_id: str) -> str:
    return f"watch:{watch_id}"


def alert(watch: Watch, state: State, now: datetime) -> Alert:
    """Write what the operator is told of a watch that can't be read."""
    text = f"{watch.title or watch.url} is {state.health}: {(state.reason or 'no reason given').rstrip('.')}."
    shop = urlsplit(watch.url).hostname or ""
    return Alert(key=alert_key(watch.id), text=text, opened_at=now, shop=shop, cause=state.health)
