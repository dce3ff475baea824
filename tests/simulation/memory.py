"""The store of a schedule: the product's own SQLite store, in memory.

A simulated crash ends tasks and not this process, and no task gives way within a store call: one connection shows
each of them what many connections to a file would.
"""

import sqlite3
from functools import cache
from pathlib import Path

from coatcheck.ports import Store
from coatcheck.store.sqlite import SqliteStore
from coatcheck.store.sqlite.database import Connection, Database


class InMemoryDatabase(Database):
    """A database that no file holds."""

    def __init__(self, empty: "InMemoryDatabase | None" = None) -> None:
        """A copy of the `empty` one; without it the schema is made."""
        self._empty = empty
        super().__init__(Path(":memory:"))

    def _make(self) -> None:
        self._only = sqlite3.connect(":memory:", isolation_level=None, factory=Connection)
        self._only.execute("PRAGMA foreign_keys = ON")

    def _connect(self) -> Connection:
        return self._only

    def _prepare(self) -> None:
        if self._empty:
            self._empty._only.backup(self._only)
        else:
            super()._prepare()


@cache
def _empty() -> InMemoryDatabase:
    return InMemoryDatabase()


def open_memory() -> Store:
    """A new store with nothing in it."""
    return SqliteStore(InMemoryDatabase(_empty()))
