"""Moments that a wrong clock wrote: a machine that was hours ahead must not keep the right one from looking. Pure."""

from datetime import datetime, timedelta

# Longer than a handler works, so that nothing which is merely late looks like it; what lies further ahead a wrong clock wrote.
AHEAD = timedelta(minutes=1)


def believed(moment: datetime | None, now: datetime) -> datetime | None:
    """Return the moment, or None if it lies more than a minute after `now` (or there is none)."""
    return None if moment is None or moment > now + AHEAD else moment
