"""The file itself: a copy of it while it is written on, and what goes wrong with it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from coatcheck.errors import Conflict, Invalid, StoreUnavailable, WrongStore
from coatcheck.process.new_file import new_file


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise what SQLite says of the file at `path` as one of our own errors (see `Database`)."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise Conflict(str(error)) from error
    except sqlite3.OperationalError as error:
        raise StoreUnavailable(f"{path}: {error}") from error
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.DatabaseError as error:
        raise WrongStore(f"{path}: {error}. Restore a backup, or name another file.") from error


@contextmanager
def read_only(path: Path) -> Iterator[sqlite3.Connection]:
    """Lend a connection that reads the file at `path`, as it is now, and writes nothing. Raises `Invalid` where there is none."""
    if not path.is_file():
        raise Invalid(f"There is no file {path}.")
    with translated(path), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        yield connection


def copy(source: Path, target: Path) -> None:
    """Copy the database as it is at one moment, whoever writes on it meanwhile, into a new file that only its owner reads.

    The copy is whole, checked and on the disk before it has its name. Raises `Invalid` where there is something by that name already, or
    nothing may be written there, `WrongStore` where the source is damaged, `StoreUnavailable` where there is no room: try again.
    """
    with new_file(target) as made:
        _fill(source, made)


def _fill(source: Path, made: Path) -> None:
    with read_only(source) as old, translated(made), closing(sqlite3.connect(made, isolation_level=None)) as new:
        # All pages in one go, so that no writer makes it begin again: https://www.sqlite.org/backup.html
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")  # one file, that needs none beside it
        faults = [str(row[0]) for row in new.execute("PRAGMA integrity_check(3)")]
    if faults != ["ok"]:
        raise WrongStore(f"{source} is damaged: {'; '.join(faults)}. Restore an earlier backup.")
