"""A database as it was: made anew from a backup or from a minute of the last days, and read to see that all is there.

The services go on with their own one meanwhile. https://cloud.google.com/firestore/docs/backups
"""

from datetime import UTC, datetime
from typing import Any

from coatcheck.errors import CoatCheckError
from coatcheck.model import Frozen
from coatcheck.ports import Clock, Store
from console.cloud.google import Google
from console.cloud.queries import QUERIES

PAUSE = 10.0  # seconds between two looks at an operation
PROTECTED: dict[str, object] = {
    "pointInTimeRecoveryEnablement": "POINT_IN_TIME_RECOVERY_ENABLED",
    "deleteProtectionState": "DELETE_PROTECTION_ENABLED",
}


class NotRestored(CoatCheckError):
    """It could not be restored; the text says why."""


class Contents(Frozen, frozen=True):
    """What is in a database."""

    watches: int
    states: int  # of watches that were looked at
    waiting: int  # wishes that wait for a size
    last_look: datetime | None

    def beside(self, other: "Contents") -> list[tuple[str, str, str]]:
        """List rows that tell the two from each other: what it is, here, there."""
        looks = [f"{each.last_look:%Y-%m-%d %H:%M}" if each.last_look else "never" for each in (self, other)]
        return [
            ("watches", str(self.watches), str(other.watches)),
            ("of these looked at", str(self.states), str(other.states)),
            ("wishes that wait", str(self.waiting), str(other.waiting)),
            ("last look (UTC)", looks[0], looks[1]),
        ]


class Restoring:
    """Databases of one project that are made from an older one."""

    def __init__(self, google: Google, clock: Clock, project: str, database: str) -> None:
        """`database`: the one whose backups are meant."""
        self._google = google
        self._clock = clock
        self._project = f"projects/{project}"
        self._source = f"projects/{project}/databases/{database}"

    def newest_backup(self) -> tuple[str, datetime]:
        """Return the newest backup's name, and the moment as of which it is. Raises `NotRestored` where there is none."""
        found = self._google.get("firestore", f"v1/{self._project}/locations/-/backups").get("backups", [])
        ready = [each for each in found if each["database"] == self._source and each["state"] == "READY"]
        if not ready:
            raise NotRestored(
                f"There is no backup of {self._source} yet: one is made every day. Name a minute with --at."
            )
        newest = max(ready, key=lambda backup: _time(backup["snapshotTime"]))
        return newest["name"], _time(newest["snapshotTime"])

    def from_backup(self, backup: str, name: str) -> None:
        """Make the database with this name from a backup, and return when it can be read."""
        body = {"databaseId": name, "backup": backup}
        self._wait(self._google.post("firestore", f"v1/{self._project}/databases:restore", body))

    def from_minute(self, at: datetime, name: str) -> None:
        """Make the database with this name as everything was at a whole minute of the last seven days."""
        snapshot = {"database": self._source, "snapshotTime": f"{at:%Y-%m-%dT%H:%M:00Z}"}
        body = {"databaseId": name, "pitrSnapshot": snapshot}
        self._wait(self._google.post("firestore", f"v1/{self._project}/databases:clone", body))

    def protect(self, name: str) -> None:
        """Let nobody delete it by accident, and let it be taken back to any minute, as Terraform does with its own."""
        self._wait(self._google.patch("firestore", f"v1/{self._project}/databases/{name}", PROTECTED))

    def remove(self, name: str) -> None:
        """Delete the database with this name."""
        self._wait(self._google.delete("firestore", f"v1/{self._project}/databases/{name}"))

    def _wait(self, operation: dict[str, Any]) -> None:
        while not operation.get("done"):
            self._clock.sleep(PAUSE)
            operation = self._google.get("firestore", f"v1/{operation['name']}")
        if error := operation.get("error"):
            raise NotRestored(f"Firestore says: {error.get('message', error)}")


def contents(store: Store) -> Contents:
    """Count what is in a database, and make every query once: each needs its index."""
    for query in QUERIES.values():
        query(store)
    watches = store.watches()
    batches = store.batches(sorted({watch.batch for watch in watches if watch.batch}))
    return Contents(
        watches=len(watches),
        states=len(store.states([watch.id for watch in watches])),
        waiting=sum(sum(store.waiting_counts(watch.id).values()) for watch in watches),
        last_look=max((batch.slot for batch in batches.values() if batch.slot), default=None),
    )


def restore(restoring: Restoring, at: datetime | None) -> str:
    """Make a database from the newest backup, or as of this minute, and return its name."""
    if at is not None:
        restoring.from_minute(at, name := _name(at))
        return name
    backup, moment = restoring.newest_backup()
    restoring.from_backup(backup, name := _name(moment))
    return name


def _name(moment: datetime) -> str:
    return f"restored-{moment:%Y%m%d-%H%M}"


def _time(text: str) -> datetime:
    """Read a moment in Google's JSON, to the microsecond: its nanoseconds are more than Python reads."""
    return datetime.fromisoformat(text[:26].rstrip("Z")).replace(tzinfo=UTC)
