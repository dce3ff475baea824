"""One SQLite file: who may open it, its connections, and what goes wrong with it."""

import sqlite3
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import resources
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeVar

from coatcheck.errors import Invalid, StoreUnavailable, WrongStore
from coatcheck.ports.time_budgets import STORE_CALL
from coatcheck.store.sqlite.file import copy, translated

APPLICATION = int.from_bytes(b"Coat")  # https://www.sqlite.org/pragma.html#pragma_application_id
MIGRATIONS = (
    "schema.sql",
    "told.sql",
    "agents.sql",
    "suggestions.sql",
    "access.sql",
    "operators.sql",
    "teams.sql",
)  # script N brings a file of schema N to schema N + 1
WAIT = STORE_CALL / 2  # once for this process's writers and once for another's
# Closing a file, as touch() does, drops the locks that this process's connections hold on it:
# https://www.sqlite.org/howtocorrupt.html
OPENING = Lock()

P = ParamSpec("P")
R = TypeVar("R")


class Connection(sqlite3.Connection):
    """A connection; in a write transaction `revision` is the revision of all that it writes."""

    revision = ""


def examine(connection: sqlite3.Connection, path: Path) -> int:
    """Return the schema of the file at `path`, 0 for an empty file. Raises `WrongStore` where this version must not touch it."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (schema,) = connection.execute("PRAGMA user_version").fetchone()
    (objects,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION and (application or schema or objects):
        raise WrongStore(f"{path} is another program's database: name another file in COATCHECK_STORE.")
    if schema > len(MIGRATIONS):
        raise WrongStore(
            f"{path} was written by a newer CoatCheck (schema {schema}, this one knows {len(MIGRATIONS)}): "
            "install that version, or restore a backup from before."
        )
    return int(schema)


class Database:
    """Readers side by side, one writer at a time.

    `sqlite3` errors come out as `StoreUnavailable` (busy, disk full, closed), `Conflict` (a key is taken)
    or `WrongStore` (the file is damaged). A transaction that raises leaves nothing behind.
    """

    def __init__(self, path: Path) -> None:
        """Open the file, making or migrating it where needed; see `SqliteStore.open`."""
        if not path.absolute().parent.is_dir():
            raise Invalid(f"There is no directory {path.parent}: make it, or name another file in COATCHECK_STORE.")
        self.path = path
        self._idle: deque[Connection] = deque()
        self._turn = Lock()
        self._closed = False
        with OPENING:
            self._make()
            with translated(self.path):
                self._writer = self._connect()
            try:
                self._prepare()
            except BaseException:
                self.close()
                raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Lend a connection to read with; each statement sees one moment of the store."""
        with translated(self.path):
            connection = self._borrow()
            try:
                yield connection
            finally:
                self._idle.append(connection)
                if self._closed:
                    self._close_idle()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Lend a connection in a write transaction, which is committed at the end of the block."""
        with self._transaction() as connection:
            connection.execute("UPDATE clock SET revision = revision + 1")
            (revision,) = connection.execute("SELECT revision FROM clock").fetchone()
            connection.revision = str(revision)
            yield connection

    def examine(self, connection: Connection) -> int:
        """Return the file's schema, 0 for an empty file. Raises `WrongStore` where this version must not touch it."""
        return examine(connection, self.path)

    def close(self) -> None:
        """Close every connection, those in use when they come back."""
        with self._turn:
            self._closed = True
            self._writer.close()
        self._close_idle()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        # Our own threads queue here, because SQLite's waiters sleep and poll, and may starve.
        if not self._turn.acquire(timeout=WAIT):
            raise StoreUnavailable(f"{self.path}: the writers before took longer than {WAIT:g} seconds.")
        try:
            with translated(self.path):
                self._refuse_closed()
                self._writer.execute("BEGIN IMMEDIATE")
                try:
                    yield self._writer
                    self._writer.execute("COMMIT")
                except BaseException:
                    if self._writer.in_transaction:
                        self._writer.execute("ROLLBACK")
                    raise
        finally:
            self._turn.release()

    def _borrow(self) -> Connection:
        self._refuse_closed()
        try:
            return self._idle.pop()
        except IndexError:
            return self._connect()

    def _connect(self) -> Connection:
        # Connections go from thread to thread, each used by one at a time.
        connection = sqlite3.connect(
            self.path, timeout=WAIT, isolation_level=None, check_same_thread=False, factory=Connection
        )
        try:
            # With WAL, NORMAL already keeps every commit when the process is killed; FULL keeps it when the power
            # fails as well, so that nobody is told twice: https://www.sqlite.org/pragma.html#pragma_synchronous
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
        except sqlite3.Error:  # it is no database, or damaged
            connection.close()
            raise
        return connection

    def _refuse_closed(self) -> None:
        if self._closed:
            raise StoreUnavailable(f"{self.path} was closed.")

    def _close_idle(self) -> None:
        with suppress(IndexError):
            while True:
                self._idle.pop().close()

    def _make(self) -> None:
        try:
            if not self.path.exists():
                self.path.touch(mode=0o600)  # it will hold phone numbers
        except OSError as error:
            reason = f"{self.path} can't be made: {error.strerror}. Name another file in COATCHECK_STORE."
            raise Invalid(reason) from error
        if not self.path.is_file():
            raise Invalid(f"{self.path} is not a file: name one in COATCHECK_STORE.")
        try:
            with TemporaryFile(dir=self.path.absolute().parent):
                pass
        except OSError as error:  # SQLite itself would say that it can't open the file
            reason = f"The folder of {self.path} is read-only ({error.strerror}), and SQLite keeps files there beside it. Name a file elsewhere in COATCHECK_STORE."
            raise Invalid(reason) from error

    def _prepare(self) -> None:
        with self._transaction() as connection:
            self._migrate(connection)
        with translated(self.path):
            self._let_readers_pass()

    def _let_readers_pass(self) -> None:
        """Readers then never wait for the writer: https://www.sqlite.org/wal.html

        SQLite itself doesn't wait for other processes here: it only gets the lock where nobody reads.
        """
        deadline = time.monotonic() + WAIT
        while True:
            try:
                self._writer.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                    raise
                time.sleep(0.01)
            else:
                return

    def _migrate(self, connection: Connection) -> None:
        found = self.examine(connection)
        if 0 < found < len(MIGRATIONS):
            copy(self.path, _unused(self.path, f"schema-{found}"))
        for number in range(found, len(MIGRATIONS)):
            script = resources.files(__package__).joinpath(MIGRATIONS[number]).read_text()
            # Not executescript(), which would commit half way.
            for statement in script.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {number + 1}")


class Part:
    """A part of the store, on the file that all parts share."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def _read(self, ask: Callable[Concatenate[Connection, P], R], *values: P.args, **named: P.kwargs) -> R:
        """Return what this finds."""
        with self._database.reading() as connection:
            return ask(connection, *values, **named)

    def _write(self, change: Callable[Concatenate[Connection, P], R], *values: P.args, **named: P.kwargs) -> R:
        """Return what this makes in a transaction of its own."""
        with self._database.writing() as connection:
            return change(connection, *values, **named)

    def _rows(self, sql: str, *values: object) -> list[Any]:
        return self._read(lambda connection: connection.execute(sql, values).fetchall())

    def _change(self, sql: str, *values: object) -> int:
        """Carry out one statement; how many rows it wrote."""
        return self._write(lambda connection: connection.execute(sql, values).rowcount)


def _unused(path: Path, ending: str) -> Path:
    """Name a file beside this one that is not there: `coatcheck.db.schema-2`, else `coatcheck.db.schema-2.1`, and so on."""
    names = chain([ending], (f"{ending}.{number}" for number in count(1)))
    return next(free for name in names if not (free := path.with_name(f"{path.name}.{name}")).exists())
