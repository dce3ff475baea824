"""Backups of the file, and a file made anew from one, with what is in it."""

from pathlib import Path

from coatcheck.errors import Invalid
from coatcheck.store.sqlite.database import examine
from coatcheck.store.sqlite.file import copy, read_only

BESIDE = ("", "-wal", "-journal")  # a journal that an earlier file left would be played into the new one


def restore(backup: Path, target: Path) -> None:
    """Make the database at `target` from a backup, which stays as it is.

    Raises `Invalid` where there is a database already, or the backup is empty; `WrongStore` where it is another program's, damaged, or of a
    newer version. Then nothing was made.
    """
    for there in (target.with_name(target.name + ending) for ending in BESIDE):
        if there.exists():
            raise Invalid(
                f"{there} is there, and is not written over: stop CoatCheck and move it away, or name another file in COATCHECK_STORE."
            )
    with read_only(backup) as connection:
        if not examine(connection, backup):
            raise Invalid(f"{backup} is empty: nothing can be restored from it.")
    copy(backup, target)


def contents(path: Path) -> dict[str, int]:
    """Count the rows of every table, by its name."""
    with read_only(path) as connection:
        sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        tables = [str(name) for (name,) in connection.execute(sql)]
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}
