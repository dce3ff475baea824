"""The notice board: one query reads the mark of the watch list, the values that are at hand and every alert, so that a quiet minute asks once."""

import time
from collections.abc import Callable
from functools import cached_property
from uuid import uuid4

import msgspec

from coatcheck.model import Alert, Frozen
from coatcheck.ports.stored_values import AT_HAND
from coatcheck.store.firestore.collections import NOTICES
from coatcheck.store.firestore.database import Database, Part, Write

WATCH_LIST = "watches"  # the document that bears the marks and values; every other one is an alert
STALE = 45.0  # seconds; another process's change shows within a minute


class Notices(Frozen, frozen=True):
    """What was on the board. A mark is a random word; another word means that something changed."""

    changed: str = ""
    removed: str = ""
    alerts: tuple[Alert, ...] = ()
    values: dict[str, str] = {}


class Board:
    """The board, and this process's last look at it."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._seen: tuple[float, Notices] | None = None

    def read(self, seconds: float) -> Notices:
        """Return what was on it at most so many seconds ago."""
        seen, now = self._seen, self._clock()
        if seen is None or seen[0] < now - seconds:
            seen = self._seen = (now, self._look())
        return seen[1]

    def forget(self) -> None:
        """Look again next time, because this process changed something."""
        self._seen = None

    def mark(self, removed: bool = False) -> Write:
        """Make the part of a commit that tells every process of a changed watch list."""
        word = uuid4().hex
        return self._database.merge(NOTICES, WATCH_LIST, {"changed": word} | ({"removed": word} if removed else {}))

    def note(self, name: str, value: str) -> Write:
        """Make the part of a commit that keeps a value at hand for every process."""
        return self._database.merge(NOTICES, WATCH_LIST, {name: value})

    def _look(self) -> Notices:
        marks: dict[str, str] = {}
        alerts = []
        for document in self._database.find(self._database.collection(NOTICES)):
            if document.id == WATCH_LIST:
                marks = document.to_dict()
            else:
                alerts.append(msgspec.json.decode(document.get("body"), type=Alert))
        alerts.sort(key=lambda alert: (alert.opened_at, alert.key))
        values = {str(name): marks[name] for name in AT_HAND if marks.get(name)}
        return Notices(marks.get("changed", ""), marks.get("removed", ""), tuple(alerts), values)


class OnBoard(Part):
    """A part of the store that reads the board."""

    @cached_property
    def _board(self) -> Board:
        return Board(self._database)
