"""Whether messages are being held: the kill switch and stopped channels, remembered for a few seconds."""

from datetime import datetime, timedelta

from coatcheck import switches
from coatcheck.model import Alert
from coatcheck.ports import Clock, Store

REMEMBERED = timedelta(seconds=5)
PROBE = timedelta(minutes=5)  # between two messages that try whether a stopped channel works again


class Stops:
    """The store's switches as this process last saw them. Safe to use from several threads."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._seen: dict[str, tuple[datetime, str | None]] = {}

    def reason(self, channel: str) -> str | None:
        """Why this channel's messages are held (the kill switch holds all); None while they are sent."""
        return self._look("") or self._look(channel)

    def may_probe(self, channel: str, now: datetime) -> bool:
        """Whether one message may go all the same, to find out: once in five minutes, never against the kill switch."""
        window = int(now.timestamp() // PROBE.total_seconds())
        return not self._look("") and self._store.once(f"probe:{channel}:{window}", now, PROBE * 2)

    def note(self, channel: str, reason: str) -> None:
        """The provider turned us away: this process holds the channel's messages at once, before `stop` is stored."""
        self._seen[channel] = (self._clock.now(), reason)

    def stop(self, channel: str, reason: str, now: datetime) -> None:
        """Hold the channel's messages everywhere, and tell the operator, once."""
        self.note(channel, reason)
        switches.stop(self._store, reason, channel)
        text = f"Messages by {channel} are held: the provider turned us away ({reason}). Nothing is lost; one is tried every 5 minutes."
        self._store.open_alert(Alert(key=_alert(channel), text=text, opened_at=now))

    def resume(self, channel: str, now: datetime) -> None:
        """A message got through: the channel is open again."""
        self._seen[channel] = (now, None)
        switches.resume(self._store, channel)
        self._store.close_alert(_alert(channel), now)

    def _look(self, channel: str) -> str | None:
        now = self._clock.now()
        at, reason = self._seen.get(channel, (None, None))
        if at is None or now - at > REMEMBERED:
            reason = switches.stopped(self._store, channel)
            self._seen[channel] = (now, reason)
        return reason


def _alert(channel: str) -> str:
    return f"stopped:{channel}"
