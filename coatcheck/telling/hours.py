"""Quiet hours, by the subscriber's own clock. Pure."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


def quiet_until(now: datetime, zone: str, hours: tuple[time, time]) -> datetime | None:
    """Say when the quiet hours that hold now are over, in UTC; None outside of them. They may pass midnight.

    Where the clock is put back over their end, it ends them twice: an hour that comes again is as quiet as before. Where it
    is put forward over their end, they are over when the clock it was would have said so.
    """
    start, end = hours
    local = now.astimezone(ZoneInfo(zone))
    clock = local.time()
    quiet = start <= clock < end if start <= end else clock >= start or clock < end
    if not quiet:
        return None
    day = local.date() + timedelta(days=1) if clock >= end else local.date()
    ends = [datetime.combine(day, end, ZoneInfo(zone)).replace(fold=fold).astimezone(UTC) for fold in (0, 1)]
    return ends[0] if ends[0] > now else ends[1]
