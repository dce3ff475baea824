"""Alerts as the operator hears of them: all of one shop and one cause are one matter, told when it begins and when it is over. Pure."""

from collections.abc import Iterable

from msgspec.structs import replace

from coatcheck.model import Alert, Frozen

MOST = 500  # alerts of one matter that are told together; those beyond join it afterwards


class Matter(Frozen, frozen=True):
    """Alerts that are told as one, oldest first."""

    alerts: tuple[Alert, ...]

    @property
    def open(self) -> tuple[Alert, ...]:
        return tuple(alert for alert in self.alerts if not alert.closed_at)

    @property
    def is_told(self) -> bool:
        """Whether the operator knows that it began."""
        return any(alert.told_at for alert in self.alerts)

    @property
    def to_tell(self) -> tuple[Alert, ...]:
        """The alerts that are told now, with one message; none where it goes on as the operator knows it."""
        if not self.open:
            return self.alerts[:MOST]
        return () if self.is_told else self.open[:MOST]

    @property
    def joining(self) -> tuple[Alert, ...]:
        """Alerts that came to a matter which the operator knows: counted, and not told."""
        return tuple(alert for alert in self.open if not alert.told_at) if self.is_told else ()


def matters(alerts: Iterable[Alert]) -> list[Matter]:
    """Gather what the operator has to hear of, in the order of its oldest alerts."""
    found: dict[tuple[str, ...], list[Alert]] = {}
    for alert in alerts:
        found.setdefault((alert.shop, alert.cause) if alert.shop else (alert.key,), []).append(alert)
    return [Matter(tuple(each)) for each in found.values()]


def summary(alerts: tuple[Alert, ...]) -> Alert:
    """Return the oldest of these, saying how many they are."""
    oldest = alerts[0]
    return replace(oldest, text=f"{len(alerts)} watches at {oldest.shop}: {oldest.text}") if len(alerts) > 1 else oldest
