"""Documents with a revision: a row each, with the JSON and the columns it is searched by."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Generic, TypeVar

import msgspec
from msgspec import structs

from coatcheck.errors import Conflict
from coatcheck.ports.store import Revised
from coatcheck.store.sqlite.database import Connection
from coatcheck.truth.leases import EPOCH

MICROSECOND = timedelta(microseconds=1)
AMONG = 500  # keys in one statement; SQLite takes 999 and more: https://www.sqlite.org/limits.html


D = TypeVar("D", bound=Revised)
Column = Callable[[D], object]


def moment(at: datetime) -> int:
    """Write a moment as a column holds it."""
    return (at - EPOCH) // MICROSECOND


class Table(Generic[D]):
    """The documents of one type, by the key that the first column holds."""

    def __init__(self, name: str, kind: type[D], **columns: Column[D]) -> None:
        self._name = name
        self._columns = tuple(columns.values())
        self._decode: Callable[[bytes], D] = msgspec.json.Decoder(kind).decode
        names = [*columns, "revision", "document"]
        marks = ", ".join("?" * len(names))
        self._key, *self._others = columns
        self._insert = f"INSERT OR IGNORE INTO {name} ({', '.join(names)}) VALUES ({marks})"
        self._there = f"SELECT {', '.join(self._others) or 1} FROM {name} WHERE {self._key} = ? AND revision = ?"

    def get(self, connection: Connection, key: str) -> D | None:
        found = self.find(connection, f"WHERE {self._key} = ?", key)
        return found[0] if found else None

    def among(self, connection: Connection, keys: Sequence[str]) -> dict[str, D]:
        """Read the documents stored under these keys."""
        found = {}
        for start in range(0, len(keys), AMONG):
            some = keys[start : start + AMONG]
            marks = ", ".join("?" * len(some))
            rows = connection.execute(
                f"SELECT {self._key}, document FROM {self._name} WHERE {self._key} IN ({marks})", some
            )
            found.update({key: self._decode(document) for key, document in rows})
        return found

    def find(self, connection: Connection, clauses: str, *values: object) -> list[D]:
        """Read the documents that these clauses choose, in their order."""
        rows = connection.execute(f"SELECT document FROM {self._name} {clauses}", values)
        return [self._decode(document) for (document,) in rows]

    def put(self, connection: Connection, document: D) -> D:
        """Store it in this transaction: a new one where it has no revision, else over the copy that was read.

        Returns it as stored. Raises `Conflict`, with nothing written, where a key is taken or the revision is old.
        """
        stored = structs.replace(document, revision=connection.revision)  # type: ignore[type-var]
        row = (*(column(stored) for column in self._columns), connection.revision, msgspec.json.encode(stored))
        if document.revision:
            written = self._replace(connection, row, document.revision)
        else:
            written = connection.execute(self._insert, row).rowcount
        if not written:
            raise Conflict(f"{self._name}: {row[0]} was written by somebody else meanwhile.")
        return stored

    def _replace(self, connection: Connection, row: Sequence[object], revision: str) -> int:
        """Write over the copy of this revision. SQLite writes all indexes of a column that is named, so only those are that change."""
        key, *columns, written_at, content = row
        old = connection.execute(self._there, (key, revision)).fetchone()
        if old is None:
            return 0
        new = {name: value for name, value, was in zip(self._others, columns, old, strict=False) if value != was}
        names = "".join(f"{name} = ?, " for name in new)
        sql = f"UPDATE OR IGNORE {self._name} SET {names}revision = ?, document = ? WHERE {self._key} = ?"
        return connection.execute(sql, (*new.values(), written_at, content, key)).rowcount

    def remove(self, connection: Connection, column: str, value: str) -> None:
        connection.execute(f"DELETE FROM {self._name} WHERE {column} = ?", (value,))
