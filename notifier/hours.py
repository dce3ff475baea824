"""Quiet hours, by the subscriber's own clock. Pure."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


def quiet_until(now: datetime, zone: str, hours: tuple[time, time]) -> datetime | None:
    """Say when the quiet hours that hold now are over, in UTC; None outside of them. They may pass midnight."""
    start, end = hours
    local = now.astimezone(ZoneInfo(zone))
    clock = local.time()
    quiet = start <= clock < end if start <= end else clock >= start or clock < end
    if not quiet:
        return None
    day = local.date() + timedelta(days=1) if clock >= end else local.date()
    return datetime.combine(day, end, ZoneInfo(zone)).astimezone(UTC)
