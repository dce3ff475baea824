"""What services and their operator need beside that: limits, values, dead letters, alerts."""

from datetime import datetime, timedelta
from typing import Protocol

from coatcheck.model import Alert, DeadLetter
from coatcheck.ports.stored_values import ValueName


class OperationStore(Protocol):
    def once(self, key: str, now: datetime, keep: timedelta) -> bool:
        """Return True for the first caller with this key, False for every other for as long as it is kept."""

    def take(self, bucket: str, amount: int, limit: int, window: timedelta, now: datetime) -> bool:
        """Add to what this bucket holds in the present window, unless that would pass the limit: then False.

        A negative amount gives back.
        """

    def take_block(self, bucket: str, needed: int, wanted: int, limit: int, window: timedelta, now: datetime) -> int:
        """Add to what this bucket holds so much as `leases.block` grants of what is left to the limit; return how much that is.

        As much as is `needed` where there is as much, towards what is `wanted` while there is plenty, 0 where nothing is left.
        """

    def taken(self, bucket: str, window: timedelta, now: datetime) -> int:
        """Return what the bucket holds in the present window."""

    def value(self, name: ValueName) -> str | None:
        """Return a switch or note of the operator's; `stored_values.py` has their names."""

    def put_value(self, name: ValueName, value: str | None) -> None:
        """Set a value, or take it away with None."""

    def bury(self, letter: DeadLetter) -> None:
        """Keep a dead letter; one with the same id replaces it."""

    def dead_letters(self, limit: int) -> list[DeadLetter]:
        """Return the newest dead letters, newest first."""

    def dead_letter_count(self) -> int:
        """Count the dead letters."""

    def dead_letter(self, letter_id: str) -> DeadLetter | None: ...

    def remove_dead_letter(self, letter_id: str) -> None: ...

    def open_alert(self, alert: Alert) -> bool:
        """Return True if this opened it, False if an alert of this key is open already."""

    def close_alert(self, key: str, now: datetime) -> bool:
        """Return True if this closed it, False if none of this key was open. One never told is simply gone."""

    def alerts(self) -> list[Alert]:
        """Return the open alerts and those whose end was not told yet, oldest first."""

    def mark_told(self, alert: Alert, now: datetime) -> None:
        """Note that the operator was told of an alert; one that is closed is forgotten."""

    def check(self) -> None:
        """Return if the store can be read and written; raise `StoreUnavailable` or `WrongStore` if not."""

    def close(self) -> None: ...
