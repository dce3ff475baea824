"""Whether messages are being held, by the operator or by a provider, remembered for a few seconds."""

from datetime import datetime, timedelta

from coatcheck.model import Reason
from coatcheck.ports import Clock, Store
from coatcheck.ports.stored_values import ValueName, by_network, by_operator, by_provider
from coatcheck.telling import switches

REMEMBERED = timedelta(seconds=5)
PROBE = timedelta(minutes=5)  # between two messages that try whether a stopped channel works again


class SwitchCache:
    """The store's switches as this process last saw them. Safe to use from several threads."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._seen: dict[ValueName, tuple[datetime, str | None]] = {}

    def reason(self, channel: str) -> str | None:
        """Say why this channel's messages are held; None while they are sent."""
        refused = self._look(by_provider(channel)) or self._look(by_network(channel))
        return self._by_operator(channel) or refused

    def held_for(self, channel: str) -> Reason:
        """Say who holds this channel's messages, where somebody does: the operator on purpose, or whoever should send them."""
        return Reason.STOPPED if self._by_operator(channel) else Reason.TURNED_AWAY

    def may_probe(self, channel: str, now: datetime) -> bool:
        """Return whether one message may go all the same, to find out: once in five minutes, never against the operator's will."""
        window = int(now.timestamp() // PROBE.total_seconds())
        return not self._by_operator(channel) and self._store.once(f"probe:{channel}:{window}", now, PROBE * 2)

    def remember(self, channel: str, reason: str) -> None:
        """Hold the channel's messages in this process at once, before it is stored that the provider turned us away."""
        self._seen[by_provider(channel)] = (self._clock.now(), reason)

    def turn_away(self, channel: str, reason: str, now: datetime) -> None:
        """Hold the channel's messages everywhere."""
        self.remember(channel, reason)
        switches.turn_away(self._store, channel, reason, now)

    def resume(self, channel: str, now: datetime) -> None:
        """Open the channel again, as the provider took a message, unless the networks refuse what it takes."""
        self._seen.clear()
        switches.accepted(self._store, channel, now)

    def _by_operator(self, channel: str) -> str | None:
        return self._look(by_operator()) or self._look(by_operator(channel))

    def _look(self, name: ValueName) -> str | None:
        now = self._clock.now()
        at, reason = self._seen.get(name, (None, None))
        if at is None or not timedelta() <= now - at <= REMEMBERED:
            reason = self._store.value(name)
            self._seen[name] = (now, reason)
        return reason
