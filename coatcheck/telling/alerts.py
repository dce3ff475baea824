"""Alerts as the operator hears of them: all of one shop and one cause are one matter, told when it begins and when it is over. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec.structs import replace

from coatcheck.model import Alert, Frozen, Trouble
from coatcheck.ports.stored_values import by_network, by_provider
from coatcheck.telling.dead_letters import ALERT as DEAD_LETTERS
from coatcheck.telling.switches import ANSWERS_ALERT, TEXTS_ALERT
from coatcheck.truth.doubt import doubt_key

SUGGESTION = "suggestion:"  # begins the key of an alert that tells of one
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

    def to_tell(self, now: datetime, again: timedelta | None = None) -> tuple[Alert, ...]:
        """Return the alerts that are told now, with one message; none where it goes on as the operator knows it.

        `again`: how long after they last heard of it they are told that it still lasts.
        """
        if not self.open:
            return self.alerts[:MOST]
        told = [alert.told_at for alert in self.open if alert.told_at]
        is_due = again is not None and told and min(told) + again <= now
        return self.open[:MOST] if is_due or not self.is_told else ()

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


def trouble(alert: Alert) -> Trouble:
    """Say what an alert is about."""
    if alert.shop or alert.key.startswith(doubt_key("")):
        return Trouble.SHOPS
    if alert.key.startswith(SUGGESTION):
        return Trouble.SUGGESTIONS
    about_messages = (TEXTS_ALERT, ANSWERS_ALERT, DEAD_LETTERS, by_provider(""), by_network(""))
    return Trouble.MESSAGES if alert.key.startswith(about_messages) else Trouble.SERVICE


def summary(alerts: tuple[Alert, ...]) -> Alert:
    """Return the oldest of these, saying how many they are."""
    oldest = alerts[0]
    return replace(oldest, text=f"{len(alerts)} watches at {oldest.shop}: {oldest.text}") if len(alerts) > 1 else oldest
