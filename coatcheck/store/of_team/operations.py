"""What is a team's of all that an operator needs: the alerts about its watches, and their webhooks' secrets."""

from datetime import datetime, timedelta

import msgspec

from coatcheck.errors import Invalid
from coatcheck.model import Alert, DeadLetter, Frozen
from coatcheck.ports.stored_values import PICTURES, ValueName, by_network, by_operator, by_provider, webhook_secret
from coatcheck.store.of_team.wall import Part, refuse

# Begin the names of what holds messages, which everybody may know
SWITCHES = (by_operator(), by_provider(""), by_network(""))
LETTERS = "What was given up is"


class _About(Frozen, frozen=True):
    """Of a picture, whose it is."""

    watch_id: str


class Operations(Part):
    """`ports.OperationStore`. Limits are counted for all teams together; switches, dead letters and trouble of the service are the deployment's."""

    def once(self, key: str, now: datetime, keep: timedelta) -> bool:
        return self._whole.once(key, now, keep)

    def take(self, bucket: str, amount: int, limit: int, window: timedelta, now: datetime) -> bool:
        return self._whole.take(bucket, amount, limit, window, now)

    def take_block(self, bucket: str, needed: int, wanted: int, limit: int, window: timedelta, now: datetime) -> int:
        refuse("The day's budget is")

    def taken(self, bucket: str, window: timedelta, now: datetime) -> int:
        return self._whole.taken(bucket, window, now)

    def value(self, name: ValueName) -> str | None:
        """Return a switch, the secret of the webhooks of a watch of this team's, or the picture of one."""
        if name.startswith(webhook_secret("")):
            return self._whole.value(name) if self._is_own(_watch_in(name)) else None
        if name.startswith(PICTURES):
            text = self._whole.value(name)
            return text if text and self._is_own(msgspec.json.decode(text, type=_About).watch_id) else None
        if not name.startswith(SWITCHES):
            refuse(f"The value {name!r} is")
        return self._whole.value(name)

    def put_value(self, name: ValueName, value: str | None) -> None:
        if not name.startswith(webhook_secret("")):
            refuse(f"The value {name!r} is")
        if not self._is_own(_watch_in(name)):
            raise Invalid(f"There is no watch {_watch_in(name)!r} in this team.")
        self._whole.put_value(name, value)

    def bury(self, letter: DeadLetter) -> None:
        refuse(LETTERS)

    def dead_letters(self, limit: int) -> list[DeadLetter]:
        refuse(LETTERS)

    def dead_letter_count(self) -> int:
        """Count them for the first team, which runs the deployment; no other has any."""
        return self._whole.dead_letter_count() if self._is_first else 0

    def dead_letter(self, letter_id: str) -> DeadLetter | None:
        refuse(LETTERS)

    def remove_dead_letter(self, letter_id: str) -> None:
        refuse(LETTERS)

    def open_alert(self, alert: Alert) -> bool:
        if not self._is_own(_watch_in(alert.key)):
            refuse("An alert is")
        return self._whole.open_alert(alert)

    def close_alert(self, key: str, now: datetime) -> bool:
        return self._is_own(_watch_in(key)) and self._whole.close_alert(key, now)

    def alerts(self) -> list[Alert]:
        """Return those about this team's watches; the first team sees those about the service as well."""
        found = self._whole.alerts()
        self._own({_watch_in(alert.key) for alert in found})  # so that none is asked for by itself
        return [alert for alert in found if self._is_own(_watch_in(alert.key))]

    def mark_told(self, alert: Alert, now: datetime) -> None:
        refuse("An alert is")

    def check(self) -> None:
        self._whole.check()

    def close(self) -> None:
        """Do nothing: whoever opened the store closes it."""


def _watch_in(name: str) -> str:
    """Return the watch that an alert or a value is about, by its name: "watch:7f3a" and "maybe-back:7f3a" are about 7f3a. "dead-letters" is about none."""
    return name.partition(":")[2]
