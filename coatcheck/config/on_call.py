"""Who hears of trouble beside the operator, and when nobody does, as it is written in settings. Pure."""

from datetime import datetime, time, timedelta

from coatcheck.model import ChannelAddress

ALL = "all"  # kinds of trouble
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def told(text: str) -> tuple[str, ChannelAddress]:
    """Read KIND=CHANNEL:ADDRESS: the kind of trouble, or `ALL`, and who hears of it. What is missing is "" there."""
    kind, _, place = text.partition("=")
    channel, _, address = place.partition(":")
    return kind.strip().lower(), ChannelAddress(channel=channel.strip(), address=address.strip())


def window(text: str) -> tuple[int | None, time, time]:
    """Read a weekday, if one is named (0: Monday), and two times. Raises `ValueError`."""
    day, _, hours = text.strip().lower().rpartition(" ")
    start, _, end = hours.partition("-")
    return WEEKDAYS.index(day) if day else None, time.fromisoformat(start), time.fromisoformat(end)


def is_within(day: int | None, start: time, end: time, now: datetime) -> bool:
    """Return whether it is between these times of that day, or of the night that begins on it."""
    began = now if start <= end or now.time() >= start else now - timedelta(days=1)
    inside = start <= now.time() < end if start <= end else not end <= now.time() < start
    return inside and day in (None, began.weekday())
